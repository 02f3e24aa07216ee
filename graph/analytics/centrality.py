"""Who is central: every measure for both sides of the bipartite network, top nodes first, then bottom nodes.

All arrays returned have the shape (n + m,). Each function names the networkx function it equals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from scipy.sparse import diags_array
from scipy.sparse.linalg import eigsh

from graph.analytics.distances import dependencies, total_distances
from graph.analytics.result import made_by, ranked, records
from graph.errors import TendergraphError, UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from graph.analytics.network import Network

Measure = Literal[
    "degree",
    "strength",
    "degree-share",
    "pagerank",
    "birank",
    "closeness",
    "betweenness",
    "eigenvector",
    "hits",
    "core",
]
EXACT_BETWEENNESS = 3_000
_DENSE = 400


def central(
    network: Network, measures: Iterable[Measure] = ("degree", "strength", "pagerank", "betweenness"), *,
    weight: str = "awards", kind: str = "", seed: int = 0,
    report: Callable[[int, int], None] | None = None,
) -> Records:  # fmt: skip
    """The nodes of one kind or of both, by the first measure, the largest first.

    Parameters
    ----------
    network : Network
        What to measure.
    measures : iterable of Measure
        The columns; the first ranks.
    weight : str
        Of strength, PageRank and BiRank: ``awards`` or a currency.
    kind : str
        Only nodes of this kind (``buyer``, ``supplier``); both where empty.
    seed : int
        Of the sample for betweenness in a network of more than 3,000 nodes.
    report : callable, optional
        Called with what is done and what there is to do.

    Raises
    ------
    UsageError
        No such measure, weight or kind.
    """
    chosen = list(measures)
    for measure in chosen:
        if measure not in get_args(Measure):
            message = f"No measure {measure!r}: use some of {', '.join(get_args(Measure))}."
            raise UsageError(message, measure=measure)
    data: dict[str, NDArray[Any]] = {
        "id": np.concatenate([network.top.ids, network.bottom.ids]),
        "name": np.concatenate([network.top.names, network.bottom.names]),
        "kind": np.repeat(np.array([network.top.kind, network.bottom.kind], object), _sizes(network)),
    }
    notes: list[str] = []
    for measure in chosen:
        if measure == "betweenness":
            data[measure], error, sample = betweenness(network, seed=seed, report=report)
            if sample:
                data["betweenness_error"] = error
                notes.append(
                    f"betweenness is estimated from {sample:,} starts (seed {seed}); the error is 1.96 standard errors."
                )
        else:
            data[measure] = _measure(network, measure, weight)
    if {"strength", "pagerank", "birank"} & set(chosen) and network.unit == "awards":
        notes.append(_sums(network, weight))
    if "closeness" in chosen:
        notes.append("closeness compares nodes of one component; in a small one it may be above 1.")
    of_kind = np.ones(sum(_sizes(network)), bool)
    if kind:
        of_kind = data["kind"] == network.nodes(network.side(kind)).kind
    order = ranked(np.where(of_kind, data[chosen[0]], np.nan))[: int(of_kind.sum())]
    columns = [column for column in _columns(weight) if column.name in data]
    result = records(
        "Central nodes", columns, {name: values[order] for name, values in data.items()},
        made_by(network, measures=chosen, weight=weight, kind=kind or None, seed=seed),
    )  # fmt: skip
    result.notes = notes
    return result


def degree(network: Network) -> NDArray[np.int64]:
    """Number of different partners."""
    return np.concatenate([network.degrees("top"), network.degrees("bottom")])


def degree_share(network: Network) -> NDArray[np.float64]:
    """Partners as a share of all possible ones: ``bipartite.degree_centrality``."""
    n, m = _sizes(network)
    return degree(network) / np.repeat([max(m, 1), max(n, 1)], [n, m])


def strength(network: Network, weight: str = "awards") -> NDArray[Any]:
    """Awards, or value in one currency, of all links: ``Graph.degree(weight=...)``."""
    matrix = network.matrix("top", weight)
    return np.concatenate([np.asarray(matrix.sum(axis=axis)).ravel() for axis in (1, 0)])


def core(network: Network) -> NDArray[np.int64]:
    """Largest k such that the node is in the k-core: ``core_number``."""
    adjacency = network.adjacency("")
    left = np.diff(adjacency.indptr).astype(np.int64)
    result, alive, k = np.zeros(len(left), np.int64), np.ones(len(left), bool), 0
    while alive.any():
        going = np.flatnonzero(alive & (left <= k))
        if not len(going):
            k = int(left[alive].min())
            continue
        result[going], alive[going] = k, False
        neighbours = adjacency[going].indices
        left -= np.bincount(neighbours, minlength=len(left))
    return result


def pagerank(network: Network, weight: str = "awards", damping: float = 0.85) -> NDArray[np.float64]:
    """Share of the visits of a random walk that restarts anywhere: ``pagerank`` of the undirected network."""
    adjacency = network.adjacency(weight).astype(float)
    size = adjacency.shape[0]
    out = np.asarray(adjacency.sum(axis=1)).ravel()
    walk = (diags_array(np.divide(1.0, out, out=np.zeros(size), where=out > 0)) @ adjacency).T.tocsr()
    stuck = np.flatnonzero(out == 0)
    rank = np.full(size, 1.0 / max(size, 1))
    for _ in range(1000):
        before = rank
        rank = damping * (walk @ rank + rank[stuck].sum() / size) + (1 - damping) / size
        if np.abs(rank - before).sum() < 1e-13:
            break
    return rank


def birank(network: Network, weight: str = "awards", share: float = 0.8) -> NDArray[np.float64]:
    """BiRank of He et al. (2017) with equal queries on both sides: ``bipartite.birank`` with alpha = beta = share."""
    matrix = network.matrix("top", weight).astype(float)
    sizes = _sizes(network)
    scales = []
    for axis in (1, 0):
        total = np.asarray(matrix.sum(axis=axis)).ravel()
        scales.append(diags_array(1.0 / np.sqrt(np.where(total == 0, 1.0, total))))
    step = (scales[0] @ matrix @ scales[1]).tocsr()
    queries = [1.0 / max(size, 1) for size in sizes]
    top, bottom = np.full(sizes[0], queries[0]), np.full(sizes[1], queries[1])
    for _ in range(2000):
        before = top
        bottom = share * (step.T @ top) + (1 - share) * queries[1]
        top = share * (step @ bottom) + (1 - share) * queries[0]
        if np.abs(top - before).sum() < 1e-14:
            break
    return np.concatenate([top, share * (step.T @ top) + (1 - share) * queries[1]])


def closeness(network: Network, report: Callable[[int, int], None] | None = None) -> NDArray[np.float64]:
    """Nearness to all nodes in reach, 1 where the whole other side is a partner: ``bipartite.closeness_centrality``."""
    n, m = _sizes(network)
    total, reach = total_distances(network, report)
    best = np.repeat([m + 2 * n - 2, n + 2 * m - 2], [n, m])
    with np.errstate(divide="ignore", invalid="ignore"):
        near = best / total * (reach - 1) / (n + m - 1)
    return np.where(total > 0, near, 0.0)


def betweenness(
    network: Network,
    starts: int | None = None,
    *,
    seed: int = 0,
    report: Callable[[int, int], None] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """Share of the shortest paths that lead through a node: ``bipartite.betweenness_centrality``.

    Parameters
    ----------
    network : Network
        Links unweighted.
    starts : int, optional
        How many nodes, drawn at random, to count paths from. By default all up to 3,000 nodes, and 1,000 past that.
    seed : int
        Of the draw.

    Returns
    -------
    tuple
        The centralities, 1.96 standard errors of each (0 where exact), and the number of starts drawn (0: all).
    """
    n, m = _sizes(network)
    size = n + m
    if starts is None:
        starts = size if size <= EXACT_BETWEENNESS else 1_000
    exact = starts >= size
    drawn = np.arange(size) if exact else np.sort(np.random.default_rng(seed).choice(size, starts, replace=False))
    total, square = dependencies(network, (drawn[drawn < n], drawn[drawn >= n] - n), report)
    count = len(drawn)
    most = np.repeat([_most_between(n, m), _most_between(m, n)], [n, m])
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(most > 0, size / max(count, 1) / 2 / most, 0.0)
    spread = np.sqrt(np.maximum(square / max(count, 1) - (total / max(count, 1)) ** 2, 0.0))
    error = np.zeros(size) if exact else 1.96 * spread * np.sqrt(count * (1 - count / size)) * scale
    return total * scale, error, 0 if exact else count


def eigenvector(network: Network, weight: str = "") -> NDArray[np.float64]:
    """Central where the partners are: ``eigenvector_centrality``, of Euclidean length 1.

    The leading singular vectors of the biadjacency, each of length 1 / sqrt(2). Only the component where partners are
    most linked has values above 0.

    Raises
    ------
    TendergraphError
        The network has no links.
    """
    matrix = network.matrix("top", weight).astype(float)
    if not matrix.nnz:
        raise TendergraphError("A network without links has no eigenvector centrality.")
    turned = matrix.shape[0] > matrix.shape[1]
    matrix = matrix.T.tocsr() if turned else matrix
    gram = (matrix @ matrix.T).tocsr()
    if gram.shape[0] <= _DENSE:
        values, vectors = np.linalg.eigh(gram.toarray())
        leading = vectors[:, values > values[-1] * (1 - 1e-9)]
    else:
        values, leading = eigsh(gram, k=1, v0=np.ones(gram.shape[0]))
    others = matrix.T @ leading / np.sqrt(values[-1])
    # Where several are largest, the one that an iteration from equal scores leads to.
    mix = leading.sum(axis=0) + others.sum(axis=0)
    pair = [np.abs(leading @ mix), np.abs(others @ mix)]
    joined = np.concatenate(pair[::-1] if turned else pair)
    joined /= np.linalg.norm(joined)
    # Other components have none: what rounding leaves there is no score.
    return np.where(joined < 1e-15, 0.0, joined)


def hits(network: Network, weight: str = "") -> NDArray[np.float64]:
    """Top nodes as hubs and bottom nodes as authorities, each side summing to 1: ``hits`` of the directed network."""
    n, _ = _sizes(network)
    found = eigenvector(network, weight)
    return np.concatenate([part / part.sum() for part in (found[:n], found[n:])])


def _measure(network: Network, measure: str, weight: str) -> NDArray[Any]:
    weighted: dict[str, Callable[..., NDArray[Any]]] = {
        "strength": strength,
        "pagerank": pagerank,
        "birank": birank,
    }
    if measure in weighted:
        return weighted[measure](network, weight)
    plain: dict[str, Callable[..., NDArray[Any]]] = {
        "degree": degree, "degree-share": degree_share, "closeness": closeness, "eigenvector": eigenvector,
        "hits": hits, "core": core,
    }  # fmt: skip
    return plain[measure](network)


def _sums(network: Network, weight: str) -> str:
    """What a sum over links counts more than once."""
    top, bottom = network.top.kind, network.bottom.kind
    part = "in full" if weight == "awards" else "with its part of the value"
    return (
        f"Sums over links: an award to several {bottom}s counts for each {part}, and one of several {top}s counts "
        f"in full for each."
    )


def _most_between(n: int, m: int) -> float:
    """Largest betweenness that a node of the side of n nodes can have (Borgatti and Halgin 2011)."""
    if not n or not m:
        return 0.0
    s, t = divmod(n - 1, m)
    return (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2.0


def _sizes(network: Network) -> tuple[int, int]:
    return len(network.top), len(network.bottom)


def _columns(weight: str) -> list[Column]:
    return [
        Column("id", "string", "", "Id in the graph"),
        Column("name", "string", "", "Name"),
        Column("kind", "string", "", "Which side it is on"),
        Column("degree", "integer", "partners", "Different partners"),
        Column(
            "strength",
            "integer" if weight == "awards" else "number",
            "awards x links" if weight == "awards" else weight,
            "Sum over all links",
        ),
        Column("degree-share", "number", "share 0-1", "Partners of all possible ones"),
        Column("pagerank", "number", "share 0-1", "Visits of a random walk along awards"),
        Column("birank", "number", "score", "BiRank with equal queries"),
        Column("closeness", "number", "score", "Nearness to all nodes in reach"),
        Column("betweenness", "number", "score 0-1", "Shortest paths through it, of the most possible"),
        Column("betweenness_error", "number", "score 0-1", "1.96 standard errors of the estimate"),
        Column("eigenvector", "number", "score", "Central where its partners are"),
        Column("hits", "number", "share 0-1", "Hub (top) or authority (bottom)"),
        Column("core", "integer", "k", "Largest k-core it belongs to"),
    ]
