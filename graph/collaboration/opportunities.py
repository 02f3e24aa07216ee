"""Where councils could buy together next: contracts that end near one another, plans that match, frameworks near by."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graph.collaboration.choose import name_of
from graph.collaboration.nearness import LEVELS, Area, areas
from graph.collaboration.procurements import (
    Award,
    Procurement,
    awarded,
    class_names,
    named_class,
    read_awards,
    read_procurements,
)
from graph.errors import UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.store.connection import Database

ENDING, PLANNED, FRAMEWORK = "contracts ending", "planned alike", "framework near by"
WEIGHTS = {"time": 25, "value": 20, "nearness": 25, "councils": 15, "history": 15}
"""Points of a candidate at the most, 100 together; see :func:`_points`."""
_NEAR = dict(zip(LEVELS, (1.0, 0.8, 0.4), strict=True))
_PLANS = frozenset({"UK1", "UK2", "UK3"})
_OVER = frozenset({"cancelled", "withdrawn", "unsuccessful", "complete", "active"})


@dataclass(frozen=True, slots=True)
class Window:
    """What counts: days between which contracts end, days between two ends at the most, whether works count.

    A contract for works ends when the thing is built, and few are let again: they count only with ``works``.
    """

    since: dt.date
    until: dt.date
    apart: int = 183
    works: bool = False

    @classmethod
    def of(
        cls, since: dt.date | None = None, until: dt.date | None = None, apart: int = 183, *, works: bool = False
    ) -> Window:
        """From today, for two years, unless given.

        Raises
        ------
        UsageError
            The end is before the beginning.
        """
        since = since or dt.datetime.now(tz=dt.UTC).date()
        until = until or since + dt.timedelta(days=730)
        if until < since:
            raise UsageError(f"--until {until} is before --since {since}: nothing lies between.")
        return cls(since, until, apart, works)


@dataclass(frozen=True, slots=True)
class Item:
    """What could be bought jointly next time: a contract that ends, a plan, or a framework in force.

    ``day`` is the end of a contract or framework, the start of what is planned; None where it is not published.
    """

    ocid: str
    title: str
    councils: tuple[str, ...]
    classes: frozenset[str]
    day: dt.date | None
    values: tuple[tuple[str, float], ...]
    suppliers: tuple[str, ...] = ()

    def told(self) -> str:
        """One line for people."""
        who = ", ".join(name_of(code) for code in self.councils)
        held = f", {'; '.join(self.suppliers[:3])}{' and others' if len(self.suppliers) > 3 else ''}"
        return f"{self.day or 'no date'}: {who}: {self.title} ({self.ocid}{held if self.suppliers else ''})"


@dataclass(slots=True)
class Candidate:
    """Items of one kind that belong together, the CPV classes they share, and the area they lie in."""

    kind: str
    items: tuple[Item, ...]
    area: Area
    classes: set[str] = field(default_factory=set)

    @property
    def councils(self) -> tuple[str, ...]:
        """Codes of all their councils, sorted."""
        return tuple(sorted({code for item in self.items for code in item.councils}))


def opportunities(
    database: Database, codes: Sequence[str] = (), window: Window | None = None, *, limit: int | None = None
) -> Records:
    """Candidates for buying together next, the highest score first.

    Parameters
    ----------
    database : Database
        An open connection.
    codes : Sequence[str]
        Only candidates with all of these councils; any when empty.
    window : Window, optional
        From today, for two years, ends at most half a year from one another.
    limit : int, optional
        Rows at the most.
    """
    window = window or Window.of()
    procurements = read_procurements(database)
    awards = read_awards(database)
    found = candidates(procurements, awards, window, codes)
    history = _history(procurements)
    scored = sorted(
        ((_points(one, window, history), one) for one in found),
        key=lambda pair: (-sum(pair[0].values()), pair[1].kind, [item.ocid for item in pair[1].items]),
    )
    names = class_names(database, {code for one in found for code in one.classes})
    rows = [_row(points, one, names, history) for points, one in scored[:limit]]
    told = {
        "councils": list(codes), "since": window.since, "until": window.until, "apart_days": window.apart,
        "works": window.works,
        "weights": WEIGHTS, "limit": limit,
    }  # fmt: skip
    return Records(
        "Where councils could buy together next", _COLUMNS, rows, told, _notes(window), more=len(rows) < len(scored)
    )


def candidates(
    procurements: Sequence[Procurement], awards: Sequence[Award], window: Window, codes: Sequence[str] = ()
) -> list[Candidate]:
    """All candidates of the three kinds, each set of items once, with its nearest area."""
    lasting = [one for one in awards if window.works or one.category != "works" or "framework" in one.techniques]
    ending = [item for item in _contracts(lasting) if item.day and window.since <= item.day <= window.until]
    plans = _plans([one for one in procurements if window.works or one.category != "works"], window)
    in_force = [item for item in _contracts(awards, frameworks=True) if item.day and item.day >= window.since]
    found = [
        *_grouped(ENDING, ending, window.apart),
        *_grouped(PLANNED, plans, window.apart),
        *(one for plan in plans for one in _usable(plan, in_force)),
    ]
    wanted = set(codes)
    return [one for one in _merged(found) if wanted <= set(one.councils)]


def _contracts(awards: Iterable[Award], *, frameworks: bool = False) -> list[Item]:
    """Awards of one process that end on one day are one item; with ``frameworks`` only those of frameworks."""
    by_end: dict[tuple[str, dt.date], list[Award]] = defaultdict(list)
    for award in awards:
        if award.ends and (not frameworks or "framework" in award.techniques):
            by_end[award.ocid, award.ends].append(award)
    return [
        Item(
            ocid, held[0].title or ocid, held[0].everyone, _classes(code for one in held for code in one.classes), day,
            tuple(awarded(held).items()), tuple(sorted({name for one in held for _, name in one.suppliers})),
        )
        for (ocid, day), held in sorted(by_end.items())
    ]  # fmt: skip


def _classes(codes: Iterable[str]) -> frozenset[str]:
    """Those that are a class: a code such as 45000000 or 45200000 says only division or group."""
    return frozenset(code for code in codes if code[3] != "0")


def _plans(procurements: Iterable[Procurement], window: Window) -> list[Item]:
    """Procurements with planning notices alone (UK1 to UK3, or the status planned), not over, and not begun."""
    return [
        Item(
            one.ocid, one.title or one.ocid, one.councils, _classes(one.classes), one.starts,
            ((one.currency, one.value),) if one.currency and one.value else (),
        )
        for one in procurements
        if (one.status == "planned" or _PLANS & set(one.notices))
        and set(one.notices) <= _PLANS
        and one.status not in _OVER
        and not one.awards
        and (one.starts is None or one.starts >= window.since)
    ]  # fmt: skip


def _grouped(kind: str, items: Sequence[Item], apart: int) -> Iterator[Candidate]:
    """Largest sets of items of one CPV class and area whose days lie within ``apart`` days, of different councils."""
    by_place: dict[tuple[str, Area], list[Item]] = defaultdict(list)
    for item in items:
        for area in {area for code in item.councils for area in areas(code)}:
            for code in item.classes:
                by_place[code, area].append(item)
    for (code, area), held in sorted(by_place.items()):
        if len(held) > 1:
            for group in _windows(held, apart):
                if _apart(group):
                    yield Candidate(kind, group, area, {code})


def _windows(items: Sequence[Item], apart: int) -> Iterator[tuple[Item, ...]]:
    """Items sorted by day in every largest run of ``apart`` days; those without a day belong to each."""
    undated = [item for item in items if item.day is None]
    dated = sorted((item for item in items if item.day), key=lambda item: (item.day, item.ocid))
    last = 0
    for first, item in enumerate(dated):
        assert item.day is not None  # noqa: S101 - selected above
        until = item.day + dt.timedelta(days=apart)
        end = next((at for at in range(first, len(dated)) if (dated[at].day or until) > until), len(dated))
        if end > last:
            yield (*dated[first:end], *undated)
            last = end
    if not dated:
        yield tuple(undated)


def _apart(items: Sequence[Item]) -> bool:
    """Whether two of the items have no council in common: else all of it is joint already."""
    return any(not set(a.councils) & set(b.councils) for a, b in combinations(items, 2))


def _usable(plan: Item, frameworks: Iterable[Item]) -> Iterator[Candidate]:
    """Frameworks in force of other councils near by, in a class of the plan."""
    own = [area for code in plan.councils for area in areas(code)]
    for item in frameworks:
        shared = plan.classes & item.classes
        near = {area for code in item.councils for area in areas(code)}
        area = next((one for level in LEVELS for one in own if one.level == level and one in near), None)
        if shared and area and not set(plan.councils) & set(item.councils):
            yield Candidate(FRAMEWORK, (plan, item), area, set(shared))


def _merged(found: Iterable[Candidate]) -> list[Candidate]:
    """Each set of items once: the classes together, the nearest area."""
    kept: dict[tuple[str, tuple[Item, ...]], Candidate] = {}
    for one in found:
        known = kept.setdefault((one.kind, one.items), one)
        known.classes |= one.classes
        if LEVELS.index(one.area.level) < LEVELS.index(known.area.level):
            known.area = one.area
    return list(kept.values())


def _history(procurements: Iterable[Procurement]) -> dict[tuple[str, str], set[str]]:
    """Procurements in which two councils took part together."""
    result: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in procurements:
        for pair in combinations(one.councils, 2):
            result[pair].add(one.ocid)
    return result


def _points(one: Candidate, window: Window, history: dict[tuple[str, str], set[str]]) -> dict[str, float]:
    """Points of each part of the score.

    - time: days to the first day of its items (of a framework: to its end), a year or more is full; none published, 0
    - value: logarithm of the largest total of one currency, 10,000 is none and 100 million full
    - nearness: same county 1, combined authority 0.8, region 0.4
    - councils: two are a quarter, five or more full
    - history: procurements together, three or more full
    """
    day = min((item.day for item in one.items if item.day), default=None)
    if one.kind == FRAMEWORK:
        day = one.items[1].day
    amount = max(_values(one).values(), default=0.0)
    parts = {
        "time": 0.0 if day is None else min((day - window.since).days, 365) / 365,
        "value": min(max((math.log10(amount) - 4) / 4, 0.0), 1.0) if amount > 0 else 0.0,
        "nearness": _NEAR[one.area.level],
        "councils": min((len(one.councils) - 1) / 4, 1.0),
        "history": min(_together(one, history) / 3, 1.0),
    }
    return {name: round(WEIGHTS[name] * part, 1) for name, part in parts.items()}


def _together(one: Candidate, history: dict[tuple[str, str], set[str]]) -> int:
    own = {item.ocid for item in one.items}
    return len({ocid for pair in combinations(one.councils, 2) for ocid in history.get(pair, ())} - own)


def _values(one: Candidate) -> dict[str, float]:
    items = one.items[:1] if one.kind == FRAMEWORK else one.items
    total: dict[str, float] = {}
    for currency, amount in (value for item in items for value in item.values):
        total[currency] = total.get(currency, 0.0) + amount
    return {currency: round(total[currency], 2) for currency in sorted(total)}


def _row(
    points: dict[str, float], one: Candidate, names: dict[str, str], history: dict[tuple[str, str], set[str]]
) -> tuple[Any, ...]:
    days = sorted(item.day for item in one.items if item.day)
    return (
        round(sum(points.values()), 1), one.kind, [name_of(code) for code in one.councils], list(one.councils),
        [named_class(code, names) for code in sorted(one.classes)], one.area.level, one.area.name,
        days[0] if days else None, days[-1] if days else None, _values(one), _together(one, history), points,
        [item.told() for item in one.items], [item.ocid for item in one.items],
    )  # fmt: skip


def _notes(window: Window) -> list[str]:
    parts = ", ".join(f"{name} {points}" for name, points in WEIGHTS.items())
    works = "count too" if window.works else "are left out, but for frameworks"
    return [
        (
            f"Contracts that end from {window.since} to {window.until}, at most {window.apart} days from one another; "
            "of different councils of one area, in one CPV class (four digits; a code that says only a division or "
            f"group matches nothing). Works {works}. Ends are those of contracts, else of awards, else of lots, "
            "without extensions."
        ),
        (
            f"Score, 100 at the most: {parts}; points has the parts, docs/decisions/0055 how they are made. "
            "It ranks; it does not say that buying together is lawful, wanted or cheaper."
        ),
        "Near means the same county, combined authority or region: shared borders are not in the register.",
        "Planned: UK1 to UK3 notices alone; their value is the published estimate, days are contract starts.",
    ]


_COLUMNS = (
    Column("score", "number", "points", "0 to 100"),
    Column("kind", "string", "", f"{ENDING}, {PLANNED} or {FRAMEWORK}"),
    Column("councils", "list", "", "Names of the councils"),
    Column("codes", "list", "", "Their codes"),
    Column("cpv", "list", "", "CPV classes that all have"),
    Column("near", "string", "", "What they have in common: county, combined authority or region"),
    Column("area", "string", "", "Its name"),
    Column("first", "date", "", "Earliest end (start, of what is planned)"),
    Column("last", "date", "", "Latest"),
    Column("value", "map", "", "Published value by currency: of the awards, or of the plans"),
    Column("together", "integer", "procurements", "Other procurements in which two of them took part together"),
    Column("points", "map", "points", "Parts of the score"),
    Column("items", "list", "", "The contracts, plans or frameworks"),
    Column("ocids", "list", "", "Their processes"),
)
