// ---
// title: Head of a saved analysis
// params:
//   name: {type: string, help: Name it is saved under.}
//   analysis: {type: string, help: What was measured.}
//   parameters: {type: string, help: JSON of what made it.}
// mode: write
// ---
CREATE (:Analysis {name: $name, derivedBy: $name, analysis: $analysis, made: datetime(), parameters: $parameters})
