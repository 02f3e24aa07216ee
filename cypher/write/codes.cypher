// ---
// title: Make sure of codes
// description: Makes the CPV codes or regions that are not there, and tells what the graph says of each.
// params:
//   rows: {type: list, help: Properties.}
// returns:
//   properties: {type: map, meaning: All properties of the node.}
// mode: write
// ---
UNWIND $rows AS row
MERGE (n:Label {key: row.key})
ON CREATE SET n = row
RETURN properties(n) AS properties
