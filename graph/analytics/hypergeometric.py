"""The upper tail of the hypergeometric distribution, for millions of pairs, to about 1e-13 of its value.

X is the number of partners that two nodes with ``a`` and ``b`` partners share when each draws its partners at random
from the same universe of N. Scipy's log-gamma differences lose digits as N grows (log N! is 5e6 at N = 400,000, so its
rounding alone is 1e-9); the saddle-point form of Loader (2000), "Fast and accurate computation of binomial
probabilities", which R's ``dhyper`` uses, has no such cancellation.
"""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# log n! minus Stirling's formula: exact values from the table below 16, the asymptotic series from there on.
_SMALL = np.arange(1, 16, dtype=float)
_STIRLING_ERROR = np.concatenate(
    [
        [0.0],
        np.array([lgamma(n + 1) for n in _SMALL]) - 0.5 * np.log(2 * np.pi * _SMALL) - _SMALL * np.log(_SMALL) + _SMALL,
    ]
)
_SERIES = (1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188)
_SMALLEST_TERM = 1e-18


def upper_tail(shared: NDArray[Any], first: NDArray[Any], second: NDArray[Any], universe: int) -> NDArray[np.float64]:
    """P(X >= shared) for each triple.

    Parameters
    ----------
    shared, first, second : NDArray of int, shape (n,)
        Partners in common, and partners of either end; 0 <= shared <= min(first, second) <= universe.
    universe : int
        Number of partners there are to draw from.

    Returns
    -------
    NDArray of float64, shape (n,)
        Probabilities; 0.0 where the true one is below 1e-308.
    """
    s, a, b = (np.asarray(column, np.float64) for column in (shared, first, second))
    lowest = np.maximum(0.0, a + b - universe)
    result = np.ones(len(s))
    high = s > a * b / universe
    low = ~high & (s > lowest)
    result[high] = _sum_up(s[high], a[high], b[high], float(universe))
    # Below the mean the tail is near one half or more, so that taking the rest from 1 costs no digit.
    result[low] = 1.0 - _sum_down(s[low] - 1.0, a[low], b[low], float(universe))
    return np.minimum(result, 1.0)


def log_probability(
    shared: NDArray[Any], first: NDArray[Any], second: NDArray[Any], universe: float
) -> NDArray[np.float64]:
    """Natural logarithm of P(X = shared), for floats within the support."""
    share = second / universe
    rest = (universe - second) / universe
    ends = _log_binomial(shared, first, share, rest)
    others = _log_binomial(second - shared, universe - first, share, rest)
    whole = _log_binomial(second, np.full_like(second, universe), share, rest)
    return ends + others - whole


def _sum_up(s: NDArray[Any], a: NDArray[Any], b: NDArray[Any], n: float) -> NDArray[np.float64]:
    def ratio(at: NDArray[Any], a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        return (a - at) * (b - at) / ((at + 1) * (n - a - b + at + 1))

    return np.exp(log_probability(s, a, b, n)) * _series(s, a, b, ratio, 1.0)


def _sum_down(s: NDArray[Any], a: NDArray[Any], b: NDArray[Any], n: float) -> NDArray[np.float64]:
    def ratio(at: NDArray[Any], a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        return np.maximum(at * (n - a - b + at) / ((a - at + 1) * (b - at + 1)), 0.0)

    return np.exp(log_probability(s, a, b, n)) * _series(s, a, b, ratio, -1.0)


def _series(start: NDArray[Any], a: NDArray[Any], b: NDArray[Any], ratio: Any, step: float) -> NDArray[np.float64]:
    """1 + r1 + r1 r2 + ...: each term from the one before, until none adds anything."""
    total = np.ones(len(start))
    at, term, active = start.copy(), np.ones(len(start)), np.arange(len(start))
    while len(active):
        term = term * ratio(at, a, b)
        total[active] += term
        at = at + step
        goes_on = term > _SMALLEST_TERM * total[active]
        active, at, term, a, b = active[goes_on], at[goes_on], term[goes_on], a[goes_on], b[goes_on]
    return total


def _log_binomial(x: NDArray[Any], n: NDArray[Any], share: NDArray[Any], rest: NDArray[Any]) -> NDArray[np.float64]:
    """Logarithm of the binomial probability of x in n trials (Loader's ``dbinom_raw``); rest = 1 - share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (
            _stirling_error(n) - _stirling_error(x) - _stirling_error(n - x)
            - _deviance(x, n * share) - _deviance(n - x, n * rest)
            - 0.5 * (np.log(2 * np.pi) + np.log(x) + np.log1p(-x / n))
        )  # fmt: skip
        none = np.where(n == 0, 0.0, n * np.where(share < 0.1, np.log1p(-share), np.log(rest)))
        every = np.where(n == 0, 0.0, n * np.where(rest < 0.1, np.log1p(-rest), np.log(share)))
    return np.where(x == 0, none, np.where(x == n, every, middle))


def _stirling_error(n: NDArray[Any]) -> NDArray[np.float64]:
    result = _STIRLING_ERROR[np.minimum(n, 15).astype(np.intp)]
    large = n > 15
    x = n[large]
    square = 1.0 / (x * x)
    total = np.zeros_like(x)
    for position, coefficient in reversed(list(enumerate(_SERIES))):
        total = total * square + (-coefficient if position % 2 else coefficient)
    result[large] = total / x
    return result


def _deviance(x: NDArray[Any], mean: NDArray[Any]) -> NDArray[np.float64]:
    """X log(x / mean) + mean - x, without cancellation where x is near the mean (Loader's ``bd0``)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.where(x == 0, mean, x * np.log(x / mean) + mean - x)
    near = np.abs(x - mean) < 0.1 * (x + mean)
    y, m = x[near], mean[near]
    v = (y - m) / (y + m)
    square = v * v
    series = np.zeros_like(v)
    for odd in range(19, 2, -2):
        series = (series + 1.0 / odd) * square
    result[near] = (y - m) * v + 2 * y * v * series
    return result
