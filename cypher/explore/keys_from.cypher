// ---
// title: Nodes whose key begins so
// params:
//   label: {type: string, help: "Organisation, Tender or CPV."}
//   beginning: {type: string, help: How the key begins.}
//   limit: {type: integer, help: Rows at the most.}
// returns:
//   key: {type: string, meaning: Its key}
//   name: {type: string, meaning: "Its name, title or description"}
// mode: read
// ---
CALL () {
  MATCH (n:Organisation) WHERE $label = 'Organisation' AND n.id STARTS WITH $beginning RETURN n.id AS key, n.name AS name
  UNION ALL
  MATCH (n:Tender) WHERE $label = 'Tender' AND n.ocid STARTS WITH $beginning RETURN n.ocid AS key, n.title AS name
  UNION ALL
  MATCH (n:CPV) WHERE $label = 'CPV' AND n.code STARTS WITH $beginning RETURN n.code AS key, n.description AS name
}
RETURN key, name
ORDER BY key
LIMIT $limit
