// ---
// name: open-tenders
// title: Tenders open now
// question: Which tenders can be bid for now?
// params:
//   day: {type: date, default: null, help: The day that counts as now; today when not given.}
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   closes: {type: date, meaning: Last day for tenders}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   method: {type: string, meaning: Procurement method}
//   lots: {type: integer, unit: lots, meaning: Lots}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: Published value of the tender}
//   published: {type: date, meaning: Day of its first notice}
// notes:
//   - Status active, or none stated, and a last day for tenders that is not past; the first to close first.
// mode: read
// ---
MATCH (t:Tender)
WHERE coalesce(t.status, 'active') = 'active' AND date(t.tenderEndDate) >= coalesce($day, date())
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL OR EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
  AND ($region IS NULL OR EXISTS { (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) })
WITH t
ORDER BY date(t.tenderEndDate), t.ocid
LIMIT $limit
RETURN date(t.tenderEndDate) AS closes, t.ocid AS ocid, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, t.procurementMethod AS method, COUNT { (t)-[:HAS]->(:Lot) } AS lots, t.currency AS currency,
       t.value AS value, date(t.datePublished) AS published
ORDER BY closes, ocid
