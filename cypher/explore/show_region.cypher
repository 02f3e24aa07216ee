// ---
// title: A region in full
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
MATCH (n:Region {code: $key})
CALL (n) {
  UNWIND range(0, size($properties) - 1) AS i
  WITH n, i, $properties[i] AS property
  WHERE n[property] IS NOT NULL
  RETURN 10 AS part_order, 'facts' AS part, i AS item, property AS what, n[property] AS value, 'NUTS and ITL lists' AS source
  UNION ALL
  MATCH p = (n)-[:PART_OF*1..5]->(g:Region)
  RETURN 20 AS part_order, 'part of' AS part, length(p) AS item, g.code AS what, g.name AS value, null AS source
  UNION ALL
  MATCH (g:Region)-[:PART_OF]->(n)
  RETURN 30 AS part_order, 'parts' AS part, 0 AS item, g.code AS what, g.name AS value, null AS source
  UNION ALL
  MATCH (n)<-[:PART_OF*0..5]-(:Region)<-[:DELIVERED_IN]-(l:Lot)
  WITH count(DISTINCT l) AS lots
  RETURN 40 AS part_order, 'use' AS part, 0 AS item, 'lots delivered in it' AS what, lots AS value, null AS source
  UNION ALL
  MATCH (n)<-[:PART_OF*0..5]-(:Region)<-[:LOCATED_IN]-(o:Organisation)
  WITH count(DISTINCT o) AS organisations
  RETURN 50 AS part_order, 'use' AS part, 1 AS item, 'organisations located in it' AS what, organisations AS value, null AS source
}
RETURN part, what, value, source
ORDER BY part_order, item, what, source
