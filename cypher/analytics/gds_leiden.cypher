// ---
// title: Leiden communities by the Graph Data Science library
// params:
//   graph: {type: string, help: Name of the projection.}
//   options: {type: map, help: Configuration of the algorithm.}
// returns:
//   id: {type: string, meaning: Id of the organisation}
//   score: {type: number, meaning: Score}
// mode: read
// ---
CALL gds.leiden.stream($graph, $options)
YIELD nodeId, communityId RETURN gds.util.asNode(nodeId).id AS id, communityId AS score
