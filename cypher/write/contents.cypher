// ---
// title: Contents of stored releases
// description: The releases of each process, as received.
// params:
//   ocids: {type: list, help: Ocids.}
// returns:
//   ocid: {type: string, meaning: Ocid.}
//   id: {type: string, meaning: Id of the release's node.}
//   hash: {type: string, meaning: SHA-256 of the bytes as received.}
//   source: {type: string, meaning: File or URL it came from.}
//   content: {type: bytes, meaning: "The bytes as received, compressed with zlib."}
// mode: read
// ---
UNWIND $ocids AS ocid
MATCH (t:Tender {ocid: ocid})<-[:ABOUT]-(r:Release)
RETURN ocid, r.id AS id, r.hash AS hash, r.source AS source, r.content AS content
ORDER BY id
