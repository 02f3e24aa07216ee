// ---
// title: Who buys from whom
// description: Every lot, award and supplier of each buyer, gathered by buyer, since a record for each would cost the driver far more than the facts in it.
// question: Who buys from whom?
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   buyer_kind: {type: string, default: null, help: "Kind of the buyer, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
// returns:
//   buyer: {type: string, meaning: Id of the buyer}
//   links: {type: list, meaning: "One list for each lot, award and supplier: id of the supplier, ocid, award id, currency, share, day as the number yyyymmdd"}
// mode: read
// ---
MATCH (buyer:Buyer)-[:ISSUED]->(tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WHERE ($buyer_kind IS NULL OR buyer.kind = $buyer_kind)
  AND ($statuses IS NULL AND NOT coalesce(awarded.status, '') IN $excluded OR awarded.status IN $statuses)
  AND ($since IS NULL OR date(awarded.date) >= date($since))
  AND ($until IS NULL OR date(awarded.date) <= date($until))
WITH buyer, supplier, tender, awarded, date(awarded.date) AS day
RETURN buyer.id AS buyer,
       collect([supplier.id, tender.ocid, awarded.awardId, awarded.currency, awarded.share,
                day.year * 10000 + day.month * 100 + day.day]) AS links
