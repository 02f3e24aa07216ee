// ---
// title: A CPV code in full
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
MATCH (n:CPV {code: $key})
CALL (n) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, 'CPV 2008' AS source
  UNION ALL
  MATCH p = (n)-[:BROADER*1..7]->(c:CPV)
  RETURN 20 AS part_order, 'part of' AS part, length(p) AS item, c.code AS what, c.description AS value, null AS source
  UNION ALL
  MATCH (c:CPV)-[:BROADER]->(n)
  RETURN 30 AS part_order, 'narrower' AS part, 0 AS item, c.code AS what, c.description AS value, null AS source
  UNION ALL
  MATCH (n)<-[:BROADER*0..7]-(:CPV)<-[:CLASSIFIED_AS]-(l:Lot)
  WITH count(DISTINCT l) AS lots
  RETURN 40 AS part_order, 'use' AS part, 0 AS item, 'lots under it' AS what, lots AS value, null AS source
  UNION ALL
  MATCH (n)<-[:BROADER*0..7]-(:CPV)<-[:CLASSIFIED_AS]-(t:Tender)
  WITH DISTINCT t ORDER BY t.datePublished IS NULL, date(t.datePublished) DESC, t.ocid LIMIT 5
  RETURN 50 AS part_order, 'newest tenders' AS part,
         coalesce(-toInteger(replace(toString(date(t.datePublished)), '-', '')), 0) AS item, t.ocid AS what, t.title AS value, toString(date(t.datePublished)) AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
