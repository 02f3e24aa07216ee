// ---
// name: planned-procurements
// title: Procurements that are planned
// question: What is planned, and not yet open?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   region: {type: region, default: null, help: "Region of delivery, by code or name, with all inside it.", example: UKI}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   notices: {type: list, meaning: Notice types published}
//   ocid: {type: string, meaning: Process}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   method: {type: string, meaning: Procurement method}
//   lots: {type: integer, unit: lots, meaning: Lots}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: Published value of the tender}
//   published: {type: date, meaning: Day of its first notice}
// notes:
//   - Processes with a UK1, UK2 or UK3 notice or the status planned, that have no tender or award notice yet; the newest first.
// mode: read
// ---
MATCH (t:Tender)
WHERE (coalesce(t.status, '') = 'planned' OR any(n IN coalesce(t.noticeTypes, []) WHERE n IN ['UK1', 'UK2', 'UK3']))
  AND none(n IN coalesce(t.noticeTypes, []) WHERE NOT n IN ['UK1', 'UK2', 'UK3'])
  AND NOT coalesce(t.status, '') IN ['cancelled', 'withdrawn', 'unsuccessful', 'complete', 'active']
  AND NOT EXISTS { (t)-[:HAS_AWARD]->(:Award) }
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($cpv IS NULL OR EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
  AND ($region IS NULL OR EXISTS { (t)-[:DELIVERED_IN]->(:Region)-[:PART_OF*0..5]->(:Region {code: $region}) })
WITH t
ORDER BY t.datePublished IS NULL, date(t.datePublished) DESC, t.ocid
LIMIT $limit
RETURN t.noticeTypes AS notices, t.ocid AS ocid, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, t.procurementMethod AS method, COUNT { (t)-[:HAS]->(:Lot) } AS lots, t.currency AS currency,
       t.value AS value, date(t.datePublished) AS published
ORDER BY published IS NULL, published DESC, ocid
