// ---
// title: The server
// description: Version and edition of the Neo4j that answers.
// returns:
//   version: {type: string, meaning: "Version, such as 5.26.30."}
//   edition: {type: string, meaning: community or enterprise.}
// mode: read
// ---
CALL dbms.components() YIELD name, versions, edition
WITH versions, edition, name WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition
