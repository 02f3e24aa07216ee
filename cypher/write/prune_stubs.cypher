// ---
// title: Remove all stubs that nothing names
// description: Removes every tender that has no release, no lot, and that no other process names: nothing but its key.
// mode: write
// ---
MATCH (t:Tender)
WHERE NOT EXISTS { (t)--() }
DELETE t
