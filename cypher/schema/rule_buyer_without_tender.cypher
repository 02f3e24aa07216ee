// ---
// title: Buyer labels exactly the organisations that issued a tender
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Organisation)
WHERE n:Buyer <> EXISTS { (n)-[:ISSUED]->(:Tender) }
RETURN count(n) AS count, min(n.id) AS example
