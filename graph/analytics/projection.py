"""One-mode projections: which buyers share suppliers, which suppliers share buyers, and how much.

Every weight is a sparse product of the biadjacency matrix B with itself, equal to the function of
``networkx.algorithms.bipartite`` (or the definition cited) for each pair, without its loops over pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from scipy.sparse import coo_array, csr_array, diags_array

from graph.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from graph.analytics.network import Network, Nodes, Side

Weight = Literal["shared", "jaccard", "cosine", "newman", "resource-allocation"]


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """A weighted network of nodes of one kind.

    Parameters
    ----------
    nodes : Nodes
        The n nodes.
    adjacency : csr_array of float64 or int, shape (n, n)
        Symmetric, with an empty diagonal; only the linked pairs are stored.
    weight : str
        What the numbers are.
    parameters : dict
        What made it.
    """

    nodes: Nodes
    adjacency: csr_array
    weight: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def pairs(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Each linked pair once: positions a < b and the weight."""
        rows = np.repeat(np.arange(len(self.nodes)), np.diff(self.adjacency.indptr))
        upper = rows < self.adjacency.indices
        return rows[upper], self.adjacency.indices[upper], self.adjacency.data[upper]

    def to_networkx(self) -> nx.Graph:
        """The same network in networkx, all nodes included, with the attribute ``weight`` on links."""
        import networkx as nx

        graph = nx.Graph(weight=self.weight)
        ids = self.nodes.ids.tolist()
        graph.add_nodes_from((key, {"name": str(name)}) for key, name in zip(ids, self.nodes.names, strict=True))
        first, second, weights = (column.tolist() for column in self.pairs())
        ends = zip(first, second, weights, strict=True)
        graph.add_weighted_edges_from((ids[one], ids[other], weight) for one, other, weight in ends)
        return graph


def project(network: Network, side: Side = "top", weight: Weight = "shared") -> Projection:
    """Link the nodes of one side that have a partner in common.

    Parameters
    ----------
    network : Network
        Links count once, whatever their number of awards.
    side : Side
        Whose nodes to link.
    weight : Weight
        With N(u) the partners of u and d its number of partners: ``shared`` is the size of the intersection (networkx
        ``weighted_projected_graph``); ``jaccard`` that over the size of the union
        (``overlap_weighted_projected_graph``); ``cosine`` that over the square root of d(u) d(v) (Salton);
        ``newman`` the sum over common partners of 1 / (d - 1) (``collaboration_weighted_projected_graph``, Newman
        2001); ``resource-allocation`` the sum of 1 / d (Zhou, Lü and Zhang 2009).

    Raises
    ------
    UsageError
        No such weight.
    """
    if weight not in get_args(Weight):
        raise UsageError(f"No weight {weight!r}: use one of {', '.join(get_args(Weight))}.", weight=weight)
    matrix = network.matrix(side)
    degrees = network.degrees(side)
    if weight in ("newman", "resource-allocation"):
        other = network.degrees("bottom" if side == "top" else "top") - (weight == "newman")
        # A partner with one link joins no pair: its weight never counts.
        matrix = matrix @ diags_array(1.0 / np.sqrt(np.maximum(other, 1)))
    rows, columns, data = off_diagonal(matrix @ matrix.T)
    if weight == "jaccard":
        data = data / (degrees[rows] + degrees[columns] - data)
    elif weight == "cosine":
        data = data / np.sqrt(degrees[rows] * degrees[columns])
    size = (len(network.nodes(side)),) * 2
    adjacency = coo_array((data, (rows, columns)), shape=size).tocsr()
    made = {**network.parameters, "projection": weight, "side": network.nodes(side).kind}
    return Projection(network.nodes(side), adjacency, weight, made)


def off_diagonal(product: csr_array) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Rows, columns and data of a sparse matrix, its diagonal left out."""
    rows = np.repeat(np.arange(product.shape[0], dtype=product.indices.dtype), np.diff(product.indptr))
    apart = rows != product.indices
    return rows[apart], product.indices[apart], product.data[apart]
