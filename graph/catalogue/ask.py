"""Ask a named question: bind its parameters, run it, give typed rows."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.catalogue.bind import bind, resolve
from graph.catalogue.lookup import empty, in_a_filled_graph
from graph.errors import StoreError, UsageError
from graph.records import Column, Records
from graph.store.guard import Limits, read_only
from graph.store.values import columns_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.catalogue.question import Question
    from graph.store.connection import Database

_PARAMETER = re.compile(r"\$(\w+)")


def ask(database: Database, question: Question, given: Mapping[str, Any], limit: int | None = None) -> Records:
    """The answer to a named question.

    Parameters
    ----------
    database : Database
        The graph.
    question : Question
        From the catalogue.
    given : mapping
        Name -> value of its parameters; things of the graph by id, code or name.
    limit : int, optional
        Rows at the most, those of the question's front matter when None; ``more`` of the answer says whether there
        are more.

    Raises
    ------
    UsageError
        A parameter is wrong (AmbiguousError where a name fits several things).
    NotFoundError
        A name fits nothing in the graph.
    GuardError
        It is a user's own and does not only read.

    """
    limit = _limit(question, limit)
    with in_a_filled_graph(database):
        bound, meant = resolve(database, question, given)
    names, rows, notes = _run(
        database, question, {**bound, **({"limit": limit + 1} if question.limited else {})}, limit
    )
    columns = _columns(question, names, rows, bound)
    more = len(rows) > limit
    if not rows and (said := empty(database)):
        meant.append(said)
    notes = [*meant, *(_filled(note, bound) for note in question.notes), *notes]
    return Records(question.title, columns, rows[:limit], {"query": question.name, **bound}, notes, more)


def bound_text(database: Database, question: Question, given: Mapping[str, Any], limit: int | None = None) -> str:
    """The question's Cypher with its values in place of the parameters, to paste into Neo4j Browser.

    Raises
    ------
    UsageError
        As :func:`ask`.

    """
    from graph.store.guard_tokens import scan

    values = {**bind(database, question, given), "limit": _limit(question, limit)}
    scanned = scan(question.statement)
    parts, end = [], 0
    for sign, name in zip(scanned.tokens, scanned.tokens[1:], strict=False):
        if sign.text == "$" and sign.kind == "symbol" and name.text in values:
            parts += [scanned.text[end : sign.start], literal(values[name.text])]
            end = name.start + len(name.text)
    text = "".join([*parts, scanned.text[end:]])
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def literal(value: Any) -> str:
    """A value as Cypher writes it."""
    if value is None:
        return "null"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, str):
        quoted = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{quoted}'"
    return json.dumps(value)


def _limit(question: Question, limit: int | None) -> int:
    if limit is None:
        return question.limit
    if not isinstance(limit, int) or limit < 1:
        raise UsageError(f"--limit is a whole number from 1, not {limit!r}.", name="limit")
    return limit


def _run(
    database: Database, question: Question, values: dict[str, Any], limit: int
) -> tuple[list[str], list[tuple[Any, ...]], list[str]]:
    if question.own:
        answer = read_only(database, question.statement, values, Limits(rows=limit + 1))
        return [c.name for c in answer.columns], answer.rows, [n for n in answer.notes if not n.startswith("Cut at")]
    found = database.read(question.statement, **values)
    names = [column.name for column in question.columns]
    if found and list(found[0]) != names:
        message = f"{question.source} gives {', '.join(found[0])} where its front matter declares {', '.join(names)}."
        raise StoreError(message, path=question.source)
    return names, [tuple(plain(value) for value in row.values()) for row in found], []


def _columns(question: Question, names: list[str], rows: list[tuple[Any, ...]], bound: dict[str, Any]) -> list[Column]:
    declared = {column.name: column for column in question.columns}
    if not all(name in declared for name in names):
        return columns_of(names, rows)
    return [replace(declared[name], unit=_filled(declared[name].unit, bound)) for name in names]


def _filled(text: str, bound: dict[str, Any]) -> str:
    """A note or unit with the values of the parameters that it names."""
    return _PARAMETER.sub(lambda match: str(bound.get(match[1], match[0])), text)
