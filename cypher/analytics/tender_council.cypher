// ---
// title: Which councils buy together
// description: Each tender with each council that takes part in it, on whatever basis.
// question: Which councils take part in the same tenders?
// params:
//   since: {type: date, default: null, help: "Tenders published on or after this day."}
//   until: {type: date, default: null, help: "Tenders published on or before this day."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the tender."}
//   region: {type: string, default: null, help: "First letters of a region the tender is delivered in."}
//   buyer_kind: {type: string, default: null, help: "Kind of a buyer, as published."}
// returns:
//   top: {type: string, meaning: ocid of the tender}
//   bottom: {type: string, meaning: Code of the council}
//   currency: {type: string, meaning: Always null}
//   awards: {type: integer, meaning: Always 1}
//   valued: {type: integer, meaning: Always 0}
//   share: {type: number, meaning: Always null}
//   first: {type: integer, meaning: Day the tender was published since 1970-01-01}
//   last: {type: integer, meaning: The same day}
// mode: read
// ---
MATCH (council:Council)-[:PARTICIPATES_IN]->(tender:Tender)
WHERE ($since IS NULL OR date(tender.datePublished) >= date($since))
  AND ($until IS NULL OR date(tender.datePublished) <= date($until))
  AND ($cpv IS NULL OR EXISTS { MATCH (tender)-[:CLASSIFIED_AS]->(c:CPV) WHERE c.code STARTS WITH $cpv })
  AND ($region IS NULL OR EXISTS { MATCH (tender)-[:DELIVERED_IN]->(r:Region) WHERE r.code STARTS WITH $region })
  AND ($buyer_kind IS NULL OR EXISTS { MATCH (b:Buyer)-[:ISSUED]->(tender) WHERE b.kind = $buyer_kind })
WITH DISTINCT tender, council
RETURN tender.ocid AS top, council.code AS bottom, null AS currency, 1 AS awards, 0 AS valued, null AS share,
       duration.inDays(date('1970-01-01'), date(tender.datePublished)).days AS first,
       duration.inDays(date('1970-01-01'), date(tender.datePublished)).days AS last
