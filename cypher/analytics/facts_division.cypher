// ---
// title: What each buyer buys and each supplier supplies
// description: CPV divisions of the lots awarded, with the number of awards, by buyer and by supplier.
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the lot (of its tender where the lot has none)."}
//   region: {type: string, default: null, help: "First letters of a region that the lot is delivered in (its tender where the lot has none)."}
//   buyer_kind: {type: string, default: null, help: "Kind of the buyer, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
// returns:
//   buyer: {type: string, meaning: Id of the buyer}
//   supplier: {type: string, meaning: Id of the supplier}
//   division: {type: string, meaning: First two digits of the code}
//   awards: {type: integer, meaning: Distinct awards}
// mode: read
// ---
MATCH (buyer:Buyer)-[:ISSUED]->(tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WHERE ($buyer_kind IS NULL OR buyer.kind = $buyer_kind)
  AND ($statuses IS NULL AND NOT coalesce(awarded.status, '') IN $excluded OR awarded.status IN $statuses)
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
WITH buyer, supplier, tender, awarded, [(lot)-[:CLASSIFIED_AS]->(code:CPV) | left(code.code, 2)] AS own
WITH buyer, supplier, tender, awarded.awardId AS award, CASE WHEN size(own) > 0 THEN own
     ELSE [(tender)-[:CLASSIFIED_AS]->(code:CPV) | left(code.code, 2)] END AS codes
UNWIND codes AS division
WITH DISTINCT buyer, supplier, tender, award, division
RETURN buyer.id AS buyer, supplier.id AS supplier, division, count(*) AS awards
