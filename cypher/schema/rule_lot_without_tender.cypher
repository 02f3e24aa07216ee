// ---
// title: A lot belongs to one tender
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Lot)
WHERE COUNT { (:Tender)-[:HAS]->(n) } <> 1
RETURN count(n) AS count, min(n.id) AS example
