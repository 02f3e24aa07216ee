// ---
// title: Names of Region nodes
// description: Name of the Region nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Region nodes.}
// returns:
//   facts: {type: list, meaning: "One list for each node: key and name, null where there is none"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Region {code: id})
RETURN collect([id, node.name]) AS facts
