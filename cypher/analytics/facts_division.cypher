// ---
// title: What each buyer buys and each supplier supplies
// description: CPV divisions of the lots awarded, with the number of awards, by buyer and by supplier.
// returns:
//   buyer: {type: string, meaning: Id of the buyer}
//   supplier: {type: string, meaning: Id of the supplier}
//   division: {type: string, meaning: First two digits of the code}
//   awards: {type: integer, meaning: Distinct awards}
// mode: read
// ---
MATCH (buyer:Buyer)-[:ISSUED]->(tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WITH buyer, supplier, tender, awarded, [(lot)-[:CLASSIFIED_AS]->(code:CPV) | left(code.code, 2)] AS own
WITH buyer, supplier, tender, awarded.awardId AS award, CASE WHEN size(own) > 0 THEN own
     ELSE [(tender)-[:CLASSIFIED_AS]->(code:CPV) | left(code.code, 2)] END AS codes
UNWIND codes AS division
WITH DISTINCT buyer, supplier, tender, award, division
RETURN buyer.id AS buyer, supplier.id AS supplier, division, count(*) AS awards
