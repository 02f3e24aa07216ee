"""The shape of the whole network: size, components, clustering, nestedness, assortativity, rich-club, weak points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.analytics.projection import project
from graph.analytics.result import made_by
from graph.analytics.weakness import weak_points
from graph.records import Column, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.analytics.counted import Totals
    from graph.analytics.network import Network, Side
    from graph.analytics.projection import Projection

_ROWS = 512
_LACKS = {"cpv": "CPV code", "region": "region of delivery", "period": "date", "council": "council as a party"}


def summary(network: Network, counted: Totals | None = None) -> Records:
    """What the network is, one measure a row: measure, value, unit, meaning.

    Parameters
    ----------
    network : Network
        What to measure.
    counted : Totals, optional
        Its awards and values, each award once; without it only the sums over links can be told, as such.
    """
    labels = components(network)
    rich = _richest(project(network))
    sizes = np.bincount(labels) if len(labels) else np.zeros(1, int)
    weak = weak_points(network)
    top, bottom = network.top.kind, network.bottom.kind
    links = int(network.awards.nnz)
    rows: list[tuple[Any, ...]] = [
        (f"{top}s", len(network.top), f"{top}s", f"{top.capitalize()}s with at least one link"),
        (f"{bottom}s", len(network.bottom), f"{bottom}s", f"{bottom.capitalize()}s with at least one link"),
        ("links", links, "pairs", f"Pairs of one {top} and one {bottom} that are linked"),
        *(_award_rows(network, counted) if network.unit == "awards" else []),
        ("density", density(network), "share 0-1", "Links of all possible ones"),
        ("components", len(sizes) if links else 0, "components", "Parts with no link between them"),
        ("largest_component", int(sizes.max(initial=0)), "nodes", "Nodes of the largest part"),
        ("clustering", clustering(network), "share 0-1", "Chains of three links that close (Robins-Alexander)"),
        ("nestedness", nodf(network), "0-100", "NODF: partners of small nodes are partners of large ones"),
        ("assortativity", assortativity(network), "-1 to 1", "Correlation of the degrees of both ends"),
        ("rich_club", rich, "share 0-1",
         f"Links that there are between the tenth of {top}s that share {bottom}s with most others"),
        (f"articulation_{bottom}s", int(weak.cut_off[len(network.top) :].astype(bool).sum()), f"{bottom}s",
         f"{bottom.capitalize()}s whose loss cuts {top}s off the rest"),
        ("bridges", int(weak.bridges.sum()), "links", "Links whose loss splits a component"),
    ]  # fmt: skip
    columns = [
        Column("measure", "string"),
        Column("value", "number"),
        Column("unit", "string"),
        Column("meaning", "string"),
    ]
    rows = [(name, None if value != value else value, *rest) for name, value, *rest in rows]  # noqa: PLR0124 - NaN
    found = Records(f"The {top}-{bottom} network", columns, rows, made_by(network))
    if counted and counted.left_out:
        lacks = _LACKS.get(top, top)
        found.notes.append(
            f"{counted.left_out:,} more awards pass the filters but have no {lacks}: they are in no link."
        )
    return found


def _award_rows(network: Network, counted: Totals | None) -> list[tuple[Any, ...]]:
    top, bottom = network.top.kind, network.bottom.kind
    rows: list[tuple[Any, ...]] = []
    if counted:
        rows = [
            ("awards", counted.awards, "awards", "Distinct awards, each counted once"),
            ("awards_valued", counted.valued, "awards", "Of these, how many have a value"),
            *((f"value_{unit}", total, unit, "Sum of their values, each award once")
              for unit, total in counted.values.items()),
        ]  # fmt: skip
    awards, valued = int(network.awards.data.sum()), int(network.valued.sum())
    over = f"an award to several {bottom}s or of several {top}s counts in each link"
    rows += [
        ("link_awards", awards, "awards x links", f"Sum over the links: {over}"),
        ("link_awards_valued", valued, "awards x links", "Of these, how many have a value"),
    ]
    if not counted:
        sums = network.values.items()
        rows += [
            (f"link_value_{unit}", float(np.nansum(sum_)), unit, f"Sum over the links: {over}") for unit, sum_ in sums
        ]
    return rows


def _richest(projection: Projection) -> float:
    """Rich-club coefficient at the degree that a tenth of the nodes is above; NaN where fewer than two are."""
    degrees = np.diff(projection.adjacency.indptr)
    found = rich_club(projection)
    at = int(np.quantile(degrees, 0.9, method="inverted_cdf")) if len(degrees) else 0
    return float(found[at]) if at < len(found) else float("nan")


def density(network: Network) -> float:
    """Links as a share of all possible ones: ``bipartite.density``; 0 without nodes."""
    possible = len(network.top) * len(network.bottom)
    return network.awards.nnz / possible if possible else 0.0


def components(network: Network) -> NDArray[np.int64]:
    """Component of each node, top first: ``connected_components``; 0 is the one that holds the first node."""
    _, labels = connected_components(network.adjacency(), directed=False)
    return labels.astype(np.int64)


def clustering(network: Network) -> float:
    """Four times the squares over the chains of three links: ``bipartite.robins_alexander_clustering``."""
    chains = float(((degree_of(network, 0) - 1) * (degree_of(network, 1) - 1)).sum())
    side: Side = "top" if len(network.top) <= len(network.bottom) else "bottom"
    squares = sum(float((shared * (shared - 1)).sum()) / 2 for _, _, shared in _shared_blocks(network, side))
    return 4 * squares / chains if chains else 0.0


def degree_of(network: Network, end: int) -> NDArray[np.int64]:
    """Degree of one end of every link, 0 the top end, 1 the bottom end."""
    return network.degrees("top" if end == 0 else "bottom")[network.ends()[end]]


def nodf(network: Network) -> float:
    """Nestedness by overlap and decreasing fill, 0 to 100 (Almeida-Neto et al. 2008).

    The mean over all pairs of rows and all pairs of columns of the share of the smaller one's links that the larger
    one has too, 0 where both have the same number of links.
    """
    total, pairs = 0.0, 0
    for side in ("top", "bottom"):
        degrees = network.degrees(side)
        pairs += len(degrees) * (len(degrees) - 1) // 2
        for rows, columns, shared in _shared_blocks(network, side):
            one, other = degrees[rows], degrees[columns]
            unequal = one != other
            total += float((shared[unequal] / np.minimum(one, other)[unequal]).sum())
    return 100 * total / pairs if pairs else 0.0


def assortativity(network: Network) -> float:
    """Pearson correlation of the two ends' degrees over the links, NaN where one side's are all equal.

    ``degree_pearson_correlation_coefficient(x="out", y="in")`` of the network directed from top to bottom.
    """
    ends = [degree_of(network, end).astype(float) for end in (0, 1)]
    if not len(ends[0]) or any(np.ptp(end) == 0 for end in ends):
        return float("nan")
    return float(np.corrcoef(ends[0], ends[1])[0, 1])


def rich_club(projection: Projection) -> NDArray[np.float64]:
    """Share of links among the nodes of degree above k, for k from 0: ``rich_club_coefficient(normalized=False)``."""
    degrees = np.diff(projection.adjacency.indptr)
    first, second, _ = projection.pairs()
    highest = int(degrees.max(initial=0))
    nodes = len(degrees) - np.cumsum(np.bincount(degrees, minlength=highest + 1))
    lower = np.minimum(degrees[first], degrees[second])
    links = len(lower) - np.cumsum(np.bincount(lower, minlength=highest + 1))
    possible = nodes > 1
    return 2 * links[possible] / (nodes * (nodes - 1))[possible]


def _shared_blocks(network: Network, side: Side) -> Any:
    """Pairs a < b and their shared partners, block by block: a whole side's pairs may not fit in memory."""
    matrix = network.matrix(side)
    turned = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], _ROWS):
        product = matrix[start : start + _ROWS] @ turned
        rows = np.repeat(np.arange(start, start + product.shape[0]), np.diff(product.indptr))
        upper = rows < product.indices
        yield rows[upper], product.indices[upper], product.data[upper]
