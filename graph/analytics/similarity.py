"""Nearest buyers or suppliers to one given, and the shortest chains between two organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from graph.analytics.result import made_by, ranked, records
from graph.errors import NotFoundError, UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from graph.analytics.network import Network, Side

Likeness = Literal["jaccard", "cosine", "shared"]


def similar(network: Network, key: str, measure: Likeness = "jaccard", limit: int | None = 20) -> Records:
    """The nodes of the same side that share most partners with the node ``key`` (id or name).

    Raises
    ------
    NotFoundError
        No node has that id or name, or several have that name.
    UsageError
        No such measure.
    """
    if measure not in get_args(Likeness):
        raise UsageError(f"No measure {measure!r}: use jaccard, cosine or shared.", measure=measure)
    side, position = locate(network, key)
    matrix, degrees = network.matrix(side), network.degrees(side)
    shared = np.asarray((matrix @ matrix[[position]].T).todense()).ravel()
    union = degrees + degrees[position] - shared
    jaccard = np.divide(shared, union, out=np.zeros(len(shared)), where=union > 0)
    product = np.sqrt(degrees * degrees[position])
    cosine = np.divide(shared, product, out=np.zeros(len(shared)), where=product > 0)
    shared[position] = 0
    scores: dict[str, NDArray[Any]] = {"jaccard": jaccard, "cosine": cosine, "shared": shared}
    order = ranked(np.where(shared > 0, scores[measure], np.nan))[: int((shared > 0).sum())]
    cut = order[:limit]
    nodes, other = network.nodes(side), network.nodes("bottom" if side == "top" else "top")
    data = {
        "id": nodes.ids[cut], "name": nodes.names[cut], "shared": shared[cut], "degree": degrees[cut],
        "jaccard": jaccard[cut], "cosine": cosine[cut],
    }  # fmt: skip
    columns = [
        Column("id", "string"), Column("name", "string"),
        Column("shared", "integer", f"{other.kind}s", "Partners in common"),
        Column("degree", "integer", f"{other.kind}s", "Its partners"),
        Column("jaccard", "number", "share 0-1", "In common of all partners of either"),
        Column("cosine", "number", "share 0-1", "In common over the geometric mean of both numbers of partners"),
    ]  # fmt: skip
    of = {"of": nodes.ids[position], "of_name": nodes.names[position], "of_degree": int(degrees[position])}
    result = records(
        f"{nodes.kind.capitalize()}s most like {nodes.names[position]}", columns, data,
        made_by(network, **of, measure=measure, limit=limit),
    )  # fmt: skip
    result.more = len(cut) < len(order)
    return result


def paths(network: Network, start: str, end: str, limit: int | None = 10) -> Records:
    """The shortest chains of awards from one organisation to another, all of the same length.

    One row a step: path (number from 1), step (from 1), from, to (ids and names), awards, and last date.

    Raises
    ------
    NotFoundError
        One of the two is not in the network, or no chain joins them.
    """
    size = len(network.top)
    ends = []
    for key in (start, end):
        side, position = locate(network, key)
        ends.append(position + (size if side == "bottom" else 0))
    levels = _levels(network, ends[0])
    if levels[ends[1]] < 0:
        raise NotFoundError(f"No chain of awards joins {start!r} and {end!r} in this network.", start=start, end=end)
    found: list[list[int]] = []
    stack = [[ends[1]]]
    more = False
    while stack:
        chain = stack.pop()
        if chain[-1] == ends[0]:
            if limit is not None and len(found) == limit:
                more = True
                break
            found.append(chain[::-1])
            continue
        before = [node for node in _partners(network, chain[-1]) if levels[node] == levels[chain[-1]] - 1]
        stack += [[*chain, node] for node in reversed(before)]
    rows = [
        _step(network, number, step, chain) for number, chain in enumerate(found, 1) for step in range(len(chain) - 1)
    ]
    columns = [
        Column("path", "integer", "", "Number of the chain"), Column("step", "integer", "", "Step of the chain"),
        Column("from", "string"), Column("from_name", "string"), Column("to", "string"), Column("to_name", "string"),
        Column("awards", "integer", "awards", "Between the two"), Column("last", "date", "", "Date of the latest"),
    ]  # fmt: skip
    made = made_by(network, start=start, end=end, length=int(levels[ends[1]]), limit=limit)
    return Records(f"Shortest chains from {start} to {end}", columns, rows, made, more=more)


def locate(network: Network, key: str) -> tuple[Side, int]:
    """Side and position of the node with that id or name; the top side first.

    Raises
    ------
    NotFoundError
        Neither side has one, or several nodes have that name.
    """
    if key in set(network.bottom.ids.tolist()) and key not in set(network.top.ids.tolist()):
        return "bottom", network.bottom.position(key)
    try:
        return "top", network.top.position(key)
    except NotFoundError as error:
        if "is the name of" in error.message:
            raise
    try:
        return "bottom", network.bottom.position(key)
    except NotFoundError as error:
        if "is the name of" in error.message:
            raise
    kinds = f"{network.top.kind} or {network.bottom.kind}"
    raise NotFoundError(f"No {kinds} of this network has the id or name {key!r}.", name=key)


def _levels(network: Network, start: int) -> NDArray[np.int64]:
    """Distance of every node from ``start``, -1 out of reach; bottom nodes after the top nodes."""
    size = len(network.top)
    matrices = (network.matrix("top"), network.matrix("bottom"))
    result = np.full(size + len(network.bottom), -1, np.int64)
    result[start] = 0
    frontier, level, side = np.array([start]), 0, int(start >= size)
    while len(frontier):
        level += 1
        reached = np.unique(matrices[side][frontier - size * side].indices) + size * (1 - side)
        frontier = reached[result[reached] < 0]
        result[frontier] = level
        side = 1 - side
    return result


def _partners(network: Network, node: int) -> list[int]:
    size = len(network.top)
    if node < size:
        row = network.awards.indices[network.awards.indptr[node] : network.awards.indptr[node + 1]]
        return [size + int(partner) for partner in row]
    return [int(row) for row in network.ends()[0][network.awards.indices == node - size]]


def _step(network: Network, number: int, step: int, chain: list[int]) -> tuple[Any, ...]:
    size = len(network.top)
    one, other = chain[step], chain[step + 1]
    row, column = (one, other - size) if one < size else (other, one - size)
    span = slice(network.awards.indptr[row], network.awards.indptr[row + 1])
    place = int(span.start + np.searchsorted(network.awards.indices[span], column))
    link = network.link(place)
    named = []
    for node in (one, other):
        nodes, at = (network.top, node) if node < size else (network.bottom, node - size)
        named += [str(nodes.ids[at]), str(nodes.names[at])]
    return number, step + 1, *named, link["awards"], link.get("last")
