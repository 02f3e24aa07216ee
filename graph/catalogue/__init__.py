"""Named questions: each a file of Cypher whose front matter says what it asks, takes, gives and counts."""
