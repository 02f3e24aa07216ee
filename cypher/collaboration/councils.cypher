// ---
// title: Councils and in how many processes they take part
// params:
//   least: {type: integer, default: 1, help: Fewest processes.}
// returns:
//   code: {type: string, meaning: Code}
//   processes: {type: integer, meaning: Processes it takes part in by party or text}
//   party: {type: integer, meaning: Of these as a party}
//   collective: {type: integer, meaning: Processes that only a phrase for a group includes it in}
//   joint: {type: integer, meaning: Processes with another council}
//   organisations: {type: list, meaning: Names of the organisations identified as it}
//   first: {type: date, meaning: Day of the earliest}
//   last: {type: date, meaning: Day of the latest}
// mode: read
// ---
MATCH (c:Council)
CALL (c) {
  MATCH (c)-[p:PARTICIPATES_IN]->(t:Tender)
  WITH t, collect(p.basis) AS bases
  WITH t, 'party' IN bases AS party, any(b IN bases WHERE b <> 'collective') AS named
  RETURN sum(CASE WHEN named THEN 1 ELSE 0 END) AS processes, sum(CASE WHEN party THEN 1 ELSE 0 END) AS party,
         sum(CASE WHEN named THEN 0 ELSE 1 END) AS collective, collect(CASE WHEN named THEN t END) AS tenders,
         min(CASE WHEN named THEN date(t.datePublished) END) AS first, max(CASE WHEN named THEN date(t.datePublished) END) AS last
}
WITH * WHERE processes + collective >= $least
RETURN c.code AS code, processes, party, collective,
       size([t IN tenders WHERE EXISTS { MATCH (o:Council)-[q:PARTICIPATES_IN]->(t) WHERE o <> c AND q.basis <> 'collective' }]) AS joint,
       COLLECT { MATCH (o:Organisation)-[:IDENTIFIED_AS]->(c) RETURN DISTINCT coalesce(o.name, o.id) AS name ORDER BY name } AS organisations,
       first, last
ORDER BY processes DESC, code
