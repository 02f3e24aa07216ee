// ---
// title: Awards for FollowTheMoney
// description: Every award with its tender, buyers, CPV codes and, by supplier, lots and the sum of the shares.
// returns:
//   tender: {type: map, meaning: Properties of the tender}
//   award: {type: map, meaning: Properties of the award}
//   buyers: {type: list, meaning: Ids of the buyers}
//   codes: {type: list, meaning: CPV codes of the tender}
//   suppliers: {type: list, meaning: "Maps with id, lots, currency, share and date"}
// mode: read
// ---
MATCH (tender:Tender)-[:HAS_AWARD]->(award:Award)
WITH tender, award,
     [(buyer:Buyer)-[:ISSUED]->(tender) | buyer.id] AS buyers,
     [(tender)-[:CLASSIFIED_AS]->(code:CPV) | code.code] AS codes
MATCH (tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO {awardId: award.awardId}]->(supplier:Supplier)
WITH tender, award, buyers, codes, supplier, collect(lot.lotId) AS lots, awarded.currency AS currency,
     CASE WHEN count(awarded.share) = 0 THEN null ELSE sum(awarded.share) END AS share, min(date(awarded.date)) AS date
WITH tender, award, buyers, codes,
     collect({id: supplier.id, lots: lots, currency: currency, share: share, date: toString(date)}) AS suppliers
RETURN properties(tender) AS tender, properties(award) AS award, buyers, codes, suppliers
ORDER BY award.id
