"""CPV codes and regions: the form of a code, its name, and the codes above it."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.values import objects
from graph.model import BROADER, REGION_PART_OF

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from graph.mapping.rows import ProcessRows, Props

_CPV = re.compile(r"\s*([0-9]{8})(?:-[0-9])?\s*")
_REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_CPV_LEVELS = {2: "division", 3: "group", 4: "class", 5: "category"}


def cpv_codes(classified: dict[str, Any], odd: Counter[str]) -> list[str]:
    """CPV codes of the `classification` and `additionalClassifications` of an item or tender, without check digit."""
    found = []
    for classification in (
        *objects([classified.get("classification")]),
        *objects(classified.get("additionalClassifications")),
    ):
        if classification.get("scheme") != "CPV":
            if classification.get("scheme") is not None:
                odd[oddities.OTHER_SCHEME] += 1
        elif (code := cpv_code(classification.get("id"), odd)) is not None:
            found.append(code)
    return found


def cpv_code(value: Any, odd: Counter[str]) -> str | None:
    """Eight digits of a CPV code, its check digit dropped; any other form is counted and left out."""
    if value is None:
        return None
    form = _CPV.fullmatch(str(value)) if type(value) in (str, int) else None
    if form is None:
        odd[oddities.CPV_FORM] += 1
        return None
    if form[1] not in cpv_descriptions():
        odd[oddities.CPV_UNLISTED] += 1
    return form[1]


def region_code(value: Any, odd: Counter[str]) -> str | None:
    """NUTS or ITL code as published: two letters and up to three letters or digits. A name is counted and left out."""
    if type(value) is not str:
        return None
    if _REGION.fullmatch(value):
        return value
    odd[oddities.REGION_NAME] += 1
    return None


def add_cpv(rows: ProcessRows, codes: Iterable[str]) -> None:
    """Add CPV nodes for the codes and all above them, with BROADER between."""
    nodes = rows.nodes.setdefault("CPV", {})
    broader = rows.relationships.setdefault(BROADER, {})
    for code in codes:
        chain = cpv_chain(code)
        for step, ancestor in enumerate(chain):
            if ancestor in nodes:
                break
            nodes[ancestor] = _cpv_node(ancestor)
            if step + 1 < len(chain):
                broader[ancestor, chain[step + 1]] = {}


def add_regions(rows: ProcessRows, codes: Iterable[str]) -> None:
    """Add Region nodes for the codes and all above them, with PART_OF between."""
    nodes = rows.nodes.setdefault("Region", {})
    part_of = rows.relationships.setdefault(REGION_PART_OF, {})
    for code in codes:
        for length in range(len(code), 1, -1):
            region = code[:length]
            if region in nodes:
                break
            nodes[region] = _region_node(region)
            if length > 2:
                part_of[region, code[: length - 1]] = {}


@lru_cache(maxsize=1 << 14)
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
