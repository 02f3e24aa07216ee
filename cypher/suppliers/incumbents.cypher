// ---
// name: incumbents
// title: Suppliers that won again
// question: Who won the same CPV class from the same buyer more than once?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   buyer: {type: string, meaning: Name of the buyer}
//   buyer_id: {type: string, meaning: Id of the buyer}
//   class: {type: string, meaning: CPV class}
//   description: {type: string, meaning: What the class is}
//   processes: {type: integer, unit: processes, meaning: Processes it won in}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   first: {type: date, meaning: Day of the first award}
//   last: {type: date, meaning: Day of the last award}
// notes:
//   - Winning again means an award in another process. A class is the first four digits of a CPV code.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - An award of a joint tender counts for each of its buyers.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most processes first, then of most awards, then by ids and class.
// mode: read
// ---
MATCH (b:Buyer)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($buyer IS NULL OR b.id = $buyer)
  AND ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH b, s, t, a, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] AS own, l
UNWIND CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] END AS digits
WITH b, s, digits, count(DISTINCT t) AS processes, count(DISTINCT t.ocid + '/' + a.awardId) AS awards,
     min(date(a.date)) AS first, max(date(a.date)) AS last
WHERE processes >= 2
ORDER BY processes DESC, awards DESC, s.id, b.id, digits
LIMIT $limit
OPTIONAL MATCH (cpv:CPV {code: digits + '0000'})
RETURN s.name AS supplier, s.id AS supplier_id, b.name AS buyer, b.id AS buyer_id, digits + '0000' AS class,
       cpv.description AS description, processes, awards, first, last
ORDER BY processes DESC, awards DESC, supplier_id, buyer_id, class
