// ---
// title: Nodes of a label
// description: From Neo4j's own counts, without reading a node. Label stands for a label of the database.
// returns:
//   name: {type: string, meaning: Label.}
//   count: {type: integer, meaning: Nodes.}
// mode: read
// ---
MATCH (n:Label)
RETURN 'Label' AS name, count(n) AS count
