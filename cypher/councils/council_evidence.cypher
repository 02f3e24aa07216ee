// ---
// name: council-evidence
// title: Evidence of who takes part in a process
// question: Which councils take part in this process, which are only mentioned, and which words say so?
// params:
//   ocid: {type: ocid, help: "The process.", example: "ocds-h6vhtk-06ac46"}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   council: {type: string, meaning: Name of the council}
//   code: {type: string, meaning: Its code}
//   sense: {type: string, meaning: "participates, or the sense of the mention"}
//   basis: {type: string, meaning: "party, text or collective"}
//   text: {type: string, meaning: The words}
//   path: {type: string, meaning: JSON pointer of the string}
//   start: {type: integer, meaning: First character}
//   end: {type: integer, meaning: After the last character}
//   rule: {type: string, meaning: Rule that made it}
// notes:
//   - Derived by rules; participation first.
// mode: read
// ---
MATCH (t:Tender {ocid: $ocid})
CALL (t) {
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(t)
  RETURN 1 AS i, c, 'participates' AS sense, p.basis AS basis, p.text AS text, p.path AS path, p.start AS start, p.end AS end, p.rule AS rule
  UNION ALL
  MATCH (t)-[m:MENTIONS]->(c:Council)
  RETURN 2 AS i, c, m.sense AS sense, null AS basis, m.text AS text, m.path AS path, m.start AS start, m.end AS end, m.rule AS rule
}
RETURN c.name AS council, c.code AS code, sense, basis, text, path, start, end, rule
ORDER BY i, council, code, path, start, rule
LIMIT $limit
