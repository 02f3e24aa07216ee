"""The bipartite configuration model: the stronger null for shared partners, which keeps both sides' degrees.

The maximum-entropy probability of each link, given every node's expected number of links, is x y / (1 + x y) (Saracco
et al. 2015, 2017). Used as the null of the projection it is the stochastic degree sequence model, SDSM, of Neal
(2014, 2021). Under it the number of partners two nodes share is a sum of independent trials, one for each partner:
its tail is computed exactly, not by the Poisson approximation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit, gammaln, xlog1py, xlogy

from graph.errors import TendergraphError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.analytics.network import Network, Side

_CELLS = 4_000_000


def link_probabilities(network: Network, side: Side = "top") -> NDArray[np.float64]:
    """Probability of every link, shape (n, m): use it for small networks only.

    Raises
    ------
    TendergraphError
        The degrees have no such model within 1e-6 links.
    """
    rows, columns, chance = _solve_network(network, side)
    return chance[rows][:, columns]


def test_pairs(
    network: Network, side: Side, pairs: tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Expected partners in common and P(X >= shared), for each pair (a, b, shared).

    Nodes with equal degrees have equal probabilities, so that each combination of degrees is computed once.

    Raises
    ------
    TendergraphError
        The degrees have no such model within 1e-6 links.
    """
    a, b, shared = pairs
    rows, columns, chance = _solve_network(network, side)
    counts = np.bincount(columns, minlength=chance.shape[1]).astype(float)
    first, second = np.minimum(rows[a], rows[b]), np.maximum(rows[a], rows[b])
    combination = first.astype(np.int64) * len(chance) + second
    different, place = np.unique(combination, return_inverse=True)
    one, other = np.divmod(different, len(chance))
    most = np.zeros(len(different), np.int64)
    np.maximum.at(most, place, shared)
    expected = np.array([(chance[i] * chance[j]) @ counts for i, j in zip(one, other, strict=True)])
    p_value = np.empty(len(a))
    # Room for the terms after the largest count that still weigh in its tail, in powers of two to batch alike ones.
    room = np.exp2(np.ceil(np.log2(most + 10 * np.sqrt(most) + 20))).astype(np.int64)
    order = np.argsort(place, kind="stable")
    ends = np.searchsorted(place[order], np.arange(len(different) + 1))
    for size in np.unique(room):
        alike = np.flatnonzero(room == size)
        step = max(1, _CELLS // int(size))
        for start in range(0, len(alike), step):
            batch = alike[start : start + step]
            mass = _mass(chance[one[batch]] * chance[other[batch]], counts, int(size))
            upper = np.cumsum(mass[:, ::-1], axis=1)[:, ::-1]
            lower = np.cumsum(mass, axis=1)
            for number, at in enumerate(batch):
                held = order[ends[at] : ends[at + 1]]
                count = shared[held]
                above = count > expected[at]
                p_value[held] = np.where(above, upper[number, count], 1.0 - lower[number, count - 1])
    return expected[place], np.clip(p_value, 0.0, 1.0)


def solve(
    rows: NDArray[Any], row_counts: NDArray[Any], columns: NDArray[Any], column_counts: NDArray[Any]
) -> NDArray[np.float64]:
    """Link probability of each combination of degrees, by Newton's method on the likelihood.

    Parameters
    ----------
    rows, columns : NDArray of int, shapes (r,) and (c,)
        The different degrees of either side; none is 0 or the size of the other side.
    row_counts, column_counts : NDArray of int
        How many nodes have each degree.

    Returns
    -------
    NDArray of float64, shape (r, c)

    Raises
    ------
    TendergraphError
        No probabilities give these degrees within 1e-6 links.
    """
    links = float(rows @ row_counts)
    x = np.concatenate([np.log(rows / np.sqrt(links)), np.log(columns / np.sqrt(links))])
    size = len(rows)
    weights = np.concatenate([row_counts, column_counts]).astype(float)
    wanted = np.concatenate([rows, columns]) * weights
    product = np.outer(row_counts, column_counts).astype(float)

    def gain(x: NDArray[Any]) -> float:
        return float(wanted @ x - (product * np.logaddexp(0, x[:size, None] + x[None, size:])).sum())

    for _ in range(200):
        chance = expit(x[:size, None] + x[None, size:])
        flow = product * chance
        error = wanted - np.concatenate([flow.sum(axis=1), flow.sum(axis=0)])
        if np.max(np.abs(error / weights)) < 1e-10 * max(1.0, float(columns.max(initial=1))):
            return chance
        x = _step(x, error, flow * (1 - chance), gain)
    if np.max(np.abs(error / weights)) > 1e-6:
        raise TendergraphError(
            "The bipartite configuration model has no solution for these degrees: use the hypergeometric null."
        )
    return chance


def _step(x: NDArray[Any], error: NDArray[Any], spread: NDArray[Any], gain: Any) -> NDArray[Any]:
    """One Newton step, halved until the likelihood grows; the ridge holds the one free direction."""
    rows, columns = spread.shape
    curvature = np.zeros((rows + columns,) * 2)
    curvature[:rows, rows:] = spread
    curvature[rows:, :rows] = spread.T
    diagonal = np.concatenate([spread.sum(axis=1), spread.sum(axis=0)])
    curvature[np.diag_indices(rows + columns)] = diagonal * (1 + 1e-10) + 1e-14
    move = np.linalg.lstsq(curvature, error, rcond=1e-13)[0]
    length, before = 1.0, gain(x)
    while length > 1e-6 and gain(x + length * move) < before - 1e-12 * abs(before):
        length /= 2
    return x + length * move


def _solve_network(network: Network, side: Side) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.float64]]:
    """Class of each row node, class of each column node, and the probability of a link by their classes.

    Nodes with no link or all possible ones are certain: they are set apart first, as often as that makes others so.
    """
    degrees = [network.degrees(side), network.degrees("bottom" if side == "top" else "top")]
    kinds = [np.unique(values, return_inverse=True, return_counts=True) for values in degrees]
    left = [kind[0].copy() for kind in kinds]
    open_ = [np.ones(len(kind[0]), bool) for kind in kinds]
    chance = np.zeros((len(left[0]), len(left[1])))
    settled = True
    while settled:
        settled = False
        for axis in (0, 1):
            others = kinds[1 - axis][2][open_[1 - axis]].sum()
            for sure, value in (
                ((left[axis] == 0) & open_[axis], 0.0),
                ((left[axis] == others) & open_[axis], 1.0),
            ):
                if not sure.any() or (value and not others):
                    continue
                settled = True
                open_[axis] &= ~sure
                cells = np.ix_(sure, open_[1 - axis]) if axis == 0 else np.ix_(open_[0], sure)
                chance[cells] = value
                if value:
                    left[1 - axis][open_[1 - axis]] -= kinds[axis][2][sure].sum()
                    break
    if open_[0].any() and open_[1].any():
        given = [part for axis in (0, 1) for part in (left[axis][open_[axis]], kinds[axis][2][open_[axis]])]
        chance[np.ix_(open_[0], open_[1])] = solve(*given)
    return kinds[0][1], kinds[1][1], chance


def _mass(chance: NDArray[Any], counts: NDArray[Any], size: int) -> NDArray[np.float64]:
    """P(X = 0 .. size - 1) of a sum of binomials, one of ``counts[c]`` trials at ``chance[:, c]`` for each class c."""
    mass = np.zeros((len(chance), size))
    mass[:, 0] = 1.0
    for number, count in enumerate(counts):
        share = chance[:, number : number + 1]
        k = np.arange(min(int(count), size - 1) + 1)
        ways = gammaln(count + 1) - gammaln(k + 1) - gammaln(count - k + 1)
        binomial = np.exp(ways + xlogy(k, share) + xlog1py(count - k, -share))
        added = mass * binomial[:, :1]
        for successes in k[1:]:
            added[:, successes:] += mass[:, :-successes] * binomial[:, successes : successes + 1]
        mass = added
    return mass
