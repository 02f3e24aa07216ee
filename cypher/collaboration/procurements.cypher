// ---
// title: Procurements that councils take part in, with the evidence
// description: One row a process; facts are its PARTICIPATES_IN, awarded the shares of awards that stand by currency.
// params:
//   councils: {type: list, default: null, help: Codes of councils of which one must take part; null for any.}
//   ocids: {type: list, default: null, help: Only these processes; null for any.}
//   least: {type: integer, default: 1, help: Fewest councils that take part.}
//   excluded: {type: list, help: Award statuses left out.}
// returns:
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Its title}
//   status: {type: string, meaning: Status of its tender}
//   published: {type: date, meaning: Day of its first notice}
//   techniques: {type: list, meaning: framework, dynamicMarket, eAuction}
//   category: {type: string, meaning: "goods, services or works"}
//   notices: {type: list, meaning: Notice types published}
//   classes: {type: list, meaning: CPV classes, four digits}
//   starts: {type: date, meaning: Earliest contract start of its lots}
//   ends: {type: date, meaning: Latest contract end of its lots}
//   currency: {type: string, meaning: Currency of the published value}
//   value: {type: number, meaning: Published value of the tender}
//   awarded: {type: list, meaning: "[currency, sum of shares] of the awards that stand"}
//   awards: {type: integer, meaning: Awards that stand}
//   facts: {type: list, meaning: "[code, basis, path, text, start, end, rule]"}
// mode: read
// ---
MATCH (c:Council)-[:PARTICIPATES_IN]->(t:Tender)
WHERE ($councils IS NULL OR c.code IN $councils) AND ($ocids IS NULL OR t.ocid IN $ocids)
WITH DISTINCT t
CALL (t) {
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(t)
  RETURN count(DISTINCT c) AS councils, collect([c.code, p.basis, p.path, p.text, p.start, p.end, p.rule]) AS facts
}
WITH t, facts WHERE councils >= $least
CALL (t) {
  MATCH (t)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(:Organisation)
  WHERE NOT coalesce(a.status, '') IN $excluded
  WITH a.currency AS currency, sum(a.share) AS share, count(a.share) AS valued, collect(DISTINCT a.awardId) AS ids
  RETURN [pair IN collect([currency, share, valued]) WHERE pair[0] IS NOT NULL AND pair[2] > 0 | [pair[0], pair[1]]] AS awarded,
         reduce(all = [], some IN collect(ids) | all + [id IN some WHERE NOT id IN all]) AS ids
}
CALL (t) {
  MATCH (t)-[:HAS]->(l:Lot)
  RETURN min(date(l.contractStartDate)) AS starts, max(date(l.contractEndDate)) AS ends
}
RETURN t.ocid AS ocid, t.title AS title, t.status AS status, date(t.datePublished) AS published,
       coalesce(t.techniques, []) AS techniques, t.mainProcurementCategory AS category, coalesce(t.noticeTypes, []) AS notices,
       COLLECT { MATCH (t)-[:CLASSIFIED_AS]->(k:CPV) RETURN DISTINCT left(k.code, 4) AS class ORDER BY class } AS classes,
       starts, ends, t.currency AS currency, t.value AS value, awarded, size(ids) AS awards, facts
ORDER BY ocid
