"""Pairs that share more partners than chance explains: every link of the projection, tested and corrected.

The null model says how many shared partners to expect; ``hypergeometric`` draws each end's partners at random from
the universe, ``bicm`` also keeps every partner's popularity (Saracco et al. 2017; Neal, Domagalski and Sagan 2021).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from graph.analytics.hypergeometric import upper_tail
from graph.analytics.projection import Projection
from graph.analytics.result import made_by, records
from graph.errors import UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph.analytics.network import Network, Nodes, Side

Null = Literal["hypergeometric", "bicm"]
Correction = Literal["bh", "bonferroni"]
_TABLE = 40_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """Every pair that shares at least one partner, with its test.

    Parameters
    ----------
    nodes : Nodes
        The nodes the positions speak of.
    a, b : NDArray of int, shape (p,)
        The two ends, a < b.
    shared : NDArray of int
        Partners in common.
    expected : NDArray of float
        Mean of the null model.
    p_value : NDArray of float
        Probability of at least ``shared`` under the null model.
    q_value : NDArray of float
        ``p_value`` corrected for the tests of all pairs, also those that share nothing.
    tests : int
        Number of all pairs, n (n - 1) / 2.
    parameters : dict
        What made it, with the ``universe``.
    """

    nodes: Nodes
    a: NDArray[Any]
    b: NDArray[Any]
    shared: NDArray[Any]
    expected: NDArray[np.float64]
    p_value: NDArray[np.float64]
    q_value: NDArray[np.float64]
    tests: int
    parameters: dict[str, Any] = field(default_factory=dict)

    def backbone(self, alpha: float = 0.05) -> Projection:
        """The projection of the pairs with ``q_value`` <= alpha, weighted by the partners shared."""
        from scipy.sparse import coo_array

        held = self.q_value <= alpha
        ends = (np.r_[self.a[held], self.b[held]], np.r_[self.b[held], self.a[held]])
        weights = np.r_[self.shared[held], self.shared[held]]
        adjacency = coo_array((weights, ends), shape=(len(self.nodes),) * 2).tocsr()
        return Projection(self.nodes, adjacency, "shared", {**self.parameters, "alpha": alpha})

    def to_records(self, alpha: float | None = None, limit: int | None = None) -> Records:
        """The pairs by p_value, the smallest first: those with ``q_value`` <= alpha, at most ``limit``."""
        held = np.arange(len(self.a)) if alpha is None else np.flatnonzero(self.q_value <= alpha)
        order = held[np.lexsort((-self.shared[held], self.p_value[held]))]
        cut = order[:limit]
        one, other = self.nodes.take(self.a[cut]), self.nodes.take(self.b[cut])
        data = {
            "a": one.ids, "a_name": one.names, "b": other.ids, "b_name": other.names, "shared": self.shared[cut],
            "expected": self.expected[cut], "p_value": self.p_value[cut], "q_value": self.q_value[cut],
        }  # fmt: skip
        title = f"{self.nodes.kind.capitalize()}s that share more {self.parameters['partners']}s than chance explains"
        result = records(title, _columns(self.nodes.kind, self.parameters["partners"]), data, self.parameters)
        result.parameters = {**result.parameters, "alpha": alpha, "limit": limit}
        result.more = len(cut) < len(order)
        result.notes = self._notes(alpha, len(order))
        return result

    def _notes(self, alpha: float | None, held: int) -> list[str]:
        partners = self.parameters["partners"]
        counted = f"{len(self.a):,} of {self.tests:,} pairs share a {partners}"
        within = "" if alpha is None else f"; {held:,} have q_value <= {alpha}"
        return [
            f"{counted}{within}.",
            f"Universe: the {self.parameters['universe']:,} {partners}s of the network as filtered.",
            (
                "A small p_value says that chance alone does not explain the overlap, not why there is one: "
                "a joint tender, a framework, the same trade or region do too."
            ),
        ]


def overlap(
    network: Network, side: Side = "top", null: Null = "hypergeometric", correction: Correction = "bh"
) -> Overlap:
    """Test for every pair of one side whether it shares more partners than the null model explains.

    Parameters
    ----------
    network : Network
        Links count once, whatever their number of awards.
    side : Side
        Whose pairs.
    null : Null
        ``hypergeometric`` or ``bicm`` (slower, the stronger null).
    correction : Correction
        ``bh`` (Benjamini and Hochberg 1995, false discovery rate) or ``bonferroni``.

    Raises
    ------
    UsageError
        No such null model or correction.
    """
    if null not in get_args(Null):
        raise UsageError(f"No null model {null!r}: use hypergeometric or bicm.", null=null)
    nodes, degrees = network.nodes(side), network.degrees(side)
    partners = network.nodes("bottom" if side == "top" else "top")
    a, b, shared = shared_partners(network, side)
    if null == "bicm":
        from graph.analytics.backbone import test_pairs

        expected, p_value = test_pairs(network, side, (a, b, shared))
    else:
        expected = degrees[a] * degrees[b] / max(len(partners), 1)
        p_value = hypergeometric(shared, degrees[a], degrees[b], len(partners))
    tests = len(nodes) * (len(nodes) - 1) // 2
    parameters = made_by(
        network,
        side=nodes.kind,
        universe=len(partners),
        partners=partners.kind,
        null=null,
        correction=correction,
        tests=tests,
    )
    q_value = corrected(p_value, tests, correction)
    return Overlap(nodes, a, b, shared, expected, p_value, q_value, tests, parameters)


def shared_partners(network: Network, side: Side) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Positions a < b and number of partners in common, for every pair that has any."""
    matrix = network.matrix(side)
    product = matrix @ matrix.T
    rows = np.repeat(np.arange(product.shape[0], dtype=np.int32), np.diff(product.indptr))
    upper = rows < product.indices
    return rows[upper], product.indices[upper], product.data[upper]


def corrected(p_value: NDArray[Any], tests: int, correction: Correction = "bh") -> NDArray[np.float64]:
    """p-values corrected for ``tests`` tests, of which those not given have p = 1.

    ``bh`` gives the smallest false discovery rate at which the pair still counts (Benjamini and Hochberg's step-up
    as an adjusted p-value); ``bonferroni`` p times the number of tests. Both at most 1.
    """
    if correction not in get_args(Correction):
        raise UsageError(f"No correction {correction!r}: use bh or bonferroni.", correction=correction)
    if correction == "bonferroni" or not len(p_value):
        return np.minimum(p_value * tests, 1.0)
    # Equal p-values are one step: far fewer steps than pairs, as a pair's p-value hangs on three small numbers.
    steps, inverse, counts = np.unique(p_value, return_inverse=True, return_counts=True)
    rate = steps * tests / np.cumsum(counts)
    return np.minimum(np.minimum.accumulate(rate[::-1])[::-1], 1.0)[inverse]


def hypergeometric(
    shared: NDArray[Any], first: NDArray[Any], second: NDArray[Any], universe: int
) -> NDArray[np.float64]:
    """Tail of each pair, computed once for each different triple (shared, smaller degree, larger degree)."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    base_high, base_shared = int(high.max(initial=0)) + 1, int(shared.max(initial=0)) + 1
    key = (low.astype(np.int64) * base_high + high) * base_shared + shared
    different, inverse = np.unique(key, return_inverse=True)
    rest, s = np.divmod(different, base_shared)
    a, b = np.divmod(rest, base_high)
    return upper_tail(s, a, b, universe)[inverse]


def _columns(kind: str, partner: str) -> list[Column]:
    return [
        Column("a", "string", "", f"Id of one {kind}"),
        Column("a_name", "string", "", "Its name"),
        Column("b", "string", "", f"Id of the other {kind}"),
        Column("b_name", "string", "", "Its name"),
        Column("shared", "integer", f"{partner}s", f"{partner.capitalize()}s that both have"),
        Column("expected", "number", f"{partner}s", "Mean of the null model"),
        Column("p_value", "number", "probability", "P(X >= shared) under the null model"),
        Column("q_value", "number", "probability", "p_value corrected for the tests of all pairs"),
    ]
