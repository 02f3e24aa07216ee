"""Two periods compared, and what a network loses when suppliers go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from graph.analytics.centrality import strength
from graph.analytics.counted import amounts
from graph.analytics.result import made_by, ranked, records
from graph.errors import UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.analytics.counted import Groups
    from graph.analytics.network import Network

Order = Literal["degree", "awards", "random"]


def change(
    before: Network, after: Network, kind: str = "supplier", weight: str = "awards", *, limit: int | None = None,
    counted: tuple[Groups, Groups] | None = None,
) -> Records:  # fmt: skip
    """Who entered, left and moved in rank between two networks, the largest difference in weight first.

    Parameters
    ----------
    before, after : Network
        The same kind of network of two periods.
    kind : str
        Which nodes.
    weight : str
        What ranks them: ``awards`` or a currency. Rank 1 is the largest; equal ones share the mean rank.
    limit : int, optional
        Rows at most.
    counted : tuple of Groups, optional
        The distinct awards of these nodes in both periods, with their value; without them the sums over links, where
        an award to several suppliers, or of several buyers, counts for each.
    """
    found = []
    for period, network in enumerate((before, after)):
        side = network.side(kind)
        # A currency that one of the periods lacks is 0 for all there, not an error.
        known = weight in ("awards", *network.values)
        every = strength(network, weight) if known else np.zeros(len(network.top) + len(network.bottom))
        sums = every[: len(network.top)] if side == "top" else every[len(network.top) :]
        nodes = network.nodes(side)
        if counted:
            sums = amounts(counted[period], nodes.ids, weight)
        ranks = _ranks(np.asarray(sums, float))
        found.append(
            {
                key: (name, amount, rank)
                for key, name, amount, rank in zip(nodes.ids, nodes.names, sums.tolist(), ranks.tolist(), strict=True)
            }
        )
    rows = [_moved(key, found[0].get(key), found[1].get(key)) for key in sorted(found[0].keys() | found[1].keys())]
    rows.sort(key=lambda row: (-abs(row[5] - row[4]), row[0]))
    unit = weight if counted or weight != "awards" else "awards x links"
    columns = [
        Column("id", "string"), Column("name", "string"),
        Column("change", "string", "", "entered, left or stayed"),
        Column("rank_move", "number", "places", "Up is positive; only for those that stayed"),
        Column("before", "number", unit, "In the first period"), Column("after", "number", unit, "In the second"),
        Column("rank_before", "number", "rank"), Column("rank_after", "number", "rank"),
    ]  # fmt: skip
    made = made_by(after, kind=kind, weight=weight, limit=limit)
    made["before"] = made_by(before)
    result = Records(
        f"{after.nodes(after.side(kind)).kind.capitalize()}s between two periods",
        columns,
        rows[:limit],
        made,
        more=limit is not None and len(rows) > limit,
    )
    counts = {what: sum(row[2] == what for row in rows) for what in ("entered", "left", "stayed")}
    result.notes = [
        ", ".join(f"{count:,} {what}" for what, count in counts.items()) + ".",
        _links_kept(before, after),
    ]
    return result


def robustness(
    network: Network, order: Order = "awards", *, seeds: int = 20, seed: int = 0, points: int = 20
) -> Records:
    """What stays when suppliers (bottom nodes) are lost one after another.

    Parameters
    ----------
    network : Network
        Links unweighted.
    order : Order
        Lost first: those with most partners (``degree``), most awards, or at random (mean of ``seeds`` draws).
    seeds, seed : int
        Number of random draws and the first one's seed.
    points : int
        Rows of the curve, evenly spread, besides the start.

    Raises
    ------
    UsageError
        No such order.
    """
    if order not in get_args(Order):
        raise UsageError(f"No order {order!r}: use degree, awards or random.", order=order)
    size, n = len(network.bottom), len(network.top)
    if order == "random":
        drawn = [np.random.default_rng(seed + run).permutation(size) for run in range(seeds)]
    else:
        score = network.degrees("bottom") if order == "degree" else strength(network)[n:]
        drawn = [ranked(score)]
    curves = [_curve(network, lost) for lost in drawn]
    largest, served = (np.mean([curve[part] for curve in curves], axis=0) for part in (0, 1))
    steps = np.unique(np.linspace(0, size, min(points, size) + 1).astype(int))
    whole = max(float(largest[0]), 1.0)
    data: dict[str, NDArray[Any]] = {
        "lost": steps, "lost_share": steps / max(size, 1), "largest_component": largest[steps],
        "largest_share": largest[steps] / whole, "served": served[steps], "served_share": served[steps] / max(n, 1),
    }  # fmt: skip
    top, bottom = network.top.kind, network.bottom.kind
    columns = [
        Column("lost", "integer", f"{bottom}s", "Taken out so far"),
        Column("lost_share", "number", "share 0-1", "Of all"),
        Column("largest_component", "number", "nodes", "Largest connected part of what is left"),
        Column("largest_share", "number", "share 0-1", "Of the largest part at the start"),
        Column("served", "number", f"{top}s", "Still have a partner"),
        Column("served_share", "number", "share 0-1", "Of all"),
    ]  # fmt: skip
    made = made_by(
        network,
        order=order,
        seeds=seeds if order == "random" else None,
        seed=seed if order == "random" else None,
    )
    made["robustness"] = float(np.mean(largest[1:]) / whole) if size else 0.0
    result = records(f"What stays when {bottom}s are lost", columns, data, made)
    result.notes = [
        f"Robustness {made['robustness']:.4f}: mean share of the largest part over all losses (Schneider et al. 2011)."
    ]
    return result


def _ranks(amounts: NDArray[Any]) -> NDArray[np.float64]:
    """Rank of each amount from the largest down, 1 the first; equal amounts share the mean of their ranks."""
    _, group, counts = np.unique(-amounts, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[group]


def _moved(key: str, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> tuple[Any, ...]:
    what = "entered" if old is None else "left" if new is None else "stayed"
    move = old[2] - new[2] if old and new else None
    name = (new or old or (key,))[0]
    first, second = ((side[1], side[2]) if side else (0, None) for side in (old, new))
    return key, str(name), what, move, first[0], second[0], first[1], second[1]


def _links_kept(before: Network, after: Network) -> str:
    pairs = []
    for network in (before, after):
        rows, columns = network.ends()
        pairs.append(set(zip(network.top.ids[rows].tolist(), network.bottom.ids[columns].tolist(), strict=True)))
    both, every = len(pairs[0] & pairs[1]), len(pairs[0] | pairs[1])
    return f"{both:,} of {every:,} {after.top.kind}-{after.bottom.kind} links are in both periods."


def _curve(network: Network, lost: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Largest component and top nodes with a partner after 0, 1, 2, ... losses, by adding them back from the end.

    A node without a link counts as a component of size 1, so that the curve ends at 1.
    """
    n = len(network.top)
    turned = network.matrix("bottom")
    starts, tops = turned.indptr.tolist(), turned.indices.tolist()
    parent, weight = list(range(n)), [1] * n
    linked = [False] * n
    largest, served = np.zeros(len(lost) + 1), np.zeros(len(lost) + 1)
    biggest, count = int(n > 0), 0
    largest[len(lost)] = biggest
    for place in range(len(lost) - 1, -1, -1):
        node = int(lost[place])
        roots = set()
        for top in tops[starts[node] : starts[node + 1]]:
            count += not linked[top]
            linked[top] = True
            roots.add(_root(parent, top))
        if roots:
            first = max(roots, key=lambda root: weight[root])
            weight[first] = sum(weight[root] for root in roots) + 1
            for root in roots:
                parent[root] = first
            biggest = max(biggest, weight[first])
        largest[place], served[place] = biggest, count
    return largest, served


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node
