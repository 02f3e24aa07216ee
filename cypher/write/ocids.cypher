// ---
// title: A page of ocids
// description: Ocids of processes that have releases, in order.
// params:
//   after: {type: string, help: The last ocid of the page before, or nothing.}
//   limit: {type: integer, help: Ocids a page.}
// returns:
//   ocid: {type: string, meaning: Ocid.}
// mode: read
// ---
MATCH (t:Tender)
WHERE t.ocid > $after AND EXISTS { (t)<-[:ABOUT]-() }
RETURN t.ocid AS ocid
ORDER BY ocid
LIMIT $limit
