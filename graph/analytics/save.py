"""Results written back to the graph under a name, listed and dropped: derived, never mixed with what was published."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import cypher
from graph import model
from graph.errors import NotFoundError, UsageError
from graph.records import Column, Records
from graph.store.statements import for_pattern

if TYPE_CHECKING:
    from graph.store.connection import Database

_BATCH = 5_000
_LABELS = {"buyer": "Organisation", "supplier": "Organisation", "council": "Council"}
_SCORED = {"Organisation": model.SCORED_ORGANISATION, "Council": model.SCORED_COUNCIL}
_OVERLAPS = {"Organisation": model.OVERLAPS_ORGANISATION, "Council": model.OVERLAPS_COUNCIL}
_TOLD = ("id", "name", "kind")


def save(database: Database, name: str, analysis: str, found: Records) -> int:
    """Write a result to the graph, in one transaction, and return how many relationships it made.

    Parameters
    ----------
    database : Database
        An open connection.
    name : str
        What to call it; every node and relationship made carries it in ``derivedBy``.
    analysis : str
        ``central`` or ``communities`` (one SCORED for each row about an organisation or council), or ``overlap`` (one
        OVERLAPS for each row with a and b).
    found : Records
        The result.

    Raises
    ------
    UsageError
        The name is empty or taken, or the nodes are not organisations or councils.
    """
    if not name.strip():
        raise UsageError("--save needs a name that is not empty.", name=name)
    if any(row["name"] == name for row in database.read(cypher.text("analytics/saved"))):
        message = f"There is a saved result {name!r} already: choose another name or drop it (analyse drop)."
        raise UsageError(message, name=name)
    rows = _pairs(found) if analysis == "overlap" else _scores(found)
    head = {"name": name, "analysis": analysis, "parameters": json.dumps(found.parameters, default=str, sort_keys=True)}

    def write(transaction: Any) -> int:
        transaction.run(cypher.text("analytics/save_analysis"), head).consume()
        made = 0
        for label, lines in rows.items():
            pattern = (_OVERLAPS if analysis == "overlap" else _SCORED)[label]
            template = "analytics/save_overlap" if analysis == "overlap" else "analytics/save_score"
            for start in range(0, len(lines), _BATCH):
                given = {"name": name, "rows": lines[start : start + _BATCH]}
                counters = transaction.run(for_pattern(template, pattern), given).consume().counters
                made += counters.relationships_created
        return made

    with database.session() as session:
        made: int = session.execute_write(write)
    return made


def saved(database: Database) -> Records:
    """All saved results: name, analysis, made, relationships, and the parameters as a map."""
    rows = [
        (row["name"], row["analysis"], row["made"], row["relationships"], json.loads(row["parameters"]))
        for row in database.read(cypher.text("analytics/saved"))
    ]
    columns = [
        Column("name", "string"),
        Column("analysis", "string", "", "What was measured"),
        Column("made", "datetime", "", "When it was saved"),
        Column("relationships", "integer", "relationships", "Relationships with derivedBy of that name"),
        Column("parameters", "map", "", "What made it"),
    ]
    return Records("Saved analyses", columns, rows)


def drop(database: Database, name: str) -> int:
    """Remove a saved result and return how many relationships went with it.

    Raises
    ------
    NotFoundError
        There is no saved result of that name.
    """
    rows = database.write(cypher.text("analytics/drop"), name=name)
    if not rows:
        raise NotFoundError(f"There is no saved result {name!r}: `analyse saved` lists them.", name=name)
    return int(rows[0]["removed"])


def _scores(found: Records) -> dict[str, list[dict[str, Any]]]:
    lines: dict[str, list[dict[str, Any]]] = {}
    kinds = {row["kind"] for row in found}
    # Of tenders and councils, the councils are saved; of codes and regions alone, nothing can be.
    left_out = kinds - set(_LABELS) if kinds & set(_LABELS) else set()
    for row in found:
        if row["kind"] in left_out:
            continue
        measures = {_property(name): value for name, value in row.items() if name not in _TOLD and _known(value)}
        lines.setdefault(_label(row["kind"]), []).append({"id": row["id"], "side": row["kind"], "measures": measures})
    return lines


def _pairs(found: Records) -> dict[str, list[dict[str, Any]]]:
    side = str(found.parameters["side"])
    numbers = ("shared", "expected", "p_value", "q_value")
    lines = [{"a": row["a"], "b": row["b"], "side": side, **{_property(n): row[n] for n in numbers}} for row in found]
    return {_label(side): lines}


def _label(kind: str) -> str:
    if kind not in _LABELS:
        raise UsageError(f"A result about {kind}s cannot be saved: only organisations and councils can.", kind=kind)
    return _LABELS[kind]


def _property(column: str) -> str:
    first, *rest = column.replace("-", "_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def _known(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))
