// ---
// title: A council in full
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
MATCH (n:Council {code: $key})
CALL (n) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, 'register of UK local authorities' AS source
  UNION ALL
  MATCH (n)-[:PART_OF]->(c:Council)
  RETURN 20 AS part_order, 'part of' AS part, 0 AS item, c.code AS what, c.name AS value, null AS source
  UNION ALL
  MATCH (n)-[:SUCCEEDED_BY]->(c:Council)
  RETURN 25 AS part_order, 'succeeded by' AS part, 0 AS item, c.code AS what, c.name AS value, null AS source
  UNION ALL
  MATCH (o:Organisation)-[i:IDENTIFIED_AS]->(n)
  RETURN 30 AS part_order, 'organisations' AS part, 0 AS item, o.id AS what, o.name AS value, 'rule ' + i.rule AS source
  UNION ALL
  MATCH (n)-[:PARTICIPATES_IN]->(t:Tender)
  WITH count(DISTINCT t) AS processes WHERE processes > 0
  RETURN 35 AS part_order, 'processes' AS part, 0 AS item, 'takes part in' AS what, processes AS value, null AS source
  UNION ALL
  MATCH (n)-[p:PARTICIPATES_IN]->(t:Tender)
  WITH t, min(p.basis) AS basis, min(p.rule) AS rule
  ORDER BY t.datePublished IS NULL, date(t.datePublished) DESC, t.ocid LIMIT 10
  RETURN 40 AS part_order, 'newest of them' AS part,
         coalesce(-toInteger(replace(toString(date(t.datePublished)), '-', '')), 0) AS item, t.ocid AS what, t.title AS value, basis + ', rule ' + rule AS source
  UNION ALL
  MATCH (n)-[:PARTICIPATES_IN]->(t:Tender)<-[:PARTICIPATES_IN]-(c:Council)
  WHERE c <> n
  WITH c, count(DISTINCT t) AS processes ORDER BY processes DESC, c.code LIMIT 10
  RETURN 50 AS part_order, 'buys together with' AS part, -processes AS item, c.code AS what, c.name + ': ' + processes + CASE processes WHEN 1 THEN ' process' ELSE ' processes' END AS value, null AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
