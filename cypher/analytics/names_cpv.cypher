// ---
// title: Names of CPV nodes
// description: Description of the CPV nodes with these keys.
// params:
//   ids: {type: list, help: Keys of CPV nodes.}
// returns:
//   id: {type: string, meaning: Key}
//   name: {type: string, meaning: Description; null where there is none}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:CPV {code: id})
RETURN id, node.description AS name
