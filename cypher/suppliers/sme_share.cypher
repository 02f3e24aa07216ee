// ---
// name: sme-share
// title: Awards by size of supplier
// question: How much goes to small and medium enterprises, and to voluntary, community and social ones?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: string, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   size: {type: string, meaning: "sme, large (stated not to be one), or not stated"}
//   vcse: {type: string, meaning: "vcse, no vcse, or not stated"}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   of_awards: {type: number, unit: share 0-1, meaning: Part of all awards}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   of_value: {type: number, unit: share 0-1, meaning: Part of the whole value}
// notes:
//   - What the newest release that states it says of the supplier. An award to suppliers of different kinds counts in each, its value by share.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
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
  AND ($region IS NULL
    OR EXISTS { (l)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) }
    OR NOT EXISTS { (l)-[:DELIVERED_IN]->(:Region) }
      AND EXISTS { (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) })
WITH t.ocid + '/' + a.awardId AS award, s, CASE WHEN a.currency = $currency THEN a.share END AS share,
     CASE s.sme WHEN true THEN 'sme' WHEN false THEN 'large' ELSE 'not stated' END AS size,
     CASE s.vcse WHEN true THEN 'vcse' WHEN false THEN 'no vcse' ELSE 'not stated' END AS vcse
WITH size, vcse, award, collect(DISTINCT s.id) AS ids, CASE WHEN count(share) = 0 THEN null ELSE sum(share) END AS share
WITH size, vcse, collect({award: award, ids: ids, share: share}) AS rows
WITH collect({size: size, vcse: vcse, rows: rows}) AS groups
WITH groups, COUNT { UNWIND groups AS g UNWIND g.rows AS r RETURN DISTINCT r.award } AS all_awards,
     reduce(v = 0.0, g IN groups | v + reduce(w = 0.0, r IN g.rows | w + coalesce(r.share, 0.0))) AS whole
UNWIND groups AS g
WITH g, all_awards, whole, reduce(w = 0.0, r IN g.rows | w + coalesce(r.share, 0.0)) AS value,
     size([r IN g.rows WHERE r.share IS NOT NULL]) AS valued
RETURN g.size AS size, g.vcse AS vcse, COUNT { UNWIND g.rows AS r UNWIND r.ids AS id RETURN DISTINCT id } AS suppliers,
       size(g.rows) AS awards, 1.0 * size(g.rows) / all_awards AS of_awards, valued,
       CASE WHEN valued > 0 THEN value END AS value, CASE WHEN whole > 0 THEN value / whole END AS of_value
ORDER BY awards DESC, size, vcse
LIMIT $limit
