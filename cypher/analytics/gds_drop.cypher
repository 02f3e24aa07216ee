// ---
// title: Drop a projection of the Graph Data Science library
// params:
//   graph: {type: string, help: Name of the projection.}
// returns:
//   graphName: {type: string, meaning: Its name}
// mode: read
// ---
CALL gds.graph.drop($graph, false) YIELD graphName RETURN graphName
