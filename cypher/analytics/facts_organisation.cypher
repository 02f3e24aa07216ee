// ---
// title: Names and places of organisations
// description: Name, kind and region of the organisations with these ids. The region's first three letters are its ITL 1 region.
// params:
//   ids: {type: list, help: Ids of organisations.}
// returns:
//   id: {type: string, meaning: Id}
//   name: {type: string, meaning: Name; null where none was published}
//   kind: {type: string, meaning: Kind of authority as published}
//   region: {type: string, meaning: "Region it is located in, to three letters; with the name where the graph has one"}
// mode: read
// ---
UNWIND $ids AS id
MATCH (organisation:Organisation {id: id})
OPTIONAL MATCH (organisation)-[:LOCATED_IN]->(place:Region)
OPTIONAL MATCH (whole:Region {code: left(place.code, 3)})
RETURN id, organisation.name AS name, organisation.kind AS kind,
       coalesce(whole.name, left(place.code, 3)) AS region
