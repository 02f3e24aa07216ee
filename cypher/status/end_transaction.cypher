// ---
// title: End a transaction
// description: The server ends it where it next looks at its clock.
// params:
//   id: {type: string, help: "Id of the transaction."}
// mode: write
// ---
TERMINATE TRANSACTIONS $id
