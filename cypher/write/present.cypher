// ---
// title: What the graph says of processes
// description: The facts of each process as stored, in the shape of the rows that mapping makes, to be compared with them.
// params:
//   ocids: {type: list, help: Ocids of the processes.}
// returns:
//   ocid: {type: string, meaning: Ocid.}
//   tender: {type: map, meaning: Properties of its Tender.}
//   nodes: {type: map, meaning: Label to the properties of its nodes; of a Release all but content and source.}
//   links: {type: map, meaning: "Name of a pattern to [start key, end key, properties]."}
// mode: read
// ---
UNWIND $ocids AS ocid
MATCH (t:Tender {ocid: ocid})
RETURN ocid, properties(t) AS tender,
  {
    Lot: COLLECT { MATCH (t)-[:HAS]->(n:Lot) RETURN properties(n) },
    Award: COLLECT { MATCH (t)-[:HAS_AWARD]->(n:Award) RETURN properties(n) },
    Contract: COLLECT { MATCH (t)-[:HAS_CONTRACT]->(n:Contract) RETURN properties(n) },
    Release: COLLECT { MATCH (t)<-[:ABOUT]-(n:Release)
      RETURN n {.id, .releaseId, .date, .tag, .noticeTypes, .unmerged, .hash} }
  } AS nodes,
  {
    PARTY_TO: COLLECT { MATCH (t)<-[r:PARTY_TO]-(o) RETURN [o.id, ocid, properties(r)] },
    ISSUED: COLLECT { MATCH (t)<-[r:ISSUED]-(o) RETURN [o.id, ocid, properties(r)] },
    HAS: COLLECT { MATCH (t)-[r:HAS]->(n) RETURN [ocid, n.id, properties(r)] },
    HAS_AWARD: COLLECT { MATCH (t)-[r:HAS_AWARD]->(n) RETURN [ocid, n.id, properties(r)] },
    HAS_CONTRACT: COLLECT { MATCH (t)-[r:HAS_CONTRACT]->(n) RETURN [ocid, n.id, properties(r)] },
    QUALIFIED: COLLECT { MATCH (t)-[r:QUALIFIED]->(o) RETURN [ocid, o.id, properties(r)] },
    ABOUT: COLLECT { MATCH (t)<-[r:ABOUT]-(n) RETURN [n.id, ocid, properties(r)] },
    TENDER_CPV: COLLECT { MATCH (t)-[r:CLASSIFIED_AS]->(n) RETURN [ocid, n.code, properties(r)] },
    TENDER_REGION: COLLECT { MATCH (t)-[r:DELIVERED_IN]->(n) RETURN [ocid, n.code, properties(r)] },
    RELATED_TO: COLLECT { MATCH (t)-[r:RELATED_TO]->(n) RETURN [ocid, n.ocid, properties(r)] },
    LOT_CPV: COLLECT { MATCH (t)-[:HAS]->(l)-[r:CLASSIFIED_AS]->(n) RETURN [l.id, n.code, properties(r)] },
    LOT_REGION: COLLECT { MATCH (t)-[:HAS]->(l)-[r:DELIVERED_IN]->(n) RETURN [l.id, n.code, properties(r)] },
    AWARDED_TO: COLLECT { MATCH (t)-[:HAS]->(l)-[r:AWARDED_TO]->(o) RETURN [l.id, o.id, properties(r)] },
    FOR: COLLECT { MATCH (t)-[:HAS_AWARD]->(a)-[r:FOR]->(l) RETURN [a.id, l.id, properties(r)] },
    TO: COLLECT { MATCH (t)-[:HAS_AWARD]->(a)-[r:TO]->(o) RETURN [a.id, o.id, properties(r)] },
    SIGNED_AS: COLLECT { MATCH (t)-[:HAS_AWARD]->(a)-[r:SIGNED_AS]->(c) RETURN [a.id, c.id, properties(r)] },
    PARTICIPATES_IN: COLLECT { MATCH (t)<-[r:PARTICIPATES_IN]-(c) RETURN [c.code, ocid, properties(r)] },
    MENTIONS: COLLECT { MATCH (t)-[r:MENTIONS]->(c) RETURN [ocid, c.code, properties(r)] }
  } AS links
