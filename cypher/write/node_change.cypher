// ---
// title: Change nodes
// description: Sets properties of nodes of one label.
// params:
//   rows: {type: list, help: "key, changes (null removes a property)."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (n:Label {key: row.id})
SET n += row.changes
