// ---
// title: One process and its phrases for councils as a group
// params:
//   ocid: {type: string, help: The process.}
// returns:
//   title: {type: string, meaning: Title}
//   collective: {type: list, meaning: "Phrases, each as JSON"}
//   releases: {type: integer, meaning: Stored releases of it}
// mode: read
// ---
MATCH (t:Tender {ocid: $ocid})
RETURN t.title AS title, coalesce(t.collective, []) AS collective, COUNT { (:Release)-[:ABOUT]->(t) } AS releases
