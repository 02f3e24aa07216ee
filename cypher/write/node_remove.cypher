// ---
// title: Remove nodes
// description: Removes nodes of one label with whatever is attached to them.
// params:
//   keys: {type: list, help: Keys.}
// mode: write
// ---
UNWIND $keys AS value
MATCH (n:Label {key: value})
DETACH DELETE n
