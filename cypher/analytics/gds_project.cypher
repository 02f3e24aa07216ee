// ---
// title: Project the buyer-supplier network into the Graph Data Science library
// description: Undirected, one relationship a pair, weighted by its distinct awards. An organisation that buys and supplies is one node.
// params:
//   since: {type: date, default: null, help: "Awards on or after this day; those without a date are left out then."}
//   until: {type: date, default: null, help: "Awards on or before this day; those without a date are left out then."}
//   cpv: {type: string, default: null, help: "First digits of a CPV code of the lot (of its tender where the lot has none)."}
//   region: {type: string, default: null, help: "First letters of a region that the lot is delivered in (its tender where the lot has none)."}
//   buyer_kind: {type: string, default: null, help: "Kind of the buyer, as published."}
//   statuses: {type: list, default: null, help: "Award statuses to count; null for all but those excluded."}
//   excluded: {type: list, default: [cancelled, unsuccessful], help: "Award statuses left out where statuses is null."}
//   graph: {type: string, help: Name of the projection.}
//   minimum: {type: integer, help: Fewest awards of a pair.}
// returns:
//   nodes: {type: integer, meaning: Nodes projected}
// mode: read
// ---
MATCH (buyer:Buyer)-[:ISSUED]->(tender:Tender)-[:HAS]->(lot:Lot)-[awarded:AWARDED_TO]->(supplier:Supplier)
WHERE ($buyer_kind IS NULL OR buyer.kind = $buyer_kind)
  AND ($statuses IS NULL AND NOT coalesce(awarded.status, '') IN $excluded OR awarded.status IN $statuses)
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
WITH DISTINCT buyer, supplier, tender, awarded.awardId AS award
WITH buyer, supplier, count(*) AS awards
WHERE awards >= $minimum
WITH gds.graph.project($graph, buyer, supplier, {relationshipProperties: {awards: awards}},
     {undirectedRelationshipTypes: ['*']}) AS projected
RETURN projected.nodeCount AS nodes
