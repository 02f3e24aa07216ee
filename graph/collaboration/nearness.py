"""How near two councils are, by the areas that the register knows: county, combined authority, region, nation.

Shared borders are not in the register, and no table of them is guessed: "near" always names the area in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.councils.register import councils

if TYPE_CHECKING:
    from collections.abc import Iterable


class Area(NamedTuple):
    """An area that councils have in common; ``level`` is ``county``, ``combined authority`` or ``region``."""

    level: str
    name: str


LEVELS = ("county", "combined authority", "region")
"""The nearest first."""


def areas(code: str) -> tuple[Area, ...]:
    """Areas that a council lies in, the nearest first; a county and a combined authority lie in their own."""
    council = councils().get(code)
    if council is None:
        return ()
    county = council.county or (code if council.type == "County" else "")
    above = councils().get(county)
    combined = council.combined_authority or (above.combined_authority if above else "")
    if council.type in ("Combined authority", "Strategic Regional Authority"):
        combined = code
    named = (("county", _name(county)), ("combined authority", _name(combined)), ("region", council.region))
    return tuple(Area(level, name) for level, name in named if name)


def common_area(codes: Iterable[str]) -> Area | None:
    """The nearest area that all of these councils lie in."""
    each = [areas(code) for code in codes]
    if not each:
        return None
    return next((area for area in each[0] if all(area in others for others in each[1:])), None)


def _name(code: str) -> str:
    council = councils().get(code)
    return council.name if council else ""
