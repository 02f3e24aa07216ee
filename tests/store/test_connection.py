from graph.store.connection import Database


def test_a_statement_writes_and_reads(database: Database) -> None:
    written = database.write("UNWIND $names AS name CREATE (n:Thing {name: name}) RETURN n.name AS name", names=["a", "b"])
    assert written == [{"name": "a"}, {"name": "b"}]
    assert written.counters.nodes_created == 2
    assert database.read("MATCH (n:Thing) RETURN count(n) AS things") == [{"things": 2}]


def test_the_fixture_empties_the_database(database: Database) -> None:
    assert database.read("MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 0}]
