"""A report on one council to hand to a committee: two printed pages, one HTML file, nothing fetched."""

from __future__ import annotations

import datetime as dt
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

import cypher
from graph.collaboration.choose import name_of
from graph.collaboration.nearness import common_area
from graph.collaboration.opportunities import Window, opportunities
from graph.collaboration.procurements import EXCLUDED, Award, awarded, read_awards, read_procurements
from graph.collaboration.sentences import CLOSE, OPEN
from graph.collaboration.suppliers import common_suppliers
from graph.collaboration.tile_map import tile_map
from graph.collaboration.together import TIES, evidence_rows, pairs
from graph.councils.register import councils

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.collaboration.procurements import Procurement
    from graph.collaboration.together import Pair
    from graph.store.connection import Database

_MOST = 6
_LONG = 260
_CUT, _DOT = "\u2026", " \u00b7 "


def report(database: Database, code: str, *, on: dt.date | None = None) -> str:
    """The HTML of the report.

    Parameters
    ----------
    database : Database
        An open connection.
    code : str
        Code of the council.
    on : date, optional
        Day of the report, from which contract ends are counted; today by default.
    """
    on = on or dt.datetime.now(tz=dt.UTC).date()
    held = read_procurements(database, [code])
    partners = pairs(held, [code])
    awards = read_awards(database)
    own = [award for award in awards if code in award.councils]
    covered = dict(database.read(cypher.text("collaboration/coverage"), councils=[code], excluded=list(EXCLUDED))[0])
    template = (files(__package__) / "data" / "report.html").read_text(encoding="utf-8")
    return Template(template).substitute(
        name=escape(name_of(code)), about=escape(_about(code)), data=escape(_data(covered, on)),
        figures=_figures(held, own, code), map=_map(partners, code), partners=_partners(partners),
        evidence=_evidence(database, held), suppliers=_suppliers(awards, own, code),
        ending=_ending(own, code, on), opportunities=_opportunities(database, code, on), missing=_missing(covered),
    )  # fmt: skip


def _about(code: str) -> str:
    council = councils()[code]
    whole = [name_of(one) for one in (council.county, council.combined_authority) if one]
    return ", ".join(filter(None, (council.type, council.region, f"part of {' and '.join(whole)}" if whole else "")))


def _data(covered: dict[str, Any], on: dt.date) -> str:
    first, last = _date(covered["first"]), _date(covered["last"])
    return (
        f"{covered['processes']:,} procurements of all buyers, published in releases dated {first} to {last}. "
        f"Report of {_date(on)}."
    )


def _figures(held: Sequence[Procurement], own: Sequence[Award], code: str) -> str:
    others = len({one for procurement in held for one in procurement.councils} - {code})
    joint = sum(len(one.councils) > 1 for one in held)
    awards = len({(one.ocid, one.award) for one in own})
    figures: list[tuple[Any, str]] = [
        (len(held), f"{_noun(len(held), 'procurement')} it takes part in"),
        (joint, "of these with other councils"),
        (others, f"{_noun(others, 'council')} it buys with"),
        (awards, f"{_noun(awards, 'award')}, as a party"),
    ]
    value = f"value of {'this award' if awards == 1 else 'these awards'}"
    figures += [(f"{currency} {amount:,.0f}", value) for currency, amount in awarded(own).items()]
    return "".join(
        f"<div><b>{escape(_number(number))}</b><span>{escape(text)}</span></div>" for number, text in figures
    )


def _map(partners: Sequence[Pair], code: str) -> str:
    return tile_map({pair.b: len(pair.procurements) for pair in partners}, code)


def _partners(partners: Sequence[Pair]) -> str:
    rows = []
    for pair in partners[:_MOST]:
        ties = ", ".join(f"{kind}{_times(pair.ties[kind])}" for kind in TIES if kind in pair.ties)
        first, last = pair.days()
        near = common_area((pair.a, pair.b))
        days = _date(first) if first == last else f"{_date(first)} to {_date(last)}"
        rows.append((name_of(pair.b), len(pair.procurements), ties, near.name if near else "", days))
    head = ("Council", "Together", "How", "Area in common", "First notices")
    return _table(head, rows, len(partners), "No other council takes part in its procurements in this data.")


def _evidence(database: Database, held: Sequence[Procurement]) -> str:
    """The newest joint procurements: who is a party, and the sentences of the texts that name councils."""
    joint = sorted(
        (one for one in held if len(one.councils) > 1),
        key=lambda one: (-(one.published.toordinal() if one.published else 0), one.ocid),
    )
    found = []
    for one in joint[:_MOST]:
        rows = evidence_rows(database, [one])
        parties = [row for row in rows if row[4] == ["party"]]
        if len(one.parties) > 1:
            found.append(("; ".join(row[5] for row in parties), one, "the buyers, in parties"))
        found += [(row[5], one, row[6]) for row in rows if row[4] != ["party"] and len(row[3]) > 1]
    items = [
        f"<li><q>{_marked(words)}</q> <small>{escape(_DOT.join((one.title or one.ocid, one.ocid, path)))}</small></li>"
        for words, one, path in found[:_MOST]
    ]
    if not items:
        return '<p class="none">None in this data.</p>'
    left = len(joint) > _MOST or len(found) > _MOST
    more = '<p class="more">The first; `councils together --evidence` has all.</p>' if left else ""
    return f"<ul>{''.join(items)}</ul>{more}"


def _suppliers(awards: Sequence[Award], own: Sequence[Award], code: str) -> str:
    """Suppliers of this council and of others that share an area with it: one row each, separate buying first."""
    named = {key for award in own for key, _ in award.suppliers}
    others = {other for award in awards if named & set(dict(award.suppliers)) for other in award.councils} - {code}
    found: dict[tuple[str, str], dict[bool, list[str]]] = {}
    for other in sorted(others):
        for one in common_suppliers(awards, code, other) if common_area((code, other)) else ():
            found.setdefault((one.name, one.supplier), {True: [], False: []})[one.is_apart].append(name_of(other))
    order = sorted(found.items(), key=lambda item: (not item[1][True], item[0]))
    rows = [
        (name, ", ".join(apart[True]), ", ".join(apart[False])) for (name, _), apart in order
    ]  # fmt: skip
    head = ("Supplier", "Also of, bought separately", "Also of, bought jointly only")
    return _table(head, rows[:_MOST], len(rows), "None in this data.")


def _ending(own: Sequence[Award], code: str, on: dt.date) -> str:
    by_end: dict[tuple[Any, str], list[Award]] = {}
    for award in own:
        if award.ends and award.ends >= on:
            by_end.setdefault((award.ends, award.ocid), []).append(award)
    rows = [
        (
            _date(end), held[0].title or ocid,
            "; ".join(sorted({name for one in held for _, name in one.suppliers})[:3]),
            _money(awarded(held)), ", ".join(name_of(one) for one in held[0].councils if one != code), ocid,
        )
        for (end, ocid), held in sorted(by_end.items())
    ]  # fmt: skip
    head = ("Ends", "Contract", "Supplier", "Value", "With", "Process")
    return _table(head, rows[:_MOST], len(rows), f"No contract that ends on {_date(on)} or later in this data.")


def _opportunities(database: Database, code: str, on: dt.date) -> str:
    window = Window.of(on, on + dt.timedelta(days=3 * 365))
    found = opportunities(database, [code], window, limit=_MOST)
    rows = [
        (row["score"], row["kind"], "; ".join(row["items"]), f"{row['area']} ({row['near']})", "; ".join(row["cpv"]))
        for row in found
    ]
    head = ("Score", "Kind", "What", "Near", "CPV class")
    none = f"No candidate from {_date(window.since)} to {_date(window.until)} in this data."
    return _table(head, rows, len(rows) + found.more, none)


def _missing(covered: dict[str, Any]) -> str:
    awards, unvalued, unending = (covered[name] for name in ("awards", "unvalued", "unending"))
    lines = _MISSING.format(awards=awards, unvalued=unvalued, unending=unending).strip().split("\n\n")
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


_MISSING = """
Only what the loaded releases say: procurements published before or after their days, below the thresholds of
publication, or elsewhere, are missing.

Awards in procurements that this council takes part in: {awards:,}; of these without a published value: {unvalued:,};
without an end in award or contract: {unending:,}.

Who takes part is derived by rules from parties and texts, not published as such; each claim has its words and place.
Phrases that name councils only as a group are left out.

Cancelled and unsuccessful awards are left out. Values are as published, of the whole award; currencies are never added.
Extensions of contracts are not in the ends.

Near means the same county, combined authority or region of the register; shared borders are not known. A score ranks
candidates; it does not say that buying together is lawful, wanted or cheaper.
"""


def _table(head: Iterable[str], rows: Sequence[tuple[Any, ...]], total: int, none: str) -> str:
    if not rows:
        return f'<p class="none">{escape(none)}</p>'
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join(f"<tr>{''.join(_td(value) for value in row)}</tr>" for row in rows)
    more = f'<p class="more">The first {len(rows):,}; there are more.</p>' if total > len(rows) else ""
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>{more}"


def _td(value: Any) -> str:
    number = isinstance(value, (int, float))
    return f"<td{' class=n' if number else ''}>{escape(_number(value))}</td>"


def _times(count: int) -> str:
    return "" if count == 1 else f" ({count} times)"


def _noun(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def _money(values: dict[str, float]) -> str:
    return "; ".join(f"{currency} {amount:,.0f}" for currency, amount in values.items()) or "not published"


def _marked(sentence: str) -> str:
    """The sentence with its names in bold; a long one is cut around the first name."""
    if len(sentence) > _LONG:
        start = max(0, sentence.find(OPEN) - _LONG // 3)
        cut = sentence[start : start + _LONG]
        cut += CLOSE if cut.count(OPEN) > cut.count(CLOSE) else ""
        sentence = (_CUT if start else "") + cut + (_CUT if start + _LONG < len(sentence) else "")
    return escape(sentence).replace(OPEN, "<b>").replace(CLOSE, "</b>")


def _date(day: Any) -> str:
    """A day as people write it: 31 March 2028."""
    if day is None:
        return "unknown"
    native = day.to_native() if hasattr(day, "to_native") else day
    return f"{native.day} {native:%B %Y}"
