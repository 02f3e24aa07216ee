// ---
// name: buyer-profile
// title: Awards of one buyer, by year, CPV division and supplier
// question: What does this buyer buy, from whom, and when?
// params:
//   buyer: {type: organisation, help: "Buyer, by id or name.", example: "Worthing Borough Council"}
//   since: {type: date, default: null, help: "Awards dated on or after this day; those without a date are left out then.", example: 2026-01-01}
//   until: {type: date, default: null, help: "Awards dated on or before this day; those without a date are left out then.", example: 2026-12-31}
//   status: {type: list, default: null, choices: [pending, active, cancelled, unsuccessful], help: "Award statuses to count; all but cancelled and unsuccessful when not given."}
//   limit: {type: integer, default: 100, help: Rows at the most.}
// returns:
//   part: {type: string, meaning: "all, largest supplier, name, identifier, same as, year, division or supplier: what the row is about."}
//   key: {type: string, meaning: "Id, year or CPV division; of an identifier, the scheme and number as published."}
//   name: {type: string, meaning: Name of what the row is about}
//   currency: {type: string, meaning: "Currency; empty where no award has a value."}
//   awards: {type: integer, unit: awards, meaning: "Awards, each once."}
//   valued: {type: integer, unit: awards, meaning: Those with a value in the currency.}
//   with_value: {type: number, unit: share 0-1, meaning: Part of the awards that has a value in the currency}
//   value: {type: number, unit: currency, meaning: Sum of their shares in the row's currency.}
//   of_value: {type: number, unit: share 0-1, meaning: Part of the whole value in this currency.}
//   first: {type: date, meaning: Day of the first award}
//   last: {type: date, meaning: Day of the last award}
// notes:
//   - The largest supplier is the one of most value, in each currency; of_value of its row is the part of the whole value that it stands for. Names are all that were ever published.
//   - Value is the sum of shares (an award's value over its lots and suppliers); each currency has a row of its own; awards without a value count in awards alone.
//   - Awards of joint tenders count whole.
//   - A lot under several codes counts under each; a lot without a code has those of its tender.
//   - Cancelled and unsuccessful awards are left out unless --status asks for them. Places on dynamic markets are no awards.
//   - In the order of the parts as named; years in order, all else by currency, then the greatest value first, then most awards, then by key.
// mode: read
// ---
MATCH (o:Organisation {id: $buyer})
OPTIONAL MATCH (o)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Organisation)
WHERE ($status IS NULL AND NOT coalesce(a.status, '') IN ['cancelled', 'unsuccessful'] OR a.status IN $status)
  AND ($since IS NULL OR date(a.date) >= $since)
  AND ($until IS NULL OR date(a.date) <= $until)
WITH o, t, l, a, s, [(l)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] AS own
WITH o, t, l, a, s, CASE WHEN size(own) > 0 THEN own ELSE [(t)-[:CLASSIFIED_AS]->(c:CPV) | left(c.code, 2)] END AS codes
WITH o, collect(CASE WHEN a IS NOT NULL THEN {
       award: t.ocid + '/' + a.awardId, currency: a.currency, share: a.share, day: date(a.date),
       divisions: reduce(once = [], code IN codes | CASE WHEN code IN once THEN once ELSE once + code END),
       partners: [s.id]} END) AS rows
CALL (o, rows) {
  UNWIND CASE WHEN size(rows) = 0 THEN [{award: null}] ELSE rows END AS r RETURN 1 AS section, 'all' AS part, o.id AS key, r
  UNION ALL
  UNWIND rows AS r RETURN 4 AS section, 'year' AS part, coalesce(toString(r.day.year), 'no date') AS key, r
  UNION ALL
  UNWIND rows AS r UNWIND r.divisions AS division RETURN 5 AS section, 'division' AS part, division + '000000' AS key, r
  UNION ALL
  UNWIND rows AS r UNWIND r.partners AS partner RETURN 6 AS section, 'supplier' AS part, partner AS key, r
}
WITH o, section, part, key, r.award AS award, r.currency AS currency,
     CASE WHEN count(r.share) = 0 THEN null ELSE sum(r.share) END AS share, min(r.day) AS day
WITH o, section, part, key, CASE WHEN share IS NULL THEN null ELSE currency END AS currency,
     count(award) AS awards, count(share) AS valued, sum(share) AS value, min(day) AS first, max(day) AS last
WITH o, section, part, key, sum(awards) AS awards, min(first) AS first, max(last) AS last,
     [x IN collect({currency: currency, valued: valued, value: value}) WHERE x.valued > 0] AS sums
UNWIND CASE WHEN size(sums) = 0 THEN [{currency: null, valued: 0, value: null}] ELSE sums END AS x
WITH o, section, part, key, x.currency AS currency, awards, x.valued AS valued, x.value AS value, first, last
ORDER BY value DESC, awards DESC, key
WITH o, collect({section: section, part: part, key: key, currency: currency, awards: awards, valued: valued,
                 value: value, first: first, last: last}) AS table
WITH o, table, [w IN table WHERE w.part = 'all'] AS wholes
WITH o, table, wholes, [w IN wholes | head([x IN table WHERE x.part = 'supplier' AND x.currency = w.currency])] AS largest,
     [(o)-[:SAME_AS]-(other:Organisation) | {section: 3, part: 'same as', key: other.id, name: other.name}] AS same
UNWIND table
       + [w IN largest WHERE w IS NOT NULL | {section: 2, part: 'largest supplier', key: w.key, currency: w.currency, awards: w.awards,
                                             valued: w.valued, value: w.value, first: w.first, last: w.last}]
       + [name IN coalesce(o.names, []) | {section: 3, part: 'name', key: o.id, name: name}]
       + CASE WHEN o.identifier IS NULL THEN [] ELSE [{section: 3, part: 'identifier', key: o.scheme + ' ' + o.identifier, name: o.name}] END
       + same AS row
WITH row, head([w IN wholes WHERE w.currency = row.currency | w.value]) AS whole
OPTIONAL MATCH (division:CPV {code: row.key})
OPTIONAL MATCH (organisation:Organisation {id: row.key})
RETURN row.part AS part, row.key AS key, coalesce(row.name, organisation.name, division.description) AS name,
       row.currency AS currency, row.awards AS awards, row.valued AS valued,
       CASE WHEN row.awards > 0 THEN 1.0 * row.valued / row.awards END AS with_value, row.value AS value,
       CASE WHEN whole > 0 THEN row.value / whole END AS of_value, row.first AS first, row.last AS last
ORDER BY row.section, CASE row.part WHEN 'year' THEN row.key WHEN 'name' THEN '1' WHEN 'identifier' THEN '2' WHEN 'same as' THEN '3' ELSE '' END,
         CASE WHEN row.currency IS NULL THEN 1 ELSE 0 END, row.currency, row.value DESC, row.awards DESC, row.key, name
LIMIT $limit
