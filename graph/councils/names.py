"""The names of councils as patterns, and one pass over a text that finds them (Aho-Corasick, longest first).

A text is folded before the search: lower case, one kind of space, apostrophe and hyphen, ``&`` as ``and``.
Offsets always point into the text as published.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import ahocorasick

from graph.councils.register import COMBINED, councils

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.councils.register import Council

Kind = Literal["council", "body", "area", "place", "only"]
"""What a name says: the council ("Adur District Council"), the council or its area ("London Borough of
Sutton"), the area or half the council's name ("Adur District"), a place ("Adur"), or a word that is a
council's only beside another ("Kingston")."""

WORDS = frozenset({"reading", "rugby", "down", "hart", "eden", "highland", "highlands", "bath", "bury", "craven"})
"""Places that are common words too: as the first word of a sentence or in a headline they say nothing."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a council's name: its code, its kind, and how sure the form is (0 is best)."""

    code: str
    kind: Kind
    rank: int
    initials: int = 0


@dataclass(slots=True)
class Mention:
    """A name found in a text: ``text[start:end]``, in code points."""

    code: str
    kind: Kind
    start: int
    end: int


@dataclass(slots=True)
class Folded:
    """A text made ready for the search, with the way back to the published offsets."""

    text: str
    breaks: list[int] | None = None
    origins: list[int] | None = None

    def origin(self, position: int) -> int:
        """Return the published offset of a position in the folded text."""
        if self.breaks is None or self.origins is None:
            return position
        piece = bisect_right(self.breaks, position) - 1
        origin = self.origins[piece] + position - self.breaks[piece]
        return min(origin, self.origins[piece + 1]) if piece + 1 < len(self.origins) else origin


_SAME = str.maketrans(
    {
        "\u2019": "'", "\u2018": "'", "\u00b4": "'", "`": "'",
        "-": " ", "\u2010": " ", "\u2011": " ", "\u00ad": " ",
        "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "\u2028": " ", "\u2009": " ", "\u202f": " ",
        "\u00f4": "o", "\u00d4": "o", "\u00e2": "a", "\u00c2": "a", "\u00ee": "i", "\u0130": "i",
    }
)  # fmt: skip
_PIECES = re.compile(r" *&(?:amp;)? *| {2,}")


def fold(text: str) -> Folded:
    """Fold a text: one character for one character where possible, else with breaks to find the way back."""
    same = text.translate(_SAME).lower()
    if "&" not in same and "  " not in same:
        return Folded(same)
    parts: list[str] = []
    breaks, origins, at, length = [0], [0], 0, 0
    for piece in _PIECES.finditer(same):
        parts.append(same[at : piece.start()])
        length += piece.start() - at
        new = " " if piece.group().isspace() else " and "
        parts.append(new)
        breaks.append(length)
        origins.append(piece.start())
        length += len(new)
        breaks.append(length)
        origins.append(piece.end())
        at = piece.end()
    parts.append(same[at:])
    return Folded("".join(parts), breaks, origins)


def find(text: str, folded: Folded | None = None) -> list[Mention]:
    """Find every name of the register in a text, longest first, none inside another.

    Parameters
    ----------
    text : str
        The text as published.
    folded : Folded, optional
        The same text folded, where the caller has it already.

    Returns
    -------
    list of Mention
        In the order of the text. Kind ``only`` is included: the caller decides by its neighbours.
    """
    folded = folded or fold(text)
    found = [(start, -end, form) for start, end, form in _hits(folded.text)]
    found.sort(key=lambda hit: hit[:2])
    mentions: list[Mention] = []
    free = 0
    for start, negative_end, form in found:
        first, last = folded.origin(start), folded.origin(-negative_end - 1) + 1
        if start < free or not _written_as_name(text, first, last, form):
            continue
        mentions.append(Mention(form.code, form.kind, first, last))
        free = -negative_end
    return mentions


def exact(text: str) -> Form | None:
    """Return the form that a whole text is, or None."""
    return forms().get(fold(text.strip()).text.strip())


@cache
def forms() -> dict[str, Form]:
    """Return every pattern with the one form it stands for; an official name wins over a made one."""
    table: dict[str, Form] = {}
    for council in councils().values():
        for pattern, form in _forms_of(council):
            folded = fold(pattern).text
            rival = table.get(folded)
            if rival is None or _better(form, rival):
                table[folded] = form
    return table


def _better(form: Form, rival: Form) -> bool:
    table = councils()
    return (form.rank, not table[form.code].current) < (rival.rank, not table[rival.code].current)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for pattern, form in forms().items():
        automaton.add_word(pattern, (len(pattern), form))
    automaton.make_automaton()
    return automaton


def _hits(text: str) -> Iterator[tuple[int, int, Form]]:
    size = len(text)
    for last, (length, form) in _automaton().iter(text):
        start, end = last - length + 1, last + 1
        if start and text[start - 1].isalnum():
            continue
        if end < size and text[end].isalnum() and not _lost_line_break(text, end):
            continue
        yield start, end, form


def _lost_line_break(text: str, end: int) -> bool:
    # some publishers' line breaks arrive as the letters "rn" stuck to the word before
    return text.startswith("rn", end) and not text[end + 2 : end + 3].isalnum()


def _written_as_name(text: str, start: int, end: int, form: Form) -> bool:
    # "reading", "hart" and "down" are words, so a name starts with a capital in all its kinds
    if not text[start].isupper():
        return form.kind == "place" and text[start - 1 : start] in (".", "/", "@") and text[end : end + 1] == "."
    if form.initials:
        return text[end - form.initials : end].isupper()
    if form.kind == "council":
        return True
    return all(word[0].isupper() or word in _SMALL for word in re.findall(r"[^\W\d_]+", text[start:end]))


_SMALL = frozenset(
    [
        *("amp", "and", "upon", "on", "of", "the", "with", "in", "under", "le", "y", "yr", "ar"),
        *("nan", "na", "an", "a", "s", "l"),
    ]
)


_BODIES = {
    "Non-metropolitan district": ("District", "Borough", "City", "City and District"),
    "Metropolitan district": (
        "Metropolitan Borough",
        "Metropolitan District",
        "Borough",
        "District",
        "City",
        "Metropolitan",
    ),
    "Unitary authority": ("Borough", "City", "District", "Unitary", "Metropolitan Borough"),
    "London borough": ("Borough", "London Borough", "City"),
    "City corporation": (),
    "County": ("County",),
    "Scottish unitary authority": ("City", "Islands"),
    "Welsh unitary authority": ("County Borough", "County", "City", "Borough", "City and County"),
    "NI district": ("District", "Borough", "City", "City and District", "City and Borough"),
}
_OF = ("Borough of {}", "City of {}")
_HALF = ("{} Borough", "{} District", "{} City")
_AREAS = {
    "London borough": (
        *("London Borough of {}", "London Borough {}", "LB {}", "LB of {}", "Royal Borough of {}", "RB {}", *_OF),
        "{} London Borough",
    ),
    "County": ("County of {}", "{} County"),
    "Non-metropolitan district": (*_OF, "District of {}", *_HALF),
    "Metropolitan district": (*_OF, "Metropolitan Borough of {}", *_HALF, "{} Metropolitan Borough"),
    "Unitary authority": (*_OF, "Royal Borough of {}", "County of {}", *_HALF),
    "Scottish unitary authority": ("City of {}", "{} City"),
    "Welsh unitary authority": (
        *("City of {}", "County Borough of {}", "County of {}", "City and County of {}"),
        *("{} County Borough", "{} City", "{} County"),
    ),
    "NI district": (*_OF, "District of {}", *_HALF),
}
_OLD_COUNTIES = frozenset({"cornwall", "isle of wight", "durham", "northumberland", "rutland", "cumberland", "gwynedd"})
_COMBINED = (
    *("Combined Authority", "Mayoral Combined Authority", "Combined County Authority"),
    *("Mayoral Combined County Authority", "Mayoral Strategic Authority", "CA", "MCA", "CCA"),
)
_INITIALS = (("City", "CC"), ("County", "CC"), ("Borough", "BC"), ("District", "DC"), ("Metropolitan district", "MBC"),
             ("Metropolitan district", "MDC"), ("London Borough", "LBC"), ("County Borough", "CBC"))  # fmt: skip
_COUNCIL_WORDS = re.compile(r"\b(?:council|authority|corporation|comhairle|cyngor|citizens)\b", re.IGNORECASE)
_AREA_WORDS = re.compile(r"\b(?:borough of|city of|county of|city$|county$|borough$)\b", re.IGNORECASE)


def _forms_of(council: Council) -> Iterator[tuple[str, Form]]:
    """Yield the patterns of one council, surest first."""
    combined = council.type in COMBINED
    for rank, name in enumerate((council.name, *council.aliases)):
        plain = name.removeprefix("~")
        if _COUNCIL_WORDS.search(name):
            yield from _bodies(plain, council.code, min(rank, 1))
        elif _AREA_WORDS.search(plain) or rank == 0:
            yield plain, Form(council.code, "body", min(rank, 1))
    shorts = [council.short, *(name for name in council.aliases if not _COUNCIL_WORDS.search(name))]
    for name in shorts:
        plain = name.removeprefix("~")
        if combined:
            for body in _COMBINED:
                initials = len(body) if body.isupper() else 0
                yield f"{plain} {body}", Form(council.code, "council", 2, initials)
            # "Devon and Torbay" are two places; a combined authority's name is a place only where it is one
            if " and " not in plain and not council.code.startswith("TG-"):
                yield plain, Form(council.code, "place", 4)
            continue
        if not _AREA_WORDS.search(plain):
            yield from _made(plain, council)
            yield from _shortened(plain, council)
        if not _COUNCIL_WORDS.search(name):
            kind: Kind = "only" if name.startswith("~") else "body" if _AREA_WORDS.search(plain) else "place"
            yield plain, Form(council.code, kind, 3)


def _bodies(name: str, code: str, rank: int) -> Iterator[tuple[str, Form]]:
    yield name, Form(code, "council", rank)
    if name.startswith(("The ", "the ")):
        yield name[4:], Form(code, "council", rank)
    if name.endswith("Council"):
        yield name + "s", Form(code, "council", rank)
    if name.startswith("Cyngor"):
        for english in ("Council", "County Council", "County Borough Council", "City Council"):
            yield f"{name} {english}", Form(code, "council", rank)


def _made(short: str, council: Council) -> Iterator[tuple[str, Form]]:
    """Yield the customary ways to write a council's name that no list of names has."""
    code = council.code
    for body in ("", *_BODIES[council.type], *_county(short, council)):
        name = f"{short} {body} Council".replace("  ", " ")
        yield from _bodies(name, code, 2)
        if body and council.type != "County":
            yield f"{body} Council of {short}", Form(code, "council", 2)
            yield f"Council of the {body} of {short}", Form(code, "council", 2)
    yield f"Council of {short}", Form(code, "council", 2)
    for area in _AREAS.get(council.type, ()):
        name = area.format(short)
        yield name, Form(code, "area" if name.startswith(short) else "body", 2)
        if not name.startswith(short):
            yield from _bodies(f"{name} Council", code, 2)
    for ending, letters in _INITIALS:
        if ending == council.type or f"{ending} Council" in council.name or council.name.startswith(f"{ending} of"):
            yield f"{short} {letters}", Form(code, "council", 2, len(letters))
            yield f"City of {short} {letters}", Form(code, "council", 2, len(letters))


_COMPASS = re.compile(r"\b(?:(North|South)[ -](East|West)|(North|South|East|West))\b")


def _shortened(short: str, council: Council) -> Iterator[tuple[str, Form]]:
    """Yield full names of a shorter place: "NE Lincolnshire Council", "Stoke City Council" of Stoke-on-Trent."""
    letters = _COMPASS.sub(lambda found: "".join(word[0] for word in found.groups() if word), short)
    head = re.split(r"[ -](?:on|upon)[ -]", short)[0]
    for shorter in {letters, head} - {short}:
        for name in (council.name.replace(short, shorter), f"{shorter} Council"):
            if name.endswith("Council") and shorter in name and (shorter == letters or name != f"{shorter} Council"):
                yield name, Form(council.code, "council", 3)


def _county(short: str, council: Council) -> tuple[str, ...]:
    """Return County for the unitary councils of former counties ("Cornwall County Council")."""
    folded = short.lower()
    county = council.type == "Unitary authority" and (folded.endswith("shire") or folded in _OLD_COUNTIES)
    return ("County",) if county else ()
