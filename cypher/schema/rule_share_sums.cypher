// ---
// title: The shares of an award add up to its value
// returns:
//   count: {type: integer, meaning: How many}
//   example: {type: string, meaning: Key of one}
// mode: read
// ---
MATCH (t:Tender)-[:HAS]->(:Lot)-[a:AWARDED_TO]->(:Organisation)
WITH t.ocid + '/' + a.awardId AS award, a.currency AS currency, sum(a.share) AS shares, max(a.value) AS value
WHERE abs(shares - value) > 0.000001 * abs(value) + 0.01
RETURN count(award) AS count, min(award) AS example
