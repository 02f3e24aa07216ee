// ---
// title: Supplier labels organisations that an award is to
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Supplier)
WHERE NOT EXISTS { (:Award)-[:TO]->(n) }
RETURN count(n) AS count, min(n.id) AS example
