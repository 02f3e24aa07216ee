// ---
// title: Names of Region nodes
// description: Name of the Region nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Region nodes.}
// returns:
//   id: {type: string, meaning: Key}
//   name: {type: string, meaning: Name; null where there is none}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Region {code: id})
RETURN id, node.name AS name
