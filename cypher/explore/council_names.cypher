// ---
// title: All councils
// returns:
//   key: {type: string, meaning: Code}
//   name: {type: string, meaning: Name}
//   detail: {type: string, meaning: Whether it is abolished}
//   codes: {type: list, meaning: Codes that it answers to}
// mode: read
// ---
MATCH (council:Council)
RETURN council.code AS key, council.name AS name,
       CASE WHEN council.current = false THEN 'abolished' END AS detail,
       [toUpper(council.code), toUpper(coalesce(council.gss, ''))] AS codes
ORDER BY key
