"""Faults of a statement as the server finds them, with the place marked and the nearest names of the model."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.errors import GuardError, LimitError, StoreError, TendergraphError, UsageError
from graph.model import NODES, RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j.exceptions import Neo4jError

_PLACE = re.compile(r"\(line (\d+), column (\d+) \(offset: (\d+)\)\)")
_QUOTED_LINE = re.compile(r'\n".*', re.DOTALL)
_TIME = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")
MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError", "StackOverFlowError")


@contextmanager
def explain_refusal(seconds: float | None) -> Iterator[None]:
    """Turn what the server says of a statement into one error with the place marked under the statement.

    Raises
    ------
    LimitError
        Time or memory ran out.
    GuardError
        The server refuses it as one that writes.
    StoreError
        Any other fault of the statement.
    UsageError
        A parameter has a value that Cypher cannot hold.

    """
    from neo4j.exceptions import Neo4jError

    try:
        yield
    except OverflowError as error:
        raise UsageError("A parameter is a whole number that Cypher cannot hold: 64 bits at the most.") from error
    except UnicodeEncodeError as error:
        raise UsageError("A parameter has half a character (a lone surrogate), which Cypher cannot hold.") from error
    except RecursionError as error:
        raise LimitError("A value of the result is nested too deep to be read; return a part of it.") from error
    except Neo4jError as error:
        failure = _failure(error, seconds)
        if failure is None:
            raise
        raise failure from error


def _failure(error: Neo4jError, seconds: float | None) -> TendergraphError | None:
    code = (error.code or "").rpartition(".")[2]
    if code in _TIME or code == "Terminated":
        limit = f" after {seconds:g} s" if seconds else ""
        return LimitError(
            f"The statement was stopped{limit}: it ran out of time. Narrow it, or raise --timeout.", code=code
        )
    if code in MEMORY:
        return LimitError("The statement was stopped: it needs more memory than one may have. Narrow it.", code=code)
    if code in ("AccessMode", "Forbidden", "TransactionStartFailed"):
        return GuardError(f"Refused by the server: {_sentence(error.message)}", reason="server", code=code)
    if "ClientError.Statement" in (error.code or "") or "ClientError.Procedure" in (error.code or ""):
        return StoreError(_sentence(error.message) + _marked(error.message or ""), code=code)
    if "DatabaseError.Statement" in (error.code or ""):
        # Of Java's own exceptions some have only a number for a message, such as the size of a text past 2 GiB.
        return StoreError(
            f"Neo4j failed at the statement ({_sentence(error.message)}); change or narrow it.", code=code
        )
    return None


def _sentence(message: str | None) -> str:
    text = _QUOTED_LINE.sub("", message or "no reason given")
    return " ".join(_PLACE.sub("", text).split())


def _marked(message: str) -> str:
    """The line of the statement that the server speaks of, with a mark under the place; empty without a place.

    The server counts in what was sent, with the prefix; it quotes the line, which finds it again in the statement.
    """
    quoted = re.search(r'\n"(.*)"\n( *)\^', message)
    if quoted is None:
        return ""
    line, column = quoted[1].removesuffix("..."), len(quoted[2]) - 1
    for word in ("EXPLAIN ", "PROFILE "):
        head, found, rest = line.partition(word)
        if found and (not head or head.startswith("CYPHER ")):
            line, column = head + rest, column - len(word)
    return f"\n  {line}\n  {' ' * max(0, column)}^"


def unknown_names(statuses: list[tuple[str, str]]) -> list[str]:
    """Sentences for the server's warnings of labels, types and properties that the database does not know.

    Parameters
    ----------
    statuses : list[tuple[str, str]]
        GQL status code and description of each.

    """
    sentences = []
    for code, description in statuses:
        name = re.search(r"`(.+)` does not exist", description)
        if code not in _UNKNOWN or name is None:
            continue
        what, known = _UNKNOWN[code]
        near = nearest(name[1], known)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        if name[1] not in known:
            sentences.append(f"The model has no {what} {name[1]}.{hint}")
    return sentences


def nearest(name: str, known: frozenset[str]) -> list[str]:
    """Up to three of the known names that a name may have been meant as, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        name, sorted(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60, limit=3
    )
    return [match[0] for match in found]


_UNKNOWN = {
    "01N50": ("label", frozenset(node.label for node in NODES)),
    "01N51": ("relationship type", frozenset(r.pattern.type for r in RELATIONSHIPS)),
    "01N52": (
        "property",
        frozenset(p.name for kind in NODES for p in kind.properties)
        | frozenset(p.name for kind in RELATIONSHIPS for p in kind.properties),
    ),
}
