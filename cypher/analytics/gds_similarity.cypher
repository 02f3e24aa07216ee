// ---
// title: Node similarity by the Graph Data Science library
// params:
//   graph: {type: string, help: Name of the projection.}
//   options: {type: map, help: Configuration of the algorithm.}
// returns:
//   one: {type: string, meaning: Id of the organisation compared}
//   id: {type: string, meaning: Id of the organisation}
//   score: {type: number, meaning: Score}
// mode: read
// ---
CALL gds.nodeSimilarity.filtered.stream($graph, $options)
YIELD node1, node2, similarity RETURN gds.util.asNode(node1).id AS one, gds.util.asNode(node2).id AS id, similarity AS score
