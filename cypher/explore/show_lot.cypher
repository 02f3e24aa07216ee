// ---
// title: A lot in full
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
MATCH (n:Lot {id: $key})
MATCH (t:Tender)-[:HAS]->(n)
CALL (t) {
  OPTIONAL MATCH (r:Release)-[:ABOUT]->(t)
  WITH r ORDER BY r.date DESC, r.id
  RETURN head(collect('release ' + r.releaseId + reduce(s = '', x IN coalesce(r.noticeTypes, []) | s + ', ' + x))) AS newest
}
CALL (n, t, newest) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, newest, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, newest AS source
  UNION ALL
  RETURN 20 AS part_order, 'lot of' AS part, 0 AS item, t.ocid AS what, t.title AS value, newest AS source
  UNION ALL
  MATCH (b:Organisation)-[:ISSUED]->(t)
  RETURN 30 AS part_order, 'buyers' AS part, 0 AS item, b.id AS what, b.name AS value, newest AS source
  UNION ALL
  MATCH (n)-[a:AWARDED_TO]->(s:Organisation)
  RETURN 40 AS part_order, 'awarded to' AS part, 0 AS item, s.id AS what,
         [x IN [coalesce(s.name, s.id), 'award ' + a.awardId, a.status, 'share', a.currency, a.share] WHERE x IS NOT NULL] AS value, newest AS source
  UNION ALL
  MATCH (n)-[:CLASSIFIED_AS]->(c:CPV)
  RETURN 50 AS part_order, 'cpv' AS part, 0 AS item, c.code AS what, c.description AS value, newest AS source
  UNION ALL
  MATCH (n)-[:DELIVERED_IN]->(g:Region)
  RETURN 60 AS part_order, 'delivered in' AS part, 0 AS item, g.code AS what, g.name AS value, newest AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
