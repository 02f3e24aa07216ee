// ---
// title: Stored releases of processes
// description: Ids and hashes of the releases that each process has.
// params:
//   ocids: {type: list, help: Ocids.}
// returns:
//   ocid: {type: string, meaning: Ocid.}
//   releases: {type: list, meaning: "[id, hash] of each."}
// mode: read
// ---
UNWIND $ocids AS ocid
MATCH (t:Tender {ocid: ocid})
RETURN ocid, [(t)<-[:ABOUT]-(r:Release) | [r.id, r.hash]] AS releases
