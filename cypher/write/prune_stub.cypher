// ---
// title: Remove stubs that nothing names
// description: Removes those of the tenders that have no release and that no other process names.
// params:
//   ocids: {type: list, help: Ocids.}
// returns:
//   ocid: {type: string, meaning: Ocid that was removed.}
// mode: write
// ---
UNWIND $ocids AS ocid
MATCH (t:Tender {ocid: ocid})
WHERE NOT EXISTS { (t)<-[:ABOUT|RELATED_TO]-() }
DELETE t
RETURN ocid
