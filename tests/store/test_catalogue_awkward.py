"""The catalogue on releases that make counting hard; each number here was worked out by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from awkward_releases import DUE, HANDBURY, HANDFORD, QUATTRO, RELEASES, TRE, UNO

from graph import Tendergraph
from graph.catalogue import lookup
from graph.catalogue.ask import ask
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.describe import describe
from graph.errors import NotFoundError, UsageError
from graph.load import LoadOptions, load
from graph.store.search import search

if TYPE_CHECKING:
    from graph.settings import Settings
    from graph.store.connection import Database

HERE, THERE = str(HANDFORD["id"]), str(HANDBURY["id"])


@pytest.fixture(scope="module")
def hand(connected: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    connected.write("MATCH (n) DETACH DELETE n")
    file = tmp_path_factory.mktemp("hand") / "hand.jsonl"
    file.write_text("".join(json.dumps(release) + "\n" for release in RELEASES))
    load([file], connected, LoadOptions(councils=False))
    return connected


def rows(database: Database, name: str, **parameters: Any) -> list[dict[str, Any]]:
    found = ask(database, Catalogue.read()[name], parameters, 1000)
    assert not found.more
    return list(found)


def test_a_profile_counts_every_lot_of_an_award(hand: Database) -> None:
    table = {(r["part"], r["key"], r["currency"]): r for r in rows(hand, "supplier-profile", supplier=UNO)}
    # Nine awards: 100, 50 EUR and 7; half of 600; 30 + 12 from contracts; none; 80; the framework's none; 60.
    whole = table["all", UNO, "GBP"]
    assert (whole["awards"], whole["valued"], whole["value"]) == (9, 6, 589.0)
    assert whole["with_value"] == pytest.approx(6 / 9)
    assert table["all", UNO, "EUR"]["value"] == 50.0
    # Works: 100, 7, all three lots of half of 600, and 42. Cleaning: the first of those lots, 80 and 60.
    assert table["division", "45000000", "GBP"]["value"] == 100 + 7 + 300 + 42
    assert table["division", "90000000", "GBP"]["value"] == 100 + 80 + 60
    assert table["largest buyer", HERE, "GBP"]["value"] == table["buyer", HERE, "GBP"]["value"] == 509.0
    assert table["largest buyer", HERE, "GBP"]["of_value"] == pytest.approx(509 / 589)
    assert table["name", UNO, None]["name"] == "Handmade Uno Ltd"

    table = {(r["part"], r["key"], r["currency"]): r for r in rows(hand, "buyer-profile", buyer=HERE)}
    assert table["division", "45000000", "GBP"]["value"] == 100 + 7 + 9 + 600 + 42
    assert table["largest supplier", UNO, "GBP"]["value"] == 509.0
    assert (table["all", HERE, "GBP"]["awards"], table["all", HERE, "GBP"]["value"]) == (11, 862.0)


def test_a_profile_of_one_without_awards_says_so(hand: Database) -> None:
    table = {r["part"]: r for r in rows(hand, "supplier-profile", supplier=HERE)}
    assert (table["all"]["awards"], table["all"]["value"]) == (0, None)
    assert table["name"]["name"] == "Handford Borough Council"


def test_divisions_count_a_lot_once(hand: Database) -> None:
    for name, key in (("cpv-rollup", "code"), ("concentration", "division")):
        values = {r[key]: (r["awards"], r["valued"], r["value"]) for r in rows(hand, name, buyer=HERE)}
        assert values == {"45000000": (6, 5, 758.0), "90000000": (4, 3, 271.0), "72000000": (2, 1, 33.0)}
    years = {(r["year"], r["division"], r["currency"]): r["value"] for r in rows(hand, "spend", buyer=HERE)}
    assert years[2026, "45000000", "GBP"] == 742.0
    assert years[2025, "45000000", "GBP"] == 9.0
    assert years[None, "45000000", "GBP"] == 7.0


def test_every_total_says_how_much_of_it_had_a_value(hand: Database) -> None:
    for question in Catalogue.read():
        columns = {column.name for column in question.columns}
        if {"awards", "value"} <= columns:
            assert {"valued", "with_value"} <= columns, question.name
            given = {"supplier": UNO, "buyer": HERE, "buyers": [HERE, THERE], "since": "2020-01-01"}
            asked = {p.name: given[p.name] for p in question.parameters if p.required}
            for row in rows(hand, question.name, **asked):
                if row["awards"]:
                    assert row["with_value"] == pytest.approx(row["valued"] / row["awards"]), question.name


def test_every_list_states_its_order() -> None:
    for question in Catalogue.read():
        notes = " ".join(question.notes).lower()
        assert "first" in notes.replace("first four digits", "").replace("first means", "") or "ordered by" in notes, (
            question.name
        )


def test_direct_awards_without_a_value_have_no_total(hand: Database) -> None:
    found = {r["buyer_id"]: r for r in rows(hand, "direct-awards")}
    assert [found[THERE][name] for name in ("awards", "direct", "direct_valued", "direct_value")] == [6, 4, 3, 320.0]
    assert [found[HERE][name] for name in ("awards", "direct", "direct_valued", "direct_value")] == [11, 1, 1, 60.0]
    works = {r["buyer_id"]: r["direct_value"] for r in rows(hand, "direct-awards", cpv="45")}
    assert works == {HERE: None, THERE: None}


def test_contracts_ending_go_by_their_own_lots_and_awards(hand: Database) -> None:
    def ending(**more: Any) -> list[str]:
        return [r["contract"][-5:] for r in rows(hand, "contracts-ending", since="2027-01-01", **more)]

    assert ending() == ["04/a1", "03/c1", "03/c2", "03/c4", "08/c1"]
    assert ending(cpv="45") == ["03/c1", "03/c2"]
    assert ending(cpv="72") == ["03/c4", "08/c1"]


def test_ended_awards_make_no_supplier_bidder_or_path(hand: Database) -> None:
    assert [r["suppliers"] for r in rows(hand, "frameworks")] == [["Handmade Uno Ltd"]]
    assert rows(hand, "sole-bid-wins", supplier=QUATTRO) == []
    assert {(r["ocid"][-6:], r["lot"], r["currency"]): r["value"] for r in rows(hand, "sole-bid-wins")} == {
        ("hand01", "1", "GBP"): 116.0,
        ("hand01", "1", "EUR"): 50.0,
        ("hand02", "1", "GBP"): 200.0,
        ("hand02", "3", "GBP"): 200.0,
    }
    path = [r["key"] for r in rows(hand, "connection", start=HERE, end=QUATTRO)]
    assert path == [HERE, "ocds-h6vhtk-hand08", "ocds-h6vhtk-hand08/2", QUATTRO]
    assert rows(hand, "connection", start=HERE, end=QUATTRO, status=["unsuccessful"])[1]["key"] == "ocds-h6vhtk-hand01"


def test_sizes_and_kinds_each_add_up(hand: Database) -> None:
    found = {(r["measure"], r["kind"]): (r["awards"], r["valued"], r["value"]) for r in rows(hand, "sme-share")}
    assert found == {
        ("size", "sme"): (12, 8, 598.0),
        ("size", "large"): (4, 3, 551.0),
        ("size", "not stated"): (1, 1, 33.0),
        ("vcse", "vcse"): (4, 2, 9.0),
        ("vcse", "not stated"): (12, 9, 1173.0),
    }


def test_shared_suppliers_need_two_buyers_and_count_each_once(hand: Database) -> None:
    shared = rows(hand, "shared-suppliers", buyers=[HERE, THERE, HERE])
    assert {r["supplier_id"]: (r["awards"], r["value"]) for r in shared} == {
        UNO: (9, 589.0),
        DUE: (4, 551.0),
        TRE: (4, 9.0),
    }
    with pytest.raises(UsageError, match="needs 2 different"):
        rows(hand, "shared-suppliers", buyers=[HERE, "Handford Borough Council"])


def test_a_name_that_is_only_like_another_is_not_taken_for_it(hand: Database) -> None:
    with pytest.raises(NotFoundError, match=r"the nearest are:\n  GB-PPON-AAAA-1111-AAAA  Handford Borough Council"):
        lookup.organisation(hand, "Handfurd Boruogh Council")
    with pytest.raises(NotFoundError, match="72000000  IT services"):
        lookup.cpv(hand, "softwear development")
    asked = ask(hand, Catalogue.read()["top-suppliers"], {"buyer": "handford", "cpv": "45"})
    assert asked.notes[:2] == [
        "--buyer is Handford Borough Council (GB-PPON-AAAA-1111-AAAA).",
        "--cpv is Construction work (45000000).",
    ]


def test_a_process_that_is_not_there_is_no_empty_answer(hand: Database) -> None:
    with pytest.raises(NotFoundError, match="no process ocds-h6vhtk-none"):
        rows(hand, "timeline", ocid="ocds-h6vhtk-none")
    assert rows(hand, "timeline", ocid="OCDS-H6VHTK-HAND08")
    with pytest.raises(UsageError, match="--status is one of pending, active"):
        rows(hand, "top-suppliers", status=["canceled"])


def test_limits_and_currencies_are_checked(hand: Database) -> None:
    profile, top = Catalogue.read()["supplier-profile"], Catalogue.read()["top-suppliers"]
    assert (profile.limit, top.limit) == (100, 20)
    assert not ask(hand, profile, {"supplier": UNO}).more
    assert ask(hand, top, {"currency": "eur"}).parameters["currency"] == "EUR"
    limits: list[Any] = [0, -5, "x"]
    for limit in limits:
        with pytest.raises(UsageError, match="--limit is a whole number"):
            ask(hand, top, {}, limit)
    wrong: list[tuple[str, str, Any]] = [
        ("top-suppliers", "currency", "pounds"),
        ("top-suppliers", "since", [1]),
        ("regions", "level", 2.7),
        ("regions", "level", True),
        ("supplier-dependency", "minimum", "nan"),
    ]
    for name, parameter, value in wrong:
        with pytest.raises(UsageError, match=f"--{parameter} is a"):
            ask(hand, Catalogue.read()[name], {parameter: value})


def test_a_frame_keeps_the_types_of_its_columns(hand: Database, neo4j_settings: Settings) -> None:
    s = neo4j_settings
    with Tendergraph.connect(s.uri, username=s.username, password=s.secret, database=s.database) as tendergraph:
        frame = tendergraph.query("supplier-profile", supplier=UNO).to_dataframe()
        kinds = {name: str(frame[name].dtype) for name in ("awards", "with_value", "first")}
        assert kinds == {"awards": "Int64", "with_value": "float64", "first": "datetime64[s]"}
        assert frame[frame.part == "division"].groupby("currency")["value"].sum()["GBP"] == 689.0
        own = tendergraph.cypher("UNWIND [1, null] AS x RETURN x, toString(x) AS s, [x] AS l, x > 0 AS b")
        assert str(own.to_dataframe()["x"].dtype) == "Int64"
        assert tendergraph.query("top-suppliers", cpv="4521", since="2030-01-01").to_dataframe().empty


def test_search_knows_keys_and_prefers_the_nearest_spelling(hand: Database) -> None:
    everything = ("Organisation", "Tender", "CPV")
    for text in ("4523", "45230000", "45230000-8"):
        found, alike = search(hand, everything, text, 5)
        assert (found[0].label, found[0].key, alike) == ("CPV", "45230000", False)
    assert [hit.key for hit in search(hand, everything, UNO.lower(), 5)[0]] == [UNO]
    assert [hit.key for hit in search(hand, everything, "ocds-h6vhtk-hand06", 5)[0]] == ["ocds-h6vhtk-hand06"]
    # Whole words in one kind keep what is only spelt alike in another out.
    found, alike = search(hand, everything, "Handford Borough Council", 5)
    assert ([hit.key for hit in found], alike) == ([HERE], False)
    found, alike = search(hand, everything, "softwear", 5)
    assert (found[-1].key, alike) == ("72000000", True)
    assert search(hand, everything, 'zzqq:"(', 5) == ([], False)


def test_show_orders_counts_and_names_its_sources(hand: Database) -> None:
    table = describe(hand, HERE)
    parts = [(r["part"], r["what"], r["value"], r["source"]) for r in table]
    assert ("names", "ocds-h6vhtk-hand08", "Handford Borough Council", "7 processes") in parts
    assert ("awards", "made as a buyer", 11, None) in parts
    assert all(r["source"] for r in table if r["part"] == "facts")
    assert describe(hand, "ocds-h6vhtk-hand03/1", "Lot").title.endswith(RELEASES[2]["tender"]["title"])
    assert [r["what"][-1] for r in describe(hand, "ocds-h6vhtk-hand02") if r["part"] == "lots"] == ["1", "2", "3"]
    assert "tendergraph query supplier-awards --supplier GB-COH-90000001" in describe(hand, UNO).notes


def test_an_empty_graph_says_that_it_is(database: Database) -> None:
    assert "The graph is empty; `tendergraph load` fills it." in ask(database, Catalogue.read()["top-buyers"], {}).notes
    for look in (
        lambda: describe(database, "ocds-h6vhtk-hand01"),
        lambda: ask(database, Catalogue.read()["timeline"], {"ocid": "ocds-h6vhtk-hand01"}),
    ):
        with pytest.raises(NotFoundError, match="The graph is empty"):
            look()
