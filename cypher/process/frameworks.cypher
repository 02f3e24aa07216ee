// ---
// name: frameworks
// title: Frameworks and their call-offs
// question: Which processes call off which framework?
// params:
//   ocid: {type: ocid, default: null, help: One framework or call-off.}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   framework: {type: string, meaning: Process of the framework}
//   framework_title: {type: string, meaning: Its title}
//   call_off: {type: string, meaning: Process that refers to it}
//   call_off_title: {type: string, meaning: Its title}
//   relationship: {type: list, meaning: Kinds of relation as published}
//   buyers: {type: list, meaning: Buyers of the call-off}
//   suppliers: {type: list, meaning: "Suppliers of the call-off, cancelled and unsuccessful awards left out"}
//   published: {type: date, meaning: Day of the first notice of the call-off}
// notes:
//   - A process that names another as its framework, dynamic market or parent. A framework that is not loaded itself has only its ocid.
//   - By ocid of the framework, the least first, then of the call-off.
// mode: read
// ---
MATCH (c:Tender)-[r:RELATED_TO]->(f:Tender)
USING SCAN c:Tender
WHERE any(kind IN r.relationship WHERE kind IN ['framework', 'parent', 'dps'] OR kind CONTAINS 'ramework')
  AND ($ocid IS NULL OR $ocid IN [c.ocid, f.ocid])
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(c) } OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(f) })
WITH c, r, f
ORDER BY f.ocid, c.ocid
LIMIT $limit
RETURN f.ocid AS framework, f.title AS framework_title, c.ocid AS call_off, c.title AS call_off_title, r.relationship AS relationship, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(c) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, COLLECT {
         MATCH (c)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(s:Organisation)
         WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] RETURN DISTINCT coalesce(s.name, s.id) AS name ORDER BY name
       } AS suppliers, date(c.datePublished) AS published
ORDER BY framework, call_off
