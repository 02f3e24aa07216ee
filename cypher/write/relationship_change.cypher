// ---
// title: Change relationships
// description: Sets properties of relationships of one pattern.
// params:
//   rows: {type: list, help: "start, end (keys), identity (properties that tell it from others of the pattern), changes (null removes a property)."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (a:Start {startKey: row.start})
MATCH (b:End {endKey: row.end})
MATCH (a)-[r:RELATES]->(b)
WHERE all(name IN keys(row.identity) WHERE r[name] = row.identity[name])
SET r += row.changes
