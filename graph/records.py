"""Results as typed records: what every query, analysis and report hands to whoever presents it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ColumnType = Literal["string", "integer", "number", "boolean", "date", "datetime", "list", "map", "any"]

# What makes a spreadsheet run a text as a formula, with the wide forms of = + - @ that East Asian input gives.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record set.

    Parameters
    ----------
    name : str
        Name of the field in JSON and CSV.
    type : ColumnType
        Type of its values; any value may also be None (not published, not applicable).
    unit : str
        Unit of its numbers, such as ``GBP``, ``awards`` or ``share 0-1``; empty where there is none.
    meaning : str
        One sentence for the reader.
    """

    name: str
    type: ColumnType = "any"
    unit: str = ""
    meaning: str = ""


@dataclass(slots=True)
class Records:
    """Rows with typed columns, the parameters that made them, and what a reader must know of them.

    Parameters
    ----------
    title : str
        What the rows are.
    columns : Sequence[Column]
        The columns, in order.
    rows : list[tuple]
        One tuple a row, in the order of the columns.
    parameters : dict
        What made the result: filters, seeds, versions.
    notes : list[str]
        What the numbers count and leave out; shown under a table and kept in JSON.
    more : bool
        True when a limit cut the rows.
    """

    title: str
    columns: Sequence[Column]
    rows: list[tuple[Any, ...]]
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    more: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row as a dict by column name."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)
