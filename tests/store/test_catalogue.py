"""The catalogue on a small graph whose answers are known by hand, and the plan of every question."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from graph import Tendergraph
from graph.catalogue import lookup
from graph.catalogue.ask import ask, bound_text
from graph.catalogue.bind import bind
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.describe import describe
from graph.errors import AmbiguousError, GuardError, NotFoundError, UsageError
from graph.store.check import check, schema_records
from graph.store.guard import read_only
from graph.store.guard_plan import operators
from graph.store.schema import apply_schema
from graph.store.search import find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.settings import Settings
    from graph.store.connection import Database

# Two tenders of Alpha (one joint with Beta), one of Beta. Awards: A1 of 300 GBP over two lots to two suppliers; A2
# cancelled; A3 in EUR; A4 without a value, of a joint tender; A5 gross only, pending.
_GRAPH = """
CREATE (alpha:Organisation:Buyer {id: 'GB-X-A', name: 'Alpha Council', names: ['Alpha Borough', 'Alpha Council']}),
  (beta:Organisation:Buyer {id: 'GB-X-B', name: 'Beta Council', names: ['Beta Council']}),
  (one:Organisation:Supplier {id: 'GB-COH-00000001', name: 'One Limited', names: ['One Limited'], sme: true}),
  (two:Organisation:Supplier {id: 'GB-COH-00000002', name: 'Two plc', names: ['Two plc'], sme: false}),
  (market:Organisation {id: 'GB-COH-00000003', name: 'Market Member Ltd', names: ['Market Member Ltd']}),
  (c45:CPV {code: '45000000', description: 'Construction work', level: 'division'}),
  (c4521:CPV {code: '45210000', description: 'Building construction work', level: 'class'})
    -[:BROADER]->(:CPV {code: '45200000', description: 'Works', level: 'group'})-[:BROADER]->(c45),
  (c90:CPV {code: '90000000', description: 'Sewage services', level: 'division'}),
  (t1:Tender {ocid: 'ocds-aaaaaa-1', title: 'Homes', status: 'complete', procurementMethod: 'open',
              datePublished: datetime('2026-01-05T09:00:00+00:00')}),
  (t2:Tender {ocid: 'ocds-aaaaaa-2', title: 'Drains', status: 'complete', procurementMethod: 'limited'}),
  (t3:Tender {ocid: 'ocds-aaaaaa-3', title: 'Roads', status: 'complete', procurementMethod: 'open'}),
  (t1)-[:HAS]->(l1:Lot {id: 'ocds-aaaaaa-1/1', lotId: '1', bids: 1})-[:CLASSIFIED_AS]->(c4521),
  (t1)-[:HAS]->(l2:Lot {id: 'ocds-aaaaaa-1/2', lotId: '2', bids: 3})-[:CLASSIFIED_AS]->(c90),
  (t2)-[:HAS]->(l3:Lot {id: 'ocds-aaaaaa-2/-', lotId: '-', implied: true}), (t2)-[:CLASSIFIED_AS]->(c90),
  (t3)-[:HAS]->(l4:Lot {id: 'ocds-aaaaaa-3/1', lotId: '1'})-[:CLASSIFIED_AS]->(c45),
  (t1)-[:CLASSIFIED_AS]->(c4521), (t1)-[:CLASSIFIED_AS]->(c90), (t3)-[:CLASSIFIED_AS]->(c45),
  (alpha)-[:ISSUED]->(t1), (alpha)-[:ISSUED]->(t2), (beta)-[:ISSUED]->(t2), (beta)-[:ISSUED]->(t3),
  (t3)-[:QUALIFIED {entries: ['x']}]->(market)
WITH *
UNWIND [
  {id: 'A1', t: t1, lots: [l1, l2], to: [one, two], status: 'active', date: '2026-02-01', value: 300.0, currency: 'GBP',
   basis: 'net'},
  {id: 'A2', t: t1, lots: [l1], to: [one], status: 'cancelled', date: '2026-02-02', value: 1000.0, currency: 'GBP',
   basis: 'net'},
  {id: 'A3', t: t3, lots: [l4], to: [one], status: 'active', date: '2026-03-01', value: 70.0, currency: 'EUR',
   basis: 'net'},
  {id: 'A4', t: t2, lots: [l3], to: [two], status: 'active', date: '2025-12-31'},
  {id: 'A5', t: t2, lots: [l3], to: [one], status: 'pending', date: '2026-01-31', value: 120.0, currency: 'GBP',
   basis: 'gross'}
] AS a
WITH a, a.t AS t
CREATE (t)-[:HAS_AWARD]->(award:Award {id: t.ocid + '/' + a.id, awardId: a.id, status: a.status, date: date(a.date)})
SET award.value = a.value, award.currency = a.currency, award.valueBasis = a.basis
WITH a, award
UNWIND a.lots AS l UNWIND a.to AS s
MERGE (award)-[:FOR]->(l) MERGE (award)-[:TO]->(s)
CREATE (l)-[r:AWARDED_TO {awardId: a.id, status: a.status, date: date(a.date), lotsStated: true}]->(s)
SET r.value = a.value, r.currency = a.currency, r.valueBasis = a.basis, r.share = a.value / (size(a.lots) * size(a.to)),
    r.valueFrom = CASE WHEN a.value IS NOT NULL THEN 'award' END
"""


def _made(database: Database) -> Database:
    with database.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    apply_schema(database)
    database.write(_GRAPH)
    database.write(
        "CREATE (:Council {code: 'ADU', name: 'Adur'}), (:Region {code: 'UKJ'}), "
        "(:Council {code: 'WOR', name: 'Worthing Borough Council', gss: 'E07000229'})"
    )
    return database


@pytest.fixture(scope="module")
def small(connected: Database) -> Database:
    """The graph above, for tests that only read."""
    return _made(connected)


@pytest.fixture
def changing(connected: Database) -> Iterator[Database]:
    """The same graph, for tests that change it; it is made anew behind them."""
    yield connected
    connected.write("MATCH (n) DETACH DELETE n")
    _made(connected)


def rows(database: Database, name: str, limit: int = 50, **parameters: Any) -> list[dict[str, Any]]:
    return list(ask(database, Catalogue.read()[name], parameters, limit))


def test_an_award_counts_once_and_by_share(small: Database) -> None:
    found = {r["supplier_id"]: r for r in rows(small, "top-suppliers")}
    one, two = found["GB-COH-00000001"], found["GB-COH-00000002"]
    assert (one["awards"], one["valued"], one["value"]) == (3, 2, 150.0 + 120.0)
    assert (two["awards"], two["valued"], two["value"]) == (2, 1, 150.0)
    assert (one["first"], one["last"]) == (dt.date(2026, 1, 31), dt.date(2026, 3, 1))
    assert "GB-COH-00000003" not in found


def test_currencies_stay_apart(small: Database) -> None:
    assert {r["supplier_id"]: r["value"] for r in rows(small, "top-suppliers", currency="EUR")} == {
        "GB-COH-00000001": 70.0,
        "GB-COH-00000002": None,
    }
    profile = {(r["part"], r["currency"]): r for r in rows(small, "supplier-profile", supplier="One Limited")}
    assert profile["all", "GBP"]["value"] == 270.0
    assert profile["all", "EUR"]["value"] == 70.0
    assert profile["all", "GBP"]["awards"] == profile["all", "EUR"]["awards"] == 3


def test_ended_awards_count_only_when_asked_for(small: Database) -> None:
    found = {r["supplier_id"]: r for r in rows(small, "top-suppliers", status=["active", "cancelled"])}
    assert found["GB-COH-00000001"]["value"] == 150.0 + 1000.0
    missing = {r["status"]: (r["awards"], r["without"], r["gross_only"]) for r in rows(small, "missing-values")}
    assert missing == {"active": (3, 1, 0), "cancelled": (1, 0, 0), "pending": (1, 0, 1)}


def test_filters(small: Database) -> None:
    assert {r["supplier_id"]: r["value"] for r in rows(small, "top-suppliers", cpv="452")} == {
        "GB-COH-00000001": 75.0,
        "GB-COH-00000002": 75.0,
    }
    assert {r["supplier_id"]: r["awards"] for r in rows(small, "top-suppliers", buyer="Beta Council")} == {
        "GB-COH-00000001": 2,
        "GB-COH-00000002": 1,
    }
    late = rows(small, "top-suppliers", since="2026-02-01", until=dt.date(2026, 2, 28))
    assert [(r["supplier_id"], r["awards"]) for r in late] == [("GB-COH-00000001", 1), ("GB-COH-00000002", 1)]


def test_ties_are_broken_and_a_limit_says_that_there_is_more(small: Database) -> None:
    question = Catalogue.read()["top-suppliers"]
    first = ask(small, question, {"cpv": "45210000"}, 1)
    assert (first.rows[0][1], first.more) == ("GB-COH-00000001", True)
    assert not ask(small, question, {"cpv": "45210000"}, 2).more


def test_what_others_ask(small: Database) -> None:
    shared = rows(small, "shared-suppliers", buyers=["GB-X-A", "Beta Council"])
    assert [(r["supplier_id"], r["buyers"], r["awards"], r["value"]) for r in shared] == [
        ("GB-COH-00000001", 2, 3, 270.0),
        ("GB-COH-00000002", 2, 2, 150.0),
    ]
    division = {r["division"]: r for r in rows(small, "concentration")}
    assert division["90000000"]["value"] == 150.0 + 120.0
    assert division["90000000"]["hhi"] == pytest.approx((195 / 270) ** 2 + (75 / 270) ** 2)
    assert [(r["supplier_id"], r["partner_id"], r["awards"]) for r in rows(small, "consortia")] == [
        ("GB-COH-00000001", "GB-COH-00000002", 1)
    ]
    direct = {r["buyer_id"]: (r["awards"], r["direct"], r["of_awards"]) for r in rows(small, "direct-awards")}
    assert direct == {"GB-X-A": (3, 2, 2 / 3), "GB-X-B": (3, 2, 2 / 3)}
    assert [r["lot"] for r in rows(small, "sole-bid-wins")] == ["1"]
    assert [r["supplier_id"] for r in rows(small, "new-entrants", since="2026-01-01")] == ["GB-COH-00000001"]
    path = rows(small, "connection", start="Alpha Council", end="One Limited")
    assert [r["what"] for r in path] == ["Organisation", "Tender", "Lot", "Organisation"]
    kinds = {(r["measure"], r["kind"]): (r["awards"], r["value"]) for r in rows(small, "sme-share")}
    assert kinds == {("size", "sme"): (3, 270.0), ("size", "large"): (2, 150.0), ("vcse", "not stated"): (4, 420.0)}
    months = {r["month"]: (r["awards"], r["value"]) for r in rows(small, "awards-by-month")}
    assert months == {"2026-03": (1, None), "2026-02": (1, 300.0), "2026-01": (1, 120.0), "2025-12": (1, None)}


_VALUES: dict[str, Any] = {
    "supplier": "GB-COH-00000001", "buyer": "GB-X-A", "buyers": ["GB-X-A", "GB-X-B"], "ocid": "ocds-aaaaaa-1",
    "cpv": "45", "since": "2020-01-01", "start": "GB-X-A", "end": "GB-COH-00000002", "council": "ADU", "with": "WOR",
    "until": "2030-01-01", "currency": "GBP", "status": ["active"], "region": "UKJ", "day": "2026-01-01",
}  # fmt: skip


@pytest.mark.parametrize("name", [question.name for question in Catalogue.read()])
def test_every_question_runs_and_starts_from_an_index(small: Database, name: str) -> None:
    question = Catalogue.read()[name]
    given = _VALUES
    for chosen in (
        {p.name: given[p.name] for p in question.parameters if p.required},
        {p.name: given[p.name] for p in question.parameters if p.name in given},
    ):
        found = ask(small, question, chosen, 50)
        assert [column.name for column in found.columns] == [column.name for column in question.columns]
        assert all(column.meaning for column in found.columns)
    assert "$" not in bound_text(small, question, chosen, 50)
    with small.session() as session:
        # The values of the first question, whose plan the server still has.
        values = bind(small, question, {p.name: given[p.name] for p in question.parameters if p.required})
        summary = session.run(f"EXPLAIN {question.statement}", {**values, "limit": 51}).consume()
    plan = list(operators(summary.plan or {}))
    names = {operator["operatorType"].partition("@")[0] for operator in plan}
    leaves = {operator["operatorType"].partition("@")[0] for operator in plan if not operator.get("children")}
    assert not names & {"AllNodesScan", "CartesianProduct"}
    # On a graph as small as this one the planner starts some from the index of a declared type.
    assert leaves <= {"NodeUniqueIndexSeek", "NodeByLabelScan", "DirectedRelationshipTypeScan", "Argument", "Unwind"}


def test_pasted_text_gives_the_same(small: Database) -> None:
    for name in ("top-suppliers", "shared-suppliers", "contracts-ending"):
        given = {p.name: _VALUES[p.name] for p in Catalogue.read()[name].parameters if p.name in _VALUES}
        found = ask(small, Catalogue.read()[name], given)
        assert read_only(small, bound_text(small, Catalogue.read()[name], given)).rows == found.rows


def test_names_of_organisations(small: Database) -> None:
    assert lookup.organisation(small, "gb-x-a").key == "GB-X-A"
    assert lookup.organisation(small, "one ltd").key == "GB-COH-00000001"
    assert lookup.organisation(small, "Alpha Borough").key == "GB-X-A"
    assert lookup.organisation(small, "alpha").key == "GB-X-A"
    with pytest.raises(AmbiguousError) as several:
        lookup.organisation(small, "council")
    assert sorted(several.value.candidates) == ["GB-X-A", "GB-X-B"]
    assert several.value.exit_code == 2
    with pytest.raises(NotFoundError):
        lookup.organisation(small, "zzzzqqqq")
    with pytest.raises(UsageError):
        lookup.organisation(small, "?!")


def test_names_of_codes(small: Database) -> None:
    assert lookup.cpv(small, "45").key == "45000000"
    assert lookup.cpv(small, "45210000-1").key == "45210000"
    assert lookup.cpv(small, "construction work").key == "45000000"
    with pytest.raises(NotFoundError):
        lookup.cpv(small, "99")
    for text in ("wor", "E07000229", "Worthing Borough Council", "worthing"):
        assert lookup.council(small, text).key == "WOR"


def test_search_bears_a_wrong_letter(small: Database) -> None:
    assert find(small, "Organisation", "Alpa Counsil")[0].key == "GB-X-A"
    assert find(small, "Tender", "drains")[0].key == "ocds-aaaaaa-2"
    assert find(small, "CPV", "sewige services")[0].key == "90000000"
    assert find(small, "Organisation", 'AND OR "*~^ alpha')[0].key == "GB-X-A"


def test_show_says_what_and_where_from(small: Database, changing: Database) -> None:
    changing.write(
        "MATCH (o:Organisation {id: 'GB-X-A'}), (t:Tender {ocid: 'ocds-aaaaaa-1'}) "
        "CREATE (o)-[:PARTY_TO {roles: ['buyer'], date: datetime('2026-01-01T00:00:00Z'), name: 'Alpha Council'}]->(t),"
        "(:Release {id: 'r', releaseId: 'r1', date: datetime('2026-01-01T00:00:00Z'), noticeTypes: ['UK4']})"
        "-[:ABOUT]->(t)"
    )
    facts = {(r["part"], r["what"]): r for r in describe(small, "Alpha Council")}
    assert facts["facts", "name"]["source"] == "ocds-aaaaaa-1, release r1, UK4"
    assert facts["buys most from", "GB-COH-00000001"]["value"] == "One Limited: 2 awards"
    assert {r["part"] for r in describe(small, "ocds-aaaaaa-1")} >= {
        "facts",
        "buyers",
        "lots",
        "awards",
        "cpv",
        "releases",
    }
    for key, label in (("45", "CPV"), ("ocds-aaaaaa-1/1", "Lot"), ("ocds-aaaaaa-1/A1", "Award")):
        assert describe(small, key).parameters["label"] == label
    with pytest.raises(NotFoundError):
        describe(small, "ocds-aaaaaa-9")


def test_own_questions_join_and_stay_read_only(small: Database, tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text("MATCH (t:Tender) RETURN t.ocid AS ocid ORDER BY ocid LIMIT $limit;\n")
    (tmp_path / "bad.cypher").write_text("// ---\n// name: hostile\n// ---\nMATCH (n) DETACH DELETE n")
    catalogue = Catalogue.read(tmp_path)
    found = ask(small, catalogue["mine"], {}, 2)
    assert ([row[0] for row in found.rows], found.more) == (["ocds-aaaaaa-1", "ocds-aaaaaa-2"], True)
    with pytest.raises(GuardError):
        ask(small, catalogue["hostile"], {})
    assert small.read("MATCH (t:Tender) RETURN count(t) AS n")[0]["n"] == 3


def test_the_same_from_python(small: Database, neo4j_settings: Settings) -> None:
    s = neo4j_settings
    with Tendergraph.connect(s.uri, username=s.username, password=s.secret, database=s.database) as tendergraph:
        answer = tendergraph.query("top-suppliers", by="awards", limit=1)
        assert next(iter(answer))["supplier"] == "One Limited"
        frame = answer.to_dataframe()
        assert list(frame.columns) == [column.name for column in answer.columns]
        assert frame.iloc[0]["awards"] == 3
        assert tendergraph.cypher("MATCH (t:Tender) RETURN count(t) AS n").rows == [(3,)]
        with pytest.raises(GuardError):
            tendergraph.cypher("MATCH (n) DETACH DELETE n")
        with pytest.raises(UsageError, match="Did you mean top-suppliers"):
            tendergraph.query("top-supliers")
        with pytest.raises(UsageError, match="has no parameter buyr"):
            tendergraph.query("top-suppliers", buyr="x")


def test_the_check_finds_what_breaks_the_model(small: Database, changing: Database) -> None:
    counted = {row["name"]: row["count"] for row in schema_records(small)}
    assert (counted["Tender"], counted["(:Lot)-[:AWARDED_TO]->(:Organisation)"]) == (3, 8)
    assert [row["check"] for row in check(small)] == []
    changing.write(
        "MATCH (t:Tender {ocid: 'ocds-aaaaaa-1'}) CREATE (t)-[:LIKES]->(:Thing), (:Lot), "
        "(t)-[:ISSUED]->(:Organisation:Supplier {id: 'x'}), (:Tender {ocid: 'ocds-of-no-release'})"
    )
    changing.write("MATCH ()-[a:AWARDED_TO {awardId: 'A3'}]->() SET a.share = 1.0")
    found = {(row["check"], row["what"]) for row in check(small)}
    assert {
        ("undeclared label", "Thing"),
        ("undeclared relationship type", "LIKES"),
        ("missing key", "Lot(id)"),
        ("undeclared pattern", "(Tender)-[LIKES]->(Thing)".replace("[", "[:")),
        ("broken rule", "Supplier labels organisations that an award is to"),
        ("broken rule", "The shares of an award add up to its value"),
        ("broken rule", "A stub is named by another process"),
    } <= found
