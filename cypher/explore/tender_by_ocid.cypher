// ---
// title: A process by its ocid
// params:
//   ocids: {type: list, help: "Writings of the ocid, the first found counts."}
// returns:
//   key: {type: string, meaning: Ocid}
//   name: {type: string, meaning: Title}
//   detail: {type: string, meaning: Status}
// mode: read
// ---
UNWIND range(0, size($ocids) - 1) AS i
MATCH (tender:Tender {ocid: $ocids[i]})
RETURN tender.ocid AS key, tender.title AS name, tender.status AS detail
ORDER BY i
LIMIT 1
