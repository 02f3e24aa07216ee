// ---
// name: buyer-suppliers
// title: Suppliers of one buyer
// question: Who supplies this buyer?
// params:
//   buyer: {type: organisation, help: "Buyer, by id or name.", example: "Worthing Borough Council"}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   of_value: {type: number, unit: share 0-1, meaning: Part of the whole value}
//   first: {type: date, meaning: Day of the first award}
//   last: {type: date, meaning: Day of the last award}
// notes:
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Awards of joint tenders count whole.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - The greatest value first, then most awards, then by id.
// mode: read
// ---
MATCH (b:Organisation {id: $buyer})-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH s, t, a.awardId AS award, min(date(a.date)) AS day, sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH s, count(*) AS awards, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued, sum(share) AS value,
     min(day) AS first, max(day) AS last
WITH collect({s: s, awards: awards, valued: valued, value: value, first: first, last: last}) AS rows, sum(value) AS whole
UNWIND rows AS r
RETURN r.s.name AS supplier, r.s.id AS supplier_id, r.awards AS awards, r.valued AS valued,
       1.0 * r.valued / r.awards AS with_value, CASE WHEN r.valued > 0 THEN r.value END AS value, CASE WHEN whole > 0 THEN r.value / whole END AS of_value,
       r.first AS first, r.last AS last
ORDER BY r.value DESC, awards DESC, supplier_id
LIMIT $limit
