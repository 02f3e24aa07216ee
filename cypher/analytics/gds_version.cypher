// ---
// title: Is the Graph Data Science library there?
// returns:
//   procedures: {type: integer, meaning: How many of its procedures the server has}
// mode: read
// ---
SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.' RETURN count(*) AS procedures
