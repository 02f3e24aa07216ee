// ---
// name: connection
// title: How two organisations are connected
// question: By which tenders, lots and awards are these two organisations connected?
// params:
//   start: {type: organisation, help: "One organisation, by id or name.", example: "Worthing Borough Council"}
//   end: {type: organisation, help: "The other, by id or name.", example: "GB-COH-01234567"}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   step: {type: integer, unit: step, meaning: Place on the path}
//   what: {type: string, meaning: Label of the node}
//   key: {type: string, meaning: Its key}
//   name: {type: string, meaning: Its name or title}
//   link: {type: string, meaning: Relationship to the next node}
// notes:
//   - The shortest path over ISSUED, HAS and AWARDED_TO, of at most 12 steps; one of several equal ones.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - Step by step, the start first.
// mode: read
// ---
MATCH (x:Organisation {id: $start})
WITH x LIMIT 1
MATCH (y:Organisation {id: $end})
MATCH p = shortestPath((x)-[:ISSUED|HAS|AWARDED_TO*..12]-(y))
WHERE x <> y
  AND all(r IN relationships(p) WHERE type(r) <> 'AWARDED_TO'
          OR $status IS NULL AND NOT coalesce(r.status, '') IN ['cancelled', 'unsuccessful'] OR r.status IN $status)
WITH nodes(p) AS ns, relationships(p) AS rs
UNWIND range(0, size(ns) - 1) AS i
WITH i, ns[i] AS n, rs[i] AS r
RETURN i + 1 AS step, CASE WHEN n:Organisation THEN 'Organisation' ELSE head(labels(n)) END AS what,
       coalesce(n.ocid, n.id) AS key, coalesce(n.name, n.title) AS name, type(r) AS link
ORDER BY step
LIMIT $limit
