"""Awards counted once: what the links of a network cannot tell, since an award to several suppliers has several.

A framework award to 53 suppliers by two buyers is 106 links and one award; its value is one value.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

import cypher
from graph.analytics.read import LEVELS, Filters
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph.store.connection import Database

# Group -> currency (None: without a value) -> distinct awards and the sum of their shares.
Groups = dict[str, dict[str | None, tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The awards of a network, each once.

    Parameters
    ----------
    awards : int
        Distinct awards that are in the network.
    valued : int
        How many of them have a value.
    values : Mapping[str, float]
        Sum of their values by currency; currencies are never added.
    left_out : int
        Awards that pass the filters and are in no link, since they have no buyer, council, CPV code, region or date.
    """

    awards: int
    valued: int
    values: Mapping[str, float] = field(default_factory=dict)
    left_out: int = 0


def totals(database: Database, kind: str = "award-supplier", filters: Filters | None = None) -> Totals | None:
    """Count the awards of a network of suppliers and add up their values, each award once.

    Returns
    -------
    Totals or None
        None where the links are no awards (``tender-council``, ``tender-cpv``), and where the filters ask for a number
        of awards by pair, which is a property of links.
    """
    filters = filters or Filters()
    if not _countable(kind, filters):
        return None
    rows = database.read(cypher.text("analytics/totals"), kind=kind.partition("-")[0], **filters.parameters())
    placed = [row for row in rows if row["placed"]]
    values = {row["currency"]: row["share"] for row in placed if row["currency"] is not None}
    return Totals(
        awards=sum(row["awards"] for row in placed),
        valued=sum(row["awards"] for row in placed if row["currency"] is not None),
        values=dict(sorted(values.items())),
        left_out=sum(row["awards"] for row in rows if not row["placed"]),
    )


def awards_by_group(
    database: Database, kind: str, filters: Filters | None = None, *, level: int | None = None, group: str = ""
) -> Groups | None:
    """Distinct awards of each top node of a network by currency, with the sum of their shares there.

    Parameters
    ----------
    database : Database
        An open connection.
    kind : str
        Kind of the network.
    filters : Filters, optional
        Which awards count.
    level : int, optional
        Digits or letters, as for the network.
    group : str
        ``supplier``, in the buyer-supplier network, for the other side's nodes.

    Returns
    -------
    Groups or None
        None as for :func:`totals`, and where that side of that network has no such count.
    """
    filters = filters or Filters()
    top = kind.partition("-")[0]
    group = group or top
    known = group == top != "award" or (group == "supplier" and kind == "buyer-supplier")
    if not known or not _countable(kind, filters):
        return None
    letters = level or (LEVELS[kind][1] if kind in LEVELS else 0)
    found: Groups = defaultdict(dict)
    given = {**filters.parameters(), "kind": group, "letters": letters}
    for row in database.read(cypher.text("analytics/awards_by_group"), **given):
        found[row["group"]][row["currency"]] = (row["awards"], row["share"])
    return dict(found)


def amounts(counted: Groups, ids: Iterable[str], weight: str = "awards") -> NDArray[Any]:
    """Distinct awards of each of the ids (int64), or the sum of their shares in the currency ``weight`` (float64)."""
    found = [counted.get(key, {}) for key in ids]
    if weight == "awards":
        return np.array([sum(count for count, _ in one.values()) for one in found], np.int64)
    return np.array([one.get(weight, (0, 0.0))[1] for one in found], float)


def with_awards(found: Records, by_kind: Mapping[str, Groups]) -> Records:
    """The result with the column ``awards`` after ``kind``: distinct awards, beside what sums over links say.

    Parameters
    ----------
    found : Records
        One row a node, with the columns ``id`` and ``kind``.
    by_kind : Mapping[str, Groups]
        The awards of the nodes of each kind.
    """
    counts = [int(amounts(by_kind[row["kind"]], [row["id"]])[0]) for row in found]
    at = [column.name for column in found.columns].index("kind") + 1
    column = Column("awards", "integer", "awards", "Distinct awards, each once")
    columns = [*found.columns[:at], column, *found.columns[at:]]
    rows = [(*row[:at], count, *row[at:]) for row, count in zip(found.rows, counts, strict=True)]
    return replace(found, columns=columns, rows=rows)


def _countable(kind: str, filters: Filters) -> bool:
    return kind.endswith("-supplier") and filters.awards == 1
