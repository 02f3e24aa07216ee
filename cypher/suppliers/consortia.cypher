// ---
// name: consortia
// title: Suppliers awarded together
// question: Which suppliers win together, in one award?
// params:
//   supplier: {type: organisation, default: null, help: "Only pairs with this supplier, by id or name."}
//   max_suppliers: {type: integer, default: 10, help: Awards with more suppliers than this are frameworks rather than consortia and are left out.}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   partner: {type: string, meaning: Name of the other}
//   partner_id: {type: string, meaning: Id of the other}
//   awards: {type: integer, unit: awards, meaning: Awards to both}
//   buyers: {type: integer, unit: buyers, meaning: Buyers of these awards}
//   example: {type: string, meaning: One such process}
// notes:
//   - A pair for every two suppliers of one award with at most $max_suppliers suppliers. That an award names several does not say that they bid together; a framework names all its suppliers.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most awards first, then by id.
// mode: read
// ---
MATCH (t:Tender)-[:HAS_AWARD]->(a:Award)-[:TO]->(x:Supplier)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($supplier IS NULL OR EXISTS { (a)-[:TO]->(:Organisation {id: $supplier}) })
  AND COUNT { (a)-[:TO]->(:Organisation) } <= $max_suppliers
MATCH (a)-[:TO]->(y:Supplier)
WHERE ($supplier IS NULL AND x.id < y.id) OR (x.id = $supplier AND y.id <> $supplier)
WITH x, y, count(DISTINCT a) AS awards, collect(DISTINCT t) AS tenders, min(t.ocid) AS example
ORDER BY awards DESC, x.id, y.id
LIMIT $limit
RETURN x.name AS supplier, x.id AS supplier_id, y.name AS partner, y.id AS partner_id, awards,
       COUNT { UNWIND tenders AS t MATCH (b:Organisation)-[:ISSUED]->(t) RETURN DISTINCT b } AS buyers, example
ORDER BY awards DESC, supplier_id, partner_id
