// ---
// name: supplier-profile
// title: Awards of one supplier, by year, CPV division and buyer
// question: What has this supplier won, from whom, when, and how much of it comes from its largest buyer?
// params:
//   supplier: {type: organisation, help: "Supplier, by id or name.", example: "GB-COH-01234567"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 20, help: Rows at the most.}
// returns:
//   part: {type: string, meaning: "all, year, division or buyer: what the row is about."}
//   key: {type: string, meaning: "Year, CPV division or id."}
//   name: {type: string, meaning: Name of what the row is about}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   value: {type: number, unit: currency, meaning: Sum of their shares in the row's currency.}
//   of_value: {type: number, unit: share 0-1, meaning: Part of the whole value in this currency.}
//   first: {type: date, meaning: Day of the first award}
//   last: {type: date, meaning: Day of the last award}
// notes:
//   - Value is the sum of shares (an award's value over its lots and suppliers); each currency has a row of its own; awards without a value count in awards alone.
//   - An award of a joint tender counts for each of its buyers.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
// mode: read
// ---
MATCH (o:Organisation {id: $supplier})<-[a:AWARDED_TO]-(l:Lot)<-[:HAS]-(t:Tender)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
WITH o, t, l, a, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] AS own
WITH o, collect({
       award: t.ocid + '/' + a.awardId, currency: a.currency, share: a.share, day: date(a.date),
       divisions: CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] END,
       partners: [(b:Organisation)-[:ISSUED]->(t) | b.id]}) AS rows
CALL (o, rows) {
  UNWIND rows AS r RETURN 1 AS section, 'all' AS part, o.id AS key, r
  UNION ALL
  UNWIND rows AS r RETURN 2 AS section, 'year' AS part, coalesce(toString(r.day.year), 'no date') AS key, r
  UNION ALL
  UNWIND rows AS r UNWIND r.divisions AS division
  WITH DISTINCT r, division RETURN 3 AS section, 'division' AS part, division + '000000' AS key, r
  UNION ALL
  UNWIND rows AS r UNWIND r.partners AS partner RETURN 4 AS section, 'buyer' AS part, partner AS key, r
}
WITH section, part, key, r.award AS award, r.currency AS currency,
     CASE WHEN count(r.share) = 0 THEN null ELSE sum(r.share) END AS share, min(r.day) AS day
WITH section, part, key, CASE WHEN share IS NULL THEN null ELSE currency END AS currency,
     count(*) AS awards, count(share) AS valued, sum(share) AS value, min(day) AS first, max(day) AS last
WITH section, part, key, sum(awards) AS awards, min(first) AS first, max(last) AS last,
     [x IN collect({currency: currency, valued: valued, value: value}) WHERE x.valued > 0] AS sums
UNWIND CASE WHEN size(sums) = 0 THEN [{currency: null, valued: 0, value: null}] ELSE sums END AS x
WITH section, part, key, x.currency AS currency, awards, x.valued AS valued, x.value AS value, first, last
WITH collect({section: section, part: part, key: key, currency: currency, awards: awards, valued: valued,
              value: value, first: first, last: last}) AS table
UNWIND table AS row
WITH row, head([w IN table WHERE w.part = 'all' AND w.currency = row.currency | w.value]) AS whole
OPTIONAL MATCH (division:CPV {code: row.key})
OPTIONAL MATCH (organisation:Organisation {id: row.key})
RETURN row.part AS part, row.key AS key, coalesce(organisation.name, division.description) AS name,
       row.currency AS currency, row.awards AS awards, row.valued AS valued, row.value AS value,
       CASE WHEN whole > 0 THEN row.value / whole END AS of_value, row.first AS first, row.last AS last
ORDER BY row.section, CASE row.part WHEN 'year' THEN row.key ELSE '' END,
         CASE WHEN row.currency IS NULL THEN 1 ELSE 0 END, row.currency, row.value DESC, row.awards DESC, row.key
LIMIT $limit
