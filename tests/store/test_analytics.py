"""Networks read from a graph whose every fact is written in tests/market.py, and results written back to it."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from market import MARKET

from graph.analytics import gds
from graph.analytics.communities import joint_communities
from graph.analytics.concentration import concentration
from graph.analytics.counted import Totals, awards_by_group, totals
from graph.analytics.files import write_parquet, write_spreadsheet, write_xml, xml_safe
from graph.analytics.overlap import overlap
from graph.analytics.projection import project
from graph.analytics.read import Filters, read_network, with_divisions
from graph.analytics.save import drop, save, saved
from graph.analytics.similarity import similar
from graph.errors import NotFoundError, UsageError
from graph.exchange.follow_the_money import entity_lines
from graph.exchange.json_lines import graph_lines
from graph.store.fingerprint import fingerprint

if TYPE_CHECKING:
    from graph.store.connection import Database


@pytest.fixture
def market(database: Database) -> Database:
    database.write(MARKET)
    return database


def links(network) -> dict:
    rows, columns = network.ends()
    ends = zip(network.top.ids[rows], network.bottom.ids[columns], strict=True)
    return {pair: network.link(at) for at, pair in enumerate(ends)}


Y = "GB-COH-00000001"


def test_an_award_over_lots_counts_once_and_its_shares_are_summed(market):
    found = links(read_network(market))
    whole = {"awards": 1, "valued": 1, "value_GBP": 50.0, "first": "2026-01-10", "last": "2026-01-10"}
    assert found == {
        ("A", "X"): whole,
        ("A", Y): whole,
        # Two currencies stand side by side, and the cancelled award is left out.
        ("B", "X"): {
            "awards": 2,
            "valued": 2,
            "value_EUR": 7.5,
            "value_GBP": 50.0,
            "first": "2026-01-10",
            "last": "2026-02-02",
        },
        ("B", Y): whole,
        ("C", "Z"): {"awards": 1, "valued": 0, "first": "2026-03-03", "last": "2026-03-03"},
    }


def test_totals_count_each_award_once_whatever_its_buyers(market):
    every = Totals(awards=3, valued=2, values={"EUR": 7.5, "GBP": 100.0})
    assert totals(market) == totals(market, "buyer-supplier") == totals(market, "period-supplier") == every
    # An award without a region, a code or a council is in no link of such a network: it is told, not passed over.
    assert totals(market, "region-supplier") == Totals(2, 2, {"EUR": 7.5, "GBP": 50.0}, left_out=1)
    assert totals(market, "cpv-supplier") == Totals(2, 2, {"EUR": 7.5, "GBP": 100.0}, left_out=1)
    assert totals(market, "council-supplier") == Totals(1, 1, {"GBP": 100.0}, left_out=2)
    assert totals(market, "buyer-supplier", Filters(buyer_kind="regional")) == Totals(1, 1, {"GBP": 100.0})
    # Where pairs are left out by their number of awards, no award can be counted apart from its pairs.
    assert totals(market, "buyer-supplier", Filters(awards=2)) is None
    assert totals(market, "tender-council") is None


def test_the_awards_of_a_group_count_once_whatever_their_suppliers(market):
    gbp, eur = {"GBP": (1, 100.0)}, {"EUR": (1, 7.5)}
    assert awards_by_group(market, "buyer-supplier") == {"A": gbp, "B": gbp | eur, "C": {None: (1, 0.0)}}
    # Of two buyers together, one award to X and one to Y, not two each.
    halves = {"GBP": (1, 50.0)}
    by_supplier = awards_by_group(market, "buyer-supplier", group="supplier")
    assert by_supplier == {"X": halves | eur, Y: halves, "Z": {None: (1, 0.0)}}
    assert awards_by_group(market, "cpv-supplier") == {"34": {"GBP": (1, 50.0)} | eur, "45": gbp}
    assert awards_by_group(market, "region-supplier", level=5) == {"UKI31": {"GBP": (1, 50.0)}, "UKI": eur}
    assert awards_by_group(market, "council-supplier") == {"ASH": gbp, "BUR": gbp}
    assert awards_by_group(market, "period-supplier") == {"2026": gbp | eur | {None: (1, 0.0)}}
    assert awards_by_group(market, "buyer-supplier", Filters(awards=2)) is None
    assert awards_by_group(market, "cpv-supplier", group="supplier") is None
    network = read_network(market)
    rows = {row["id"]: row for row in concentration(network, counted=awards_by_group(market, "buyer-supplier"))}
    # One award to two suppliers: one award, and two parts of a half each.
    assert (rows["A"]["awards"], rows["A"]["suppliers"], rows["A"]["total"], rows["A"]["hhi"]) == (1, 2, 2, 0.5)
    assert (rows["C"]["awards"], rows["C"]["valued_share"]) == (1, 0.0)
    rows = {row["id"]: row for row in concentration(network, "GBP", counted=awards_by_group(market, "buyer-supplier"))}
    assert (rows["B"]["awards"], rows["B"]["valued_share"], rows["B"]["total"]) == (2, 0.5, 100.0)


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        (Filters(statuses=("cancelled",)), {("B", Y)}),
        (Filters(since=dt.date(2026, 2, 1)), {("B", "X"), ("C", "Z")}),
        (Filters(until=dt.date(2026, 1, 10)), {("A", "X"), ("A", Y), ("B", "X"), ("B", Y)}),
        # Lot 2 of o-1 has no code of its own: its tender's count, cars among them.
        (Filters(cpv="34"), {("A", "X"), ("A", Y), ("B", "X"), ("B", Y)}),
        (Filters(cpv="45"), {("A", "X"), ("A", Y), ("B", "X"), ("B", Y)}),
        (Filters(region="UKI3"), {("A", "X"), ("A", Y), ("B", "X"), ("B", Y)}),
        (Filters(region="UKI", since=dt.date(2026, 2, 1)), {("B", "X")}),
        (Filters(buyer_kind="regional"), {("A", "X"), ("A", Y)}),
        (Filters(awards=2), {("B", "X")}),
        (Filters(cpv="99"), set()),
    ],
)
def test_filters(market, filters, pairs):
    assert set(links(read_network(market, filters=filters))) == pairs


def test_groups_by_code_region_period_and_award(market):
    assert set(links(read_network(market, "cpv-supplier"))) == {("45", "X"), ("45", Y), ("34", "X"), ("34", Y)}
    roads = links(read_network(market, "cpv-supplier"))["45", "X"]
    assert (roads["awards"], roads["value_GBP"]) == (1, 50.0)
    assert set(links(read_network(market, "region-supplier", level=5))) == {("UKI31", "X"), ("UKI31", Y), ("UKI", "X")}
    assert set(links(read_network(market, "period-supplier", level=7))) == {
        ("2026-01", "X"), ("2026-01", Y), ("2026-02", "X"), ("2026-03", "Z"),
    }  # fmt: skip
    together = project(read_network(market, "award-supplier"), "bottom").to_networkx()
    assert list(together.edges) == [(Y, "X")]


def test_councils_that_take_part_together(market):
    network = read_network(market, "tender-council")
    assert links(network).keys() == {("o-1", "ASH"), ("o-1", "BUR")}
    assert list(project(network, "bottom").to_networkx().edges(data="weight")) == [("ASH", "BUR", 1)]
    assert links(read_network(market, "tender-cpv")).keys() == {
        ("o-1", "45233120"),
        ("o-1", "34110000"),
        ("o-2", "34110000"),
    }


def test_names_regions_and_divisions(market):
    network = read_network(market)
    divisions = with_divisions(market, network)
    assert network.top.names.tolist() == ["Ashford", "Burnley", "Cardiff"]
    assert network.bottom.facts["region"].tolist() == [None, "London", None]
    assert network.bottom.facts["cpv"].tolist() == ["Transport equipment", "Transport equipment", None]
    assert divisions["A", "X"] == ["Transport equipment", "Construction work"]


def test_divisions_are_those_of_the_awards_that_pass_the_filters(market):
    # B's cars of February are out, so X sells as much of the one as of the other; the smaller code is told.
    filters = Filters(until=dt.date(2026, 1, 31))
    network = read_network(market, filters=filters)
    assert with_divisions(market, network, filters).keys() == {("A", "X"), ("A", Y), ("B", "X"), ("B", Y)}
    cancelled = Filters(statuses=("cancelled",))
    assert with_divisions(market, read_network(market, filters=cancelled), cancelled) == {
        ("B", Y): ["Transport equipment"]
    }
    # The cancelled award is in no network of the usual statuses, and its division in no fact of one.
    assert with_divisions(market, read_network(market))["B", Y] == ["Transport equipment", "Construction work"]


def test_saved_results_are_marked_listed_and_dropped_without_a_trace(market):
    before = fingerprint(market)
    made = save(market, "mine", "overlap", overlap(read_network(market)).to_records())
    assert made == 1
    row = market.read("MATCH (a)-[r:OVERLAPS]->(b) RETURN a.id AS a, b.id AS b, r.derivedBy AS by, r.shared AS shared")
    assert row == [{"a": "A", "b": "B", "by": "mine", "shared": 2}]
    assert fingerprint(market) == before
    with pytest.raises(UsageError, match="already"):
        save(market, "mine", "overlap", overlap(read_network(market)).to_records())
    listed = next(iter(saved(market)))
    assert (listed["name"], listed["analysis"], listed["relationships"]) == ("mine", "overlap", 1)
    assert listed["parameters"]["universe"] == 3
    assert drop(market, "mine") == 1
    assert market.read("MATCH (n:Analysis) RETURN n") == []
    assert market.read("MATCH ()-[r]->() WHERE r.derivedBy IS NOT NULL RETURN r") == []
    with pytest.raises(NotFoundError, match="no saved result"):
        drop(market, "mine")


def test_saved_scores(market):
    from graph.analytics.centrality import central

    assert save(market, "scores", "central", central(read_network(market), ["degree", "strength"])) == 6
    rows = market.read(
        "MATCH (:Analysis {name: 'scores'})-[r:SCORED]->(o:Organisation {id: 'B'}) RETURN r.degree AS degree, "
        "r.strength AS strength, r.side AS side, r.derivedBy AS by"
    )
    assert rows == [{"degree": 2, "strength": 3, "side": "buyer", "by": "scores"}]
    with pytest.raises(UsageError, match="cannot be saved"):
        save(market, "codes", "central", central(read_network(market, "cpv-supplier"), ["degree"], kind="cpv"))
    assert save(market, "councils", "central", central(read_network(market, "tender-council"), ["degree"])) == 2
    drop(market, "councils")
    assert [row["name"] for row in saved(market)] == ["scores"]


def has_gds(database) -> bool:
    statement = "SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.' RETURN count(*) AS n"
    return database.read(statement)[0]["n"] > 0


def test_without_the_graph_data_science_library_a_sentence(market):
    if has_gds(market):
        pytest.skip("this Neo4j has the Graph Data Science library")
    for ask in (
        lambda: gds.central(market, Filters(), ["degree"]),
        lambda: gds.communities(market, Filters()),
        lambda: gds.similar(market, Filters(), "A"),
    ):
        with pytest.raises(UsageError, match="no Graph Data Science library"):
            ask()


def test_the_graph_data_science_library_answers_as_the_engines_here(market):
    """Runs where NEO4J_URI names a server with the library, such as docker's neo4j with NEO4J_PLUGINS."""
    if not has_gds(market):
        pytest.skip("needs a Neo4j with the Graph Data Science library: name one in NEO4J_URI")
    network = read_network(market)
    graph = network.to_networkx()
    found = {
        row["id"]: row for row in gds.central(market, Filters(), ["degree", "strength", "pagerank", "betweenness"])
    }
    between = nx.betweenness_centrality(graph, normalized=False)
    rank = nx.pagerank(graph, weight="awards", tol=1e-14, max_iter=1000)
    for key, facts in found.items():
        assert (facts["degree"], facts["strength"]) == (graph.degree(key), graph.degree(key, weight="awards"))
        assert facts["betweenness"] == pytest.approx(between[key])
        assert facts["pagerank"] == pytest.approx(rank[key], abs=1e-6)
    few = gds.central(market, Filters(awards=2), ["degree"])
    assert {row["id"] for row in few} == {"B", "X"}
    labels = {row["id"]: row["community"] for row in gds.communities(market, Filters())}
    own = joint_communities(network)
    split = [{key for key in labels if labels[key] == number} for number in set(labels.values())]
    assert nx.community.modularity(graph, split, weight="awards") >= own.quality["modularity"] - 0.02
    near = gds.similar(market, Filters(), "A")
    assert {row["id"]: row["jaccard"] for row in near} == {row["id"]: row["jaccard"] for row in similar(network, "A")}
    assert market.read("CALL gds.graph.list() YIELD graphName RETURN graphName") == []


def test_graphml_and_gexf_read_back_equal(market, tmp_path):
    network = read_network(market)
    expected = xml_safe(network.to_networkx())
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        found = read(write_xml(network, tmp_path / f"n.{form}", form))
        assert set(found.nodes) == set(expected.nodes)
        assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in expected.edges}
        for one, other, facts in expected.edges(data=True):
            told = {name: value for name, value in found[one][other].items() if name in facts}
            assert told == facts
        assert found.nodes["Z"]["name"].replace("\r\n", "\n") == "Zinc & Söhne\nGmbH"
        assert found.nodes["X"]["bipartite"] == 1


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_an_organisation_that_buys_and_supplies_stays_two_nodes_in_files(market, tmp_path, form, read):
    market.write("""MATCH (a:Organisation {id: 'A'}), (lot:Lot {id: 'o-3/1'}) SET a:Supplier
        CREATE (lot)-[:AWARDED_TO {awardId: '9', status: 'active'}]->(a)""")
    network = read_network(market)
    expected = xml_safe(network.to_networkx())
    found = read(write_xml(network, tmp_path / f"n.{form}", form))
    assert dict(found.nodes(data="graph_id")) == dict(expected.nodes(data="graph_id"))
    assert found.nodes["A#supplier"]["graph_id"] == found.nodes["A"]["graph_id"] == "A"
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in expected.edges}
    assert [found.nodes["A"][name] for name in ("kind", "bipartite", "authority")] == ["buyer", 0, "regional"]


def test_spreadsheet_cells_are_no_formulas(market, tmp_path):
    paths = write_spreadsheet(read_network(market), tmp_path / "sheet")
    with paths[0].open(encoding="utf-8-sig", newline="") as stream:
        names = {row["key"]: row["name"] for row in csv.DictReader(stream)}
    assert names["X"] == '\'=HYPERLINK("x")'
    with paths[1].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {(row["source"], row["target"], row["awards"], row["value_GBP"]) for row in rows} >= {
        ("A", "X", "1", "50.0")
    }
    with pytest.raises(UsageError, match="not empty"):
        write_spreadsheet(read_network(market), tmp_path / "sheet")


def test_parquet_reads_back(market, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    paths = write_parquet(read_network(market), tmp_path / "parquet")
    rows = parquet.read_table(paths[1]).to_pylist()
    assert len(rows) == 5
    assert {(row["source"], row["target"]): row["value_EUR"] for row in rows}["B", "X"] == 7.5


def test_json_lines_hold_every_node_and_relationship(market):
    lines = [json.loads(line) for line in graph_lines(market)]
    counts = market.read("MATCH (n) WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r) AS relationships")[0]
    assert sum(line["type"] == "node" for line in lines) == counts["nodes"]
    assert sum(line["type"] == "relationship" for line in lines) == counts["relationships"]
    award = next(line for line in lines if line["type"] == "node" and line["id"] == "Award/o-1/1")
    assert award["properties"]["date"] == "2026-01-10T00:30:00.000000000+01:00"


def test_follow_the_money_entities(market):
    entities = {one["id"]: one for one in map(json.loads, entity_lines(market))}
    schemata = [one["schema"] for one in entities.values()]
    assert {name: schemata.count(name) for name in set(schemata)} == {
        "PublicBody": 3, "Company": 1, "Organization": 2, "Contract": 4, "ContractAward": 5,
    }  # fmt: skip
    for one in entities.values():
        for name in ("contract", "supplier", "authority"):
            assert all(other in entities for other in one["properties"].get(name, []))
    part = [
        one for one in entities.values() if one["schema"] == "ContractAward" and one["properties"]["supplier"] == [Y]
    ]
    assert sorted(one["properties"]["amount"] for one in part) == [["5"], ["50"]]
    try:
        from followthemoney import model
    except ImportError:
        return
    for one in entities.values():
        model.get(one["schema"]).validate(one)
