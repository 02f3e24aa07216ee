// ---
// name: councils-together
// title: Councils in the same procurements
// question: Which councils buy together?
// params:
//   council: {type: council, default: null, help: "Only pairs with this council, by code or name."}
//   basis: {type: list, default: null, choices: [party, text, collective], help: "party, text or collective; all when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   council: {type: string, meaning: Name of one}
//   council_code: {type: string, meaning: Its code}
//   partner: {type: string, meaning: Name of the other}
//   partner_code: {type: string, meaning: Its code}
//   processes: {type: integer, unit: processes, meaning: Processes in which both take part}
//   first: {type: date, meaning: Day of the earliest}
//   last: {type: date, meaning: Day of the latest}
//   example: {type: string, meaning: One such process}
// notes:
//   - Derived from parties and texts by rules. Each pair once; with --council, the partners of that council.
//   - Those of most processes first, then by codes.
// mode: read
// ---
MATCH (x:Council)-[p:PARTICIPATES_IN]->(t:Tender)<-[q:PARTICIPATES_IN]-(y:Council)
USING SCAN x:Council
WHERE (($council IS NULL AND x.code < y.code) OR (x.code = $council AND y.code <> $council))
  AND ($basis IS NULL OR p.basis IN $basis AND q.basis IN $basis)
WITH x, y, collect(DISTINCT t) AS tenders
RETURN x.name AS council, x.code AS council_code, y.name AS partner, y.code AS partner_code, size(tenders) AS processes,
       reduce(d = null, t IN tenders | CASE WHEN d IS NULL OR date(t.datePublished) < d THEN coalesce(date(t.datePublished), d) ELSE d END) AS first,
       reduce(d = null, t IN tenders | CASE WHEN d IS NULL OR date(t.datePublished) > d THEN coalesce(date(t.datePublished), d) ELSE d END) AS last,
       reduce(o = null, t IN tenders | CASE WHEN o IS NULL OR t.ocid < o THEN t.ocid ELSE o END) AS example
ORDER BY processes DESC, council_code, partner_code
LIMIT $limit
