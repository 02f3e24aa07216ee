"""The sentences that say who takes part, read from the stored releases, with the names marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.councils.senses import sentence
from graph.ocds.merge import merge_process
from graph.prepare import restored
from graph.store.releases import stored_contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.store.connection import Database

OPEN, CLOSE = "\u00ab", "\u00bb"
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Words:
    """Where a name stands: characters ``start``..``end`` of the string at ``path``."""

    path: str
    start: int
    end: int


def compiled(database: Database, ocids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each process with what its stored releases say together.

    Raises
    ------
    StoreError
        A stored release cannot be used.
    """
    wanted = sorted(set(ocids))
    for start in range(0, len(wanted), _PAGE):
        for ocid, stored in stored_contents(database, wanted[start : start + _PAGE]).items():
            yield ocid, merge_process([restored(one) for one in stored]).value


def string_at(release: Any, path: str) -> str | None:
    """The string at a JSON pointer (RFC 6901); None where there is none."""
    value = release
    for token in path.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict) and key in value:
            value = value[key]
        else:
            return None
    return value if isinstance(value, str) else None


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """First character of the sentence that ``text[start:end]`` stands in, and the one after its last."""
    left, right = sentence(text, start, end)
    return start - len(left), end + len(right)


def marked(text: str, names: Sequence[Words], within: tuple[int, int] | None = None) -> str:
    """``text``, or the part of it ``within``, with each name between \u00ab and \u00bb, on one line."""
    first, last = within or (0, len(text))
    out, at = [], first
    for name in sorted(set(names), key=lambda name: (name.start, -name.end)):
        if name.start >= at and name.end <= last:
            out += [text[at : name.start], OPEN, text[name.start : name.end], CLOSE]
            at = name.end
    return " ".join("".join([*out, text[at:last]]).split())
