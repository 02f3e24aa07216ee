"""Names to keys: organisations, CPV codes, regions and councils as people write them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cypher
from graph.errors import AmbiguousError, NotFoundError
from graph.store.search import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.connection import Database

_MOST = 10


@dataclass(frozen=True, slots=True)
class Thing:
    """What a name stands for: its key, its name, and a word on where it is or what it does."""

    key: str
    name: str
    detail: str = ""


@contextmanager
def in_a_filled_graph(database: Database) -> Iterator[None]:
    """Say that the graph is empty, where that is why something is not found.

    Raises
    ------
    NotFoundError
        As raised inside, or that nothing is loaded.

    """
    try:
        yield
    except NotFoundError as error:
        if said := empty(database):
            raise NotFoundError(said, **error.facts) from error
        raise


def empty(database: Database) -> str:
    """A sentence where the graph holds nothing at all, else an empty text."""
    nothing = not database.read(cypher.text("status/totals"))[0]["nodes"]
    return "The graph is empty; `tendergraph load` fills it." if nothing else ""


def organisation(database: Database, text: str) -> Thing:
    """The organisation of an id or name.

    Raises
    ------
    AmbiguousError
        Several have this name, or their names have all its words: they are ``candidates``.
    NotFoundError
        None has.

    """
    text = text.strip()
    by_id = database.read(cypher.text("explore/organisation_by_id"), ids=[text, text.upper()])
    if by_id:
        return _thing(by_id[0])
    rows = _rows(database, text, near=False)
    same = [row for row in rows or _rows(database, text, near=True) if _called(row, text)]
    if not rows and not same:
        raise _unlike(database, "Organisation", text)
    return _one(text, "organisation", "id", [_thing(row) for row in same or rows], exact=bool(same))


def _rows(database: Database, text: str, *, near: bool) -> list[dict[str, Any]]:
    found = find(database, "Organisation", text, limit=50, near=near)
    return list(database.read(cypher.text("explore/organisations_by_id"), ids=[hit.key for hit in found]))


def _called(row: dict[str, Any], text: str) -> bool:
    """Whether it has this very name, but for case, signs, and Ltd for Limited."""
    return _folded(text) in {_folded(name) for name in [row["name"], *row["names"]] if name}


def process(database: Database, text: str) -> Thing:
    """The process of an ocid.

    Raises
    ------
    NotFoundError
        The graph has none.

    """
    rows = database.read(cypher.text("explore/tender_by_ocid"), ocids=[text, text.lower()])
    if rows:
        return _thing(rows[0])
    raise NotFoundError(f"There is no process {text} in the graph; `tendergraph search` finds one by words.", name=text)


def cpv(database: Database, text: str) -> Thing:
    """The CPV code of a code, the first digits of one, or words of its description.

    Raises
    ------
    AmbiguousError
        Several descriptions have these words.
    NotFoundError
        The graph has no such code.

    """
    text = text.strip()
    if re.fullmatch(r"\d{2,8}(-\d)?", text):
        code = text.partition("-")[0].ljust(8, "0")
        rows = database.read(cypher.text("explore/cpv_by_code"), codes=[code])
        if rows:
            return _thing(rows[0])
        raise NotFoundError(f"Nothing in the graph is classified under CPV {code}; `tendergraph search` finds codes.")
    found = find(database, "CPV", text, limit=50, near=False)
    if not found:
        raise _unlike(database, "CPV", text)
    rows = database.read(cypher.text("explore/cpv_by_code"), codes=[hit.key for hit in found])
    same = [row for row in rows if _folded(row["name"] or "") == _folded(text)]
    return _one(text, "CPV code", "code", [_thing(row) for row in same or rows], exact=bool(same))


def _unlike(database: Database, label: str, text: str) -> NotFoundError:
    """A name that nothing has: one of nearly the same letters is offered, never taken for it."""
    hits = find(database, label, text, limit=5)
    what = "organisation" if label == "Organisation" else "CPV code"
    lines = "".join(f"\n  {hit.key}  {hit.name}" for hit in hits)
    ask = f"the nearest are:{lines}" if hits else "`tendergraph search` finds names that are spelt otherwise."
    return NotFoundError(f"There is no {what} {text!r} in the graph; {ask}", name=text)


def region(database: Database, text: str) -> Thing:
    """The region of a NUTS or ITL code or of a name.

    Raises
    ------
    AmbiguousError
        Several names have this text.
    NotFoundError
        None has.

    """
    return _listed(database, "region", "explore/regions", text)


def council(database: Database, text: str) -> Thing:
    """The council of a register code, a GSS code or a name.

    Raises
    ------
    AmbiguousError
        Several names have this text.
    NotFoundError
        None has.

    """
    return _listed(database, "council", "explore/council_names", text)


def _listed(database: Database, what: str, statement: str, text: str) -> Thing:
    """One of few: a code, a whole name, or a part that only one name has."""
    text = text.strip()
    things = [(row["codes"], _thing(row)) for row in database.read(cypher.text(statement))]
    by_code = [thing for codes, thing in things if text.upper() in codes]
    if by_code:
        return by_code[0]
    folded = _folded(text)
    same = [thing for _, thing in things if _folded(thing.name) == folded]
    near = [thing for _, thing in things if folded and folded in _folded(thing.name)]
    return _one(text, what, "code", same or near, exact=bool(same))


def _one(text: str, what: str, key: str, things: list[Thing], *, exact: bool) -> Thing:
    if len(things) == 1:
        return things[0]
    if not things:
        near = "`tendergraph search` finds names that are spelt otherwise."
        raise NotFoundError(f"There is no {what} {text!r} in the graph; {near}", name=text)
    lines = "".join(f"\n  {t.key}  {t.name}{f'  ({t.detail})' if t.detail else ''}" for t in things[:_MOST])
    more = f"\n  and {len(things) - _MOST} more" if len(things) > _MOST else ""
    have = "are called" if exact else "have these words:"
    message = f"{len(things)} {what}s {have} {text!r}; give the {key} of one:{lines}{more}"
    raise AmbiguousError(message, name=text, candidates=[thing.key for thing in things])


def _thing(row: dict[str, Any]) -> Thing:
    return Thing(row["key"], row["name"] or row["key"], row["detail"] or "")


def _folded(name: str) -> str:
    """A name as it is compared: case, spaces, punctuation and the ending of a company's name aside."""
    words = re.findall(r"\w+", name.casefold().replace("&", " and "))
    endings = {"limited": "ltd", "company": "co", "incorporated": "inc"}
    return " ".join(endings.get(word, word) for word in words)
