"""The network of councils that buy together: a link for each pair, who is central, who belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from scipy.sparse import coo_array

from graph.analytics.communities import leiden, modularity
from graph.analytics.network import Nodes
from graph.analytics.projection import Projection
from graph.analytics.result import versions

if TYPE_CHECKING:
    from collections.abc import Mapping


def council_network(links: Mapping[tuple[str, str], int], names: Mapping[str, str], **parameters: Any) -> Projection:
    """The network of pairs of councils.

    Parameters
    ----------
    links : Mapping[tuple[str, str], int]
        Pair of codes -> weight; each pair once.
    names : Mapping[str, str]
        Council code -> name.
    **parameters : Any
        What made the links.
    """
    codes = sorted({code for pair in links for code in pair})
    place = {code: at for at, code in enumerate(codes)}
    first = np.array([place[a] for a, _ in links], np.int64)
    second = np.array([place[b] for _, b in links], np.int64)
    weight = np.array(list(links.values()), np.float64)
    ends = (np.r_[first, second], np.r_[second, first])
    adjacency = coo_array((np.r_[weight, weight], ends), shape=(len(codes),) * 2).tocsr()
    nodes = Nodes.of("council", codes, [names.get(code, code) for code in codes])
    return Projection(
        nodes, adjacency, "procurements", {"partners": "procurement", **parameters, "versions": versions()}
    )


def measured(projection: Projection) -> tuple[list[dict[str, Any]], float]:
    """Each council with its place in the network, and the modularity of the split.

    Returns
    -------
    list of dict
        ``code``, ``partners`` (councils linked), ``weight`` (sum of the links), ``betweenness`` (Freeman 1977: share of
        the shortest paths between other councils that run through it, 0 to 1), ``closeness`` (Wasserman and Faust's,
        0 to 1), ``community`` (Leiden, 0 the largest).
    float
        Modularity (Newman and Girvan); NaN without a link.
    """
    adjacency = projection.adjacency
    if not adjacency.nnz:
        return [], float("nan")
    labels = leiden(adjacency)
    graph = projection.to_networkx()
    between, close = nx.betweenness_centrality(graph), nx.closeness_centrality(graph)
    partners, weight = np.diff(adjacency.indptr), np.asarray(adjacency.sum(axis=1)).ravel()
    rows = [
        {
            "code": code, "partners": int(partners[at]), "weight": int(weight[at]), "betweenness": between[code],
            "closeness": close[code], "community": int(labels[at]),
        }
        for at, code in enumerate(projection.nodes.ids.tolist())
    ]  # fmt: skip
    return rows, modularity(adjacency, labels)
