// ---
// title: What a key stands for
// params:
//   key: {type: string, help: The key as given.}
//   upper: {type: string, help: The key in upper case.}
//   code: {type: string, help: "The key as a CPV code of eight digits, or null."}
// returns:
//   label: {type: string, meaning: Label}
//   key: {type: string, meaning: Key}
//   name: {type: string, meaning: "Its name, title or description"}
// mode: read
// ---
CALL () {
  MATCH (n:Tender {ocid: $key}) RETURN 1 AS i, 'Tender' AS label, n.ocid AS key, n.title AS name
  UNION ALL
  MATCH (n:Lot {id: $key}) RETURN 2 AS i, 'Lot' AS label, n.id AS key, n.title AS name
  UNION ALL
  MATCH (n:Award {id: $key}) RETURN 3 AS i, 'Award' AS label, n.id AS key, n.title AS name
  UNION ALL
  MATCH (n:Organisation {id: $key}) RETURN 4 AS i, 'Organisation' AS label, n.id AS key, n.name AS name
  UNION ALL
  MATCH (n:Organisation {id: $upper}) RETURN 5 AS i, 'Organisation' AS label, n.id AS key, n.name AS name
  UNION ALL
  MATCH (n:CPV {code: $code}) RETURN 6 AS i, 'CPV' AS label, n.code AS key, n.description AS name
  UNION ALL
  MATCH (n:Council {code: $upper}) RETURN 7 AS i, 'Council' AS label, n.code AS key, n.name AS name
  UNION ALL
  MATCH (n:Region {code: $upper}) RETURN 8 AS i, 'Region' AS label, n.code AS key, n.name AS name
}
RETURN label, key, name
ORDER BY i
