// ---
// name: amendments
// title: Amendments and cancellations
// question: Which processes were amended, cancelled or ended without success?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   since: {type: date, default: null, help: Releases on or after this day.}
//   until: {type: date, default: null, help: Releases on or before this day.}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   date: {type: date, meaning: Day of the last such release or of the newest release}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   amendments: {type: integer, unit: releases, meaning: Releases tagged as an update or amendment}
//   cancelled: {type: list, meaning: "What was cancelled, withdrawn, terminated or unsuccessful: tender, lot, award or contract"}
// notes:
//   - Amendments are releases with a tag ending in Update, Amendment, Cancellation or Termination; a compiled release keeps none of its earlier ones. The newest first.
// mode: read
// ---
MATCH (t:Tender)<-[:ABOUT]-(r:Release)
WHERE ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
WITH t, max(date(r.date)) AS newest,
     [x IN collect({day: date(r.date), tag: r.tag}) WHERE any(g IN coalesce(x.tag, [])
       WHERE g ENDS WITH 'Update' OR g ENDS WITH 'Amendment' OR g ENDS WITH 'Cancellation' OR g ENDS WITH 'Termination')] AS changes
WITH t, newest, changes, COLLECT {
       WITH t, ['cancelled', 'withdrawn', 'unsuccessful', 'terminated'] AS ended
       CALL (t, ended) {
         WITH t, ended WHERE t.status IN ended RETURN 1 AS i, 'tender ' + t.status AS what
         UNION
         MATCH (t)-[:HAS]->(l:Lot) WHERE l.status IN ended RETURN 2 AS i, 'lot ' + l.status AS what
         UNION
         MATCH (t)-[:HAS_AWARD]->(a:Award) WHERE a.status IN ended RETURN 3 AS i, 'award ' + a.status AS what
         UNION
         MATCH (t)-[:HAS_CONTRACT]->(k:Contract) WHERE k.status IN ended RETURN 4 AS i, 'contract ' + k.status AS what
       }
       RETURN what ORDER BY i, what
     } AS cancelled
WHERE size(changes) > 0 OR size(cancelled) > 0
WITH t, cancelled, size(changes) AS amendments,
     CASE WHEN size(changes) = 0 THEN newest ELSE reduce(d = changes[0].day, x IN changes | CASE WHEN x.day > d THEN x.day ELSE d END) END AS date
WHERE ($since IS NULL OR date >= $since) AND ($until IS NULL OR date <= $until)
ORDER BY date DESC, t.ocid
LIMIT $limit
RETURN date, t.ocid AS ocid, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, amendments, cancelled
ORDER BY date DESC, ocid
