// ---
// title: An award in full
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
MATCH (n:Award {id: $key})
MATCH (t:Tender)-[:HAS_AWARD]->(n)
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
  RETURN 20 AS part_order, 'award of' AS part, 0 AS item, t.ocid AS what, t.title AS value, newest AS source
  UNION ALL
  MATCH (b:Organisation)-[:ISSUED]->(t)
  RETURN 30 AS part_order, 'buyers' AS part, 0 AS item, b.id AS what, b.name AS value, newest AS source
  UNION ALL
  MATCH (n)-[:TO]->(s:Organisation)
  RETURN 40 AS part_order, 'suppliers' AS part, 0 AS item, s.id AS what, s.name AS value, newest AS source
  UNION ALL
  MATCH (n)-[:FOR]->(l:Lot)
  RETURN 50 AS part_order, 'lots' AS part, 0 AS item, l.id AS what, coalesce(l.title, 'lot ' + l.lotId) AS value, newest AS source
  UNION ALL
  MATCH (n)-[:SIGNED_AS]->(k:Contract)
  RETURN 60 AS part_order, 'contracts' AS part, 0 AS item, k.id AS what,
         [x IN [coalesce(k.status, 'no status'), 'signed ' + toString(date(k.dateSigned)), 'ends ' + toString(date(k.endDate)),
                      k.currency, k.value] WHERE x IS NOT NULL] AS value, newest AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
