"""CPV codes and regions: the form of a code, its name, and the codes above it."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.values import objects
from graph.model import BROADER, REGION_PART_OF

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    from graph.mapping.rows import ProcessRows, Props
    from graph.model import Pattern

    _Closure = tuple[dict[str, Props], dict[tuple[str, ...], Props]]

_CPV = re.compile(r"\s*([0-9]{8})(?:-[0-9])?\s*")
# Below the first level a code has a digit, or Z for what lies outside all regions: KENT and WALES are names.
_REGION = re.compile(r"[A-Z]{2}(?:[A-Z0-9]?|(?=\w*\d)[A-Z0-9]{2,3}|ZZ?Z?)", re.ASCII)
_COUNTRIES = ("UK", "TL")  # those whose regions the table lists
_CPV_LEVELS = {2: "division", 3: "group", 4: "class", 5: "category"}


def cpv_codes(classified: dict[str, Any], odd: Counter[str]) -> list[str]:
    """CPV codes of the `classification` and `additionalClassifications` of an item or tender, without check digit."""
    found: list[str] = []
    classifications = objects(classified.get("additionalClassifications"))
    if type(first := classified.get("classification")) is dict:
        classifications.append(first)
    for classification in classifications:
        scheme, value = classification.get("scheme"), classification.get("id")
        if type(scheme) is not str or scheme.upper() != "CPV":
            if scheme is not None:
                odd[oddities.OTHER_SCHEME] += 1
        elif value is not None:
            code, kind = _cpv_code(value if type(value) is str else repr(value))
            if kind is not None:
                odd[kind] += 1
            if code is not None:
                found.append(code)
    return found


@lru_cache(maxsize=1 << 14)
def _cpv_code(value: str) -> tuple[str | None, str | None]:
    """Eight digits of a code without its check digit, none where it has another form; and what is odd about it."""
    form = _CPV.fullmatch(value)
    if form is None:
        return None, oddities.CPV_FORM
    return form[1], None if form[1] in cpv_descriptions() else oddities.CPV_UNLISTED


def region_code(value: Any, odd: Counter[str]) -> str | None:
    """NUTS or ITL code as published: two letters and up to three letters or digits. A name is counted and left out."""
    if type(value) is not str:
        return None
    kind = _odd_region(value)
    if kind is None:
        return value
    odd[kind] += 1
    return value if kind is oddities.REGION_UNLISTED else None


@lru_cache(maxsize=1 << 14)
def _odd_region(value: str) -> str | None:
    """What is odd about a region code, None for a code like any other."""
    if _REGION.fullmatch(value) is None:
        return oddities.REGION_NAME
    return oddities.REGION_UNLISTED if value[:2] in _COUNTRIES and value not in region_names() else None


def add_cpv(rows: ProcessRows, codes: Iterable[str]) -> None:
    """Add CPV nodes for the codes and all above them, with BROADER between."""
    _add(rows, codes, "CPV", BROADER, _cpv_and_above)


def add_regions(rows: ProcessRows, codes: Iterable[str]) -> None:
    """Add Region nodes for the codes and all above them, with PART_OF between."""
    _add(rows, codes, "Region", REGION_PART_OF, _region_and_above)


def _add(
    rows: ProcessRows, codes: Iterable[str], label: str, pattern: Pattern, and_above: Callable[[str], _Closure]
) -> None:
    nodes, relationships = rows.nodes.setdefault(label, {}), rows.relationships.setdefault(pattern, {})
    for code in codes:
        above = and_above(code)
        nodes.update(above[0])
        relationships.update(above[1])


@lru_cache(maxsize=1 << 14)
def _cpv_and_above(code: str) -> _Closure:
    chain = cpv_chain(code)
    return {c: _cpv_node(c) for c in chain}, {step: {} for step in pairwise(chain)}


@lru_cache(maxsize=1 << 14)
def _region_and_above(code: str) -> _Closure:
    chain = [code[:length] for length in range(len(code), 1, -1)]
    return {c: _region_node(c) for c in chain}, {step: {} for step in pairwise(chain)}


def cpv_chain(code: str) -> tuple[str, ...]:
    """The code and those above it: its last used digit dropped, one at a time, down to the division's two.

    >>> cpv_chain("45261900")
    ('45261900', '45261000', '45260000', '45200000', '45000000')
    """
    chain = [code]
    for used in range(7, 1, -1):
        above = code[:used].ljust(8, "0")
        if above != chain[-1]:
            chain.append(above)
    return tuple(chain)


def cpv_level(code: str) -> str:
    """Level of a code by the digits it uses: 2 division, 3 group, 4 class, 5 category, 6 to 8 subcategory."""
    return _CPV_LEVELS.get(max(2, len(code.rstrip("0"))), "subcategory")


@cache
def cpv_descriptions() -> dict[str, str]:
    """Code -> description of the CPV 2008 list (9,454 codes)."""
    return _table("cpv_2008.csv")


@cache
def region_names() -> dict[str, str]:
    """Code -> name of the UK's NUTS 2018, NUTS 2021 and ITL 2021 regions."""
    return _table("regions.csv")


def _cpv_node(code: str) -> Props:
    props: Props = {"code": code, "level": cpv_level(code)}
    if (description := cpv_descriptions().get(code)) is not None:
        props["description"] = description
    return props


def _region_node(code: str) -> Props:
    props: Props = {"code": code, "level": len(code) - 2}
    if (name := region_names().get(code)) is not None:
        props["name"] = name
    return props


def _table(name: str) -> dict[str, str]:
    lines = (files("graph.mapping") / "tables" / name).read_text(encoding="utf-8").splitlines()
    return {row[0]: row[1] for row in csv.reader(lines[1:])}
