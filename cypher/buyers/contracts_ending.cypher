// ---
// name: contracts-ending
// title: Contracts that end in a period
// question: Which contracts end in this period, and could be bought anew?
// params:
//   since: {type: date, default: null, help: "Ends on or after this day; today when not given.", example: 2026-10-01}
//   until: {type: date, default: null, help: "Ends on or before this day; a year after the first when not given.", example: 2027-03-31}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   end: {type: date, meaning: Last day of the contract}
//   contract: {type: string, meaning: Id of the contract or award}
//   stated_by: {type: string, meaning: "contract, or award where no contract states an end"}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   suppliers: {type: list, meaning: Names of the suppliers}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: Published value of the contract or award}
// notes:
//   - Cancelled and terminated contracts, and cancelled and unsuccessful awards with their contracts, are left out. The CPV codes are those of the award's lots; a lot without a code has those of its tender. Where no contract of an award states an end, the end of the award's own period counts. Extensions are not.
//   - The first to end first, then by id.
// mode: read
// ---
CALL () {
  MATCH (t:Tender)-[:HAS_CONTRACT]->(k:Contract)
  WHERE k.endDate IS NOT NULL AND NOT coalesce(k.status, '') IN ['cancelled', 'terminated']
    AND date(k.endDate) >= coalesce($since, date()) AND date(k.endDate) <= coalesce($until, coalesce($since, date()) + duration('P1Y'))
  OPTIONAL MATCH (a:Award)-[:SIGNED_AS]->(k)
  WITH t, k, collect(a) AS awards
  WHERE size(awards) = 0 OR any(a IN awards WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'])
  RETURN t, date(k.endDate) AS end, k.id AS id, 'contract' AS stated_by, k.currency AS currency, k.value AS value, awards
  UNION ALL
  MATCH (t:Tender)-[:HAS_AWARD]->(a:Award)
  WHERE a.contractEndDate IS NOT NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
    AND date(a.contractEndDate) >= coalesce($since, date()) AND date(a.contractEndDate) <= coalesce($until, coalesce($since, date()) + duration('P1Y'))
    AND NOT EXISTS { MATCH (a)-[:SIGNED_AS]->(k:Contract) WHERE k.endDate IS NOT NULL }
  RETURN t, date(a.contractEndDate) AS end, a.id AS id, 'award' AS stated_by, a.currency AS currency, a.value AS value, [a] AS awards
}
WITH t, end, id, stated_by, currency, value, awards
WHERE ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL
    OR EXISTS { UNWIND awards AS a MATCH (a)-[:FOR]->(:Lot)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) RETURN a }
    OR (size(awards) = 0 OR EXISTS { UNWIND awards AS a MATCH (a)-[:FOR]->(l:Lot) WHERE NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) } RETURN a })
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
ORDER BY end, id
LIMIT $limit
RETURN end, id AS contract, stated_by, t.ocid AS ocid, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, COLLECT {
         UNWIND awards AS a MATCH (a)-[:TO]->(s:Organisation) RETURN DISTINCT coalesce(s.name, s.id) AS name ORDER BY name
       } AS suppliers, currency, value
ORDER BY end, contract
