"""The councils of the graph, and what one of them buys, alone and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher
from graph.collaboration.choose import name_of
from graph.collaboration.procurements import read_procurements
from graph.councils.register import councils
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store.connection import Database


def listed(database: Database, *, every: bool = False, limit: int | None = None) -> Records:
    """The councils that take part in procurements, most first; with ``every`` the whole register."""
    found = database.read(cypher.text("collaboration/councils"), least=0 if every else 1)
    rows = [_council(row) for row in found if row["code"] in councils()]
    notes = [
        "procurements: those that it takes part in by party or by text; `collective` are apart, and in no other figure."
    ]
    told = {"all": every, "limit": limit}
    return Records("Councils", _LIST, rows[:limit], told, notes, more=limit is not None and len(rows) > limit)


def show(database: Database, code: str, *, bases: Sequence[str], limit: int | None = None) -> Records:
    """What a council takes part in, the newest first, with whom, and the words that say so."""
    held = read_procurements(database, [code], bases=bases)
    held.sort(key=lambda one: (-(one.published.toordinal() if one.published else 0), one.ocid))
    rows = [
        (
            one.published, one.ocid, one.title, list(one.bases(code)),
            [name_of(other) for other in one.councils if other != code], one.status, one.currency, one.value,
            one.awards, {key: round(one.awarded[key], 2) for key in sorted(one.awarded)}, one.ends,
            list(dict.fromkeys(fact.text for fact in one.facts if fact.code == code)),
        )
        for one in held[:limit]
    ]  # fmt: skip
    notes = [_about(code), *_alone(code, held), "Who takes part is derived by rules; evidence has the words."]
    told = {"council": code, "basis": list(bases), "limit": limit}
    return Records(name_of(code), _SHOW, rows, told, notes, more=len(rows) < len(held))


def _about(code: str) -> str:
    """One line of the register on a council."""
    council = councils()[code]
    whole = [name_of(one) for one in (council.county, council.combined_authority) if one]
    parts = [council.type, council.region, f"part of {' and '.join(whole)}" if whole else "", council.gss]
    later = [name_of(one) for one in council.successors]
    ended = (
        f" Abolished{f' on {council.end}' if council.end else ''}, succeeded by {', '.join(later)}." if later else ""
    )
    return f"{council.name} ({code}): {', '.join(filter(None, parts))}.{ended}"


def _alone(code: str, held: Sequence[Any]) -> list[str]:
    alone = sum(one.councils == (code,) for one in held)
    return [f"{len(held):,} procurements: {alone:,} alone, {len(held) - alone:,} with other councils."]


def _council(row: dict[str, Any]) -> tuple[Any, ...]:
    council = councils()[row["code"]]
    whole = [name_of(one) for one in (council.county, council.combined_authority) if one]
    return (
        council.code, council.name, council.type, council.region, whole, council.current, row["processes"],
        row["party"], row["joint"], row["collective"], row["first"], row["last"], row["organisations"],
    )  # fmt: skip


_LIST = (
    Column("code", "string", "", "Code of the register"),
    Column("council", "string", "", "Official name"),
    Column("type", "string", "", "Type of authority"),
    Column("region", "string", "", "Region"),
    Column("part_of", "list", "", "County, combined authority"),
    Column("current", "boolean", "", "False for an abolished council"),
    Column("procurements", "integer", "procurements", "Procurements it takes part in, by party or text"),
    Column("as_party", "integer", "procurements", "Of these as a party"),
    Column("joint", "integer", "procurements", "Of these with another council"),
    Column("collective", "integer", "procurements", "Besides: those that only a phrase for a group includes it in"),
    Column("first", "date", "", "Day of the earliest"),
    Column("last", "date", "", "Day of the latest"),
    Column("organisations", "list", "", "Organisations of the graph that are this council"),
)
_SHOW = (
    Column("published", "date", "", "Day of the first notice"),
    Column("ocid", "string", "", "The procurement"),
    Column("title", "string", "", "Its title"),
    Column("basis", "list", "", "How it takes part: party, text, collective"),
    Column("with", "list", "", "Other councils that take part"),
    Column("status", "string", "", "Status of the tender"),
    Column("currency", "string", "", "Currency of the value"),
    Column("value", "number", "currency", "Published value of the tender"),
    Column("awards", "integer", "awards", "Awards that stand"),
    Column("awarded", "map", "", "Value of these by currency"),
    Column("ends", "date", "", "Latest end of a contract as its lots state it"),
    Column("evidence", "list", "", "The words that say that it takes part"),
)
