// ---
// title: CPV codes by code, in the order given
// params:
//   codes: {type: list, help: Codes of eight digits.}
// returns:
//   key: {type: string, meaning: Code}
//   name: {type: string, meaning: Description}
//   detail: {type: string, meaning: Level}
// mode: read
// ---
UNWIND range(0, size($codes) - 1) AS i
MATCH (cpv:CPV {code: $codes[i]})
RETURN cpv.code AS key, cpv.description AS name, cpv.level AS detail
ORDER BY i
