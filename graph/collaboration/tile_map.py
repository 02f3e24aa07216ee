"""A tile map of the councils of the United Kingdom as SVG: one cell each, near where it is. No map service is asked.

The grid is the project's own, ``data/tiles.csv``: approximate centres, and the cells that
:func:`graph.analytics.tiles.cells` gives them; combined authorities stand apart, in the upper right corner.
"""

from __future__ import annotations

import csv
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.collaboration.choose import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZE = 24
_GAP = 2
_SHADES = ("#E7E3D7", "#F6D9A8", "#EDB35D", "#D97F26", "#A64B00")
_OWN, _INK, _PAPER = "#1B3A57", "#2B2B2B", "#FFFFFF"


@cache
def grid() -> dict[str, tuple[int, int]]:
    """Council code -> (column, row from the top), for every current council."""
    table = files(__package__).joinpath("data", "tiles.csv").read_text(encoding="utf-8")
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(table.splitlines())}


def tile_map(values: Mapping[str, int], own: str | None = None, what: str = "procurements together") -> str:
    """SVG text: darker cells for larger values, ``own`` in a colour of its own, each with a title for the pointer.

    Parameters
    ----------
    values : Mapping[str, int]
        Council code -> number; cells of other councils are empty. Abolished councils have no cell.
    own : str, optional
        The council that the map is about.
    what : str
        What the numbers count.
    """
    places = grid()
    width, height = (max(place[side] for place in places.values()) * (SIZE + _GAP) + SIZE for side in (0, 1))
    steps = _steps(values)
    body = "".join(_cell(code, values.get(code, 0), own == code, steps, what) for code in places)
    legend = _legend(steps, what, own, height + 14)
    height += 14
    whole = height + 24 * (len(steps) + (own is not None))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif"><title>{escape(what)}, one cell for each council</title>'
        f"{body}{legend}</svg>"
    )


def _cell(code: str, value: int, is_own: bool, steps: list[int], what: str) -> str:
    column, row = grid()[code]
    x, y = column * (SIZE + _GAP), row * (SIZE + _GAP)
    shade = _shade(value, steps)
    fill = _OWN if is_own else _SHADES[shade]
    ink = _PAPER if is_own or shade > 2 else _INK
    told = f"{name_of(code)}{f': {value:,} {what}' if value else ''}"
    short = code.removeprefix("TG-")
    # A code that nothing is said of would be too small to read in print; the pointer shows its name.
    label = (
        f'<text x="{x + SIZE / 2}" y="{y + SIZE / 2 + 4}" text-anchor="middle" font-weight="bold" '
        f'font-size="{11 if len(short) < 4 else 8}" fill="{ink}">{escape(short)}</text>'
    )
    return (
        f'<g><title>{escape(told)}</title><rect x="{x}" y="{y}" width="{SIZE}" height="{SIZE}" rx="2" fill="{fill}"/>'
        f"{label if value or is_own else ''}</g>"
    )


def _steps(values: Mapping[str, int]) -> list[int]:
    """Lower ends of the shades in use: each different value has its own while there are few, else by doubling."""
    different = sorted({value for value in values.values() if value > 0})
    if len(different) < len(_SHADES):
        return different
    return [1, 2, 4, 8]


def _shade(value: int, steps: list[int]) -> int:
    """0 for nothing, else by the step reached; the few shades in use are the darker ones."""
    reached = sum(value >= step for step in steps)
    return reached and reached + (len(_SHADES) - 1 - len(steps))


def _legend(steps: list[int], what: str, own: str | None, y: int) -> str:
    marks = [(_OWN, name_of(own))] if own else []
    for at, step in enumerate(steps):
        until = steps[at + 1] - 1 if at + 1 < len(steps) else None
        label = f"{step}" if until == step else f"{step} to {until}" if until else f"{step} or more"
        marks.append((_SHADES[_shade(step, steps)], f"{what}: {label}" if at == 0 else label))
    return "".join(
        f'<rect x="0" y="{y + 24 * at}" width="18" height="18" rx="2" fill="{fill}"/>'
        f'<text x="26" y="{y + 24 * at + 15}" font-size="17" fill="{_INK}">{escape(label)}</text>'
        for at, (fill, label) in enumerate(marks)
    )
