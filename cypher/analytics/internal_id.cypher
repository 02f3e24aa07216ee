// ---
// title: Internal id of an organisation
// description: What the Graph Data Science library filters nodes by.
// params:
//   id: {type: string, help: Id of the organisation.}
// returns:
//   internal: {type: integer, meaning: Internal id}
// mode: read
// ---
MATCH (organisation:Organisation {id: $id})
RETURN id(organisation) AS internal
