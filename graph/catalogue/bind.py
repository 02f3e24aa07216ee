"""Values for a question's parameters: text to typed values, names to keys."""

from __future__ import annotations

import datetime as dt
import math
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
    return resolve(database, question, given)[0]


def resolve(database: Database, question: Question, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same, and a sentence for each thing of the graph that was named: which one it is.

    Raises
    ------
    UsageError
        As :func:`bind`.

    """
    names = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - names - {"limit"}):
        known = ", ".join(sorted(names)) or "none"
        message = f"Query {question.name} has no parameter {', '.join(unknown)}; it has {known}."
        raise UsageError(message, name=unknown[0])
    meant: list[str] = []
    bound = {p.name: _value(database, question, p, given, meant) for p in question.parameters}
    return bound, meant


def _value(
    database: Database, question: Question, parameter: Parameter, given: Mapping[str, Any], meant: list[str]
) -> Any:
    value = given.get(parameter.name)
    if value is None or value in ([], ()):
        if parameter.required:
            example = f", such as {parameter.example}" if parameter.example is not None else ""
            raise UsageError(f"Query {question.name} needs {parameter.option}{example}.", name=parameter.name)
        value = parameter.default
        if value is None:
            return None
    kind = parameter.type.removesuffix("s")
    if kind not in _NAMED:
        return typed(parameter, value)
    if kind == "ocid":
        value = typed(parameter, value)
    items = [value] if kind == parameter.type or isinstance(value, str) else list(value)
    things = [_NAMED[kind](database, str(item)) for item in items]
    meant += [f"{parameter.option} is {thing.name} ({thing.key})." for thing in things if thing.name != thing.key]
    keys = list(dict.fromkeys(thing.key for thing in things))
    if len(keys) < parameter.least:
        message = f"{parameter.option} needs {parameter.least} different ones at least; repeat the option for each."
        raise UsageError(message, name=parameter.name)
    return keys[0] if kind == parameter.type else keys


def typed(parameter: Parameter, value: Any) -> Any:
    """One value, which names no thing of the graph, as its parameter's type says.

    Raises
    ------
    UsageError
        It is not of the type.

    """
    kind = parameter.type
    if kind == "list":
        values = [value] if isinstance(value, str) else list(value)
        return [_chosen(parameter, each) for each in values] if parameter.choices else values
    if kind in _READERS:
        try:
            return _READERS[kind](value)
        except (ValueError, TypeError) as error:
            message = f"{parameter.option} is {_WORDS[kind]}, not {value!r}."
            raise UsageError(message, name=parameter.name) from error
    return _chosen(parameter, value) if kind == "choice" else value


def _chosen(parameter: Parameter, value: Any) -> Any:
    if value not in parameter.choices:
        message = f"{parameter.option} is one of {', '.join(parameter.choices)}, not {value!r}."
        raise UsageError(message, name=parameter.name)
    return value


def _integer(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError(value)
    return int(value)


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(value)
    return number


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


def _currency(value: Any) -> str:
    code = str(value).strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError(value)
    return code


def _ocid(value: Any) -> str:
    if not _OCID.fullmatch(str(value).strip()):
        raise ValueError(value)
    return str(value).strip()


_NAMED: dict[str, Callable[[Database, str], lookup.Thing]] = {
    "organisation": lookup.organisation,
    "cpv": lookup.cpv,
    "region": lookup.region,
    "council": lookup.council,
    "ocid": lookup.process,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "integer": _integer,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
    "ocid": _ocid,
    "currency": _currency,
}
_WORDS = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a day such as 2026-08-31",
    "boolean": "yes or no",
    "currency": "a currency of three letters such as GBP",
    "ocid": "an ocid such as ocds-h6vhtk-05d7a7",
}
