// ---
// name: spend
// title: Awarded value by CPV division and year
// question: What is awarded in each CPV division and year?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   year: {type: integer, unit: year, meaning: Year of the award}
//   division: {type: string, meaning: CPV division}
//   description: {type: string, meaning: What it is}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   awards: {type: integer, unit: awards, meaning: Awards of the division and year in any currency or none}
//   valued: {type: integer, unit: awards, meaning: Those with a value in this currency}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in this currency}
//   value: {type: number, unit: currency, meaning: Sum of their shares}
// notes:
//   - Value is the sum of shares; each currency has a row of its own; awards without a value count in awards alone.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - The newest year first; in it by currency, then the greatest value first, then most awards, then by code.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($region IS NULL
    OR EXISTS { (l)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) }
    OR NOT EXISTS { (l)-[:DELIVERED_IN]->(:Region) }
      AND EXISTS { (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) })
WITH t, l, a, s, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] AS own
WITH t, a, s, CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] END AS codes
UNWIND codes AS code
WITH DISTINCT code, t, a, s
WITH code, t, a.awardId AS award, min(date(a.date)).year AS year, a.currency AS currency, CASE WHEN count(a.share) = 0 THEN null ELSE sum(a.share) END AS share
WITH year, code, CASE WHEN share IS NULL THEN null ELSE currency END AS currency, count(*) AS awards, count(share) AS valued, sum(share) AS value
WITH year, code, sum(awards) AS awards, [x IN collect({currency: currency, valued: valued, value: value}) WHERE x.valued > 0] AS sums
UNWIND CASE WHEN size(sums) = 0 THEN [{currency: null, valued: 0, value: null}] ELSE sums END AS x
OPTIONAL MATCH (cpv:CPV {code: code + '000000'})
RETURN year, code + '000000' AS division, cpv.description AS description, x.currency AS currency, awards, x.valued AS valued,
       1.0 * x.valued / awards AS with_value, x.value AS value
ORDER BY year IS NULL, year DESC, currency IS NULL, currency, value DESC, awards DESC, division
LIMIT $limit
