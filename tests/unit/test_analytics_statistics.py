"""What networkx lacks: checked against exact fractions, definitions written out as loops, `bicm` and scipy."""

import contextlib
import io
import itertools
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import random_network
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from graph.analytics import backbone, concentration, structure
from graph.analytics.change import change, robustness
from graph.analytics.communities import adjusted_rand, bipartite_modularity, communities
from graph.analytics.hypergeometric import upper_tail
from graph.analytics.network import Edges, Network, Nodes
from graph.analytics.overlap import corrected, overlap, shared_partners
from graph.analytics.projection import project
from graph.errors import NotFoundError, UsageError


def exact_tail(shared: int, first: int, second: int, universe: int) -> Fraction:
    total, term = 0, comb(first, shared) * comb(universe - first, second - shared)
    for k in range(shared, min(first, second) + 1):
        total += term
        term = term * (first - k) * (second - k) // ((k + 1) * (universe - first - second + k + 1))
    return Fraction(total, comb(universe, second))


@st.composite
def triples(draw):
    universe = draw(st.one_of(st.integers(1, 60), st.integers(1, 40_000), st.integers(1, 400_000)))
    first, second = (draw(st.integers(0, min(universe, 900))) for _ in range(2))
    lowest, highest = max(0, first + second - universe), min(first, second)
    return draw(st.integers(lowest, highest)), first, second, universe


@settings(deadline=None)  # a busy machine is no failure
@given(triples())
def test_tail_against_exact_fractions(triple):
    expected = exact_tail(*triple)
    if expected < Fraction(1, 10**300):
        return
    shared, first, second, universe = triple
    found = upper_tail(np.array([shared]), np.array([first]), np.array([second]), universe)[0]
    assert abs(Fraction(float(found)) / expected - 1) < Fraction(1, 10**9)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.integers(0, 50))
def test_correction_counts_the_pairs_that_share_nothing(found, unlisted):
    values = np.array(found)
    every = np.concatenate([values, np.ones(unlisted)])
    expected = false_discovery_control(every)[: len(values)]
    assert corrected(values, len(every), "bh") == pytest.approx(expected, rel=1e-12)
    assert corrected(values, len(every), "bonferroni") == pytest.approx(np.minimum(values * len(every), 1))


def test_overlap_by_hand():
    links = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 3), (2, 4), (3, 4), (3, 5)]
    rows, columns = (np.array(ends) for ends in zip(*links, strict=True))
    network = Network.build(Nodes.of("buyer", "ABCD"), Nodes.of("supplier", "uvwxyz"), Edges.counted(rows, columns))
    found = overlap(network)
    result = found.to_records()
    first, second = list(result)
    assert (first["a"], first["b"], first["shared"], first["expected"]) == ("A", "B", 3, 1.5)
    assert first["p_value"] == pytest.approx(1 / 20)
    assert first["q_value"] == pytest.approx(6 / 20)
    assert (second["a"], second["b"], second["shared"]) == ("C", "D", 1)
    assert second["p_value"] == pytest.approx(9 / 15)
    assert result.parameters["universe"] == 6
    assert result.parameters["tests"] == 6
    assert [row["a"] for row in found.to_records(alpha=0.5)] == ["A"]
    assert list(found.backbone(0.5).to_networkx().edges(data="weight")) == [("A", "B", 3)]
    with pytest.raises(UsageError, match="null model"):
        overlap(network, null="none")


@pytest.mark.parametrize("seed", range(8))
def test_configuration_model_against_bicm(seed):
    with contextlib.redirect_stdout(io.StringIO()):
        import bicm

        rng = np.random.default_rng(seed)
        linked = rng.random((9, 17)) < 0.15 + 0.6 * rng.random((9, 1)) * rng.random((1, 17))
        linked[0, :] |= ~linked.any(axis=0)
        linked[:, 0] |= ~linked.any(axis=1)
        rows, columns = np.nonzero(linked)
        network = Network.build(
            Nodes.of("buyer", map(str, range(9))),
            Nodes.of("supplier", map(str, range(17))),
            Edges.counted(rows, columns),
        )
        oracle = bicm.BipartiteGraph(biadjacency=linked.astype(int))
        oracle.solve_tool(method="newton", tol=1e-12)
        chance = backbone.link_probabilities(network)
        assert chance == pytest.approx(oracle.get_bicm_matrix(), abs=1e-6)
    assert chance.sum(axis=1) == pytest.approx(linked.sum(axis=1), abs=1e-8)
    found = overlap(network, null="bicm")
    assert found.expected == pytest.approx(
        [chance[one] @ chance[other] for one, other in zip(found.a, found.b, strict=True)]
    )
    for one, other, shared, p_value in zip(found.a, found.b, found.shared, found.p_value, strict=True):
        mass = np.ones(1)
        for trial in chance[one] * chance[other]:
            mass = np.convolve(mass, [1 - trial, trial])
        assert p_value == pytest.approx(mass[shared:].sum(), rel=1e-9)


def test_certain_links_are_set_apart():
    linked = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]], bool)
    rows, columns = np.nonzero(linked)
    network = Network.build(Nodes.of("buyer", "ABCD"), Nodes.of("supplier", "wxyz"), Edges.counted(rows, columns))
    chance = backbone.link_probabilities(network)
    assert chance[0].tolist() == [1, 1, 1, 1]
    assert chance[:, 0].tolist() == [1, 1, 1, 1]
    assert chance[1:, 1:] == pytest.approx(np.full((3, 3), 1 / 3))


@pytest.mark.parametrize("seed", range(40))
def test_nestedness_by_its_definition(seed):
    network = random_network(seed)
    linked = network.matrix().toarray().astype(bool)
    scores = []
    for table in (linked, linked.T):
        for one, other in itertools.combinations(table, 2):
            few, many = sorted((one, other), key=lambda row: row.sum())
            equal = few.sum() == many.sum()
            scores.append(0.0 if equal or not few.any() else (few & many).sum() / few.sum())
    assert structure.nodf(network) == pytest.approx(100 * np.mean(scores) if scores else 0.0)


def test_nestedness_extremes():
    nested = np.tril(np.ones((5, 5), int))
    rows, columns = np.nonzero(nested)
    ends = Nodes.of("buyer", "abcde"), Nodes.of("supplier", "vwxyz")
    assert structure.nodf(Network.build(*ends, Edges.counted(rows, columns))) == pytest.approx(100)
    assert structure.nodf(Network.build(*ends, Edges.counted(np.arange(5), np.arange(5)))) == 0


@pytest.mark.parametrize("seed", range(20))
def test_adjusted_rand_by_pairs(seed):
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, 4, 12), rng.integers(0, 3, 12)
    pairs = list(itertools.combinations(range(12), 2))
    same = [np.array([labels[i] == labels[j] for i, j in pairs]) for labels in (one, other)]
    together, every = (same[0] & same[1]).sum(), len(pairs)
    expected = same[0].sum() * same[1].sum() / every
    assert adjusted_rand(one, other) == pytest.approx((together - expected) / (sum(map(np.sum, same)) / 2 - expected))
    assert adjusted_rand(one, one) == 1


@pytest.mark.parametrize("seed", range(20))
def test_bipartite_modularity_by_its_definition(seed):
    network = random_network(seed)
    rng = np.random.default_rng(seed)
    top, bottom = rng.integers(0, 3, len(network.top)), rng.integers(0, 3, len(network.bottom))
    linked = network.matrix().toarray()
    links = linked.sum()
    expected = sum(
        linked[i, j] - linked[i].sum() * linked[:, j].sum() / links
        for i in range(len(top)) for j in range(len(bottom)) if top[i] == bottom[j]
    ) / links  # fmt: skip
    assert bipartite_modularity(network, top, bottom) == pytest.approx(expected)


def planted(groups: int = 3, buyers: int = 12, suppliers: int = 30) -> Network:
    rng = np.random.default_rng(0)
    rows, columns = [], []
    for buyer in range(groups * buyers):
        own = buyer // buyers * suppliers
        for supplier in rng.choice(suppliers, 6, replace=False):
            rows.append(buyer)
            columns.append(own + supplier)
    names = (
        Nodes.of("buyer", (f"B{i:02}" for i in range(groups * buyers))),
        Nodes.of("supplier", (f"S{i:02}" for i in range(groups * suppliers))),
    )
    return Network.build(*names, Edges.counted(np.array(rows), np.array(columns))).at_least(1)


def test_planted_communities_are_found():
    network = planted()
    found = communities(network, seed=3, runs=5)
    assert [set(found.top[start : start + 12].tolist()) for start in (0, 12, 24)] == [{0}, {1}, {2}]
    own = {f"S{i:02}": i // 30 for i in range(90)}
    assert [own[key] for key in network.bottom.ids] == found.bottom.tolist()
    assert found.quality["stability"] == 1
    assert found.quality["modularity"] == pytest.approx(2 / 3, abs=0.02)
    again = communities(network, seed=3, runs=5)
    assert again.to_records().rows == found.to_records().rows
    result = found.to_records()
    assert [row["buyers"] for row in result] == [12, 12, 12]
    assert sum(row["awards_inside"] for row in result) == network.awards.data.sum()
    assert len(found.members()) == len(network.top) + len(network.bottom)


def test_buyers_without_a_shared_supplier_are_in_no_community():
    network = Network.build(
        Nodes.of("buyer", "ABC"),
        Nodes.of("supplier", "xy"),
        Edges.counted(np.array([0, 1, 2]), np.array([0, 0, 1])),
    )
    found = communities(network, runs=1)
    assert found.top.tolist() == [0, 0, -1]
    assert found.bottom.tolist() == [0, -1]
    assert any("in no community" in note for note in found.to_records().notes)


def test_concentration_by_hand():
    amounts = csr_array(np.array([[50.0, 30, 20], [10, 0, 0], [0, 0, 0], [5, 5, 5]]))
    assert concentration.hhi(amounts) == pytest.approx([0.38, 1, np.nan, 1 / 3], nan_ok=True)
    assert concentration.largest_share(amounts, 1) == pytest.approx([0.5, 1, np.nan, 1 / 3], nan_ok=True)
    assert concentration.largest_share(amounts, 2) == pytest.approx([0.8, 1, np.nan, 2 / 3], nan_ok=True)
    assert concentration.gini(amounts) == pytest.approx([0.2, 0, np.nan, 0], nan_ok=True)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=30))
def test_gini_by_mean_differences(amounts):
    values = np.array(amounts)
    expected = np.abs(values[:, None] - values[None, :]).sum() / (2 * len(values) ** 2 * values.mean())
    assert concentration.gini(csr_array(values[None, :]))[0] == pytest.approx(expected, abs=1e-9)
    people, held = concentration.lorenz(values)
    area = np.trapezoid(held, people)
    assert area >= 0.5 - 1e-9
    assert 2 * area - 1 == pytest.approx(expected, abs=1e-9)


def test_currencies_are_never_added():
    nat = np.full(3, np.datetime64("NaT", "D"))
    values = {"GBP": np.array([100.0, np.nan, 300.0]), "EUR": np.array([np.nan, 7.0, np.nan])}
    edges = Edges(np.array([0, 0, 0]), np.array([0, 1, 0]), np.array([1, 1, 2]), np.array([1, 1, 1]), values, nat, nat)
    network = Network.build(Nodes.of("buyer", "A"), Nodes.of("supplier", "xy"), edges)
    assert network.link(0) == {"awards": 3, "valued": 2, "value_GBP": 400.0}
    assert network.link(1) == {"awards": 1, "valued": 1, "value_EUR": 7.0}
    pounds = next(iter(concentration.concentration(network, "GBP")))
    assert (pounds["total"], pounds["suppliers"], pounds["hhi"], pounds["awards"]) == (400.0, 1, 1.0, 4)
    assert pounds["valued_share"] == 0.75
    with pytest.raises(UsageError, match="USD"):
        concentration.concentration(network, "USD")


def test_change_between_periods():
    ends = Nodes.of("buyer", "A"), Nodes.of("supplier", "xyz")
    before = Network.build(*ends, Edges.counted(np.zeros(2, int), np.array([0, 1]), np.array([5, 2]))).at_least(1)
    after = Network.build(*ends, Edges.counted(np.zeros(2, int), np.array([1, 2]), np.array([9, 1]))).at_least(1)
    rows = {row["id"]: row for row in change(before, after)}
    assert {key: row["change"] for key, row in rows.items()} == {"x": "left", "y": "stayed", "z": "entered"}
    assert (rows["y"]["rank_before"], rows["y"]["rank_after"], rows["y"]["rank_move"]) == (2, 1, 1)
    assert (rows["x"]["before"], rows["x"]["after"], rows["x"]["rank_after"]) == (5, 0, None)
    assert change(before, after).notes[1].startswith("1 of 3 ")


def test_equal_amounts_share_the_mean_of_their_ranks():
    ends = Nodes.of("buyer", "A"), Nodes.of("supplier", "wxyz")
    network = Network.build(*ends, Edges.counted(np.zeros(4, int), np.arange(4), np.array([5, 2, 2, 1])))
    assert {row["id"]: row["rank_after"] for row in change(network, network)} == {"w": 1, "x": 2.5, "y": 2.5, "z": 4}


@pytest.mark.parametrize("order", ["degree", "awards", "random"])
def test_robustness_by_taking_out(order):
    import networkx as nx

    network = random_network(11)
    result = robustness(network, order, seeds=1, seed=4, points=1000)
    score = {"degree": network.degrees("bottom"), "awards": np.asarray(network.awards.sum(axis=0)).ravel()}
    lost = (
        np.random.default_rng(4).permutation(len(network.bottom))
        if order == "random"
        else np.argsort(-score[order], kind="stable")
    )
    graph = network.to_networkx()
    keys = network.keys("bottom")
    for row in result:
        left = graph.copy()
        left.remove_nodes_from(keys[node] for node in lost[: row["lost"]])
        assert row["largest_component"] == max(map(len, nx.connected_components(left)))
        assert row["served"] == sum(1 for node, side in left.nodes(data="bipartite") if side == 0 and left.degree(node))


def test_sampled_betweenness_is_near_and_says_how_near():
    from graph.analytics.centrality import betweenness

    network = planted(groups=1, buyers=60, suppliers=80)
    exact, _, _ = betweenness(network)
    near, error, sample = betweenness(network, 70, seed=2)
    assert sample == 70
    inside = np.abs(near - exact) <= error
    assert inside.mean() > 0.85


def test_a_node_on_both_sides_stays_two_nodes():
    network = Network.build(
        Nodes.of("buyer", ["X", "Y"]),
        Nodes.of("supplier", ["X"]),
        Edges.counted(np.array([1]), np.array([0])),
    )
    graph = network.to_networkx()
    assert set(graph) == {"X", "Y", "X#supplier"}
    assert list(graph.edges) == [("Y", "X#supplier")]
    assert Network.from_networkx(graph).bottom.ids.tolist() == ["X"]


def test_names_that_fit_several_or_none():
    nodes = Nodes.of("supplier", ["1", "2"], ["Acme", "Acme"])
    with pytest.raises(NotFoundError, match="name of 2 suppliers"):
        nodes.position("Acme")
    with pytest.raises(NotFoundError, match="No supplier"):
        nodes.position("Zeta")
    assert nodes.position("2") == 1


def test_an_empty_network_breaks_nothing():
    none = np.zeros(0, int)
    network = Network.build(Nodes.of("buyer", []), Nodes.of("supplier", []), Edges.counted(none, none))
    assert len(overlap(network).to_records()) == 0
    assert len(communities(network, runs=1).to_records()) == 0
    assert structure.summary(network).rows[0][1] == 0
    assert len(concentration.concentration(network)) == 0
    assert len(robustness(network)) == 1
    assert project(network).adjacency.nnz == 0
    assert shared_partners(network, "top")[0].tolist() == []
