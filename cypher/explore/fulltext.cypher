// ---
// title: Nodes that a full-text index finds
// params:
//   index: {type: string, help: Name of the index.}
//   query: {type: string, help: What Lucene is to find.}
//   key: {type: string, help: Property that is the node's key.}
//   limit: {type: integer, help: Rows at the most.}
// returns:
//   key: {type: string, meaning: Key of the node}
//   name: {type: string, meaning: Its name, title or description}
//   score: {type: number, meaning: How well it fits}
// mode: read
// ---
CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score
RETURN node[$key] AS key, coalesce(node.name, node.title, node.description) AS name, score
ORDER BY score DESC, key
LIMIT $limit
