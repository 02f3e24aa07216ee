// ---
// title: Relationships of a type
// description: From Neo4j's own counts, without reading a relationship. TYPE stands for a type of the database.
// returns:
//   name: {type: string, meaning: Type.}
//   count: {type: integer, meaning: Relationships.}
// mode: read
// ---
MATCH ()-[r:TYPE]->()
RETURN 'TYPE' AS name, count(r) AS count
