// ---
// title: Degree by the Graph Data Science library
// params:
//   graph: {type: string, help: Name of the projection.}
//   options: {type: map, help: Configuration of the algorithm.}
// returns:
//   id: {type: string, meaning: Id of the organisation}
//   score: {type: number, meaning: Score}
// mode: read
// ---
CALL gds.degree.stream($graph, $options)
YIELD nodeId, score RETURN gds.util.asNode(nodeId).id AS id, score
