// ---
// title: A write that leaves nothing
// description: Makes a node and deletes it, so that the database says whether this user may write; run in a transaction that is rolled back.
// mode: write
// ---
CREATE (n:Tender)
DELETE n
