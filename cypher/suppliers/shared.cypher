// ---
// name: shared-suppliers
// title: Suppliers that several buyers share
// question: Which suppliers have won from two or more of these buyers?
// params:
//   buyers: {type: organisations, least: 2, help: "Two buyers or more, by id or name; repeat the option.", example: "Worthing Borough Council"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   buyers: {type: integer, unit: buyers, meaning: How many of the given buyers it won from}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   by_buyer: {type: list, meaning: "Awards from each, as name: awards"}
// notes:
//   - A supplier is listed when it won from at least two of the buyers; those of most buyers first, then of most awards.
//   - An award of a tender that several of them issued together counts once.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
// mode: read
// ---
UNWIND $buyers AS id
WITH DISTINCT id
MATCH (b:Organisation {id: id})-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
WITH s, b, t, a.awardId AS award, sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH s, t, award, share, has_value, collect(b) AS bs
WITH s, collect({buyers: bs, share: share, has_value: has_value}) AS rows
WITH s, rows, COLLECT { UNWIND rows AS r UNWIND r.buyers AS b WITH b, count(*) AS n
                        ORDER BY n DESC, b.id RETURN coalesce(b.name, b.id) + ': ' + n } AS by_buyer
WHERE size(by_buyer) >= 2
RETURN s.name AS supplier, s.id AS supplier_id, size(by_buyer) AS buyers, size(rows) AS awards,
       size([r IN rows WHERE r.has_value]) AS valued,
       1.0 * size([r IN rows WHERE r.has_value]) / size(rows) AS with_value,
       CASE WHEN any(r IN rows WHERE r.has_value) THEN reduce(v = 0.0, r IN rows | v + r.share) END AS value, by_buyer
ORDER BY buyers DESC, awards DESC, supplier_id
LIMIT $limit
