// ---
// title: What the awards come to
// description: Distinct awards and the sum of their shares by currency, each award once, whatever its lots, suppliers and buyers; those that have no group of the kind apart.
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the lot (of its tender where the lot has none)."}
//   region: {type: string, default: null, help: "First letters of a region that the lot is delivered in (its tender where the lot has none)."}
//   buyer_kind: {type: string, default: null, help: "Kind of the buyer, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
//   kind: {type: string, default: award, help: "What the groups are: award (all awards have one), buyer, council, cpv, region or period."}
// returns:
//   placed: {type: boolean, meaning: Whether the award has a group}
//   currency: {type: string, meaning: Currency of share; null where no value was published}
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
  WHEN 'buyer' THEN EXISTS { (:Buyer)-[:ISSUED]->(tender) }
  WHEN 'council' THEN EXISTS { (:Council)-[:PARTICIPATES_IN {basis: 'party'}]->(tender) }
  WHEN 'cpv' THEN EXISTS { (lot)-[:CLASSIFIED_AS]->(:CPV) } OR EXISTS { (tender)-[:CLASSIFIED_AS]->(:CPV) }
  WHEN 'region' THEN EXISTS { (lot)-[:DELIVERED_IN]->(:Region) } OR EXISTS { (tender)-[:DELIVERED_IN]->(:Region) }
  WHEN 'period' THEN awarded.date IS NOT NULL
  ELSE true END AS placed
WITH tender, awarded.awardId AS award, awarded.currency AS currency, max(CASE WHEN placed THEN 1 ELSE 0 END) AS placed,
     [share IN collect(CASE WHEN placed THEN awarded.share END) | share] AS shares
WITH placed = 1 AS placed, CASE WHEN size(shares) > 0 THEN currency END AS currency,
     reduce(sum = 0.0, share IN shares | sum + share) AS share
RETURN placed, currency, count(*) AS awards, sum(share) AS share
