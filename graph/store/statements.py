"""Statements of cypher/ whose labels, types and keys come from the model.

A template is valid Cypher in which the words ``Label``, ``key``, ``Start``, ``startKey``, ``RELATES``, ``End`` and
``endKey`` stand for names of the model, since Cypher has no parameter for a label that an index is chosen by.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import cypher
from graph import model

if TYPE_CHECKING:
    from graph.model import Pattern


@cache
def for_label(name: str, label: str) -> str:
    """The template ``name`` for the nodes of a label.

    Raises
    ------
    KeyError
        The model has no such label.
    """
    return _filled(name, {"Label": label, "key": model.NODE[label].key})


@cache
def for_pattern(name: str, pattern: Pattern) -> str:
    """The template ``name`` for the relationships of a pattern.

    Raises
    ------
    KeyError
        The model has no such pattern.
    """
    relationship = model.RELATIONSHIP[pattern]
    start, kind, end = relationship.pattern
    keys = {"startKey": model.NODE[start].key, "endKey": model.NODE[end].key}
    return _filled(name, {"Start": start, "RELATES": kind, "End": end, **keys})


def constraint(label: str) -> str:
    """The statement that makes the key of a label unique."""
    key = model.NODE[label].key
    return _filled("schema/constraint", {"constraint_name": f"{label.lower()}_{key}", "Label": label, "key": key})


def _filled(name: str, words: dict[str, str]) -> str:
    lines = [line for line in cypher.text(name).splitlines() if not line.startswith("//")]
    return re.sub(rf"\b({'|'.join(words)})\b", lambda match: words[match[0]], "\n".join(lines))
