// ---
// title: An award is for a lot
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Award)
WHERE NOT EXISTS { (n)-[:FOR]->(:Lot) }
RETURN count(n) AS count, min(n.id) AS example
