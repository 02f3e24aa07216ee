// ---
// name: council-processes
// title: Processes that a council takes part in
// question: What does this council buy, alone and with whom?
// params:
//   council: {type: council, help: "Council, by code or name.", example: "Worthing"}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   published: {type: date, meaning: Day of the first notice}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   basis: {type: list, meaning: "party, text or collective: how it takes part"}
//   others: {type: list, meaning: Other councils that take part}
//   evidence: {type: list, meaning: The words that say so}
// notes:
//   - Derived from parties and texts by rules; see the evidence. The newest first.
// mode: read
// ---
MATCH (council:Council {code: $council})-[p:PARTICIPATES_IN]->(t:Tender)
WITH council, t, collect(DISTINCT p.basis) AS basis, collect(DISTINCT p.text) AS evidence
ORDER BY t.datePublished IS NULL, date(t.datePublished) DESC, t.ocid
LIMIT $limit
RETURN date(t.datePublished) AS published, t.ocid AS ocid, t.title AS title, basis, COLLECT {
         MATCH (other:Council)-[:PARTICIPATES_IN]->(t) WHERE other <> council RETURN DISTINCT other.name AS name ORDER BY name
       } AS others, evidence
ORDER BY published IS NULL, published DESC, ocid
