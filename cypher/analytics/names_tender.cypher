// ---
// title: Names of Tender nodes
// description: Title of the Tender nodes with these keys.
// params:
//   ids: {type: list, help: Keys of Tender nodes.}
// returns:
//   facts: {type: list, meaning: "One list for each node: key and name, null where there is none"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (node:Tender {ocid: id})
RETURN collect([id, node.title]) AS facts
