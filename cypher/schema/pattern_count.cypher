// ---
// title: Relationships of a pattern
// description: StartLabel, TYPE_NAME and EndLabel stand for names of the model.
// returns:
//   count: {type: integer, meaning: How many}
// mode: read
// ---
MATCH (:StartLabel)-[r:TYPE_NAME]->(:EndLabel)
RETURN count(r) AS count
