// ---
// title: Descriptions of CPV classes
// params:
//   codes: {type: list, help: Eight-digit codes.}
// returns:
//   code: {type: string, meaning: Code}
//   description: {type: string, meaning: "The CPV list's text"}
// mode: read
// ---
MATCH (k:CPV) WHERE k.code IN $codes
RETURN k.code AS code, k.description AS description
