// ---
// title: Take known processes for writing
// description: Locks those of the tenders that are there until the transaction ends.
// params:
//   ocids: {type: list, help: Ocids, sorted.}
// mode: write
// ---
UNWIND $ocids AS ocid
MATCH (t:Tender {ocid: ocid})
SET t.ocid = ocid
