// ---
// title: Organisations by id, in the order given
// params:
//   ids: {type: list, help: Ids.}
// returns:
//   key: {type: string, meaning: Id}
//   name: {type: string, meaning: Name}
//   names: {type: list, meaning: All names seen}
//   detail: {type: string, meaning: Town and postcode}
// mode: read
// ---
UNWIND range(0, size($ids) - 1) AS i
MATCH (organisation:Organisation {id: $ids[i]})
RETURN organisation.id AS key, organisation.name AS name, coalesce(organisation.names, []) AS names,
       nullIf(trim(coalesce(organisation.locality, '') + ' ' + coalesce(organisation.postalCode, '')), '') AS detail
ORDER BY i
