// ---
// title: A CPV code below a division is one step under a broader one
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:CPV)
WHERE n.level <> 'division' AND NOT EXISTS { (n)-[:BROADER]->(:CPV) }
RETURN count(n) AS count, min(n.code) AS example
