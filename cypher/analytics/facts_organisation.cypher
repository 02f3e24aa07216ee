// ---
// title: Names and places of organisations
// description: Name, kind and region of the organisations with these ids. The region's first three letters are its ITL 1 region.
// params:
//   ids: {type: list, help: Ids of organisations.}
// returns:
//   facts: {type: list, meaning: "One list for each organisation: id, name, kind of authority, region it is located in (to three letters)"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (organisation:Organisation {id: id})
OPTIONAL MATCH (organisation)-[:LOCATED_IN]->(place:Region)
OPTIONAL MATCH (whole:Region {code: left(place.code, 3)})
RETURN collect([id, organisation.name, organisation.kind, coalesce(whole.name, left(place.code, 3))]) AS facts
