// ---
// title: The transactions that run
// description: Whether each is the one that the guard has marked; others that are ended already are left out.
// params:
//   mark: {type: string, help: "Mark in the metadata of the guarded transaction."}
// returns:
//   id: {type: string, meaning: Id of the transaction}
//   ours: {type: boolean, meaning: Whether it has the mark}
// mode: read
// ---
SHOW TRANSACTIONS YIELD transactionId, metaData, status
WHERE coalesce(metaData.guard, '') = $mark OR NOT status STARTS WITH 'Terminated'
RETURN transactionId AS id, coalesce(metaData.guard, '') = $mark AS ours
