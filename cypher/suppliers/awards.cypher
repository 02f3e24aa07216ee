// ---
// name: supplier-awards
// title: Awards of one supplier
// question: Which awards has this supplier won?
// params:
//   supplier: {type: organisation, help: "Supplier, by id or name.", example: "GB-COH-01234567"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   date: {type: date, meaning: Day of the award}
//   ocid: {type: string, meaning: Process}
//   award: {type: string, meaning: Id of the award}
//   title: {type: string, meaning: Title of the process}
//   buyers: {type: list, meaning: Names of the buyers}
//   status: {type: string, meaning: Status of the award}
//   lots: {type: integer, unit: lots, meaning: Its lots}
//   suppliers: {type: integer, unit: suppliers, meaning: Suppliers of the award}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   value: {type: number, unit: currency, meaning: "The whole award's value."}
//   share: {type: number, unit: currency, meaning: "This supplier's share."}
//   value_from: {type: string, meaning: "award, or contract where only its contracts state a value."}
// notes:
//   - The newest first. A share is the award's value over its lots and suppliers, summed over its lots.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
// mode: read
// ---
MATCH (s:Organisation {id: $supplier})<-[a:AWARDED_TO]-(l:Lot)<-[:HAS]-(t:Tender)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
WITH s, t, a.awardId AS award, max(date(a.date)) AS date, min(a.status) AS status, count(l) AS lots, min(a.currency) AS currency,
     max(a.value) AS value, CASE WHEN count(a.share) = 0 THEN null ELSE sum(a.share) END AS share, min(a.valueFrom) AS value_from
ORDER BY date IS NULL, date DESC, t.ocid, award
LIMIT $limit
RETURN date, t.ocid AS ocid, award, t.title AS title, COLLECT {
         MATCH (b:Organisation)-[:ISSUED]->(t) RETURN coalesce(b.name, b.id) AS name ORDER BY name
       } AS buyers, status, lots, COUNT {
         MATCH (t)-[:HAS_AWARD]->(:Award {id: t.ocid + '/' + award})-[:TO]->(:Organisation)
       } AS suppliers, currency, value, share, value_from
ORDER BY date IS NULL, date DESC, ocid, award
