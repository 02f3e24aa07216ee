// ---
// title: An organisation by one of several writings of its id
// params:
//   ids: {type: list, help: Ids, the first found counts.}
// returns:
//   key: {type: string, meaning: Id}
//   name: {type: string, meaning: Name}
//   detail: {type: string, meaning: Town}
// mode: read
// ---
UNWIND range(0, size($ids) - 1) AS i
MATCH (organisation:Organisation {id: $ids[i]})
RETURN organisation.id AS key, organisation.name AS name, organisation.locality AS detail
ORDER BY i
LIMIT 1
