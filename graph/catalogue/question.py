"""A named question: what its file declares."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from graph.catalogue.front_matter import split
from graph.errors import GuardError, UsageError
from graph.records import Column, ColumnType
from graph.store.guard_tokens import scan

ParameterType = Literal[
    "organisation", "organisations", "cpv", "region", "council", "councils", "ocid",
    "string", "list", "integer", "number", "date", "boolean", "choice", "currency",
]  # fmt: skip
"""Types of parameters. Those that name things in the graph are given by id, code or name and bound as their key."""

LIMIT = 20
"""Rows of a list where its front matter says nothing else."""

_TAKEN = frozenset({"show", "format", "output", "help"})
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; without ``required`` its default is bound where it is not given.

    ``least`` is how many different values a list needs.
    """

    name: str
    type: ParameterType
    help: str
    default: Any = None
    required: bool = False
    example: Any = None
    choices: tuple[str, ...] = ()
    least: int = 0

    @property
    def option(self) -> str:
        """Name of the option on the command line."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Parameters
    ----------
    name, theme, title, question : str
        How it is called, the group it is listed in, what its rows are, and the question in plain words.
    parameters : tuple[Parameter, ...]
        What it takes; ``limit`` is not among them.
    columns : tuple[Column, ...]
        What it gives; a unit of ``$name`` stands for the value of that parameter.
    notes : tuple[str, ...]
        What it counts and what not.
    statement : str
        The Cypher.
    source : str
        The file it comes from.
    limit : int
        Rows at the most when nothing else is said.
    own : bool
        True where it is a user's own, which runs behind the read-only guard.

    """

    name: str
    theme: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    statement: str
    source: str
    limit: int = LIMIT
    own: bool = False

    @property
    def limited(self) -> bool:
        """Whether it takes a limit of rows."""
        return "limit" in parameters_used(self.statement)


def read_question(text: str, source: str, theme: str, *, own: bool = False) -> Question | None:
    """The question that a file holds; None for a file of the project's that has no name and so is no question.

    Raises
    ------
    UsageError
        Its front matter lacks something, or declares parameters that the statement does not use or the reverse.

    """
    head, statement = split(text, source)
    if own and "name" not in head:
        stem = re.sub(r"[^a-z0-9]+", "-", source.rpartition("/")[2].removesuffix(".cypher").lower()).strip("-")
        head["name"] = stem
    if "name" not in head:
        return None
    name = str(head["name"])
    if not _NAME.fullmatch(name):
        raise UsageError(f"{source}: the name {name!r} is no words in small letters joined by hyphens.", path=source)
    title = str(head.get("title") or name)
    notes = head.get("notes") or []
    params = _described(head, "params", source)
    question = Question(
        name=name,
        theme=str(head.get("theme") or theme),
        title=title,
        question=str(head.get("question") or title),
        parameters=_parameters(params, statement, source),
        columns=tuple(_column(name, says, source) for name, says in _described(head, "returns", source).items()),
        notes=tuple(map(str, notes if isinstance(notes, list) else [notes])),
        statement=statement.removesuffix(";"),
        source=source,
        limit=_limit(params, source),
        own=own,
    )
    if not question.statement:
        raise UsageError(f"{source}: there is no statement under the front matter.", path=source)
    return question


def parameters_used(statement: str) -> set[str]:
    """Names of the parameters in a statement."""
    try:
        tokens = scan(statement).tokens
    except GuardError:
        return set()
    return {b.text for a, b in itertools.pairwise(tokens) if a.text == "$" and a.kind == "symbol"}


def _described(head: dict[str, Any], section: str, source: str) -> dict[str, dict[str, Any]]:
    """What params or returns says of each name; nothing said is an empty dict."""
    declared = head.get(section) or {}
    words = "help" if section == "params" else "meaning"
    if not isinstance(declared, dict) or not all(isinstance(says or {}, dict) for says in declared.values()):
        message = f"{source}: {section} is no list of name: {{type: string, {words}: what it is}} lines."
        raise UsageError(message, path=source)
    return {str(name): says or {} for name, says in declared.items()}


def _parameters(declared: dict[str, dict[str, Any]], statement: str, source: str) -> tuple[Parameter, ...]:
    if taken := sorted(_TAKEN & set(declared)):
        message = f"{source}: a parameter cannot be called {taken[0]}, which is an option of every query."
        raise UsageError(message, path=source)
    used = parameters_used(statement) - {"limit"}
    if unused := sorted(set(declared) - used - {"limit"}):
        raise UsageError(f"{source}: declares {', '.join(unused)}, which the statement does not use.", path=source)
    if missing := sorted(used - set(declared)):
        raise UsageError(f"{source}: uses {', '.join(missing)}, which params does not declare.", path=source)
    return tuple(_parameter(name, says, source) for name, says in declared.items() if name != "limit")


def _limit(declared: dict[str, dict[str, Any]], source: str) -> int:
    limit = declared.get("limit", {}).get("default", LIMIT)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise UsageError(f"{source}: the default of limit is a whole number from 1, not {limit!r}.", path=source)
    return limit


def _parameter(name: str, says: dict[str, Any], source: str) -> Parameter:
    kind = says.get("type", "string")
    if kind not in get_args(ParameterType):
        known = ", ".join(get_args(ParameterType))
        raise UsageError(f"{source}: parameter {name} has the type {kind!r}; the types are {known}.", path=source)
    choices, least = says.get("choices", ()), says.get("least", 0)
    if not isinstance(choices, (list, tuple)) or not isinstance(least, int):
        raise UsageError(f"{source}: choices of parameter {name} is no list, or its least no number.", path=source)
    return Parameter(
        name=name,
        type=kind,
        help=str(says.get("help", "")),
        default=says.get("default"),
        required="default" not in says,
        example=says.get("example"),
        choices=tuple(map(str, choices)),
        least=least,
    )


def _column(name: str, says: dict[str, Any], source: str) -> Column:
    kind = says.get("type", "any")
    if kind not in get_args(ColumnType):
        raise UsageError(f"{source}: column {name} has the unknown type {kind!r}.", path=source)
    return Column(str(name), kind, str(says.get("unit", "")), str(says.get("meaning", "")))
