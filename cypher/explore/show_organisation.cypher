// ---
// title: An organisation in full
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
MATCH (n:Organisation {id: $key})
CALL (n) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL AND property <> 'names'
  CALL (n, property) {
    OPTIONAL MATCH (n)-[p:PARTY_TO]->(t:Tender)
    WHERE property = 'id' OR p[property] IS NOT NULL
    WITH t, p ORDER BY p.date DESC, t.ocid DESC LIMIT 1
    OPTIONAL MATCH (r:Release)-[:ABOUT]->(t)
    WITH t, r ORDER BY r.date DESC, r.id LIMIT 1
    RETURN t.ocid + coalesce(', release ' + r.releaseId, '')
           + reduce(s = '', x IN coalesce(r.noticeTypes, []) | s + ', ' + x) AS source
  }
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, source
  UNION ALL
  MATCH (n)-[p:PARTY_TO]->(t:Tender)
  WHERE p.name IS NOT NULL
  WITH p.name AS name, count(t) AS processes, max(t.ocid) AS ocid
  RETURN 15 AS part_order, 'names' AS part, -processes AS item, ocid AS what, name AS value,
         processes + CASE processes WHEN 1 THEN ' process' ELSE ' processes' END AS source
  UNION ALL
  MATCH (n)-[p:PARTY_TO]->(t:Tender)
  UNWIND p.roles AS role
  WITH role, count(DISTINCT t) AS processes
  RETURN 20 AS part_order, 'roles' AS part, -processes AS item, role AS what, toString(processes) + CASE processes WHEN 1 THEN ' process' ELSE ' processes' END AS value, null AS source
  UNION ALL
  MATCH (n)-[:LOCATED_IN]->(g:Region)
  CALL (n) {
    OPTIONAL MATCH (n)-[p:PARTY_TO]->(t:Tender) WHERE p.region IS NOT NULL
    RETURN t.ocid AS ocid ORDER BY p.date DESC, ocid DESC LIMIT 1
  }
  RETURN 30 AS part_order, 'located in' AS part, 0 AS item, g.code AS what, g.name AS value, ocid AS source
  UNION ALL
  MATCH (n)-[i:IDENTIFIED_AS]->(c:Council)
  RETURN 40 AS part_order, 'is the council' AS part, 0 AS item, c.code AS what, c.name AS value, 'rule ' + i.rule AS source
  UNION ALL
  MATCH (n)-[i:SAME_AS]-(other:Organisation)
  RETURN 45 AS part_order, 'may be the same as' AS part, 0 AS item, other.id AS what, other.name AS value, 'rule ' + i.rule AS source
  UNION ALL
  MATCH (n)-[:ISSUED]->(t:Tender)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(:Organisation)
  WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
  WITH count(DISTINCT t.ocid + '/' + a.awardId) AS awards WHERE awards > 0
  RETURN 46 AS part_order, 'awards' AS part, 0 AS item, 'made as a buyer' AS what, awards AS value, null AS source
  UNION ALL
  MATCH (n)<-[a:AWARDED_TO]-(:Lot)<-[:HAS]-(t:Tender)
  WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
  WITH count(DISTINCT t.ocid + '/' + a.awardId) AS awards WHERE awards > 0
  RETURN 46 AS part_order, 'awards' AS part, 1 AS item, 'won as a supplier' AS what, awards AS value, null AS source
  UNION ALL
  MATCH (n)-[:ISSUED]->(t:Tender)
  WITH t ORDER BY t.datePublished IS NULL, date(t.datePublished) DESC, t.ocid LIMIT 5
  RETURN 50 AS part_order, 'newest tenders' AS part,
         coalesce(-toInteger(replace(toString(date(t.datePublished)), '-', '')), 0) AS item, t.ocid AS what, t.title AS value, toString(date(t.datePublished)) AS source
  UNION ALL
  MATCH (n)-[:ISSUED]->(t:Tender)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(s:Organisation)
  WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
  WITH s, count(DISTINCT t.ocid + '/' + a.awardId) AS awards ORDER BY awards DESC, s.id LIMIT 5
  RETURN 60 AS part_order, 'buys most from' AS part, -awards AS item, s.id AS what, coalesce(s.name, s.id) + ': ' + awards + CASE awards WHEN 1 THEN ' award' ELSE ' awards' END AS value, null AS source
  UNION ALL
  MATCH (n)<-[a:AWARDED_TO]-(:Lot)<-[:HAS]-(t:Tender)<-[:ISSUED]-(b:Organisation)
  WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
  WITH b, count(DISTINCT t.ocid + '/' + a.awardId) AS awards ORDER BY awards DESC, b.id LIMIT 5
  RETURN 70 AS part_order, 'won most from' AS part, -awards AS item, b.id AS what, coalesce(b.name, b.id) + ': ' + awards + CASE awards WHEN 1 THEN ' award' ELSE ' awards' END AS value, null AS source
  UNION ALL
  MATCH (n)<-[:QUALIFIED]-(t:Tender)
  WITH t ORDER BY t.ocid LIMIT 5
  RETURN 80 AS part_order, 'qualified for dynamic markets' AS part, 0 AS item, t.ocid AS what, t.title AS value, null AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
