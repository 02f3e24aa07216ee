"""Values for a question's parameters: text to typed values, names to keys."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from graph.catalogue import lookup
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.catalogue.question import Parameter, Question
    from graph.store.connection import Database

_OCID = re.compile(r"ocds-[a-z0-9]{6}-.+", re.IGNORECASE)


def bind(database: Database, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each parameter of a question.

    Parameters
    ----------
    database : Database
        Where names are looked up.
    question : Question
        Whose parameters.
    given : mapping
        Name -> value, as text or typed; None counts as not given.

    Raises
    ------
    UsageError
        A parameter is unknown, missing, or its value has the wrong type.
    AmbiguousError
        A name fits several things.
    NotFoundError
        A name fits nothing in the graph.

    """
    names = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - names - {"limit"}):
        known = ", ".join(sorted(names)) or "none"
        message = f"Query {question.name} has no parameter {', '.join(unknown)}; it has {known}."
        raise UsageError(message, name=unknown[0])
    return {parameter.name: _value(database, question, parameter, given) for parameter in question.parameters}


def _value(database: Database, question: Question, parameter: Parameter, given: Mapping[str, Any]) -> Any:
    value = given.get(parameter.name)
    if value is None or value in ([], ()):
        if parameter.required:
            example = f", such as {parameter.example}" if parameter.example is not None else ""
            raise UsageError(f"Query {question.name} needs {parameter.option}{example}.", name=parameter.name)
        value = parameter.default
        if value is None:
            return None
    return typed(database, parameter, value)


def typed(database: Database, parameter: Parameter, value: Any) -> Any:
    """One value as its parameter's type says.

    Raises
    ------
    UsageError
        It is not of the type.

    """
    kind = parameter.type
    if kind in _NAMED:
        return _NAMED[kind](database, str(value)).key
    if kind in ("organisations", "councils"):
        items = [value] if isinstance(value, str) else list(value)
        return [_NAMED[kind.removesuffix("s")](database, str(item)).key for item in items]
    if kind == "list":
        return [value] if isinstance(value, str) else list(value)
    if kind in _READERS:
        try:
            return _READERS[kind](value)
        except ValueError as error:
            message = f"{parameter.option} is {_WORDS[kind]}, not {value!r}."
            raise UsageError(message, name=parameter.name) from error
    if kind == "choice" and value not in parameter.choices:
        message = f"{parameter.option} is one of {', '.join(parameter.choices)}, not {value!r}."
        raise UsageError(message, name=parameter.name)
    return value


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    truth = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in truth:
        raise ValueError(value)
    return truth[str(value).lower()]


def _ocid(value: Any) -> str:
    if not _OCID.fullmatch(str(value).strip()):
        raise ValueError(value)
    return str(value).strip()


_NAMED: dict[str, Callable[[Database, str], lookup.Thing]] = {
    "organisation": lookup.organisation,
    "cpv": lookup.cpv,
    "region": lookup.region,
    "council": lookup.council,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "integer": int,
    "number": float,
    "date": _date,
    "boolean": _boolean,
    "ocid": _ocid,
}
_WORDS = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a day such as 2026-08-31",
    "boolean": "yes or no",
    "ocid": "an ocid such as ocds-h6vhtk-05d7a7",
}
