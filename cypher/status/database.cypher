// ---
// title: The database
// description: Name and id of the database, and the labels and relationship types that it has ever held.
// returns:
//   id: {type: string, meaning: Neo4j's id of the database.}
//   name: {type: string, meaning: Its name.}
//   labels: {type: list, meaning: Labels.}
//   types: {type: list, meaning: Relationship types.}
// mode: read
// ---
CALL db.info() YIELD id, name
RETURN id, name,
  COLLECT { CALL db.labels() YIELD label RETURN label } AS labels,
  COLLECT { CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType } AS types
