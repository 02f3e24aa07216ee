"""How far the buying of each group (a buyer, a CPV division, a region, a period) goes to few suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.counted import amounts
from graph.analytics.result import made_by, ranked, records
from graph.records import Column, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph.analytics.counted import Groups
    from graph.analytics.network import Network


def concentration(
    network: Network,
    weight: str = "awards",
    *,
    minimum: int = 1,
    limit: int | None = None,
    counted: Groups | None = None,
) -> Records:
    """Herfindahl-Hirschman index, CR1, CR4, Gini for each top node, the largest total first.

    Parameters
    ----------
    network : Network
        Its top nodes are the groups: buyers, CPV divisions, regions or periods.
    weight : str
        ``awards``, or a currency. Money of different currencies is never added.
    minimum : int
        Groups with fewer awards are left out: an index of one award is 1 whatever the market.
    limit : int, optional
        Rows at most.
    counted : Groups, optional
        The distinct awards of each group by currency; without it ``awards`` and ``valued_share`` are sums over the
        links, where an award to several suppliers counts for each.

    Raises
    ------
    UsageError
        The network has no value in that currency.
    """
    matrix = network.matrix("top", weight).astype(float)
    rows, _ = network.ends()
    size = len(network.top)
    if counted is None:
        awards = np.bincount(rows, network.awards.data, minlength=size).astype(np.int64)
        valued = np.bincount(rows, network.valued, minlength=size).astype(np.int64)
    else:
        awards, valued = _distinct(network, counted, weight)
    total = np.asarray(matrix.sum(axis=1)).ravel()
    index = hhi(matrix)
    data: dict[str, NDArray[Any]] = {
        "id": network.top.ids, "name": network.top.names, "suppliers": _positive(matrix), "awards": awards,
        "total": total, "hhi": index,
        "effective_suppliers": np.divide(1.0, index, out=np.full(size, np.nan), where=index > 0),
        "cr1": largest_share(matrix, 1), "cr4": largest_share(matrix, 4), "gini": gini(matrix),
        "leading": _leading(matrix, network.bottom.names), "valued_share": valued / np.maximum(awards, 1),
    }  # fmt: skip
    held = (awards >= minimum) & (total > 0)
    order = ranked(np.where(held, total, np.nan))[: int(held.sum())]
    cut = order[:limit]
    group, partner = network.top.kind, network.bottom.kind
    result = records(
        f"Concentration of {partner}s by {group}", _columns(group, partner, weight, distinct=counted is not None),
        {name: values[cut] for name, values in data.items()},
        made_by(network, weight=weight, minimum=minimum, limit=limit),
    )  # fmt: skip
    result.more = len(cut) < len(order)
    result.notes = _notes(network, weight, int(size - held.sum()), (awards, valued) if counted is not None else None)
    return result


def hhi(amounts: csr_array) -> NDArray[np.float64]:
    """Sum of the squared shares of each row: 1 for one supplier, 1 / n for n equal ones; NaN for a row of total 0.

    Times 10,000 it is the index as competition authorities write it.
    """
    total = np.asarray(amounts.sum(axis=1)).ravel()
    squares = np.asarray(amounts.power(2).sum(axis=1)).ravel()
    return np.divide(squares, total**2, out=np.full(len(total), np.nan), where=total > 0)


def largest_share(amounts: csr_array, count: int) -> NDArray[np.float64]:
    """Share of each row's total that its ``count`` largest entries hold (CRk); NaN for a row of total 0."""
    rows, ordered, place = _ordered(amounts)
    sums = np.bincount(rows[place < count], ordered[place < count], minlength=amounts.shape[0])
    total = np.asarray(amounts.sum(axis=1)).ravel()
    return np.divide(sums, total, out=np.full(len(total), np.nan), where=total > 0)


def gini(amounts: csr_array) -> NDArray[np.float64]:
    """Gini coefficient over the positive entries of each row: 0 where all are equal; NaN for a row of total 0."""
    rows, ordered, place = _ordered(amounts)
    count = np.bincount(rows, minlength=amounts.shape[0])
    # Largest first: the entry at place i (from 0) of n has the rank n - i from the smallest.
    rank = count[rows] - place
    weighted = np.bincount(rows, ordered * (2 * rank - count[rows] - 1), minlength=len(count))
    total = np.bincount(rows, ordered, minlength=len(count))
    return np.divide(weighted, count * total, out=np.full(len(count), np.nan), where=total > 0)


def lorenz(amounts: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of suppliers (the largest first) and the share of the total they hold, from (0, 0) to (1, 1)."""
    ordered = np.sort(amounts[amounts > 0])[::-1]
    if not len(ordered):
        return np.zeros(1), np.zeros(1)
    people = np.arange(len(ordered) + 1) / len(ordered)
    return people, np.concatenate([[0.0], np.cumsum(ordered) / ordered.sum()])


def _ordered(amounts: csr_array) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Positive entries by row, the largest first, with their place in the row from 0."""
    rows = np.repeat(np.arange(amounts.shape[0]), np.diff(amounts.indptr))
    positive = amounts.data > 0
    rows, values = rows[positive], amounts.data[positive].astype(float)
    order = np.lexsort((-values, rows))
    rows, values = rows[order], values[order]
    starts = np.searchsorted(rows, rows, side="left")
    return rows, values, np.arange(len(rows)) - starts


def _positive(amounts: csr_array) -> NDArray[np.int64]:
    rows, _, _ = _ordered(amounts)
    return np.bincount(rows, minlength=amounts.shape[0]).astype(np.int64)


def _leading(amounts: csr_array, names: NDArray[Any]) -> NDArray[Any]:
    result = np.full(amounts.shape[0], None, object)
    for row in range(amounts.shape[0]):
        span = slice(amounts.indptr[row], amounts.indptr[row + 1])
        if span.stop > span.start and amounts.data[span].max() > 0:
            result[row] = names[amounts.indices[span][int(np.argmax(amounts.data[span]))]]
    return result


def _distinct(network: Network, counted: Groups, weight: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct awards of each group, and those with a value (in the currency, where one is the weight)."""
    valued = [
        sum(
            count
            for currency, (count, _) in counted.get(key, {}).items()
            if currency and weight in ("awards", currency)
        )
        for key in network.top.ids
    ]
    return amounts(counted, network.top.ids), np.array(valued, np.int64)


def _notes(
    network: Network, weight: str, left_out: int, distinct: tuple[NDArray[np.int64], NDArray[np.int64]] | None
) -> list[str]:
    group, partner = network.top.kind, network.bottom.kind
    awards, valued = (int(part.sum()) for part in distinct or (network.awards.data, network.valued))
    # Rounded down, so that 100% says all.
    share = np.floor(1000 * valued / max(awards, 1)) / 10
    what = "awards have a value" if weight == "awards" or not distinct else f"awards have a value in {weight}"
    counts = f"an award of several {group}s counts in each" if distinct else "an award counts in each of its links"
    notes = [f"{valued:,} of {awards:,} {what} ({share:g}%); {counts}."]
    if weight == "awards":
        notes.append(
            f"The shares are of awards counted once for each {partner}: one to three {partner}s counts three times."
        )
    else:
        notes.append(f"Only value in {weight} counts here; awards without one are not in the shares.")
    if left_out:
        notes.append(f"{left_out:,} groups with too few awards or no total are left out.")
    return notes


def _columns(group: str, partner: str, weight: str, *, distinct: bool) -> list[Column]:
    share = "share 0-1"
    counted = "Distinct awards" if distinct else f"Awards, one for each {partner}"
    valued = "Awards that have a value" + ("" if weight == "awards" or not distinct else f" in {weight}")
    unit = f"awards x {partner}s" if weight == "awards" else weight
    return [
        Column("id", "string", "", f"Id of the {group}"),
        Column("name", "string", "", f"Name of the {group}"),
        Column("suppliers", "integer", f"{partner}s", f"{partner.capitalize()}s with a part of the total"),
        Column("awards", "integer", "awards", f"{counted}, also those without a value"),
        Column("total", "number", unit, "What the shares are of"),
        Column("hhi", "number", share, "Sum of the squared shares: 1 for a single one"),
        Column("effective_suppliers", "number", f"{partner}s", "1 / hhi: as many equal ones would have that index"),
        Column("cr1", "number", share, "Share of the largest"),
        Column("cr4", "number", share, "Share of the four largest"),
        Column("gini", "number", share, "Inequality among those with a part: 0 for equal parts"),
        Column("leading", "string", "", "The largest"),
        Column("valued_share", "number", share, f"{valued}, of all"),
    ]
