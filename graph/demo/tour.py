"""The tour through the example graph: six questions, each a command, and its answer in words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One question of the tour.

    Parameters
    ----------
    question : str
        As an analyst asks it.
    command : tuple of str
        Arguments of ``tendergraph --demo``.
    columns : tuple of str
        Columns of the answer that the tour shows.
    words : Callable
        The answer in words, from its rows (dicts by column name).
    rows : int
        How many rows the tour shows.
    """

    question: str
    command: tuple[str, ...]
    columns: tuple[str, ...]
    words: Callable[[list[Row]], str]
    rows: int = 4


def releases() -> str:
    """Path of the example releases."""
    return str(files("graph.demo") / "releases.jsonl.gz")


def tour(picture: Path) -> list[Stop]:
    """The six questions; the last also draws ``picture``."""
    return [
        Stop(
            "Who wins most, by value?",
            ("query", "top-suppliers", "--limit", "4"),
            ("supplier", "awards", "value", "buyers"),
            _winners,
        ),
        Stop(
            "Which councils buy together?",
            ("councils", "together", "--limit", "4"),
            ("council", "partner", "procurements", "how"),
            _together,
        ),
        Stop(
            "Which words of the notice say so?",
            ("councils", "evidence", "ocds-invent-1000"),
            ("council", "sense", "basis", "sentence"),
            _evidence,
        ),
        Stop(
            "What could councils buy together next?",
            ("councils", "opportunities", "--since", "2027-06-01", "--until", "2028-06-30", "--limit", "3"),
            ("score", "codes", "cpv", "area", "first", "last"),
            _next,
        ),
        Stop(
            "Which buyers share more suppliers than chance explains?",
            ("analyse", "overlap", "--limit", "4"),
            ("a_name", "b_name", "shared", "expected", "q_value"),
            _overlap,
        ),
        Stop(
            "Which buyers and suppliers belong together?",
            ("analyse", "communities", "--plot", str(picture)),
            ("name", "buyers", "suppliers", "awards_inside", "awards_outside"),
            _communities,
        ),
    ]


def _winners(rows: list[Row]) -> str:
    first = rows[0]
    return (
        f"{first['supplier']} won most: GBP {first['value']:,.0f} in {first['awards']} awards, "
        f"from {first['buyers']} buyers. An award over several lots or to several suppliers counts once."
    )


def _together(rows: list[Row]) -> str:
    first = rows[0]
    return (
        f"{first['council']} and {first['partner']} took part in {first['procurements']} of the same procurements, "
        f"more than any other pair; {first['ocids'][0]} is one."
    )


def _evidence(rows: list[Row]) -> str:
    councils = sorted({row["council"] for row in rows if row["sense"] == "participates"})
    said = next(row for row in rows if row["basis"] == "text")
    return (
        f'{len(councils)} councils take part: {", ".join(councils)}. "{said["text"]}" at {said["path"]} is one of the '
        "places; a name in another sense, such as where it is delivered, does not count."
    )


def _next(rows: list[Row]) -> str:
    first = rows[0]
    bought = first["cpv"][0].partition(" ")[2].lower()
    return (
        f"{len(first['codes'])} councils of {first['area']} have contracts for {bought} "
        f"that end between {first['first']} and {first['last']}. The score ranks; it does not say that it is wanted."
    )


def _overlap(rows: list[Row]) -> str:
    first = rows[0]
    return (
        f"{first['a_name']} and {first['b_name']} share {first['shared']} suppliers where {first['expected']:.1f} "
        f"would be chance (q = {first['q_value']:.1g}). That says more than size explains; it does not say why."
    )


def _communities(rows: list[Row]) -> str:
    inside, outside = (sum(row[name] for row in rows) for name in ("awards_inside", "awards_outside"))
    return (
        f"{len(rows)} groups buy mostly from suppliers of their own: {inside / (inside + outside):.0%} of the awards "
        "stay inside a group. They follow trades and neighbourhood; the picture has a colour for each."
    )
