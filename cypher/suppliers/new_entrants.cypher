// ---
// name: new-entrants
// title: Suppliers whose first award falls in a period
// question: Who won for the first time in this period?
// params:
//   since: {type: date, help: First day of the period., example: 2026-07-01}
//   until: {type: date, default: null, help: Last day of the period., example: 2026-12-31}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   first: {type: date, meaning: Day of the first award}
//   awards: {type: integer, unit: awards, meaning: Its awards in the period}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
// notes:
//   - First means first in this graph; what was awarded before its releases begin is not known. With --cpv, first under that code. Suppliers with an award without a date are left out.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most awards first, then of most value, then by id.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH s, t, a.awardId AS award, min(date(a.date)) AS day, count(*) > count(a.date) AS undated,
     sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH s, min(day) AS first, count(CASE WHEN undated THEN 1 END) AS undated,
     [x IN collect({day: day, share: share, has_value: has_value}) WHERE $until IS NULL OR x.day <= $until] AS rows
WHERE undated = 0 AND first >= $since AND ($until IS NULL OR first <= $until)
RETURN s.name AS supplier, s.id AS supplier_id, first, size(rows) AS awards, size([r IN rows WHERE r.has_value]) AS valued,
       1.0 * size([r IN rows WHERE r.has_value]) / size(rows) AS with_value,
       CASE WHEN any(r IN rows WHERE r.has_value) THEN reduce(v = 0.0, r IN rows | v + r.share) END AS value
ORDER BY awards DESC, coalesce(value, 0.0) DESC, supplier_id
LIMIT $limit
