// ---
// title: Which councils buy from whom
// description: Each council that is a party to a tender, with the suppliers awarded under it. An award over several lots counts once; a joint tender counts for each of its councils.
// question: Which councils buy from whom?
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the lot (of its tender where the lot has none)."}
//   region: {type: string, default: null, help: "First letters of a region that the lot is delivered in (its tender where the lot has none)."}
//   buyer_kind: {type: string, default: null, help: "Kind of a buyer of the tender, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
// returns:
//   top: {type: string, meaning: Code of the council}
//   bottom: {type: string, meaning: Id of the supplier}
//   currency: {type: string, meaning: Currency of share; null where no value was published}
//   awards: {type: integer, meaning: Distinct awards}
//   valued: {type: integer, meaning: Those with a value}
//   share: {type: number, meaning: Sum of the shares in the currency}
//   first: {type: integer, meaning: Day of the earliest award since 1970-01-01}
//   last: {type: integer, meaning: Day of the latest award since 1970-01-01}
// mode: read
// ---
MATCH (council:Council)-[:PARTICIPATES_IN {basis: 'party'}]->(tender:Tender)
WHERE $buyer_kind IS NULL OR EXISTS { MATCH (b:Buyer)-[:ISSUED]->(tender) WHERE b.kind = $buyer_kind }
WITH DISTINCT council, tender
MATCH (tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WHERE ($statuses IS NULL AND NOT coalesce(awarded.status, '') IN $excluded OR awarded.status IN $statuses)
  AND ($since IS NULL OR date(awarded.date) >= date($since))
  AND ($until IS NULL OR date(awarded.date) <= date($until))
  AND ($cpv IS NULL OR EXISTS {
    MATCH (lot)-[:CLASSIFIED_AS]->(code:CPV) WHERE code.code STARTS WITH $cpv
  } OR NOT EXISTS { MATCH (lot)-[:CLASSIFIED_AS]->(:CPV) } AND EXISTS {
    MATCH (tender)-[:CLASSIFIED_AS]->(code:CPV) WHERE code.code STARTS WITH $cpv
  })
  AND ($region IS NULL OR EXISTS {
    MATCH (lot)-[:DELIVERED_IN]->(place:Region) WHERE place.code STARTS WITH $region
  } OR NOT EXISTS { MATCH (lot)-[:DELIVERED_IN]->(:Region) } AND EXISTS {
    MATCH (tender)-[:DELIVERED_IN]->(place:Region) WHERE place.code STARTS WITH $region
  })
WITH council, supplier, tender, awarded.awardId AS award, awarded.currency AS currency,
     CASE WHEN count(awarded.share) = 0 THEN null ELSE sum(awarded.share) END AS share,
     min(date(awarded.date)) AS day
WITH council, supplier, currency, count(*) AS awards, count(share) AS valued, sum(share) AS share,
     min(day) AS first, max(day) AS last
RETURN council.code AS top, supplier.id AS bottom, currency, awards, valued, share,
       duration.inDays(date('1970-01-01'), first).days AS first,
       duration.inDays(date('1970-01-01'), last).days AS last
