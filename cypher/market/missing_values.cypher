// ---
// name: missing-values
// title: Awards without a value
// question: How many awards does a total of values leave out?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   status: {type: string, meaning: Status of the award}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   from_award: {type: integer, unit: awards, meaning: With a value of their own}
//   from_contract: {type: integer, unit: awards, meaning: "With none, but with contracts that have one"}
//   gross_only: {type: integer, unit: awards, meaning: Those whose value is gross}
//   without: {type: integer, unit: awards, meaning: Without any value}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value}
//   currencies: {type: list, meaning: Currencies of the values}
// notes:
//   - Awards to at least one supplier, of every status, each once.
//   - The status of most awards first.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH t, a.awardId AS award, min(coalesce(a.status, 'not stated')) AS status, max(a.value) AS value, min(a.valueFrom) AS value_from,
     min(a.valueBasis) AS basis, min(a.currency) AS currency
WITH status, count(*) AS awards, count(CASE WHEN value IS NOT NULL AND value_from = 'award' THEN 1 END) AS from_award,
     count(CASE WHEN value IS NOT NULL AND value_from = 'contract' THEN 1 END) AS from_contract,
     count(CASE WHEN value IS NOT NULL AND basis = 'gross' THEN 1 END) AS gross_only,
     count(CASE WHEN value IS NULL THEN 1 END) AS without, collect(DISTINCT CASE WHEN value IS NOT NULL THEN currency END) AS currencies
RETURN status, awards, from_award, from_contract, gross_only, without, 1.0 * (awards - without) / awards AS with_value, currencies
ORDER BY awards DESC, status
LIMIT $limit
