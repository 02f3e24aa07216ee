// ---
// title: Write new processes
// description: >
//   Writes the nodes and relationships of processes that the graph does not know yet, in one statement. Nodes are put
//   into lists first, and a relationship names its ends by their place in a list: a look-up by key for each end is what
//   costs most otherwise. Shared nodes are merged by key, so that a place is never empty, and locked in the order of
//   their codes before anything is attached to them, so that two writers do not wait for each other in a circle.
//   The batch is one map, since Neo4j plans a statement anew for each order of magnitude of each list that it is given.
// params:
//   batch:
//     type: map
//     help: >
//       organisations: Properties of organisations that are not there yet.
//       known: Ids of organisations that are there; their places follow.
//       cpvs: CPV codes.
//       regions: Region codes.
//       tenders: Properties of the tenders; of others that are referred to the ocid alone.
//       lots: Properties.
//       awards: Properties.
//       contracts: Properties.
//       releases: Properties.
//       councils: Codes of councils.
//       buyers: Places of organisations that become a Buyer.
//       suppliers: Places of organisations that become a Supplier.
//       located: [place of an organisation, place of its region].
//       identified: [place of an organisation, place of the council that it is, rule].
//       links: Name of a pattern to its relationships: [place of the start, place of the end, properties].
// mode: write
// ---
CALL () { UNWIND $batch.organisations AS row CREATE (n:Organisation) SET n = row RETURN collect(n) AS created }
CALL () { UNWIND $batch.known AS id MERGE (n:Organisation {id: id}) RETURN collect(n) AS met }
WITH created + met AS organisations
CALL () { UNWIND $batch.cpvs AS code MERGE (n:CPV {code: code}) SET n.code = code RETURN collect(n) AS cpvs }
CALL () { UNWIND $batch.regions AS code MERGE (n:Region {code: code}) SET n.code = code RETURN collect(n) AS regions }
CALL () { UNWIND $batch.councils AS code MERGE (n:Council {code: code}) SET n.code = code RETURN collect(n) AS councils }
CALL () { UNWIND $batch.tenders AS row MERGE (n:Tender {ocid: row.ocid}) SET n += row RETURN collect(n) AS tenders }
CALL () { UNWIND $batch.lots AS row CREATE (n:Lot) SET n = row RETURN collect(n) AS lots }
CALL () { UNWIND $batch.awards AS row CREATE (n:Award) SET n = row RETURN collect(n) AS awards }
CALL () { UNWIND $batch.contracts AS row CREATE (n:Contract) SET n = row RETURN collect(n) AS contracts }
CALL () { UNWIND $batch.releases AS row CREATE (n:Release) SET n = row RETURN collect(n) AS releases }
FOREACH (place IN $batch.buyers | FOREACH (a IN [organisations[place]] | SET a:Buyer))
FOREACH (place IN $batch.suppliers | FOREACH (a IN [organisations[place]] | SET a:Supplier))
FOREACH (row IN $batch.located | FOREACH (a IN [organisations[row[0]]] | FOREACH (b IN [regions[row[1]]] | CREATE (a)-[:LOCATED_IN]->(b))))
FOREACH (row IN $batch.links.PARTY_TO | FOREACH (a IN [organisations[row[0]]] | FOREACH (b IN [tenders[row[1]]] | CREATE (a)-[r:PARTY_TO]->(b) SET r = row[2])))
FOREACH (row IN $batch.links.ISSUED | FOREACH (a IN [organisations[row[0]]] | FOREACH (b IN [tenders[row[1]]] | CREATE (a)-[:ISSUED]->(b))))
FOREACH (row IN $batch.links.HAS | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [lots[row[1]]] | CREATE (a)-[:HAS]->(b))))
FOREACH (row IN $batch.links.HAS_AWARD | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [awards[row[1]]] | CREATE (a)-[:HAS_AWARD]->(b))))
FOREACH (row IN $batch.links.HAS_CONTRACT | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [contracts[row[1]]] | CREATE (a)-[:HAS_CONTRACT]->(b))))
FOREACH (row IN $batch.links.QUALIFIED | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [organisations[row[1]]] | CREATE (a)-[r:QUALIFIED]->(b) SET r = row[2])))
FOREACH (row IN $batch.links.ABOUT | FOREACH (a IN [releases[row[0]]] | FOREACH (b IN [tenders[row[1]]] | CREATE (a)-[:ABOUT]->(b))))
FOREACH (row IN $batch.links.TENDER_CPV | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [cpvs[row[1]]] | CREATE (a)-[:CLASSIFIED_AS]->(b))))
FOREACH (row IN $batch.links.TENDER_REGION | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [regions[row[1]]] | CREATE (a)-[:DELIVERED_IN]->(b))))
FOREACH (row IN $batch.links.RELATED_TO | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [tenders[row[1]]] | CREATE (a)-[r:RELATED_TO]->(b) SET r = row[2])))
FOREACH (row IN $batch.links.LOT_CPV | FOREACH (a IN [lots[row[0]]] | FOREACH (b IN [cpvs[row[1]]] | CREATE (a)-[:CLASSIFIED_AS]->(b))))
FOREACH (row IN $batch.links.LOT_REGION | FOREACH (a IN [lots[row[0]]] | FOREACH (b IN [regions[row[1]]] | CREATE (a)-[:DELIVERED_IN]->(b))))
FOREACH (row IN $batch.links.AWARDED_TO | FOREACH (a IN [lots[row[0]]] | FOREACH (b IN [organisations[row[1]]] | CREATE (a)-[r:AWARDED_TO]->(b) SET r = row[2])))
FOREACH (row IN $batch.links.FOR | FOREACH (a IN [awards[row[0]]] | FOREACH (b IN [lots[row[1]]] | CREATE (a)-[:FOR]->(b))))
FOREACH (row IN $batch.links.TO | FOREACH (a IN [awards[row[0]]] | FOREACH (b IN [organisations[row[1]]] | CREATE (a)-[:TO]->(b))))
FOREACH (row IN $batch.links.SIGNED_AS | FOREACH (a IN [awards[row[0]]] | FOREACH (b IN [contracts[row[1]]] | CREATE (a)-[:SIGNED_AS]->(b))))
FOREACH (row IN $batch.links.PARTICIPATES_IN | FOREACH (a IN [councils[row[0]]] | FOREACH (b IN [tenders[row[1]]] | CREATE (a)-[r:PARTICIPATES_IN]->(b) SET r = row[2])))
FOREACH (row IN $batch.links.MENTIONS | FOREACH (a IN [tenders[row[0]]] | FOREACH (b IN [councils[row[1]]] | CREATE (a)-[r:MENTIONS]->(b) SET r = row[2])))
FOREACH (row IN $batch.identified | FOREACH (a IN [organisations[row[0]]] | FOREACH (b IN [councils[row[1]]] | CREATE (a)-[r:IDENTIFIED_AS]->(b) SET r.rule = row[2])))
