// ---
// title: Names of Council nodes
// description: Name of the Council nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Council nodes.}
// returns:
//   id: {type: string, meaning: Key}
//   name: {type: string, meaning: Name; null where there is none}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Council {code: id})
RETURN id, node.name AS name
