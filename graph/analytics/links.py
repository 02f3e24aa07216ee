"""The links of buyers and suppliers from columns of lots, awards and suppliers, without a loop over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.network import Edges, extreme, grouped, sum_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

_STEP = 10_000


def buyer_links(
    rows: Iterable[tuple[Any, ...]], report: Callable[[int], None] | None = None
) -> tuple[tuple[list[str], list[str]], Edges]:
    """Links from the columns of each buyer: an award over several lots counts once, its shares are added.

    Parameters
    ----------
    rows : iterable of tuple
        Id of a buyer, and six lists of equal length with an entry for each lot, award and supplier: id of the
        supplier, ocid, award id, currency ('' where unknown), share (NaN), day as the number yyyymmdd (0).
    report : callable, optional
        Called with the number of entries read so far.

    Returns
    -------
    tuple
        The sorted ids of buyers and suppliers; one link for each buyer, supplier and currency.
    """
    buyers: list[str] = []
    sizes: list[int] = []
    columns: list[list[Any]] = [[], [], [], [], [], []]
    suppliers, ocids, awards, currencies, shares, days = columns
    told = 0
    for buyer, *facts in rows:
        buyers.append(buyer)
        sizes.append(len(facts[0]))
        for column, fact in zip(columns, facts, strict=True):
            column.extend(fact)
        if report and len(suppliers) - told >= _STEP:
            told = len(suppliers)
            report(told)
    buyer_ids, top = _coded(buyers)
    supplier_ids, bottom = _coded(suppliers)
    names, currency = _coded(currencies)
    keys = (currency, _coded(awards)[1], _coded(ocids)[1], bottom, np.repeat(top, sizes))
    order, starts = grouped(keys)
    share = sum_known(np.array(shares, float)[order], starts)
    day = extreme(np.fmin, _days(days)[order], starts)
    # One entry for each buyer, supplier, award and currency from here on.
    currency, bottom, top = (keys[place][order][starts] for place in (0, 3, 4))
    order, starts = grouped((currency, bottom, top))
    share, day = share[order], day[order]
    total = sum_known(share, starts)
    ends = [column[order][starts] for column in (top, bottom, currency)]
    values = {name: np.where(ends[2] == code, total, np.nan) for code, name in enumerate(names) if name}
    valued = np.add.reduceat(~np.isnan(share), starts, dtype=np.int64) if len(starts) else starts
    counts = (np.diff(np.append(starts, len(order))), valued)
    first, last = (extreme(function, day, starts) for function in (np.fmin, np.fmax))
    return (buyer_ids, supplier_ids), Edges(ends[0], ends[1], *counts, values, first, last)


def _coded(values: list[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct values, sorted, and the position of each value among them."""
    known = sorted(set(values))
    position = dict(zip(known, range(len(known)), strict=True))
    return known, np.fromiter(map(position.__getitem__, values), np.int64, len(values))


def _days(days: list[int]) -> NDArray[Any]:
    """Days from numbers yyyymmdd; NaT for 0."""
    known, place = np.unique(np.array(days, np.int64), return_inverse=True)
    dates = [f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else "NaT" for day in known.tolist()]
    return np.array(dates, "datetime64[D]")[place]
