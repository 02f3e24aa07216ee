// ---
// title: Awards of processes that councils are a party to
// description: >-
//   One row an award that stands. Its end is that of its contracts (the latest), else its own, else that of its lots.
// params:
//   councils: {type: list, default: null, help: Codes of councils of which one must be a party; null for any.}
//   excluded: {type: list, help: Award statuses left out.}
//   ended: {type: list, help: Contract statuses left out.}
// returns:
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   award: {type: string, meaning: "Award id, verbatim"}
//   councils: {type: list, meaning: Codes of the councils that are parties}
//   joined: {type: list, meaning: Codes of the councils that take part by text}
//   suppliers: {type: list, meaning: "[id, name]"}
//   classes: {type: list, meaning: "CPV classes of its lots (of its tender where they have none), four digits"}
//   codes: {type: list, meaning: "CPV codes, likewise"}
//   techniques: {type: list, meaning: "framework, dynamicMarket, eAuction"}
//   category: {type: string, meaning: "goods, services or works"}
//   currency: {type: string, meaning: Currency}
//   share: {type: number, meaning: "Value of the award: the sum of its shares"}
//   date: {type: date, meaning: Day of the award}
//   lots: {type: integer, meaning: Its lots}
//   starts: {type: date, meaning: Start of the contract}
//   ends: {type: date, meaning: End of the contract}
//   stated_by: {type: string, meaning: "contract, award or lot: what states the end"}
//   closed: {type: boolean, meaning: "All its contracts are cancelled or terminated"}
// mode: read
// ---
MATCH (c:Council)-[p:PARTICIPATES_IN {basis: 'party'}]->(t:Tender)
WHERE $councils IS NULL OR c.code IN $councils
WITH DISTINCT t
CALL (t) {
  MATCH (c:Council)-[p:PARTICIPATES_IN]->(t) WHERE p.basis <> 'collective'
  WITH c.code AS code, collect(p.basis) AS bases ORDER BY code
  RETURN [one IN collect([code, bases]) WHERE 'party' IN one[1] | one[0]] AS councils,
         [one IN collect([code, bases]) WHERE NOT 'party' IN one[1] | one[0]] AS joined
}
MATCH (t)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE NOT coalesce(a.status, '') IN $excluded
WITH t, councils, joined, a.awardId AS award, a.currency AS currency, collect(DISTINCT [s.id, coalesce(s.name, s.id)]) AS suppliers,
     collect(DISTINCT l) AS lots, CASE WHEN count(a.share) = 0 THEN null ELSE sum(a.share) END AS share, min(date(a.date)) AS date
OPTIONAL MATCH (w:Award {id: t.ocid + '/' + award})
CALL (w) {
  OPTIONAL MATCH (w)-[:SIGNED_AS]->(k:Contract)
  WITH collect(k) AS every
  WITH every, [k IN every WHERE NOT coalesce(k.status, '') IN $ended] AS standing
  UNWIND CASE WHEN size(standing) = 0 THEN [null] ELSE standing END AS k
  RETURN size(every) > 0 AND size(standing) = 0 AS closed, max(date(k.endDate)) AS signed_end, min(date(k.startDate)) AS signed_start
}
CALL (lots, t) {
  UNWIND lots AS l
  OPTIONAL MATCH (l)-[:CLASSIFIED_AS]->(k:CPV)
  WITH t, collect(DISTINCT k.code) AS own, max(date(l.contractEndDate)) AS lot_end, min(date(l.contractStartDate)) AS lot_start
  RETURN lot_end, lot_start,
         CASE WHEN size(own) > 0 THEN own ELSE COLLECT { MATCH (t)-[:CLASSIFIED_AS]->(k:CPV) RETURN k.code } END AS codes
}
RETURN t.ocid AS ocid, t.title AS title, award, councils, joined, suppliers,
       COLLECT { UNWIND codes AS code RETURN DISTINCT left(code, 4) AS class ORDER BY class } AS classes, codes,
       coalesce(t.techniques, []) AS techniques, t.mainProcurementCategory AS category, currency, share, date, size(lots) AS lots,
       coalesce(signed_start, date(w.contractStartDate), lot_start) AS starts,
       coalesce(signed_end, date(w.contractEndDate), lot_end) AS ends,
       CASE WHEN signed_end IS NOT NULL THEN 'contract' WHEN w.contractEndDate IS NOT NULL THEN 'award'
            WHEN lot_end IS NOT NULL THEN 'lot' END AS stated_by, closed
ORDER BY ocid, award, currency
