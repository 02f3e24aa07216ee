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
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   measure: {type: string, meaning: "size, or vcse: voluntary, community and social enterprise"}
//   kind: {type: string, meaning: "Of size: sme, large (stated not to be one) or not stated; of vcse: vcse, no vcse or not stated"}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   of_awards: {type: number, unit: share 0-1, meaning: Part of all awards}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   of_value: {type: number, unit: share 0-1, meaning: Part of the whole value}
// notes:
//   - Two measures of the same awards, each of which adds up to the whole value. What the newest release that states it says of the supplier. An award to suppliers of different kinds counts in each, its value by share.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Measure by measure, those of most awards first, then by kind.
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
WITH t.ocid + '/' + a.awardId AS award, s, CASE WHEN a.currency = $currency THEN a.share END AS share
UNWIND [['size', CASE s.sme WHEN true THEN 'sme' WHEN false THEN 'large' ELSE 'not stated' END],
        ['vcse', CASE s.vcse WHEN true THEN 'vcse' WHEN false THEN 'no vcse' ELSE 'not stated' END]] AS m
WITH m[0] AS measure, m[1] AS kind, award, collect(DISTINCT s.id) AS ids,
     CASE WHEN count(share) = 0 THEN null ELSE sum(share) END AS share
WITH measure, kind, count(*) AS awards, count(share) AS valued, sum(share) AS value, collect(award) AS list, collect(ids) AS lists
WITH collect({measure: measure, kind: kind, awards: awards, valued: valued, value: value, list: list, lists: lists}) AS groups
WITH groups, COUNT { UNWIND groups AS g UNWIND g.list AS award RETURN DISTINCT award } AS all_awards,
     reduce(v = 0.0, g IN groups | v + CASE g.measure WHEN 'size' THEN g.value ELSE 0.0 END) AS whole
UNWIND groups AS g
RETURN g.measure AS measure, g.kind AS kind, COUNT { UNWIND g.lists AS ids UNWIND ids AS id RETURN DISTINCT id } AS suppliers,
       g.awards AS awards, 1.0 * g.awards / all_awards AS of_awards, g.valued AS valued, 1.0 * g.valued / g.awards AS with_value,
       CASE WHEN g.valued > 0 THEN g.value END AS value, CASE WHEN whole > 0 THEN g.value / whole END AS of_value
ORDER BY measure, awards DESC, kind
LIMIT $limit
