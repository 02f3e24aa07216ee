// ---
// title: A full-text index
// description: Made once; kept up to date in the background, so that a load does not wait for it.
// mode: write
// ---
CREATE FULLTEXT INDEX `__INDEX__` IF NOT EXISTS
FOR (node:`__LABEL__`) ON EACH [__PROPERTIES__]
OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}
