// ---
// title: Names of CPV nodes
// description: Description of the CPV nodes with these keys.
// params:
//   ids: {type: list, help: Keys of CPV nodes.}
// returns:
//   facts: {type: list, meaning: "One list for each node: key and name, null where there is none"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:CPV {code: id})
RETURN collect([id, node.description]) AS facts
