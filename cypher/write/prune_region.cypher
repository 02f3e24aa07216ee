// ---
// title: Remove regions that nothing needs
// description: Removes those of the regions that nothing is in: no tender, lot, organisation or smaller region.
// params:
//   codes: {type: list, help: Region codes.}
// returns:
//   code: {type: string, meaning: Code that was removed.}
//   above: {type: string, meaning: Code above it, which may be needed no more.}
// mode: write
// ---
UNWIND $codes AS code
MATCH (n:Region {code: code})
WHERE NOT EXISTS { (n)<-[:DELIVERED_IN|LOCATED_IN|PART_OF]-() }
OPTIONAL MATCH (n)-[up:PART_OF]->(b:Region)
WITH n, up, code, b.code AS above
DELETE up, n
RETURN code, above
