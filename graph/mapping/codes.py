"""CPV codes and regions: the form of a code, its name, and the codes above it."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.values import objects

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    from graph.mapping.rows import Props

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


def cpv_and_above(codes: Iterable[str]) -> _Closure:
    """CPV nodes of the codes and of all above them, by code, and the steps up (BROADER) between them."""
    return _and_above(codes, cpv_chain, _cpv_node)


def regions_and_above(codes: Iterable[str]) -> _Closure:
    """Region nodes of the codes and of all above them, by code, and the steps up (PART_OF) between them."""
    return _and_above(codes, region_chain, _region_node)


def _and_above(
    codes: Iterable[str], chain_of: Callable[[str], tuple[str, ...]], node: Callable[[str], Props]
) -> _Closure:
    chains = [chain_of(code) for code in codes]
    nodes = {code: node(code) for code in dict.fromkeys(chain.from_iterable(chains))}
    return nodes, {step: {} for each in chains for step in pairwise(each)}


def cpv_chain(code: str) -> tuple[str, ...]:
    """The code and those above it: its last used digit dropped, one at a time, down to the division's two.

    >>> cpv_chain("45261900")
    ('45261900', '45261000', '45260000', '45200000', '45000000')
    """
    found = [code]
    for used in range(7, 1, -1):
        above = code[:used].ljust(8, "0")
        if above != found[-1]:
            found.append(above)
    return tuple(found)


def region_chain(code: str) -> tuple[str, ...]:
    """The code and those above it: one character less each, up to the country's two.

    >>> region_chain("UKJ27")
    ('UKJ27', 'UKJ2', 'UKJ', 'UK')
    """
    return tuple(code[:length] for length in range(len(code), 1, -1))


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
