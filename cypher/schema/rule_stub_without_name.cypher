// ---
// title: A tender has a release, or another process names it
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Tender)
WHERE NOT EXISTS { (n)<-[:ABOUT|RELATED_TO]-() }
RETURN count(n) AS count, min(n.ocid) AS example
