// ---
// name: direct-awards
// title: Direct awards by buyer
// question: How much does each buyer award without competition?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   currency: {type: currency, default: GBP, help: Currency that values are in.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   buyer: {type: string, meaning: Name of the buyer}
//   buyer_id: {type: string, meaning: Id of the buyer}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   direct: {type: integer, unit: awards, meaning: Direct awards}
//   of_awards: {type: number, unit: share 0-1, meaning: Direct awards over awards}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: $currency, meaning: Sum of their shares.}
//   direct_valued: {type: integer, unit: awards, meaning: Direct awards with a value in the currency}
//   direct_value: {type: number, unit: $currency, meaning: Value of the direct awards}
// notes:
//   - An award is direct where its process has a UK5 notice (transparency notice) or its procurement method is limited or direct.
//   - Value is the sum of shares (an award's value over its lots and suppliers) in $currency; awards without a value, or with one in another currency, count in awards alone.
//   - An award of a joint tender counts for each of its buyers.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those of most direct awards first, then of the greatest direct value, then by id.
// mode: read
// ---
MATCH (b:Buyer)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($buyer IS NULL OR b.id = $buyer)
  AND ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH b, t, a.awardId AS award, 'UK5' IN coalesce(t.noticeTypes, []) OR coalesce(t.procurementMethod, '') IN ['limited', 'direct'] AS direct,
     sum(CASE WHEN a.currency = $currency THEN a.share END) AS share,
     count(CASE WHEN a.currency = $currency THEN a.share END) > 0 AS has_value
WITH b, count(*) AS awards, sum(CASE WHEN direct THEN 1 ELSE 0 END) AS direct, sum(CASE WHEN has_value THEN 1 ELSE 0 END) AS valued,
     sum(CASE WHEN direct AND has_value THEN 1 ELSE 0 END) AS direct_valued,
     sum(share) AS value, sum(CASE WHEN direct THEN share END) AS direct_value
RETURN b.name AS buyer, b.id AS buyer_id, awards, direct, 1.0 * direct / awards AS of_awards, valued, 1.0 * valued / awards AS with_value,
       CASE WHEN valued > 0 THEN value END AS value, direct_valued, CASE WHEN direct_valued > 0 THEN direct_value END AS direct_value
ORDER BY direct DESC, coalesce(direct_value, 0.0) DESC, buyer_id
LIMIT $limit
