// ---
// title: A stub is named by another process
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Tender)
WHERE NOT EXISTS { (n)--() }
RETURN count(n) AS count, min(n.ocid) AS example
