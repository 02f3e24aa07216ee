// ---
// title: Councils of the graph
// description: All councils with what each is part of and who succeeded it.
// returns:
//   council: {type: map, meaning: Properties.}
//   partOf: {type: list, meaning: "Codes of its county and combined authority."}
//   succeededBy: {type: list, meaning: Codes of its successors.}
// mode: read
// ---
MATCH (c:Council)
RETURN properties(c) AS council,
  [(c)-[:PART_OF]->(whole:Council) | whole.code] AS partOf,
  [(c)-[:SUCCEEDED_BY]->(later:Council) | later.code] AS succeededBy
