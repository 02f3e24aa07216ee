// ---
// name: sole-bid-wins
// title: Lots won by the only bidder
// question: Which lots had one bid, and who won them?
// params:
//   buyer: {type: organisation, default: null, help: "Buyer, by id or name.", example: Worthing Borough Council}
//   supplier: {type: organisation, default: null, help: "Supplier, by id or name."}
//   cpv: {type: cpv, default: null, help: "CPV code, first digits or words; all codes under it count.", example: "45000000"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   date: {type: date, meaning: Day of the award}
//   ocid: {type: string, meaning: Process}
//   lot: {type: string, meaning: Id of the lot}
//   title: {type: string, meaning: Title of the lot or its process}
//   buyers: {type: list, meaning: Names of the buyers}
//   suppliers: {type: list, meaning: Names of the suppliers}
//   method: {type: string, meaning: Procurement method}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: Sum of shares in the lot}
// notes:
//   - Lots whose published number of bids is 1; lots without bid statistics are left out. The newest award first.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier)
WHERE l.bids = 1
  AND ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
  AND ($buyer IS NULL OR EXISTS { (:Organisation {id: $buyer})-[:ISSUED]->(t) })
  AND ($supplier IS NULL OR EXISTS {
    MATCH (l)-[w:AWARDED_TO]->(:Organisation {id: $supplier})
    WHERE $status IS NULL AND NOT coalesce(w.status, '') IN ['cancelled', 'unsuccessful'] OR w.status IN $status
  })
  AND ($cpv IS NULL
    OR EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) }
    OR NOT EXISTS { (l)-[:CLASSIFIED_AS]->(:CPV) }
      AND EXISTS { (t)-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..7]->(:CPV {code: $cpv}) })
WITH t, l, a.currency AS currency, max(date(a.date)) AS date, collect(DISTINCT coalesce(s.name, s.id)) AS suppliers, CASE WHEN count(a.share) = 0 THEN null ELSE sum(a.share) END AS share
ORDER BY date IS NULL, date DESC, l.id, currency
LIMIT $limit
RETURN date, t.ocid AS ocid, l.lotId AS lot, coalesce(l.title, t.title) AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, suppliers, t.procurementMethod AS method, CASE WHEN share IS NULL THEN null ELSE currency END AS currency, share AS value
ORDER BY date IS NULL, date DESC, ocid, lot, currency
