// ---
// name: competitors
// title: Competitors of a supplier
// question: Who else wins the same CPV classes from the same buyers?
// params:
//   supplier: {type: organisation, help: "Supplier, by id or name.", example: "GB-COH-01234567"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the competitor}
//   supplier_id: {type: string, meaning: Id of the competitor}
//   buyers: {type: integer, unit: buyers, meaning: Buyers in common}
//   classes: {type: integer, unit: classes, meaning: CPV classes in common}
//   awards: {type: integer, unit: awards, meaning: Its awards there}
// notes:
//   - A class is the first four digits of a CPV code. Suppliers of one same award are partners in it, and only their other awards count.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most buyers first, then of most classes, then of most awards, then by id.
// mode: read
// ---
MATCH (s:Organisation {id: $supplier})<-[a:AWARDED_TO]-(l:Lot)<-[:HAS]-(t:Tender)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
WITH s, t, l, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] AS own
UNWIND CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] END AS class
MATCH (b:Organisation)-[:ISSUED]->(t)
WITH s, b, collect(DISTINCT class) AS classes
MATCH (b)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(other:Organisation)
WHERE other <> s
  AND ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND NOT EXISTS { MATCH (l)-[same:AWARDED_TO]->(s) WHERE same.awardId = a.awardId }
WITH b, classes, t, l, a, other, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] AS own
UNWIND CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 4)] END AS class
WITH b, t, a, other, class, classes
WHERE class IN classes
RETURN other.name AS supplier, other.id AS supplier_id, count(DISTINCT b) AS buyers, count(DISTINCT class) AS classes,
       count(DISTINCT t.ocid + '/' + a.awardId) AS awards
ORDER BY buyers DESC, classes DESC, awards DESC, supplier_id
LIMIT $limit
