"""Councils side by side: suppliers, CPV profile, concentration, published values of like things, contract ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graph.collaboration.choose import name_of
from graph.collaboration.procurements import Award, awarded, class_names, named_class, read_awards, read_procurements
from graph.errors import UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from graph.store.connection import Database

Row = tuple[str, str, *tuple[Any, ...]]


def compare(database: Database, codes: Sequence[str], *, on: dt.date | None = None, most: int = 10) -> Records:
    """Two or more councils side by side, as parties to procurements.

    Parameters
    ----------
    database : Database
        An open connection.
    codes : Sequence[str]
        Two councils or more.
    on : date, optional
        Day from which contract ends are counted; today by default.
    most : int
        Lines of each part at the most.

    Raises
    ------
    UsageError
        Fewer than two councils.
    """
    if len(codes) < 2:
        raise UsageError("Name two different councils or more to compare.")
    on = on or dt.datetime.now(tz=dt.UTC).date()
    awards = read_awards(database, codes)
    own = {code: [award for award in awards if code in award.councils] for code in codes}
    procurements = read_procurements(database, codes)
    names = class_names(database, {one for award in awards for one in award.classes})
    parties = {code: [one for one in procurements if code in one.parties] for code in codes}
    rows: list[Row] = [
        ("procurements", "as a party", *(len(parties[code]) for code in codes)),
        (
            "procurements",
            "with other councils",
            *(sum(len(one.councils) > 1 for one in parties[code]) for code in codes),
        ),
        ("awards", "that stand", *(len({(one.ocid, one.award) for one in own[code]}) for code in codes)),
        *_money(own),
        *_concentration(own),
        *_suppliers(own, most),
        *_profile(own, names, most),
        *_like_things(own, names, most),
        *_ends(own, on, most),
    ]
    columns = (*_COLUMNS, *(Column(code, "any", "", name_of(code)) for code in codes))
    return Records(
        "Councils side by side", columns, rows, {"councils": list(codes), "on": on, "most": most}, _notes(on)
    )


def _money(own: dict[str, list[Award]]) -> Iterator[Row]:
    values = {code: awarded(held) for code, held in own.items()}
    for currency in sorted({currency for one in values.values() for currency in one}):
        yield ("awarded", currency, *(values[code].get(currency) for code in own))
    yield ("awards", "without a published value", *(sum(one.share is None for one in held) for held in own.values()))


def _concentration(own: dict[str, list[Award]]) -> Iterator[Row]:
    """Number of suppliers, and how far awards go to few of them: HHI (sum of squared shares, 0 to 1), largest share."""
    counts = [Counter(key for award in held for key, _ in award.suppliers) for held in own.values()]
    yield ("suppliers", "number", *(len(count) for count in counts))
    yield ("concentration", "HHI by awards, 0 to 1", *(_hhi(count) for count in counts))
    yield ("concentration", "largest supplier's share of awards", *(_largest(count) for count in counts))


def _hhi(count: Counter[str]) -> float | None:
    total = count.total()
    return round(sum((one / total) ** 2 for one in count.values()), 4) if total else None


def _largest(count: Counter[str]) -> float | None:
    return round(max(count.values()) / count.total(), 4) if count else None


def _suppliers(own: dict[str, list[Award]], most: int) -> Iterator[Row]:
    """Suppliers of two of the councils or more, with the awards of each; joint procurements say so."""
    names = {key: name for held in own.values() for award in held for key, name in award.suppliers}
    counts = {code: Counter(key for award in held for key, _ in award.suppliers) for code, held in own.items()}
    common = [key for key in names if sum(key in count for count in counts.values()) > 1]
    for key in sorted(common, key=lambda key: (-sum(count[key] for count in counts.values()), names[key]))[:most]:
        ocids = [{award.ocid for award in held if key in dict(award.suppliers)} for held in own.values()]
        jointly = any(a & b for a, b in combinations(ocids, 2))
        yield ("suppliers in common", f"{names[key]}{' (also jointly)' if jointly else ''}", *_awards(counts, own, key))


def _awards(counts: dict[str, Counter[str]], own: Iterable[str], key: str) -> tuple[str, ...]:
    return tuple(_plural(counts[code][key], "award") for code in own)


def _profile(own: dict[str, list[Award]], names: dict[str, str], most: int) -> Iterator[Row]:
    counts = {code: Counter(one for award in held for one in award.classes) for code, held in own.items()}
    order: Counter[str] = sum(counts.values(), Counter())
    for key in sorted(order, key=lambda key: (-sum(key in count for count in counts.values()), -order[key], key))[
        :most
    ]:
        yield ("CPV class", named_class(key, names), *_awards(counts, own, key))


def _like_things(own: dict[str, list[Award]], names: dict[str, str], most: int) -> Iterator[Row]:
    """Published values of awards for one lot with exactly the same CPV codes: as published, no unit price is made."""
    by_codes: dict[tuple[str, ...], dict[str, list[Award]]] = defaultdict(lambda: defaultdict(list))
    for code, held in own.items():
        for award in held:
            if award.codes and award.lots == 1 and award.share is not None:
                by_codes[award.codes][code].append(award)
    alike = [(codes, by_council) for codes, by_council in sorted(by_codes.items()) if _separate(by_council)]
    for codes, by_council in alike[:most]:
        values = (_list(by_council[code], lambda one: f"{one.currency} {one.share:,.0f} ({one.ocid})") for code in own)
        yield (
            "published values of like things",
            f"CPV {', '.join(codes)}, of {named_class(codes[0][:4], names)}",
            *values,
        )


def _separate(held: dict[str, list[Award]]) -> bool:
    """Whether two councils have awards of different procurements: one joint award is no comparison."""
    ocids = [{award.ocid for award in awards} for awards in held.values()]
    return any(a - b and b - a for a, b in combinations(ocids, 2))


def _ends(own: dict[str, list[Award]], on: dt.date, most: int) -> Iterator[Row]:
    """Contracts that end in the year from ``on``, and in the next."""
    for label, first, last in (("within a year", 0, 365), ("in the year after", 365, 730)):
        span = on + dt.timedelta(days=first), on + dt.timedelta(days=last)
        ending = {code: _soon(held, span) for code, held in own.items()}
        yield ("contracts ending", label, *(len(held) for held in ending.values()))
        if any(ending.values()):
            values = (
                _list(held[:most], lambda one: f"{one.ends} {one.title} ({one.ocid})") for held in ending.values()
            )
            yield ("contracts ending", f"{label}: which", *values)


def _soon(held: Iterable[Award], span: tuple[dt.date, dt.date]) -> list[Award]:
    by_end = {(one.ocid, one.ends): one for one in held if one.ends and span[0] <= one.ends < span[1]}
    return [by_end[key] for key in sorted(by_end, key=lambda key: (key[1], key[0]))]


def _list(awards: Iterable[Award], told: Callable[[Award], str]) -> list[str]:
    return [told(award) for award in awards]


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else ""


def _notes(on: dt.date) -> list[str]:
    return [
        (
            "Procurements that each council is a party to; cancelled and unsuccessful awards left out. A joint "
            "procurement counts for each of its councils, so that the columns overlap."
        ),
        "Awarded: the whole value of each award by currency, once; a joint award's is not divided among councils.",
        (
            "Like things: awards for a single lot with exactly the same CPV codes, values as published; sizes and "
            "terms differ, and no unit price can be made of them."
        ),
        f"Ends from {on} on, of contracts, else awards, else lots, without extensions.",
    ]


_COLUMNS = (
    Column("part", "string", "", "What is compared"),
    Column("what", "string", "", "Measure, supplier or CPV class"),
)
