// ---
// name: councils-shared-suppliers
// title: Suppliers that councils share
// question: Which suppliers have won from both of these councils, or from this one and others?
// params:
//   council: {type: council, help: "Council, by code or name.", example: "Worthing"}
//   with: {type: council, default: null, help: "The other council; every other when not given."}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   partner: {type: string, meaning: The other council}
//   partner_code: {type: string, meaning: Its code}
//   supplier: {type: string, meaning: Name of the supplier}
//   supplier_id: {type: string, meaning: Id of the supplier}
//   awards: {type: integer, unit: awards, meaning: Awards from the first council}
//   partner_awards: {type: integer, unit: awards, meaning: Awards from the other}
// notes:
//   - Awards of the organisations identified as each council. A supplier of a joint tender of both counts for both.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Those with most awards of the partner first, then of most awards, then by code and id.
// mode: read
// ---
MATCH (x:Council {code: $council})<-[:IDENTIFIED_AS]-(:Organisation)-[:ISSUED]->(t:Tender)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
WITH x, s, count(DISTINCT t.ocid + '/' + a.awardId) AS awards
MATCH (s)<-[a:AWARDED_TO]-(:Lot)<-[:HAS]-(t:Tender)<-[:ISSUED]-(:Organisation)-[:IDENTIFIED_AS]->(y:Council)
WHERE y <> x AND ($with IS NULL OR y.code = $with)
  AND ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
WITH s, awards, y, count(DISTINCT t.ocid + '/' + a.awardId) AS partner_awards
RETURN y.name AS partner, y.code AS partner_code, s.name AS supplier, s.id AS supplier_id, awards, partner_awards
ORDER BY partner_awards DESC, awards DESC, partner_code, supplier_id
LIMIT $limit
