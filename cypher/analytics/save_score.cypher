// ---
// title: Scores of a saved analysis
// description: End and endKey stand for a label and its key in the model.
// params:
//   name: {type: string, help: Name of the analysis.}
//   rows: {type: list, help: "Maps with id, side and measures (a map of properties)."}
// mode: write
// ---
MATCH (analysis:Analysis {name: $name})
UNWIND $rows AS row
MATCH (node:End {endKey: row.id})
CREATE (analysis)-[score:SCORED]->(node)
SET score = row.measures, score.side = row.side, score.derivedBy = $name
