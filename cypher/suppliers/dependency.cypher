// ---
// name: supplier-dependency
// title: Suppliers that depend on one buyer
// question: Which suppliers get most of their awarded value from one buyer?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   minimum: {type: number, default: 0.5, help: "Least share from one buyer, 0 to 1."}
//   min_awards: {type: integer, default: 2, help: Least awards of the supplier.}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   buyer: {type: string, meaning: Its largest buyer (or the one asked for)}
//   buyer_id: {type: string, meaning: Id of the buyer}
//   from_buyer: {type: number, unit: $currency, meaning: Value from this buyer}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   dependency: {type: number, unit: share 0-1, meaning: from_buyer over value}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
// notes:
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - An award of a joint tender counts for each of its buyers.
//   - Suppliers without a value in the currency are left out. What they sell elsewhere is not known.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - The most dependent first, then those of most value, then by id.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($buyer IS NULL OR EXISTS {
    (s)<-[:AWARDED_TO]-(:Lot)<-[:HAS]-(:Tender)<-[:ISSUED]-(:Organisation {id: $buyer})
  })
WITH s, t, a.awardId AS award, sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH s, count(*) AS awards, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued, sum(share) AS value,
     collect({t: t, share: share}) AS rows
WHERE value > 0 AND awards >= $min_awards
UNWIND rows AS r
WITH s, awards, valued, value, r, r.t AS t
MATCH (b:Organisation)-[:ISSUED]->(t)
WHERE $buyer IS NULL OR b.id = $buyer
WITH s, awards, valued, value, b, sum(r.share) AS from_buyer
ORDER BY from_buyer DESC, b.id
WITH s, awards, valued, value, head(collect({b: b, v: from_buyer})) AS top
WHERE top.v / value >= $minimum
RETURN s.name AS supplier, s.id AS supplier_id, top.b.name AS buyer, top.b.id AS buyer_id, top.v AS from_buyer, value,
       top.v / value AS dependency, awards, valued,
       1.0 * valued / awards AS with_value
ORDER BY dependency DESC, value DESC, supplier_id
LIMIT $limit
