// ---
// title: Remove a saved analysis
// description: All that carries its name in derivedBy.
// params:
//   name: {type: string, help: Name of the analysis.}
// returns:
//   removed: {type: integer, meaning: Relationships removed}
// mode: write
// ---
MATCH (analysis:Analysis {name: $name})
OPTIONAL MATCH (analysis)-[score:SCORED]->()
WITH analysis, collect(score) AS scores
OPTIONAL MATCH ()-[pair:OVERLAPS]->() WHERE pair.derivedBy = $name
WITH analysis, scores, collect(pair) AS pairs
FOREACH (score IN scores | DELETE score)
FOREACH (pair IN pairs | DELETE pair)
DELETE analysis
RETURN size(scores) + size(pairs) AS removed
