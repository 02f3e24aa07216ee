// ---
// name: short-tender-periods
// title: Tenders open for few days
// question: Which tenders were open for only a few days?
// params:
//   days: {type: integer, default: 14, help: Days from the first notice to the close at the most.}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   days: {type: integer, unit: days, meaning: Days from the first notice to the close}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   method: {type: string, meaning: Procurement method}
//   published: {type: date, meaning: Day of the first notice}
//   closes: {type: date, meaning: Last day for tenders}
// notes:
//   - A short period is a question to ask, no proof of anything; the first notice known here may not be the first.
//   - Those of fewest days first, then by ocid.
// mode: read
// ---
MATCH (t:Tender)
WHERE t.datePublished IS NOT NULL AND t.tenderEndDate IS NOT NULL
  AND duration.inDays(date(t.datePublished), date(t.tenderEndDate)).days <= $days
  AND date(t.tenderEndDate) >= date(t.datePublished)
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL OR EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH t, duration.inDays(date(t.datePublished), date(t.tenderEndDate)).days AS days
ORDER BY days, t.ocid
LIMIT $limit
RETURN days, t.ocid AS ocid, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, t.procurementMethod AS method, date(t.datePublished) AS published, date(t.tenderEndDate) AS closes
ORDER BY days, ocid
