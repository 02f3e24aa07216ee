// ---
// title: What the graph believes of councils in processes
// description: PARTICIPATES_IN and MENTIONS of the processes, participation first.
// params:
//   ocids: {type: list, help: The processes.}
// returns:
//   ocid: {type: string, meaning: Process}
//   code: {type: string, meaning: Code of the council}
//   sense: {type: string, meaning: "participates, or the sense of the mention"}
//   basis: {type: string, meaning: "party, text or collective; null for a mention"}
//   path: {type: string, meaning: JSON pointer of the string}
//   start: {type: integer, meaning: First character}
//   end: {type: integer, meaning: After the last character}
//   text: {type: string, meaning: The words}
//   rule: {type: string, meaning: Rule that made it}
// mode: read
// ---
MATCH (t:Tender) WHERE t.ocid IN $ocids
CALL (t) {
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(t)
  RETURN 1 AS place, c.code AS code, 'participates' AS sense, p.basis AS basis, p.path AS path, p.start AS start, p.end AS end, p.text AS text, p.rule AS rule
  UNION ALL
  MATCH (t)-[p:MENTIONS]->(c:Council)
  RETURN 2 AS place, c.code AS code, p.sense AS sense, null AS basis, p.path AS path, p.start AS start, p.end AS end, p.text AS text, p.rule AS rule
}
RETURN t.ocid AS ocid, code, sense, basis, path, start, end, text, rule
ORDER BY ocid, place, code, path, start
