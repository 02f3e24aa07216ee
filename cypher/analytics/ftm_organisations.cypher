// ---
// title: Organisations for FollowTheMoney
// description: Every organisation, and whether it buys.
// returns:
//   organisation: {type: map, meaning: Its properties}
//   buyer: {type: boolean, meaning: Has issued a tender}
// mode: read
// ---
MATCH (organisation:Organisation)
RETURN properties(organisation) AS organisation, organisation:Buyer AS buyer
ORDER BY organisation.id
