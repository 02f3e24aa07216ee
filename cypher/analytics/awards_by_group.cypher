// ---
// title: Awards of each group
// description: Distinct awards of each buyer, supplier, council, CPV prefix, region or period by currency, each award once in a group, whatever its lots and suppliers. An award of several groups is in each.
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the lot (of its tender where the lot has none)."}
//   region: {type: string, default: null, help: "First letters of a region that the lot is delivered in (its tender where the lot has none)."}
//   buyer_kind: {type: string, default: null, help: "Kind of the buyer, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
//   kind: {type: string, help: "What the groups are: buyer, supplier (of tenders with a buyer), council, cpv, region or period."}
//   letters: {type: integer, default: 0, help: "Digits of the CPV codes, letters of the regions or of the dates to group by."}
// returns:
//   group: {type: string, meaning: Id of the group}
//   currency: {type: string, meaning: Currency of the awards; null for those without a value}
//   awards: {type: integer, meaning: Distinct awards}
//   share: {type: number, meaning: Sum of the shares in the currency}
// mode: read
// ---
MATCH (tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WHERE ($statuses IS NULL AND NOT coalesce(awarded.status, '') IN $excluded OR awarded.status IN $statuses)
  AND ($since IS NULL OR date(awarded.date) >= date($since))
  AND ($until IS NULL OR date(awarded.date) <= date($until))
  AND ($cpv IS NULL OR EXISTS {
    MATCH (lot)-[:CLASSIFIED_AS]->(code:CPV) WHERE code.code STARTS WITH $cpv
  } OR NOT EXISTS { MATCH (lot)-[:CLASSIFIED_AS]->(:CPV) } AND EXISTS {
    MATCH (tender)-[:CLASSIFIED_AS]->(code:CPV) WHERE code.code STARTS WITH $cpv
  })
  AND ($region IS NULL OR EXISTS {
    MATCH (lot)-[:DELIVERED_IN]->(place:Region) WHERE place.code STARTS WITH $region
  } OR NOT EXISTS { MATCH (lot)-[:DELIVERED_IN]->(:Region) } AND EXISTS {
    MATCH (tender)-[:DELIVERED_IN]->(place:Region) WHERE place.code STARTS WITH $region
  })
  AND ($buyer_kind IS NULL OR EXISTS {
    MATCH (buyer:Buyer)-[:ISSUED]->(tender) WHERE buyer.kind = $buyer_kind
  })
WITH tender, awarded, CASE $kind
  WHEN 'buyer' THEN [(one:Buyer)-[:ISSUED]->(tender) WHERE $buyer_kind IS NULL OR one.kind = $buyer_kind | one.id]
  WHEN 'supplier' THEN CASE WHEN EXISTS { (:Buyer)-[:ISSUED]->(tender) } THEN [supplier.id] ELSE [] END
  WHEN 'council' THEN [(one:Council)-[:PARTICIPATES_IN {basis: 'party'}]->(tender) | one.code]
  WHEN 'cpv' THEN CASE WHEN EXISTS { (lot)-[:CLASSIFIED_AS]->(:CPV) }
    THEN [(lot)-[:CLASSIFIED_AS]->(one:CPV) | left(one.code, $letters)]
    ELSE [(tender)-[:CLASSIFIED_AS]->(one:CPV) | left(one.code, $letters)] END
  WHEN 'region' THEN CASE WHEN EXISTS { (lot)-[:DELIVERED_IN]->(:Region) }
    THEN [(lot)-[:DELIVERED_IN]->(one:Region) | left(one.code, $letters)]
    ELSE [(tender)-[:DELIVERED_IN]->(one:Region) | left(one.code, $letters)] END
  WHEN 'period' THEN [day IN [toString(date(awarded.date))] WHERE day IS NOT NULL | left(day, $letters)]
  ELSE [] END AS groups
UNWIND groups AS group
WITH DISTINCT group, tender, awarded
WITH group, tender, awarded.awardId AS award, awarded.currency AS currency, count(awarded.share) AS shares,
     sum(awarded.share) AS share
RETURN group, CASE WHEN shares > 0 THEN currency END AS currency, count(*) AS awards, sum(share) AS share
