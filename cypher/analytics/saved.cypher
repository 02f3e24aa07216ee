// ---
// title: Saved analyses
// description: Every saved analysis with what made it.
// returns:
//   name: {type: string, meaning: Name}
//   analysis: {type: string, meaning: What was measured}
//   made: {type: datetime, meaning: When it was saved}
//   relationships: {type: integer, meaning: Relationships with derivedBy of that name}
//   parameters: {type: string, meaning: JSON of what made it}
// mode: read
// ---
MATCH (analysis:Analysis)
WITH analysis, COUNT { (analysis)-[:SCORED]->() } AS scored,
     COUNT { MATCH ()-[pair:OVERLAPS]->() WHERE pair.derivedBy = analysis.name } AS pairs
RETURN analysis.name AS name, analysis.analysis AS analysis, analysis.made AS made, scored + pairs AS relationships,
       analysis.parameters AS parameters
ORDER BY made, name
