// ---
// title: AWARDED_TO has a share where it has a value, and a currency with it
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (l:Lot)-[a:AWARDED_TO]->(:Organisation)
WHERE (a.share IS NULL) <> (a.value IS NULL) OR (a.value IS NOT NULL AND a.currency IS NULL)
RETURN count(a) AS count, min(l.id) AS example
