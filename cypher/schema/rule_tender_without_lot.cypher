// ---
// title: A tender that is no stub has a lot
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (n:Tender)<-[:ABOUT]-(:Release)
WHERE NOT EXISTS { (n)-[:HAS]->(:Lot) }
RETURN count(DISTINCT n) AS count, min(n.ocid) AS example
