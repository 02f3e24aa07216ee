// ---
// title: Relationships of a pattern
// description: Keys of both ends and properties of all relationships of one pattern, in no order.
// returns:
//   start: {type: string, meaning: Key of the start.}
//   end: {type: string, meaning: Key of the end.}
//   properties: {type: map, meaning: All properties.}
// mode: read
// ---
MATCH (a:Start)-[r:RELATES]->(b:End)
RETURN a.startKey AS start, b.endKey AS end, properties(r) AS properties
