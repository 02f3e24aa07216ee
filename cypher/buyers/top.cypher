// ---
// name: top-buyers
// title: Buyers that awarded most
// question: Who buys most, by value or by number of awards?
// params:
//   by: {type: choice, default: value, choices: [value, awards], help: What to order by.}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   buyer: {type: string, meaning: Name of the buyer}
//   buyer_id: {type: string, meaning: Id of the buyer}
//   processes: {type: integer, unit: processes, meaning: Processes with an award}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers}
// notes:
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - An award of a joint tender counts for each of its buyers.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Ordered by --by, then by the other, then by id.
// mode: read
// ---
MATCH (b:Buyer)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
  AND ($region IS NULL
    OR EXISTS { (l)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) }
    OR NOT EXISTS { (l)-[:DELIVERED_IN]->(:Region) }
      AND EXISTS { (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) })
WITH b, t, a.awardId AS award, collect(DISTINCT s.id) AS ids,
     sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH b, count(DISTINCT t) AS processes, count(*) AS awards, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued,
     sum(share) AS value, collect(ids) AS lists
RETURN b.name AS buyer, b.id AS buyer_id, processes, awards, valued, 1.0 * valued / awards AS with_value,
       CASE WHEN valued > 0 THEN value END AS value,
       COUNT { UNWIND lists AS ids UNWIND ids AS id RETURN DISTINCT id } AS suppliers
ORDER BY CASE $by WHEN 'value' THEN coalesce(value, 0.0) ELSE awards END DESC,
         CASE $by WHEN 'value' THEN awards ELSE coalesce(value, 0.0) END DESC, buyer_id
LIMIT $limit
