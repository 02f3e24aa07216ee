// ---
// name: cpv-rollup
// title: Lots, awards and value under CPV codes
// question: What is bought under each CPV division, group or class?
// params:
//   level: {type: choice, default: division, choices: [division, group, class, category], help: Level of the codes.}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   code: {type: string, meaning: CPV code}
//   description: {type: string, meaning: What it is}
//   processes: {type: integer, unit: processes, meaning: Processes with an award}
//   lots: {type: integer, unit: lots, meaning: Lots awarded}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers}
// notes:
//   - All lots under a code, at whatever depth (BROADER), count for it, each once. A lot under several codes of the level counts for each, so that the rows do not add up to a total. A lot without a code has those of its tender.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - The greatest value first, then most awards, then by code.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH t, l, a, s
CALL (t, l) {
  MATCH (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(top:CPV)
  WHERE top.level = $level
  RETURN DISTINCT top
  UNION
  WITH t, l WHERE NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
  MATCH (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(top:CPV)
  WHERE top.level = $level
  RETURN DISTINCT top
}
WITH top, t, a.awardId AS award, collect(DISTINCT l.id) AS lots, collect(DISTINCT s.id) AS suppliers,
     sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WHERE $cpv IS NULL OR EXISTS { (top)-[:BROADER*0..7]->(:CPV {code: $cpv}) } OR EXISTS { (:CPV {code: $cpv})-[:BROADER*0..7]->(top) }
WITH top, count(DISTINCT t) AS processes, count(*) AS awards, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued,
     sum(share) AS value, collect(lots) AS lots, collect(suppliers) AS suppliers
RETURN top.code AS code, top.description AS description, processes,
       COUNT { UNWIND lots AS x UNWIND x AS id RETURN DISTINCT id } AS lots, awards, valued,
       1.0 * valued / awards AS with_value, CASE WHEN valued > 0 THEN value END AS value, COUNT { UNWIND suppliers AS x UNWIND x AS id RETURN DISTINCT id } AS suppliers
ORDER BY coalesce(value, 0.0) DESC, awards DESC, code
LIMIT $limit
