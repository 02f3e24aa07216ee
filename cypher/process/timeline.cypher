// ---
// name: timeline
// title: Timeline of one process
// question: What happened in this process, and when?
// params:
//   ocid: {type: ocid, help: "The process.", example: "ocds-h6vhtk-05d7a7"}
//   limit: {type: integer, default: 100, help: Rows at the most.}
// returns:
//   date: {type: datetime, meaning: When}
//   event: {type: string, meaning: What happened}
//   key: {type: string, meaning: Id of what it is about}
//   detail: {type: string, meaning: "Notice types and tags, title, status or suppliers"}
//   currency: {type: string, meaning: Currency of the value}
//   value: {type: number, unit: currency, meaning: Published value of the award or contract}
// notes:
//   - Dates as published, with their offset; events of one instant are in the order release, tender, award, contract. Dates to come are in it too.
//   - By day, the earliest first.
// mode: read
// ---
MATCH (t:Tender {ocid: $ocid})
CALL (t) {
  MATCH (t)<-[:ABOUT]-(r:Release)
  RETURN 1 AS i, r.date AS date, 'release' AS event, r.releaseId AS key,
         reduce(s = '', x IN coalesce(r.noticeTypes, []) + coalesce(r.tag, []) | s + CASE s WHEN '' THEN '' ELSE ', ' END + x) AS detail, null AS currency, null AS value
  UNION ALL
  WITH t UNWIND [[t.datePublished, 'first notice published'], [t.tenderEndDate, 'tenders close'], [t.awardPeriodEndDate, 'award period ends']] AS e
  RETURN 2 AS i, e[0] AS date, e[1] AS event, t.ocid AS key, t.status AS detail, null AS currency, null AS value
  UNION ALL
  MATCH (t)-[:HAS]->(l:Lot)
  UNWIND [[l.contractStartDate, 'lot: contract period starts'], [l.contractEndDate, 'lot: contract period ends'], [l.maxExtentDate, 'lot: ends with all extensions']] AS e
  RETURN 3 AS i, e[0] AS date, e[1] AS event, l.lotId AS key, l.title AS detail, null AS currency, null AS value
  UNION ALL
  MATCH (t)-[:HAS_AWARD]->(a:Award)
  UNWIND [[a.date, 'award'], [a.contractStartDate, 'award: contract period starts'], [a.contractEndDate, 'award: contract period ends']] AS e
  WITH t, a, e, COLLECT { MATCH (a)-[:TO]->(s:Organisation) RETURN coalesce(s.name, s.id) AS name ORDER BY name } AS names
  RETURN 4 AS i, e[0] AS date, e[1] AS event, a.awardId AS key,
         coalesce(a.status, '') + reduce(s = '', x IN names | s + CASE s WHEN '' THEN ': ' ELSE ', ' END + x) AS detail,
         a.currency AS currency, a.value AS value
  UNION ALL
  MATCH (t)-[:HAS_CONTRACT]->(k:Contract)
  UNWIND [[k.dateSigned, 'contract signed'], [k.startDate, 'contract starts'], [k.endDate, 'contract ends']] AS e
  RETURN 5 AS i, e[0] AS date, e[1] AS event, k.contractId AS key,
         k.status AS detail, k.currency AS currency, k.value AS value
}
WITH i, date, event, key, detail, currency, value
WHERE date IS NOT NULL
RETURN date, event, key, detail, currency, value
ORDER BY toString(date(date)), i, toString(date), event, key
LIMIT $limit
