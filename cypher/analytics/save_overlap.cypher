// ---
// title: Pairs of a saved overlap
// description: End and endKey stand for a label and its key in the model.
// params:
//   name: {type: string, help: Name of the analysis.}
//   rows: {type: list, help: "Maps with a, b, side, shared, expected, pValue and qValue."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (one:End {endKey: row.a}), (other:End {endKey: row.b})
CREATE (one)-[:OVERLAPS {
  derivedBy: $name, side: row.side, shared: row.shared, expected: row.expected, pValue: row.pValue, qValue: row.qValue
}]->(other)
