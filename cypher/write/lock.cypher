// ---
// title: Take processes for writing
// description: Makes a stub of each tender that is not there, locks it until the transaction ends, and tells which releases it has. What is read of it after this cannot change under us.
// params:
//   ocids: {type: list, help: Ocids, sorted, so that two writers wait for each other in one order.}
// returns:
//   ocid: {type: string, meaning: Ocid.}
//   met: {type: boolean, meaning: It was there before, if only as a stub.}
//   releases: {type: list, meaning: "[id, hash] of each release that is stored."}
// mode: write
// ---
UNWIND $ocids AS ocid
OPTIONAL MATCH (old:Tender {ocid: ocid})
WITH ocid, old IS NOT NULL AS met
MERGE (t:Tender {ocid: ocid})
SET t.ocid = ocid
WITH t, ocid, met
RETURN ocid, met, [(t)<-[:ABOUT]-(r:Release) | [r.id, r.hash]] AS releases
