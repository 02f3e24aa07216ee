// ---
// title: Nodes of a label
// description: Labels and properties of all nodes of one label, in no order.
// returns:
//   labels: {type: list, meaning: All labels.}
//   properties: {type: map, meaning: All properties.}
// mode: read
// ---
MATCH (n:Label)
RETURN labels(n) AS labels, properties(n) AS properties
