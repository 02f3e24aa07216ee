// ---
// title: Hang codes under the ones above them
// description: Creates the step up of each code that has none.
// params:
//   rows: {type: list, help: "start, end (codes)."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (a:Start {startKey: row.start})
WHERE NOT EXISTS { (a)-[:RELATES]->(:End) }
MATCH (b:End {endKey: row.end})
CREATE (a)-[:RELATES]->(b)
