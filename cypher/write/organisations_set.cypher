// ---
// title: Change organisations
// description: Sets what has become true of organisations, their labels and their one region.
// params:
//   rows: {type: list, help: "id; changes (null removes a property); buyer and supplier (the label, or not); moves (true where the region changes); region."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (o:Organisation {id: row.id})
SET o += row.changes
FOREACH (_ IN CASE WHEN row.buyer AND NOT o:Buyer THEN [1] ELSE [] END | SET o:Buyer)
FOREACH (_ IN CASE WHEN NOT row.buyer AND o:Buyer THEN [1] ELSE [] END | REMOVE o:Buyer)
FOREACH (_ IN CASE WHEN row.supplier AND NOT o:Supplier THEN [1] ELSE [] END | SET o:Supplier)
FOREACH (_ IN CASE WHEN NOT row.supplier AND o:Supplier THEN [1] ELSE [] END | REMOVE o:Supplier)
WITH o, row
WHERE row.moves
CALL (o) { MATCH (o)-[old:LOCATED_IN]->() DELETE old }
FOREACH (code IN CASE WHEN row.region IS NULL THEN [] ELSE [row.region] END |
  MERGE (r:Region {code: code})
  CREATE (o)-[:LOCATED_IN]->(r))
