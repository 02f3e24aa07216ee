"""Shortest paths from many nodes at once: closeness by bits, betweenness by sparse products.

Both walk the bipartite network level by level from a batch of nodes of one side, so that each level touches only the
side it arrives at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from graph.analytics.network import Network, Side

_WORDS = 4
_BATCH = 64
SIDES: tuple[Side, Side] = ("top", "bottom")


def total_distances(
    network: Network, report: Callable[[int, int], None] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sum of distances to all nodes in reach, and how many these are with the node itself: top first, then bottom.

    Each of 64 bits of a word is one start; a level is one OR over the neighbours (Then et al. 2014, multi-source BFS).
    """
    sizes = (len(network.top), len(network.bottom))
    towards = (_Gather(network, "bottom"), _Gather(network, "top"))
    total, reach = (np.zeros(sum(sizes), np.int64) for _ in range(2))
    views = [(total[: sizes[0]], reach[: sizes[0]]), (total[sizes[0] :], reach[sizes[0] :])]
    done = 0
    for side, starts in _batches(sizes, _WORDS * 64):
        seen = [np.zeros((size, _WORDS), np.uint64) for size in sizes]
        number = np.arange(len(starts))
        seen[side][starts, number // 64] = np.uint64(1) << (number % 64).astype(np.uint64)
        views[side][1][starts] += 1
        frontier, at, level = seen[side].copy(), side, 0
        while frontier.any():
            level, at = level + 1, 1 - at
            frontier = towards[1 - at](frontier) & ~seen[at]
            seen[at] |= frontier
            fresh = np.bitwise_count(frontier).sum(axis=1, dtype=np.int64)
            views[at][0][:] += level * fresh
            views[at][1][:] += fresh
        done += len(starts)
        if report:
            report(done, sum(sizes))
    return total, reach


def dependencies(
    network: Network,
    starts: tuple[NDArray[Any], NDArray[Any]],
    report: Callable[[int, int], None] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum over the starts of Brandes' dependency of each node, and the sum of its square: top first, then bottom.

    Parameters
    ----------
    network : Network
        Links unweighted.
    starts : tuple of NDArray of int
        Positions of the starts among the top nodes and among the bottom nodes.
    report : callable, optional
        Called with the starts done and their number.

    Notes
    -----
    Brandes (2001), "A faster algorithm for betweenness centrality", one sparse product a level for 64 starts at once.
    """
    sizes = (len(network.top), len(network.bottom))
    given = (network.matrix("bottom", "").astype(float), network.matrix("top", "").astype(float))
    total, square = np.zeros(sum(sizes)), np.zeros(sum(sizes))
    spans = (slice(0, sizes[0]), slice(sizes[0], None))
    done, every = 0, sum(len(part) for part in starts)
    for side in (0, 1):
        for begin in range(0, len(starts[side]), _BATCH):
            batch = starts[side][begin : begin + _BATCH]
            for at, dependency in enumerate(_brandes(given, sizes, side, batch)):
                total[spans[at]] += dependency.sum(axis=1)
                square[spans[at]] += (dependency**2).sum(axis=1)
            done += len(batch)
            if report:
                report(done, every)
    return total, square


def _brandes(given: tuple[Any, Any], sizes: tuple[int, int], side: int, batch: NDArray[Any]) -> list[NDArray[Any]]:
    """Dependencies of both sides' nodes on each start of the batch, shapes (n, b) and (m, b)."""
    paths = [np.zeros((size, len(batch))) for size in sizes]
    paths[side][batch, np.arange(len(batch))] = 1.0
    levels: list[NDArray[Any]] = [paths[side] > 0]
    at = side
    frontier = paths[side].copy()
    while True:
        arrived = given[at] @ frontier
        at = 1 - at
        fresh = (arrived > 0) & (paths[at] == 0)
        if not fresh.any():
            break
        frontier = np.where(fresh, arrived, 0.0)
        paths[at] += frontier
        levels.append(fresh)
    result = [np.zeros((size, len(batch))) for size in sizes]
    for level in range(len(levels) - 1, 0, -1):
        at = (side + level) % 2
        with np.errstate(divide="ignore", invalid="ignore"):
            flow = np.where(levels[level], (1.0 + result[at]) / paths[at], 0.0)
        back = given[at] @ flow
        result[1 - at] += np.where(levels[level - 1], back * paths[1 - at], 0.0)
    result[side][batch, np.arange(len(batch))] = 0.0
    return result


def _batches(sizes: tuple[int, int], size: int) -> Iterator[tuple[int, NDArray[Any]]]:
    for side in (0, 1):
        for begin in range(0, sizes[side], size):
            yield side, np.arange(begin, min(begin + size, sizes[side]))


class _Gather:
    """OR of the words of each node's neighbours, for the nodes of ``side``."""

    def __init__(self, network: Network, side: Side) -> None:
        matrix = network.matrix(side)
        self.indices = matrix.indices
        self.linked = np.flatnonzero(np.diff(matrix.indptr))
        self.starts = matrix.indptr[self.linked]
        self.size = matrix.shape[0]

    def __call__(self, words: NDArray[np.uint64]) -> NDArray[np.uint64]:
        result = np.zeros((self.size, words.shape[1]), np.uint64)
        if len(self.linked):
            result[self.linked] = np.bitwise_or.reduceat(words[self.indices], self.starts, axis=0)
        return result
