"""Where the network would break: articulation points, bridges, and how many buyers each supplier's loss cuts off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.analytics.result import made_by, records
from graph.records import Column, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.analytics.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class WeakPoints:
    """What holds the network together.

    Parameters
    ----------
    articulation : NDArray of bool, shape (n + m,)
        Nodes whose loss splits a component.
    cut_off : NDArray of int, shape (n + m,)
        Top nodes that the loss of the node parts from the rest of its component that has most top nodes.
    bridges : NDArray of bool
        Links whose loss splits a component, in the order of ``awards.data``.
    """

    articulation: NDArray[np.bool_]
    cut_off: NDArray[np.int64]
    bridges: NDArray[np.bool_]


def weak_points(network: Network) -> WeakPoints:
    """Articulation points and bridges (``articulation_points``, ``bridges``), and what each node's loss cuts off.

    One depth-first walk (Hopcroft and Tarjan 1973).
    """
    n, size = len(network.top), len(network.top) + len(network.bottom)
    walk = _Walk(network)
    for root in range(size):
        if walk.found[root] < 0:
            walk.visit(root)
    articulation, cut_off = np.zeros(size, bool), np.zeros(size, np.int64)
    for node, pieces in walk.pieces.items():
        root = walk.root[node]
        rest = walk.below[root] - sum(pieces) - int(node < n)
        parts = pieces if root == node else [*pieces, rest]
        articulation[node] = len(parts) > 1
        cut_off[node] = sum(parts) - max(parts)
    bridges = {(min(pair), max(pair) - n) for pair in walk.bridges}
    rows, columns = network.ends()
    held = [pair in bridges for pair in zip(rows.tolist(), columns.tolist(), strict=True)]
    return WeakPoints(articulation, cut_off, np.array(held, bool))


def weak_records(network: Network, limit: int | None = None) -> Records:
    """Bottom nodes (suppliers) whose loss cuts top nodes (buyers) off or leaves them alone, the most first."""
    weak = weak_points(network)
    n = len(network.top)
    cut = weak.cut_off[n:]
    lone = network.degrees("top")[network.ends()[0]] == 1
    alone = np.bincount(network.awards.indices[lone], minlength=len(network.bottom))
    order = np.lexsort((-alone, -cut))[: int(((cut > 0) | (alone > 0)).sum())]
    chosen = order[:limit]
    nodes = network.bottom.take(chosen)
    data = {
        "id": nodes.ids, "name": nodes.names, "degree": network.degrees("bottom")[chosen], "cut_off": cut[chosen],
        "only_partner_of": alone[chosen],
    }  # fmt: skip
    top, bottom = network.top.kind, network.bottom.kind
    columns = [
        Column("id", "string"), Column("name", "string"), Column("degree", "integer", f"{top}s", "Different partners"),
        Column("cut_off", "integer", f"{top}s", "Parted from the largest rest of the network if it is lost"),
        Column("only_partner_of", "integer", f"{top}s", "Have no other partner in the network as filtered"),
    ]  # fmt: skip
    title = f"{bottom.capitalize()}s whose loss cuts {top}s off"
    result = records(title, columns, data, made_by(network, limit=limit))
    result.more = len(chosen) < len(order)
    return result


class _Walk:
    """A depth-first walk over all nodes, bottom nodes after the n top nodes, without recursion.

    ``found`` is when each node was met and ``low`` the earliest node that its subtree reaches; ``below`` counts the
    top nodes of its subtree; ``pieces`` has, for each node that subtrees hang on by, the ``below`` of each.
    """

    def __init__(self, network: Network) -> None:
        adjacency = network.adjacency()
        size = adjacency.shape[0]
        self.tops = len(network.top)
        self.starts, self.neighbours = adjacency.indptr.tolist(), adjacency.indices.tolist()
        self.found, self.low, self.below, self.root = [-1] * size, [0] * size, [0] * size, [0] * size
        self.pieces: dict[int, list[int]] = {}
        self.bridges: list[tuple[int, int]] = []
        self.clock = 0

    def visit(self, root: int) -> None:
        """Walk the component of ``root``."""
        stack = [self._enter(root, -1, root)]
        while stack:
            node, parent, place = stack.pop()
            if place == self.starts[node + 1]:
                if parent >= 0:
                    self._leave(node, parent)
                continue
            stack.append((node, parent, place + 1))
            other = self.neighbours[place]
            if self.found[other] < 0:
                stack.append(self._enter(other, node, root))
            elif other != parent:
                self.low[node] = min(self.low[node], self.found[other])

    def _enter(self, node: int, parent: int, root: int) -> tuple[int, int, int]:
        self.found[node] = self.low[node] = self.clock
        self.clock += 1
        self.below[node], self.root[node] = int(node < self.tops), root
        return node, parent, self.starts[node]

    def _leave(self, node: int, parent: int) -> None:
        self.below[parent] += self.below[node]
        self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] >= self.found[parent]:
            self.pieces.setdefault(parent, []).append(self.below[node])
        if self.low[node] > self.found[parent]:
            self.bridges.append((parent, node))
