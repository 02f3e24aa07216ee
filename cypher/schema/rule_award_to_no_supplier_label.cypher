// ---
// title: Organisations that an award is to are labelled Supplier
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (:Award)-[:TO]->(n:Organisation)
WHERE NOT n:Supplier
RETURN count(DISTINCT n) AS count, min(n.id) AS example
