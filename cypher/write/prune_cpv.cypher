// ---
// title: Remove CPV codes that nothing needs
// description: Removes those of the codes that no tender or lot is classified as and that no narrower code is under.
// params:
//   codes: {type: list, help: CPV codes.}
// returns:
//   code: {type: string, meaning: Code that was removed.}
//   above: {type: string, meaning: Code above it, which may be needed no more.}
// mode: write
// ---
UNWIND $codes AS code
MATCH (n:CPV {code: code})
WHERE NOT EXISTS { (n)<-[:CLASSIFIED_AS|BROADER]-() }
OPTIONAL MATCH (n)-[up:BROADER]->(b:CPV)
WITH n, up, code, b.code AS above
DELETE up, n
RETURN code, above
