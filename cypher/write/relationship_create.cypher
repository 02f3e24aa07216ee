// ---
// title: Create relationships
// description: Creates relationships of one pattern between nodes that exist.
// params:
//   rows: {type: list, help: "start, end (keys), properties."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (a:Start {startKey: row.start})
MATCH (b:End {endKey: row.end})
CREATE (a)-[r:RELATES]->(b)
SET r = row.properties
