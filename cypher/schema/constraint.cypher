// ---
// title: Key of a label
// description: One node for each key. Label, key and constraint_name stand for names of the model.
// mode: write
// ---
CREATE CONSTRAINT constraint_name IF NOT EXISTS FOR (n:Label) REQUIRE n.key IS UNIQUE
