// ---
// title: Say which councils organisations are
// description: Replaces what was derived of each organisation by what follows from its names now. The councils must be there.
// params:
//   rows: {type: list, help: "id; councils: [code, rule] of each council that it is."}
// mode: write
// ---
UNWIND $rows AS row
MATCH (o:Organisation {id: row.id})
CALL (o) { MATCH (o)-[old:IDENTIFIED_AS]->(:Council) DELETE old }
CALL (o, row) {
  UNWIND row.councils AS council
  MATCH (c:Council {code: council[0]})
  CREATE (o)-[:IDENTIFIED_AS {rule: council[1]}]->(c)
}
