// ---
// title: What the loaded data covers
// description: Days of the releases, and what is missing from processes with councils.
// params:
//   councils: {type: list, default: null, help: Codes of councils of which one must take part; null for any.}
//   excluded: {type: list, help: Award statuses left out.}
// returns:
//   first: {type: date, meaning: Day of the earliest release}
//   last: {type: date, meaning: Day of the latest release}
//   releases: {type: integer, meaning: Releases}
//   processes: {type: integer, meaning: Processes with a release}
//   chosen: {type: integer, meaning: Processes that these councils take part in}
//   awards: {type: integer, meaning: Their awards that stand}
//   unvalued: {type: integer, meaning: Of these without a published value}
//   unending: {type: integer, meaning: Of these without an end in contract or award}
// mode: read
// ---
CALL () {
  MATCH (r:Release)-[:ABOUT]->(t:Tender)
  RETURN min(date(r.date)) AS first, max(date(r.date)) AS last, count(r) AS releases, count(DISTINCT t) AS processes
}
CALL () {
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(t:Tender)
  WHERE ($councils IS NULL OR c.code IN $councils) AND p.basis <> 'collective'
  WITH DISTINCT t
  OPTIONAL MATCH (t)-[:HAS_AWARD]->(a:Award) WHERE NOT coalesce(a.status, '') IN $excluded
  RETURN count(DISTINCT t) AS chosen, count(a) AS awards,
         sum(CASE WHEN a IS NOT NULL AND a.value IS NULL AND NOT EXISTS { (a)-[:SIGNED_AS]->(k:Contract) WHERE k.value IS NOT NULL } THEN 1 ELSE 0 END) AS unvalued,
         sum(CASE WHEN a IS NOT NULL AND a.contractEndDate IS NULL AND NOT EXISTS { (a)-[:SIGNED_AS]->(k:Contract) WHERE k.endDate IS NOT NULL } THEN 1 ELSE 0 END) AS unending
}
RETURN first, last, releases, processes, chosen, awards, unvalued, unending
