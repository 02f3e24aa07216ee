"""Groups of buyers (or suppliers) that trade with the same partners, how good the split is and how stable.

Groups are found by the Leiden algorithm (Traag, Waltman and van Eck 2019) as ``graspologic-native`` implements it;
the quality given is the modularity of Newman and Girvan on the projection and that of Barber (2007) on the
bipartite network itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import coo_array, csr_array

from graph.analytics.result import made_by, records
from graph.errors import UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph.analytics.network import Network, Nodes, Side
    from graph.analytics.projection import Projection


@dataclass(frozen=True, slots=True, eq=False)
class Communities:
    """A community for each node of both sides.

    Parameters
    ----------
    network : Network
        What was split.
    side : Side
        The side whose projection was split; the other side's nodes follow most of their links.
    top, bottom : NDArray of int
        Community of each node, 0 the largest; -1 for a node without any link in the split network.
    quality : dict of float
        ``modularity`` (projection), ``bipartite_modularity`` (Barber), ``stability`` (mean adjusted Rand index of all
        pairs of runs).
    parameters : dict
        What made it.
    """

    network: Network
    side: Side
    top: NDArray[np.int64]
    bottom: NDArray[np.int64]
    quality: dict[str, float]
    parameters: dict[str, Any] = field(default_factory=dict)

    def to_records(self) -> Records:
        """One row a community, the largest first: its sizes, name, links inside and out."""
        count = int(max(self.top.max(initial=-1), self.bottom.max(initial=-1))) + 1
        rows, columns = self.network.ends()
        inside = self.top[rows] == self.bottom[columns]
        awards = self.network.awards.data
        own = self.top[rows]
        sums = [
            np.bincount(own[mask & (own >= 0)], awards[mask & (own >= 0)], minlength=count).astype(np.int64)
            for mask in (inside, ~inside)
        ]
        size = [np.bincount(labels[labels >= 0], minlength=count) for labels in (self.top, self.bottom)]
        top, bottom, unit = self.network.top, self.network.bottom, self.network.unit
        data = {
            "community": np.arange(count), "name": self.names(count), f"{top.kind}s": size[0],
            f"{bottom.kind}s": size[1], f"{unit}_inside": sums[0], f"{unit}_outside": sums[1],
            "leading": self._leaders(count),
        }  # fmt: skip
        found = records(
            f"Communities of {top.kind}s and {bottom.kind}s", _columns(top, bottom, unit), data, self.parameters
        )
        found.notes = [f"{name}: {value:.4f}" for name, value in self.quality.items()]
        alone = int((self.top < 0).sum())
        if alone:
            found.notes.append(f"{alone:,} {top.kind}s share no link that was kept and are in no community.")
        return found

    def members(self) -> Records:
        """One row a node of either side with its community."""
        parts = [("top", self.top), ("bottom", self.bottom)]
        rows: list[tuple[Any, ...]] = []
        for side, labels in parts:
            nodes = self.network.nodes(side)  # type: ignore[arg-type]
            found = [None if label < 0 else label for label in labels.tolist()]
            rows += zip(nodes.ids.tolist(), nodes.names.tolist(), [nodes.kind] * len(nodes), found, strict=True)
        columns = [
            Column("id", "string"),
            Column("name", "string"),
            Column("kind", "string"),
            Column("community", "integer"),
        ]
        return Records("Members of the communities", columns, rows, self.parameters)

    def names(self, count: int) -> NDArray[Any]:
        """A name for each community: its leading CPV divisions and regions, where the nodes tell them."""
        result = np.empty(count, object)
        nodes, labels = self.network.top, self.top
        parts = [_commonest(nodes.facts[fact], labels, count) for fact in ("cpv", "region") if fact in nodes.facts]
        leader = self._leaders(count)
        for number in range(count):
            told = [part[number] for part in parts if part[number]]
            result[number] = " · ".join(told) if told else f"around {leader[number]}"
        return result

    def _leaders(self, count: int) -> NDArray[Any]:
        """The buyer with most partners; where the top nodes are tenders or awards, the other side's."""
        if self.network.top.kind in ("tender", "award"):
            return _leading(self.network.bottom, self.bottom, self.network.degrees("bottom"), count)
        return _leading(self.network.top, self.top, self.network.degrees(), count)


def communities(
    network: Network, side: Side = "top", projection: Projection | None = None, *, seed: int = 0, runs: int = 10,
    resolution: float = 1.0,
) -> Communities:  # fmt: skip
    """Split one side by its projection and let the other side follow.

    Parameters
    ----------
    network : Network
        What to split.
    side : Side
        The side that is split.
    projection : Projection, optional
        Its links; by default pairs weighted by the partners they share. A validated backbone splits more sharply.
    seed : int
        Of the first run; run i uses seed + i.
    runs : int
        How many; the best by modularity is kept, and ``stability`` compares all of them.
    resolution : float
        Above 1 for more, smaller communities.

    Raises
    ------
    UsageError
        ``runs`` below 1 or ``resolution`` not above 0.
    """
    if runs < 1 or not resolution > 0:
        raise UsageError(f"runs must be 1 or more and resolution above 0, not {runs} and {resolution}.")
    if projection is None:
        from graph.analytics.projection import project

        projection = project(network, side)
    found = [leiden(projection.adjacency, seed=seed + run, resolution=resolution) for run in range(runs)]
    scores = [modularity(projection.adjacency, labels, resolution) for labels in found]
    best = int(np.argmax(scores))
    labels = by_size(np.where(np.diff(projection.adjacency.indptr) > 0, found[best], -1))
    other = _follow(network, side, labels)
    top, bottom = (labels, other) if side == "top" else (other, labels)
    quality = {
        "modularity": scores[best],
        "bipartite_modularity": bipartite_modularity(network, top, bottom),
        "stability": stability(found),
    }
    parameters = made_by(
        network, method="leiden", projection=projection.weight, side=network.nodes(side).kind, seed=seed, runs=runs,
        kept_run=best, resolution=resolution, quality=quality,
    )  # fmt: skip
    return Communities(network, side, top, bottom, quality, parameters)


def joint_communities(network: Network, *, seed: int = 0) -> Communities:
    """Split both sides at once by the links themselves, weighted by awards: what a picture's colours show.

    A buyer that shares no supplier with another has a community here, with its own suppliers.
    """
    adjacency = network.adjacency("awards").astype(float)
    labels = leiden(adjacency, seed=seed)
    size = len(network.top)
    top, bottom = labels[:size], labels[size:]
    quality = {
        "modularity": modularity(adjacency, labels) if len(labels) else 0.0,
        "bipartite_modularity": bipartite_modularity(network, top, bottom),
    }
    parameters = made_by(network, method="leiden", on="links", seed=seed, quality=quality)
    return Communities(network, "top", top, bottom, quality, parameters)


def leiden(adjacency: csr_array, *, seed: int = 0, resolution: float = 1.0) -> NDArray[np.int64]:
    """Community of each node of a weighted undirected network; the largest is 0.

    Parameters
    ----------
    adjacency : csr_array, shape (n, n)
        Symmetric, non-negative.
    seed : int
        The same seed gives the same communities.
    resolution : float
        Of the modularity that is maximised.
    """
    if not adjacency.nnz:
        return np.arange(adjacency.shape[0], dtype=np.int64)
    from graspologic_native import leiden_csr

    given = (
        adjacency.indptr.astype(np.int64),
        adjacency.indices.astype(np.int32),
        adjacency.data.astype(np.float64),
    )
    size = adjacency.shape[0]
    _, found = leiden_csr(*given, size, resolution=resolution, iterations=2, seed=seed)
    return by_size(np.fromiter((found[node] for node in range(size)), np.int64, size))


def modularity(adjacency: csr_array, labels: NDArray[Any], resolution: float = 1.0) -> float:
    """Modularity of Newman and Girvan (2004), as ``networkx.community.modularity`` gives; 0 without links."""
    total = float(adjacency.data.sum())
    if total == 0:
        return 0.0
    strength = np.asarray(adjacency.sum(axis=1)).ravel().astype(float)
    rows = np.repeat(np.arange(adjacency.shape[0]), np.diff(adjacency.indptr))
    inside = float(adjacency.data[labels[rows] == labels[adjacency.indices]].sum())
    shares = np.bincount(labels - labels.min(), strength) / total
    return inside / total - resolution * float((shares**2).sum())


def bipartite_modularity(network: Network, top: NDArray[Any], bottom: NDArray[Any]) -> float:
    """Modularity of Barber (2007), "Modularity and community detection in bipartite networks", links unweighted.

    The share of links inside communities less the share expected when each node keeps its number of links. Nodes
    labelled -1 are in no community.
    """
    links = network.awards.nnz
    if not links:
        return 0.0
    rows, columns = network.ends()
    inside = float(((top[rows] == bottom[columns]) & (top[rows] >= 0)).sum()) / links
    count = int(max(top.max(initial=-1), bottom.max(initial=-1))) + 2
    tops = np.bincount(top + 1, network.degrees("top"), minlength=count)[1:] / links
    bottoms = np.bincount(bottom + 1, network.degrees("bottom"), minlength=count)[1:] / links
    return inside - float((tops * bottoms).sum())


def adjusted_rand(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Agreement of two splits of the same nodes, 1 for equal and about 0 for chance (Hubert and Arabie 1985)."""
    _, first = np.unique(one, return_inverse=True)
    _, second = np.unique(other, return_inverse=True)
    table = coo_array((np.ones(len(first)), (first, second))).tocsr()

    def pairs(counts: NDArray[Any]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together = pairs(table.data)
    rows, columns = pairs(np.bincount(first)), pairs(np.bincount(second))
    every = len(first) * (len(first) - 1) / 2
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def stability(splits: list[NDArray[Any]], compare: Callable[..., float] = adjusted_rand) -> float:
    """Mean agreement of all pairs of splits; 1 for a single one."""
    pairs = [(one, other) for position, one in enumerate(splits) for other in splits[position + 1 :]]
    return float(np.mean([compare(*pair) for pair in pairs])) if pairs else 1.0


def by_size(labels: NDArray[Any]) -> NDArray[np.int64]:
    """The same split numbered from the largest community, ties by first member; -1 stays."""
    result = np.full(len(labels), -1, np.int64)
    member = labels >= 0
    _, first, inverse, counts = np.unique(labels[member], return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), np.int64)
    rank[np.lexsort((first, -counts))] = np.arange(len(counts))
    result[member] = rank[inverse]
    return result


def _follow(network: Network, side: Side, labels: NDArray[Any]) -> NDArray[np.int64]:
    """The community that most links of each node of the other side go to; ties to the larger community."""
    member = np.flatnonzero(labels >= 0)
    count = int(labels.max(initial=-1)) + 1
    if not count:
        other = network.nodes("bottom" if side == "top" else "top")
        return np.full(len(other), -1, np.int64)
    indicator = csr_array((np.ones(len(member)), (member, labels[member])), shape=(len(labels), count))
    links = (network.matrix(side).T @ indicator).tocsr()
    rows = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    order = np.lexsort((links.indices, -links.data, rows))
    result = np.full(links.shape[0], -1, np.int64)
    nodes, first = np.unique(rows[order], return_index=True)
    result[nodes] = links.indices[order][first]
    return result


def _leading(nodes: Nodes, labels: NDArray[Any], degrees: NDArray[Any], count: int) -> NDArray[Any]:
    result = np.full(count, None, object)
    for position in np.lexsort((np.arange(len(labels)), degrees)):
        if labels[position] >= 0:
            result[labels[position]] = nodes.names[position]
    return result


def _commonest(fact: NDArray[Any], labels: NDArray[Any], count: int, most: int = 2) -> list[str]:
    tallies: list[dict[str, int]] = [{} for _ in range(count)]
    for value, label in zip(fact.tolist(), labels.tolist(), strict=True):
        if label >= 0 and value is not None:
            tallies[label][value] = tallies[label].get(value, 0) + 1
    return [", ".join(sorted(tally, key=lambda key: (-tally[key], key))[:most]) for tally in tallies]


def _columns(top: Nodes, bottom: Nodes, unit: str) -> list[Column]:
    weight = "awards x links" if unit == "awards" else unit
    return [
        Column("community", "integer", "", "Number of the community, 0 the largest"),
        Column("name", "string", "", "Its leading CPV divisions and regions, else its leading node"),
        Column(f"{top.kind}s", "integer", f"{top.kind}s", "Members"),
        Column(f"{bottom.kind}s", "integer", f"{bottom.kind}s", "Members"),
        Column(f"{unit}_inside", "integer", weight, f"{unit.capitalize()} over the links between members"),
        Column(f"{unit}_outside", "integer", weight, f"{unit.capitalize()} over the links of its members to others"),
        Column("leading", "string", "", "The member with most partners, of the buyers where there are any"),
    ]
