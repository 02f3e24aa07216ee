// ---
// title: An implied lot is the only one of its tender
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(n:Lot {implied: true})
WHERE COUNT { (t)-[:HAS]->(:Lot) } > 1
RETURN count(n) AS count, min(n.id) AS example
