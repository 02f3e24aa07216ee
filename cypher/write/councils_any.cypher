// ---
// title: A council
// description: One council, if the graph has any.
// returns:
//   code: {type: string, meaning: Its code.}
// mode: read
// ---
MATCH (c:Council)
RETURN c.code AS code
LIMIT 1
