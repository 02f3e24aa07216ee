"""Procurements with the councils that take part in them, and the awards made in them, as the graph has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from graph.store.connection import Database

EXCLUDED = ("cancelled", "unsuccessful")
ENDED = ("cancelled", "terminated")
NAMED = ("party", "text")
"""Bases of participation that name the council; the third, collective, names only a group that it belongs to."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One PARTICIPATES_IN: why a council takes part."""

    code: str
    basis: str
    path: str
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Procurement:
    """One process that councils take part in.

    Parameters
    ----------
    ocid, title, status : str
        As published.
    published, starts, ends : date or None
        Day of the first notice; earliest contract start and latest contract end of its lots.
    techniques, notices, classes : tuple of str
        Techniques, notice types, CPV classes (four digits).
    category : str or None
        goods, services or works.
    currency, value
        Published value of the tender.
    awarded : dict of float
        Sum of the shares of the awards that stand, by currency, in units of it.
    awards : int
        Awards that stand.
    facts : tuple of Fact
        Why each council takes part.
    """

    ocid: str
    title: str | None
    status: str | None
    published: dt.date | None
    starts: dt.date | None
    ends: dt.date | None
    techniques: tuple[str, ...]
    category: str | None
    notices: tuple[str, ...]
    classes: tuple[str, ...]
    currency: str | None
    value: float | None
    awarded: dict[str, float]
    awards: int
    facts: tuple[Fact, ...]

    @cached_property
    def councils(self) -> tuple[str, ...]:
        """Codes of the councils that take part, sorted."""
        return tuple(sorted({fact.code for fact in self.facts}))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Codes of those that are a party, sorted."""
        return tuple(sorted({fact.code for fact in self.facts if fact.basis == "party"}))

    @property
    def is_framework(self) -> bool:
        """Whether it sets up a framework or dynamic market."""
        return not {"framework", "dynamicMarket"}.isdisjoint(self.techniques)

    def bases(self, code: str) -> tuple[str, ...]:
        """How a council takes part: party, text, collective, sorted."""
        return tuple(sorted({fact.basis for fact in self.facts if fact.code == code}))


@dataclass(frozen=True, slots=True)
class Award:
    """One award that stands, of a process that a council is a party to.

    Parameters
    ----------
    ocid, title, award : str
        Process, its title, award id verbatim.
    councils, joined : tuple of str
        Codes of the councils that are parties, and of those that take part by text alone.
    suppliers : tuple of (id, name)
        To whom.
    classes, codes, techniques : tuple of str
        CPV classes (four digits) and codes; techniques of the process.
    category : str or None
        goods, services or works.
    currency, share
        Currency and value of the award (the sum of its shares), where published.
    date, starts, ends : date or None
        Day of the award; contract period.
    stated_by : str or None
        What states the end: contract, award or lot.
    lots : int
        How many lots it is for.
    """

    ocid: str
    title: str | None
    award: str
    councils: tuple[str, ...]
    joined: tuple[str, ...]
    suppliers: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    codes: tuple[str, ...]
    techniques: tuple[str, ...]
    category: str | None
    currency: str | None
    share: float | None
    date: dt.date | None
    lots: int
    starts: dt.date | None
    ends: dt.date | None
    stated_by: str | None

    @property
    def everyone(self) -> tuple[str, ...]:
        """Codes of all councils that take part by name."""
        return tuple(sorted({*self.councils, *self.joined}))


def read_procurements(
    database: Database,
    codes: Sequence[str] = (),
    *,
    least: int = 1,
    bases: Iterable[str] = NAMED,
    ocids: Sequence[str] | None = None,
) -> list[Procurement]:
    """Procurements in which councils take part, by ocid.

    Parameters
    ----------
    database : Database
        An open connection.
    codes : Sequence[str]
        Councils of which one must take part; any when empty.
    least : int
        Fewest councils that take part.
    bases : Iterable[str]
        Which participation counts: party, text, collective.
    ocids : Sequence[str], optional
        Only these processes.
    """
    rows = database.read(
        cypher.text("collaboration/procurements"),
        councils=list(codes) or None, ocids=None if ocids is None else list(ocids), least=least,
        excluded=list(EXCLUDED),
    )  # fmt: skip
    kept = frozenset(bases)
    found = (_procurement(row, kept) for row in rows)
    wanted = frozenset(codes)
    return [
        one for one in found
        if len(one.councils) >= least and (not wanted or not wanted.isdisjoint(one.councils))
    ]  # fmt: skip


def read_awards(database: Database, codes: Sequence[str] = ()) -> list[Award]:
    """Awards that stand of processes that one of these councils (any when none is given) is a party to, by ocid and id.

    An award all of whose contracts are cancelled or terminated is left out.
    """
    rows = database.read(
        cypher.text("collaboration/awards"), councils=list(codes) or None, excluded=list(EXCLUDED), ended=list(ENDED)
    )
    return [_award(row) for row in rows if not row["closed"]]


def class_names(database: Database, classes: Iterable[str]) -> dict[str, str]:
    """CPV class (four digits) -> the list's text, of those that it has."""
    codes = {f"{one}0000": one for one in classes}
    rows = database.read(cypher.text("collaboration/classes"), codes=sorted(codes))
    return {codes[row["code"]]: row["description"] for row in rows if row["description"]}


def named_class(code: str, names: dict[str, str]) -> str:
    """A CPV class for people: its eight digits and text."""
    return f"{code}0000 {names[code]}" if code in names else f"{code}0000"


def totals(procurements: Iterable[Procurement]) -> dict[str, float]:
    """Awarded value by currency, each procurement once; currencies are never added."""
    result: dict[str, float] = {}
    for one in procurements:
        for currency, amount in one.awarded.items():
            result[currency] = result.get(currency, 0.0) + amount
    return {currency: round(result[currency], 2) for currency in sorted(result)}


def awarded(awards: Iterable[Award]) -> dict[str, float]:
    """Value of awards by currency."""
    result: dict[str, float] = {}
    for one in awards:
        if one.currency and one.share is not None:
            result[one.currency] = result.get(one.currency, 0.0) + one.share
    return {currency: round(result[currency], 2) for currency in sorted(result)}


def _procurement(row: dict[str, Any], bases: frozenset[str]) -> Procurement:
    facts = sorted((Fact(*fact) for fact in row["facts"] if fact[1] in bases), key=lambda f: (f.code, f.path, f.start))
    return Procurement(
        ocid=row["ocid"], title=row["title"], status=row["status"], published=_day(row["published"]),
        starts=_day(row["starts"]), ends=_day(row["ends"]), techniques=tuple(row["techniques"]),
        category=row["category"], notices=tuple(row["notices"]), classes=tuple(row["classes"]),
        currency=row["currency"], value=row["value"], awarded=dict(row["awarded"]), awards=row["awards"],
        facts=tuple(facts),
    )  # fmt: skip


def _award(row: dict[str, Any]) -> Award:
    return Award(
        ocid=row["ocid"], title=row["title"], award=row["award"], councils=tuple(row["councils"]),
        joined=tuple(row["joined"]), suppliers=tuple(sorted((key, name) for key, name in row["suppliers"])),
        classes=tuple(row["classes"]), codes=tuple(sorted(row["codes"])), techniques=tuple(row["techniques"]),
        category=row["category"], currency=row["currency"], share=row["share"], date=_day(row["date"]),
        lots=row["lots"], starts=_day(row["starts"]), ends=_day(row["ends"]), stated_by=row["stated_by"],
    )  # fmt: skip


def _day(value: Any) -> dt.date | None:
    """A date of Neo4j as Python's own."""
    day: dt.date | None = value.to_native() if hasattr(value, "to_native") else value
    return day
