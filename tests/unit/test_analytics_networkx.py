"""Every measure that networkx has too gives what networkx gives, on 200 random bipartite graphs."""

import os

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms import bipartite
from random_networks import random_network

from graph.analytics import centrality, structure
from graph.analytics.communities import by_size, modularity
from graph.analytics.network import Network
from graph.analytics.projection import project
from graph.analytics.similarity import paths, similar
from graph.analytics.weakness import weak_points
from graph.errors import NotFoundError

GRAPHS = int(os.environ.get("TENDERGRAPH_TEST_GRAPHS", "200"))
close = pytest.approx


@pytest.fixture(scope="module")
def networks() -> list[tuple[Network, nx.Graph]]:
    made = [random_network(seed) for seed in range(GRAPHS)]
    return [(network, network.to_networkx()) for network in made]


def ordered(network: Network, values: dict) -> np.ndarray:
    return np.array([values[key] for key in network.keys("top") + network.keys("bottom")], float)


def tops(graph: nx.Graph) -> list:
    return [node for node, side in graph.nodes(data="bipartite") if side == 0]


def test_there_and_back(networks):
    for network, graph in networks:
        back = Network.from_networkx(graph)
        assert back.top.ids.tolist() == network.top.ids.tolist()
        assert (back.awards != network.awards).nnz == 0
        directed = network.to_networkx(directed=True)
        assert directed.is_directed()
        assert all(one.startswith("B") and other.startswith("S") for one, other in directed.edges)


def resource_allocation(graph, one, other):
    return sum(1 / graph.degree(node) for node in set(graph[one]) & set(graph[other]))


def cosine(graph, one, other):
    shared = len(set(graph[one]) & set(graph[other]))
    return shared / np.sqrt(graph.degree(one) * graph.degree(other))


PROJECTIONS = {
    "shared": bipartite.weighted_projected_graph,
    "jaccard": bipartite.overlap_weighted_projected_graph,
    "newman": bipartite.collaboration_weighted_projected_graph,
    "cosine": lambda graph, nodes: bipartite.generic_weighted_projected_graph(graph, nodes, cosine),
    "resource-allocation": lambda graph, nodes: bipartite.generic_weighted_projected_graph(
        graph, nodes, resource_allocation
    ),
}


@pytest.mark.parametrize("weight", PROJECTIONS)
@pytest.mark.parametrize("side", ["top", "bottom"])
def test_projections(networks, side, weight):
    for network, graph in networks:
        nodes = tops(graph) if side == "top" else sorted(set(graph) - set(tops(graph)))
        expected = PROJECTIONS[weight](graph, nodes)
        found = project(network, side, weight).to_networkx()
        assert set(found) == set(nodes)
        assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in expected.edges}
        for one, other, value in found.edges(data="weight"):
            assert value == close(expected[one][other]["weight"], rel=1e-12)


def test_degrees_strength_core(networks):
    for network, graph in networks:
        assert np.array_equal(centrality.degree(network), ordered(network, dict(graph.degree)))
        assert np.array_equal(centrality.strength(network), ordered(network, dict(graph.degree(weight="awards"))))
        assert np.array_equal(centrality.core(network), ordered(network, nx.core_number(graph)))
        share = ordered(network, bipartite.degree_centrality(graph, tops(graph)))
        assert centrality.degree_share(network) == close(share)


def test_closeness(networks):
    for network, graph in networks:
        assert centrality.closeness(network) == close(
            ordered(network, bipartite.closeness_centrality(graph, tops(graph)))
        )


def test_betweenness(networks):
    for network, graph in networks:
        try:
            expected = ordered(network, bipartite.betweenness_centrality(graph, tops(graph)))
        except ZeroDivisionError:  # networkx on a side where no node can be between
            continue
        found, error, sample = centrality.betweenness(network)
        assert found == close(expected, abs=1e-12)
        assert sample == 0
        assert not error.any()


def test_pagerank(networks):
    for network, graph in networks:
        for weight in ("awards", ""):
            expected = nx.pagerank(graph, weight=weight or None, tol=1e-15, max_iter=1000)
            assert centrality.pagerank(network, weight) == close(ordered(network, expected), abs=1e-10)


def test_birank(networks):
    for network, graph in networks:
        top = tops(graph)
        bottom = [node for node in graph if node not in set(top)]
        equal = [{node: 1 / len(side) for node in side} for side in (top, bottom)]
        expected = bipartite.birank(
            graph, top, alpha=0.8, beta=0.8, top_personalization=equal[0], bottom_personalization=equal[1],
            max_iter=5000, tol=1e-16, weight="awards",
        )  # fmt: skip
        assert centrality.birank(network) == close(ordered(network, expected), abs=1e-10)


def test_eigenvector_and_hits(networks):
    compared = 0
    for network, graph in networks:
        singular = np.linalg.svd(network.matrix().toarray(), compute_uv=False)
        if len(singular) > 1 and singular[1] > 0.98 * singular[0]:
            continue  # networkx's own iteration and svds are not determined there
        compared += 1
        expected = nx.eigenvector_centrality(graph, max_iter=20_000, tol=1e-14)
        assert centrality.eigenvector(network) == close(ordered(network, expected), abs=1e-8)
        directed = network.to_networkx(directed=True)
        if min(network.awards.shape) > 2:
            hubs, authorities = nx.hits(directed, tol=1e-14, max_iter=5000)
            both = {node: hubs[node] if node.startswith("B") else authorities[node] for node in directed}
            found = centrality.hits(network)
            # networkx's svds takes the link weights named "weight" only: all 1 here.
            assert found == close(ordered(network, both), abs=1e-7)
    assert compared > GRAPHS * 0.6


def test_modularity(networks):
    rng = np.random.default_rng(5)
    for network, _ in networks:
        projection = project(network, "bottom")
        if not projection.adjacency.nnz:
            continue
        labels = by_size(rng.integers(0, 3, len(projection.nodes)))
        ids = projection.nodes.ids
        groups = [set(ids[labels == label]) for label in np.unique(labels)]
        expected = nx.community.modularity(projection.to_networkx(), groups)
        assert modularity(projection.adjacency, labels) == close(expected, abs=1e-12)


def test_components_density_clustering(networks):
    for network, graph in networks:
        labels = structure.components(network)
        keys = network.keys("top") + network.keys("bottom")
        found = {frozenset(key for key, label in zip(keys, labels, strict=True) if label == one) for one in set(labels)}
        assert found == {frozenset(part) for part in nx.connected_components(graph)}
        assert structure.density(network) == close(bipartite.density(graph, tops(graph)))
        if graph.order() >= 4 and graph.size() >= 3:
            assert structure.clustering(network) == close(bipartite.robins_alexander_clustering(graph))


def test_assortativity(networks):
    compared = 0
    for network, _ in networks:
        found = structure.assortativity(network)
        if not np.isnan(found):
            directed = network.to_networkx(directed=True)
            assert found == close(nx.degree_pearson_correlation_coefficient(directed, x="out", y="in"), abs=1e-9)
            compared += 1
    assert compared > GRAPHS / 2


def test_rich_club(networks):
    for network, _ in networks:
        projection = project(network, "bottom")
        expected = nx.rich_club_coefficient(projection.to_networkx(), normalized=False)
        found = structure.rich_club(projection)
        assert {k: value for k, value in enumerate(found) if k in expected} == close(expected)
        assert len(found) >= len(expected)


def test_weak_points(networks):
    for network, graph in networks:
        weak = weak_points(network)
        keys = network.keys("top") + network.keys("bottom")
        assert {key for key, cut in zip(keys, weak.articulation, strict=True) if cut} == set(
            nx.articulation_points(graph)
        )
        rows, columns = network.ends()
        ends = [(keys[row], keys[len(network.top) + column]) for row, column in zip(rows, columns, strict=True)]
        bridges = {frozenset(pair) for pair, held in zip(ends, weak.bridges, strict=True) if held}
        assert bridges == {frozenset(pair) for pair in nx.bridges(graph)}
        top = set(tops(graph))
        for key, cut in zip(keys, weak.cut_off, strict=True):
            rest = graph.subgraph(nx.node_connected_component(graph, key) - {key})
            buyers = [len(part & top) for part in nx.connected_components(rest)]
            assert cut == sum(buyers) - max(buyers, default=0)


def test_shortest_chains(networks):
    for network, graph in networks[:60]:
        ends = network.keys("top")[0], network.keys("bottom")[-1]
        if not nx.has_path(graph, *ends):
            with pytest.raises(NotFoundError, match="No chain"):
                paths(network, *ends)
            continue
        expected = {tuple(chain) for chain in nx.all_shortest_paths(graph, *ends)}
        chains: dict[int, list] = {}
        for row in paths(network, *ends, limit=None):
            chains.setdefault(row["path"], [row["from"]]).append(row["to"])
            assert row["awards"] == graph[row["from"]][row["to"]]["awards"]
        assert {tuple(chain) for chain in chains.values()} == expected


def test_similar(networks):
    for network, graph in networks[:60]:
        key = network.keys("bottom")[0]
        others = network.keys("bottom")[1:]
        expected = {
            other: score
            for _, other, score in nx.jaccard_coefficient(graph, [(key, other) for other in others])
            if score
        }
        found = {row["id"]: row["jaccard"] for row in similar(network, key, limit=None)}
        assert found == close(expected)
        assert list(found.values()) == sorted(found.values(), reverse=True)
