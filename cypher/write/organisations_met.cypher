// ---
// title: Organisations that are there
// description: Locks those of the organisations that exist until the transaction ends, and tells what the graph says of them.
// params:
//   ids: {type: list, help: Organisation ids, sorted, so that two writers wait for each other in one order.}
// returns:
//   id: {type: string, meaning: Id.}
//   properties: {type: map, meaning: All properties.}
//   buyer: {type: boolean, meaning: Has the label Buyer.}
//   supplier: {type: boolean, meaning: Has the label Supplier.}
//   region: {type: string, meaning: Code of the region it is located in.}
// mode: write
// ---
UNWIND $ids AS id
MATCH (o:Organisation {id: id})
SET o.id = id
RETURN id, properties(o) AS properties, o:Buyer AS buyer, o:Supplier AS supplier,
  head([(o)-[:LOCATED_IN]->(r:Region) | r.code]) AS region
