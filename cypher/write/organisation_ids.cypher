// ---
// title: A page of organisations
// description: Ids of organisations, in order.
// params:
//   after: {type: string, help: The last id of the page before, or nothing.}
//   limit: {type: integer, help: Ids a page.}
// returns:
//   id: {type: string, meaning: Id.}
// mode: read
// ---
MATCH (o:Organisation)
WHERE o.id > $after
RETURN o.id AS id
ORDER BY id
LIMIT $limit
