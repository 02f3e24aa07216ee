// ---
// name: concentration
// title: Concentration of suppliers by CPV division
// question: How far does the buying go to few suppliers?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   division: {type: string, meaning: CPV division}
//   description: {type: string, meaning: What it is}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers with a value}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   hhi: {type: number, unit: 0-1, meaning: "Herfindahl-Hirschman index: the sum of the squares of the suppliers' parts of the value"}
//   top1: {type: number, unit: share 0-1, meaning: Part of the largest supplier}
//   top5: {type: number, unit: share 0-1, meaning: Part of the five largest}
//   largest: {type: string, meaning: Name of the largest supplier}
// notes:
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - "An index of few awards says little: one award gives 1."
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - The greatest value first, then most awards, then by code.
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
WITH code, s, t.ocid + '/' + a.awardId AS award, sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH code, s, collect(award) AS awards, collect(CASE WHEN has_value THEN award END) AS valued, sum(share) AS value
ORDER BY value DESC, s.id
WITH code, collect({s: s, awards: awards, valued: valued, value: value}) AS rows, sum(value) AS whole
WITH code, rows, whole, COUNT { UNWIND rows AS r UNWIND r.awards AS award RETURN DISTINCT award } AS awards,
     COUNT { UNWIND rows AS r UNWIND r.valued AS award RETURN DISTINCT award } AS valued
OPTIONAL MATCH (cpv:CPV {code: code + '000000'})
RETURN code + '000000' AS division, cpv.description AS description, size([r IN rows WHERE r.value > 0]) AS suppliers,
       awards, valued, 1.0 * valued / awards AS with_value,
       CASE WHEN any(r IN rows WHERE size(r.valued) > 0) THEN whole END AS value,
       CASE WHEN whole > 0 THEN reduce(h = 0.0, r IN rows | h + (r.value / whole) ^ 2) END AS hhi,
       CASE WHEN whole > 0 THEN rows[0].value / whole END AS top1,
       CASE WHEN whole > 0 THEN reduce(v = 0.0, r IN rows[0..5] | v + r.value) / whole END AS top5,
       CASE WHEN whole > 0 THEN coalesce(rows[0].s.name, rows[0].s.id) END AS largest
ORDER BY whole DESC, awards DESC, division
LIMIT $limit
