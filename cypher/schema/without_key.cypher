// ---
// title: Nodes of a label without its key
// description: Label and key_name stand for names of the model.
// returns:
//   count: {type: integer, meaning: How many}
// mode: read
// ---
MATCH (n:Label)
WHERE n.key_name IS NULL
RETURN count(n) AS count
