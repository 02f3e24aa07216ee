// ---
// title: All regions
// returns:
//   key: {type: string, meaning: Code}
//   name: {type: string, meaning: Name}
//   detail: {type: string, meaning: Nothing}
//   codes: {type: list, meaning: Codes that it answers to}
// mode: read
// ---
MATCH (region:Region)
RETURN region.code AS key, region.name AS name, null AS detail, [toUpper(region.code)] AS codes
ORDER BY key
