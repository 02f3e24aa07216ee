// ---
// title: Who buys from whom, of certain lots
// description: Every lot, award and supplier of each buyer as columns, since a record or a list for each would cost the driver far more than the facts in it. Apart from the statement without these filters, which takes half as long.
// question: Who buys from whom?
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
//   suppliers: {type: list, meaning: "Id of the supplier, for each lot, award and supplier"}
//   ocids: {type: list, meaning: "Its ocid, in the same order"}
//   awards: {type: list, meaning: "Its award id"}
//   currencies: {type: list, meaning: "Its currency, '' where no value was published"}
//   shares: {type: list, meaning: "Its share of the award's value in that currency, NaN where no value was published"}
//   days: {type: list, meaning: "The award's day as the number yyyymmdd, 0 where no date was published"}
// mode: read
// ---
MATCH (buyer:Buyer)
WHERE $buyer_kind IS NULL OR buyer.kind = $buyer_kind
CALL (buyer) {
  MATCH (buyer)-[:ISSUED]->(tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
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
  WITH supplier, tender, awarded, date(awarded.date) AS day
  RETURN collect(supplier.id) AS suppliers, collect(tender.ocid) AS ocids, collect(awarded.awardId) AS awards,
         collect(coalesce(awarded.currency, '')) AS currencies, collect(coalesce(awarded.share, 0.0 / 0.0)) AS shares,
         collect(coalesce(day.year * 10000 + day.month * 100 + day.day, 0)) AS days
}
WITH buyer, suppliers, ocids, awards, currencies, shares, days
WHERE size(suppliers) > 0
RETURN buyer.id AS buyer, suppliers, ocids, awards, currencies, shares, days
