"""The register of UK councils: local authorities and combined authorities, current and abolished.

A table of facts, ``data/councils.csv``; its source is credited in ``data/SOURCES.md``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

COMBINED = frozenset({"Combined authority", "Strategic Regional Authority"})
LONDON = frozenset({"London borough", "City corporation"})


@dataclass(frozen=True, slots=True)
class Council:
    """One council of the register.

    Parameters
    ----------
    code : str
        The register's code, such as ``ADU``.
    name, short : str
        Official name ("Adur District Council") and the name without its kind ("Adur").
    aliases : tuple of str
        Other names; one that starts with ``~`` names the council only beside a word such as Council.
    gss : str
        GSS code, empty where the register has none.
    type, nation, region : str
        As in the register: "Non-metropolitan district", "England", "South East".
    county, combined_authority : str
        Codes of the councils it is part of, or empty.
    successors : tuple of str
        Codes of the councils that took over from it.
    start, end : str
        ISO dates, empty where the register has none.
    current : bool
        False for an abolished council.
    """

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    gss: str
    type: str
    nation: str
    region: str
    county: str
    combined_authority: str
    successors: tuple[str, ...]
    start: str
    end: str
    current: bool


@cache
def councils() -> dict[str, Council]:
    """Return every council by code, in the order of the codes."""
    table = files(__package__).joinpath("data", "councils.csv").read_text(encoding="utf-8")
    return {row["code"]: _council(row) for row in csv.DictReader(table.splitlines())}


def council_nodes() -> list[dict[str, Any]]:
    """Return the properties of each Council node: code, name, gss, type, nation, current.

    ``gss`` is None where the register has no code: nothing is invented.
    """
    return [
        {
            "code": council.code,
            "name": council.name,
            "gss": council.gss or None,
            "type": council.type,
            "nation": council.nation,
            "current": council.current,
        }
        for council in councils().values()
    ]


def council_part_of() -> list[tuple[str, str]]:
    """Return the pairs (part, whole): district and county, member and combined authority."""
    return [
        (council.code, whole)
        for council in councils().values()
        for whole in (council.county, council.combined_authority)
        if whole
    ]


def council_succeeded_by() -> list[tuple[str, str]]:
    """Return the pairs (abolished council, its successor)."""
    return [(council.code, later) for council in councils().values() for later in council.successors]


SetKind = Literal["london", "county", "combined", "nation"]


def members(kind: SetKind, name: str = "") -> tuple[str, ...]:
    """Return the codes of a set of current councils that the register defines.

    Parameters
    ----------
    kind : {"london", "county", "combined", "nation"}
        All London boroughs (with the City); the districts of a county; the members of a combined
        authority, a county's districts not among them; all councils of a nation.
    name : str
        Code of the county or combined authority, or name of the nation.
    """
    table = councils()
    return tuple(code for code in table if table[code].current and _in_set(table[code], kind, name))


def _in_set(council: Council, kind: SetKind, name: str) -> bool:
    if kind == "london":
        return council.type in LONDON
    if kind == "county":
        return council.county == name
    if kind == "combined":
        return council.combined_authority == name
    return council.nation == name and council.type not in COMBINED


def _council(row: dict[str, str]) -> Council:
    return Council(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        aliases=_split(row["aliases"]),
        gss=row["gss"],
        type=row["type"],
        nation=row["nation"],
        region=row["region"],
        county=row["county"],
        combined_authority=row["combined_authority"],
        successors=_split(row["successors"]),
        start=row["start"],
        end=row["end"],
        current=row["current"] == "true",
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
