// ---
// name: cpv-lots
// title: Lots under a CPV code
// question: Which lots are classified under this code or one below it?
// params:
//   cpv: {type: cpv, help: "CPV code, first digits or words.", example: "45000000"}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   ocid: {type: string, meaning: Process}
//   lot: {type: string, meaning: Id of the lot}
//   title: {type: string, meaning: Title of the lot or its process}
//   codes: {type: list, meaning: Its codes under this one}
//   status: {type: string, meaning: Status of the lot or its process}
//   buyers: {type: list, meaning: Names of the buyers}
//   suppliers: {type: list, meaning: "Names of the suppliers, cancelled and unsuccessful awards left out"}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: Published value of the lot}
//   published: {type: date, meaning: Day of the first notice}
// notes:
//   - Lots with a code of their own; the newest published first.
// mode: read
// ---
MATCH (:CPV {code: $cpv})<-[:BROADER*0..7]-(:CPV)<-[:CLASSIFIED_AS]-(l:Lot)
WITH DISTINCT l
MATCH (t:Tender)-[:HAS]->(l)
WITH t, l, date(t.datePublished) AS published
ORDER BY published IS NULL, published DESC, l.id
LIMIT $limit
RETURN t.ocid AS ocid, l.lotId AS lot, coalesce(l.title, t.title) AS title, COLLECT {
         MATCH (l)-[:CLASSIFIED_AS]->(c:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) RETURN DISTINCT c.code AS code ORDER BY code
       } AS codes, coalesce(l.status, t.status) AS status, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, COLLECT {
         MATCH (l)-[a:AWARDED_TO]->(s:Organisation) WHERE NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful']
         RETURN DISTINCT coalesce(s.name, s.id) AS name ORDER BY name
       } AS suppliers, l.currency AS currency, l.value AS value, published
ORDER BY published IS NULL, published DESC, ocid, lot
