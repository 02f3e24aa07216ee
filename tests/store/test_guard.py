"""The read-only guard against a real server: nothing hostile has an effect, honest statements run, limits stop."""

from __future__ import annotations

import _thread
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from guard_battery import HONEST, HOSTILE, PARAMETERS

from graph.errors import GuardError, LimitError, StoreError, TendergraphError, UsageError
from graph.store.guard import Limits, read_only, write
from graph.store.guard_plan import check_plan, operators

if TYPE_CHECKING:
    from graph.store.connection import Database

_GRAPH = """
MERGE (t:Tender {ocid: 'ocds-h6vhtk-000001', title: 'A tender', status: 'active',
                 datePublished: datetime('2026-08-01T10:00:00+01:00')})
MERGE (t)-[:HAS]->(l:Lot {id: 'ocds-h6vhtk-000001/1', title: 'One'})
MERGE (b:Organisation:Buyer {id: 'GB-X-1', name: 'Buyer'})-[:ISSUED]->(t)
MERGE (l)-[:AWARDED_TO {share: 10.0, currency: 'GBP'}]->(:Organisation:Supplier {id: 'GB-X-2', name: 'Supplier'})
"""


@pytest.fixture
def small(database: Database) -> Database:
    database.write(_GRAPH)
    return database


def _state(database: Database) -> dict[str, Any]:
    """All that a hostile statement could change: every node and relationship, names, schema, users, settings."""
    statements = {
        "nodes": "MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id",
        "relationships": "MATCH (a)-[r]->(b) RETURN elementId(r) AS id, type(r) AS t, properties(r) AS p ORDER BY id",
        "labels": "CALL db.labels()",
        "properties": "CALL db.propertyKeys()",
        "types": "CALL db.relationshipTypes()",
        "indexes": "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties",
        "constraints": "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties",
        "databases": "SHOW DATABASES YIELD name, access, currentStatus",
        "users": "SHOW USERS",
        "settings": "SHOW SETTINGS YIELD name, value",
    }
    with database.session() as session:
        return {name: session.run(text).data() for name, text in statements.items()}  # type: ignore[arg-type]


def test_the_battery_is_large_enough() -> None:
    assert len(set(HOSTILE)) >= 350
    assert len(set(HONEST)) >= 160
    assert not set(HOSTILE) & set(HONEST)


def test_nothing_hostile_runs_or_has_an_effect(small: Database) -> None:
    before = _state(small)
    ran = []
    for statement in HOSTILE:
        try:
            read_only(small, statement, PARAMETERS, Limits(seconds=10))
        except (GuardError, StoreError):
            continue
        ran.append(statement)
    assert ran == []
    assert _state(small) == before


def test_every_honest_statement_runs(small: Database) -> None:
    before = _state(small)
    refused = {}
    for statement in HONEST:
        try:
            read_only(small, statement, PARAMETERS, Limits(seconds=20))
        except TendergraphError as refusal:
            refused[statement] = refusal.message
    assert refused == {}
    assert _state(small) == before


def test_each_layer_refuses_without_the_others(small: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the tokens' layer blind, the plan refuses; with the plan's layer blind too, the READ transaction does."""
    from graph.store import guard, guard_clauses

    for name in ("_clause", "_procedure", "_function", "_other_database", "_one_statement"):
        monkeypatch.setattr(guard_clauses, name, lambda *_: None)
    monkeypatch.setattr(guard_clauses, "_first_word", lambda _: None)
    before = _state(small)
    for statement in (
        "CREATE (:Hacked)",
        "CALL db.clearQueryCaches()",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "SHOW SETTINGS",
        "CREATE USER eve SET PASSWORD 'password1'",
        "CREATE INDEX hacked FOR (n:Tender) ON (n.title)",
    ):
        with pytest.raises(GuardError):
            read_only(small, statement)
    monkeypatch.setattr(guard, "check_plan", lambda *_: None)
    for statement in ("CREATE (:Hacked)", "CREATE INDEX hacked FOR (n:Tender) ON (n.title)", "MATCH (n) DELETE n"):
        with pytest.raises(TendergraphError):
            read_only(small, statement)
    assert _state(small) == before


def test_a_call_that_the_plan_does_not_show_is_refused(small: Database) -> None:
    """In a list comprehension a subquery stays an expression: query type r, no operator of its own."""
    hidden = "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///x' AS row RETURN row }] AS rows"
    with small.session(default_access_mode="READ") as session:
        summary = session.run(f"EXPLAIN {hidden}").consume()  # type: ignore[arg-type]
    assert summary.plan is not None
    assert not any("LoadCSV" in operator["operatorType"] for operator in operators(summary.plan))
    check_plan(summary, small.name)  # it passes: the tokens' layer alone sees it
    with pytest.raises(GuardError, match="LOAD CSV reads files"):
        read_only(small, hidden)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("MATCH (n) DETACH DELETE n", "write"),
        ("RETURN 1; RETURN 2", "several"),
        ("CALL apoc.load.json('x')", "procedure"),
        ("RETURN apoc.util.md5(['x']) AS x", "function"),
        ("LOAD CSV FROM 'x' AS r RETURN r", "file"),
        ("USE system RETURN 1", "database"),
        ("SHOW USERS", "administration"),
        ("SHOW SETTINGS", "administration"),
        ("UNWIND [1] AS x CALL (x) { RETURN 1 AS y } IN TRANSACTIONS RETURN y", "write"),
        ("CYPHER debug=ast RETURN 1", "prefix"),
        ("DROP INDEX x", "clause"),
    ],
)
def test_each_refusal_names_its_reason(small: Database, statement: str, reason: str) -> None:
    with pytest.raises(GuardError) as refusal:
        read_only(small, statement)
    assert refusal.value.reason == reason
    assert refusal.value.message.startswith("Refused:")


def test_rows_are_cut_and_it_says_so(small: Database) -> None:
    records = read_only(small, "UNWIND range(1, 1000000000000) AS x RETURN x", limits=Limits(rows=50))
    assert [row[0] for row in records.rows] == list(range(1, 51))
    assert records.more
    assert records.notes == ["Cut at the limit of 50 rows."]
    exact = read_only(small, "UNWIND range(1, 50) AS x RETURN x", limits=Limits(rows=50))
    assert len(exact) == 50
    assert not exact.more


def test_bytes_are_cut_and_it_says_so(small: Database) -> None:
    text = "UNWIND range(1, 1000) AS x RETURN reduce(s = 'xxxxxxxxxx', i IN range(1, 10) | s + s) AS s"
    records = read_only(small, text, limits=Limits(size=100_000))
    assert len(records) == 9
    assert records.more
    with pytest.raises(LimitError, match="first row alone"):
        read_only(small, text, limits=Limits(size=1_000))


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k), (l), (m) RETURN max(size(labels(a) + labels(m)))",
        "UNWIND range(1, 1000000000000) AS x RETURN count(x)",
        "UNWIND range(1, 1000000000000) AS x RETURN collect(x)",
        "RETURN size([x IN range(1, 1000000000) | x]) AS x",
        "WITH 1000000000 AS most RETURN size([x IN range(1, most) | x]) AS x",
    ],
)
def test_what_would_never_end_is_stopped_and_the_server_lives(small: Database, statement: str) -> None:
    started = time.monotonic()
    with pytest.raises(LimitError):
        read_only(small, statement, limits=Limits(seconds=1))
    assert time.monotonic() - started < 12
    assert read_only(small, "RETURN 1 AS x").rows == [(1,)]


def test_a_break_ends_the_statement_on_the_server(small: Database) -> None:
    """What Ctrl-C does: the wait is broken off, and no transaction of the guard is left."""
    timer = threading.Timer(1.0, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        read_only(small, "UNWIND range(1, 1000000000000) AS x RETURN count(x)", limits=Limits(seconds=60))
    timer.join()
    deadline = time.monotonic() + 10
    while _running(small) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _running(small) == []


def _running(database: Database) -> list[str]:
    rows = database.read(
        "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.app = 'tendergraph' RETURN id"
    )
    return [row["id"] for row in rows]


def test_a_fault_is_marked_under_the_statement(small: Database) -> None:
    with pytest.raises(StoreError) as fault:
        read_only(small, "MATCH (t:Tender)\nRETRN t")
    sentence, line, mark = fault.value.message.split("\n")
    assert sentence.startswith("Invalid input 'RETRN'")
    assert line[mark.index("^") :].startswith("RETRN")
    with pytest.raises(StoreError) as fault:
        read_only(small, "RETURN missing")
    _, line, mark = fault.value.message.split("\n")
    assert line[mark.index("^") :] == "missing"
    with pytest.raises(StoreError) as fault:
        read_only(small, "CYPHER 5 runtime=slotted RETURN missing")
    _, line, mark = fault.value.message.split("\n")
    assert line == "  CYPHER 5 runtime=slotted RETURN missing"
    assert line[mark.index("^") :] == "missing"


def test_unknown_names_get_the_nearest_of_the_model(small: Database) -> None:
    notes = read_only(small, "MATCH (n:Tendr)-[:AWARDED]->(m) RETURN n.titel").notes
    assert any("no label Tendr. Did you mean Tender" in note for note in notes)
    assert any("AWARDED" in note and "AWARDED_TO" in note for note in notes)
    assert any("titel" in note and "title" in note for note in notes)


def test_values_come_as_plain_ones(small: Database) -> None:
    records = read_only(small, "MATCH p = (t:Tender)-[r:HAS]->(l) RETURN t, r, p, t.datePublished AS d, [1, null] AS x")
    tender, relationship, path, date, numbers = records.rows[0]
    assert tender["labels"] == ["Tender"]
    assert tender["properties"]["ocid"] == "ocds-h6vhtk-000001"
    assert relationship["type"] == "HAS"
    assert [len(path["nodes"]), len(path["relationships"])] == [2, 1]
    assert date.isoformat() == "2026-08-01T10:00:00+01:00"
    assert numbers == [1, None]
    assert [column.type for column in records.columns] == ["map", "map", "map", "datetime", "list"]


def test_explain_gives_the_plan_and_profile_what_was_done(small: Database) -> None:
    plan = read_only(small, "EXPLAIN MATCH (t:Tender) RETURN t.title")
    assert plan.rows[0][0] == "ProduceResults"
    assert any("NodeByLabelScan" in row[0] for row in plan.rows)
    profile = read_only(small, "PROFILE MATCH (t:Tender) RETURN t.title")
    assert [column.name for column in profile.columns][-2:] == ["rows", "db_hits"]
    assert profile.rows[0][3] == 1


def test_a_time_limit_must_be_one(small: Database) -> None:
    for seconds in (0, -1, float("inf"), float("nan")):
        with pytest.raises(UsageError):
            read_only(small, "RETURN 1", limits=Limits(seconds=seconds))


def test_write_changes_and_counts(small: Database) -> None:
    records = write(small, "CREATE (n:Tender {ocid: 'new'}) RETURN n.ocid AS ocid")
    assert records.rows == [("new",)]
    assert records.notes == ["Changed: labels added: 1, nodes created: 1, properties set: 1."]


def test_a_value_nested_without_end_is_stopped(small: Database) -> None:
    text = "RETURN reduce(l = $p, i IN range(1, 2000) | CASE WHEN i > 0 THEN [l] ELSE $p END) AS x"
    with pytest.raises(LimitError, match="nested too deep"):
        read_only(small, text, {"p": []})
    assert read_only(small, "RETURN 1 AS x").rows == [(1,)]
