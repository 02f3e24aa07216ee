// ---
// title: Names of Council nodes
// description: Name of the Council nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Council nodes.}
// returns:
//   facts: {type: list, meaning: "One list for each node: key and name, null where there is none"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Council {code: id})
RETURN collect([id, node.name]) AS facts
