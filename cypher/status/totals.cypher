// ---
// title: All nodes and relationships
// description: From Neo4j's own counts.
// returns:
//   nodes: {type: integer, meaning: Nodes.}
//   relationships: {type: integer, meaning: Relationships.}
// mode: read
// ---
RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships
