// ---
// title: Patterns in the graph
// description: Labels at both ends of every relationship, counted; reads the whole graph.
// returns:
//   start: {type: list, meaning: Labels at the start}
//   type: {type: string, meaning: Type}
//   end: {type: list, meaning: Labels at the end}
//   count: {type: integer, meaning: How many}
// mode: read
// ---
MATCH (a)-[r]->(b)
RETURN labels(a) AS start, type(r) AS type, labels(b) AS end, count(*) AS count
ORDER BY type, start, end
