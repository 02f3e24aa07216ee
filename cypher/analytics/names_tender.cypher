// ---
// title: Names of Tender nodes
// description: Title of the Tender nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Tender nodes.}
// returns:
//   id: {type: string, meaning: Key}
//   name: {type: string, meaning: Title; null where there is none}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Tender {ocid: id})
RETURN id, node.title AS name
