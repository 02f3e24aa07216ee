// ---
// title: A tender in full
// params:
//   key: {type: string, help: Key of the node.}
//   properties: {type: list, help: "Its properties, in order."}
// returns:
//   part: {type: string, meaning: "facts, or the kind of neighbour"}
//   what: {type: string, meaning: "Property, or key of the neighbour"}
//   value: {type: any, meaning: "Its value, or name of the neighbour"}
//   source: {type: string, meaning: "Process, release and notice that states it"}
// mode: read
// ---
MATCH (n:Tender {ocid: $key})
CALL (n) {
  OPTIONAL MATCH (r:Release)-[:ABOUT]->(n)
  WITH r ORDER BY r.date DESC, r.id
  RETURN head(collect('release ' + r.releaseId + reduce(s = '', x IN coalesce(r.noticeTypes, []) | s + ', ' + x))) AS newest
}
CALL (n, newest) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, newest, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, newest AS source
  UNION ALL
  MATCH (b:Organisation)-[:ISSUED]->(n)
  RETURN 20 AS part_order, 'buyers' AS part, 0 AS item, b.id AS what, b.name AS value, newest AS source
  UNION ALL
  MATCH (n)-[:HAS]->(l:Lot)
  RETURN 30 AS part_order, 'lots' AS part, coalesce(toIntegerOrNull(l.lotId), 0) AS item, l.id AS what,
         [x IN [coalesce(l.title, 'lot ' + l.lotId), l.status, l.currency, l.value] WHERE x IS NOT NULL] AS value, newest AS source
  UNION ALL
  MATCH (n)-[:HAS_AWARD]->(a:Award)
  WITH a, newest, COLLECT { MATCH (a)-[:TO]->(s:Organisation) RETURN coalesce(s.name, s.id) AS name ORDER BY name } AS names
  RETURN 40 AS part_order, 'awards' AS part, 0 AS item, a.id AS what,
         [x IN [coalesce(a.status, 'no status'), date(a.date), a.currency, a.value] + names WHERE x IS NOT NULL] AS value, newest AS source
  UNION ALL
  MATCH (n)-[:HAS_CONTRACT]->(k:Contract)
  RETURN 50 AS part_order, 'contracts' AS part, 0 AS item, k.id AS what,
         [x IN [coalesce(k.status, 'no status'), 'signed ' + toString(date(k.dateSigned)), 'ends ' + toString(date(k.endDate)),
                      k.currency, k.value] WHERE x IS NOT NULL] AS value, newest AS source
  UNION ALL
  MATCH (n)-[:QUALIFIED]->(s:Organisation)
  WITH count(s) AS members, newest WHERE members > 0
  RETURN 60 AS part_order, 'members of the dynamic market' AS part, 0 AS item, 'members' AS what, members AS value, newest AS source
  UNION ALL
  MATCH (n)-[:CLASSIFIED_AS]->(c:CPV)
  RETURN 70 AS part_order, 'cpv' AS part, 0 AS item, c.code AS what, c.description AS value, newest AS source
  UNION ALL
  MATCH (n)-[:DELIVERED_IN]->(g:Region)
  RETURN 80 AS part_order, 'delivered in' AS part, 0 AS item, g.code AS what, g.name AS value, newest AS source
  UNION ALL
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(n)
  RETURN DISTINCT 90 AS part_order, 'councils that take part' AS part, 0 AS item, c.code AS what, c.name AS value, p.basis + ', rule ' + p.rule AS source
  UNION ALL
  MATCH (n)-[r:RELATED_TO]-(other:Tender)
  RETURN 100 AS part_order, 'related processes' AS part, 0 AS item, other.ocid AS what, coalesce(other.title, '') AS value,
         reduce(s = '', x IN r.relationship | s + CASE s WHEN '' THEN '' ELSE ', ' END + x) AS source
  UNION ALL
  MATCH (r:Release)-[:ABOUT]->(n)
  RETURN 110 AS part_order, 'releases' AS part, 0 AS item, r.releaseId AS what,
         toString(date(r.date)) + reduce(s = '', x IN coalesce(r.noticeTypes, []) + coalesce(r.tag, []) | s + ', ' + x) AS value, r.source AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
