// ---
// title: Remove all stubs that nothing names
// description: Removes every tender that has no release and that no other process names.
// mode: write
// ---
MATCH (t:Tender)
WHERE NOT EXISTS { (t)<-[:ABOUT|RELATED_TO]-() }
DELETE t
