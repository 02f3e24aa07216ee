// ---
// title: Wait for the indexes
// description: Returns when all indexes are online.
// params:
//   seconds: {type: integer, help: Seconds to wait at the most.}
// mode: read
// ---
CALL db.awaitIndexes($seconds)
