// ---
// name: regions
// title: Awards by region of delivery
// question: Where is it delivered?
// params:
//   level: {type: integer, default: 1, help: "Level of the regions: 0 countries, 1 to 3 parts of them."}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   code: {type: string, meaning: Region}
//   name: {type: string, meaning: Its name}
//   lots: {type: integer, unit: lots, meaning: Lots awarded}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
// notes:
//   - A lot delivered in several regions of the level counts for each. A lot without a region has those of its tender; one whose region is only stated at a wider level is not under a narrower one.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most awards first, then of most value, then by code.
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
WITH t, l, a
CALL (t, l) {
  MATCH (l)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(top:Region)
  WHERE top.level = $level
  RETURN DISTINCT top
  UNION
  WITH t, l WHERE NOT EXISTS { (l)-[:DELIVERED_IN]->(:Region) }
  MATCH (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(top:Region)
  WHERE top.level = $level
  RETURN DISTINCT top
}
WITH top, t, a.awardId AS award, collect(DISTINCT l.id) AS lots, sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH top, count(*) AS awards, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued, sum(share) AS value, collect(lots) AS lots
RETURN top.code AS code, top.name AS name, COUNT { UNWIND lots AS x UNWIND x AS id RETURN DISTINCT id } AS lots, awards, valued,
       1.0 * valued / awards AS with_value, CASE WHEN valued > 0 THEN value END AS value
ORDER BY awards DESC, coalesce(value, 0.0) DESC, code
LIMIT $limit
