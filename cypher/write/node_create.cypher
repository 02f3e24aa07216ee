// ---
// title: Create nodes
// description: Creates nodes of one label; refused where the key exists.
// params:
//   rows: {type: list, help: Properties.}
// mode: write
// ---
UNWIND $rows AS row
CREATE (n:Label)
SET n = row
