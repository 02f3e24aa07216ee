// ---
// title: What is true of organisations
// description: >
//   What all processes together say of each organisation: property by property, the newest release that states it, of
//   two of one instant the greater ocid's; beside it what the graph says now.
// params:
//   ids: {type: list, help: Organisation ids.}
// returns:
//   id: {type: string, meaning: Id.}
//   properties: {type: map, meaning: All properties now.}
//   buyer: {type: boolean, meaning: Has the label Buyer now.}
//   supplier: {type: boolean, meaning: Has the label Supplier now.}
//   region: {type: string, meaning: Code of the region it is located in now.}
//   stated: {type: map, meaning: "What is true of it; region is the code of its region, names are not sorted."}
//   issues: {type: boolean, meaning: It has issued a tender.}
//   supplies: {type: boolean, meaning: An award is to it.}
//   identified: {type: list, meaning: "[code, rule] of each council that it is said to be now."}
//   needed: {type: boolean, meaning: A process speaks of it.}
// mode: read
// ---
UNWIND $ids AS id
MATCH (o:Organisation {id: id})
CALL (o) {
  OPTIONAL MATCH (o)-[p:PARTY_TO]->(t:Tender)
  WITH p, t.ocid AS ocid, CASE WHEN p.date IS :: DATE NOT NULL THEN datetime({date: p.date}) ELSE datetime(p.date) END AS date
  ORDER BY coalesce(date.epochSeconds, -1000000000000) DESC, coalesce(date.nanosecond, 0) DESC, ocid DESC
  RETURN {
    name: head(collect(p.name)), names: collect(DISTINCT p.name), scheme: head(collect(p.scheme)),
    identifier: head(collect(p.identifier)), url: head(collect(p.url)),
    streetAddress: head(collect(p.streetAddress)), locality: head(collect(p.locality)),
    postalCode: head(collect(p.postalCode)), country: head(collect(p.country)), scale: head(collect(p.scale)),
    sme: head(collect(p.sme)), vcse: head(collect(p.vcse)), kind: head(collect(p.kind)),
    region: head(collect(p.region))
  } AS stated
}
RETURN id, properties(o) AS properties, o:Buyer AS buyer, o:Supplier AS supplier,
  head([(o)-[:LOCATED_IN]->(r:Region) | r.code]) AS region, stated,
  EXISTS { (o)-[:ISSUED]->() } AS issues, EXISTS { (o)<-[:TO]-() } AS supplies,
  [(o)-[i:IDENTIFIED_AS]->(c:Council) | [c.code, i.rule]] AS identified,
  EXISTS { (o)-[:PARTY_TO]->() } AS needed
