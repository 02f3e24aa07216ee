"""Read what the graph says of processes, in the shape of the rows that mapping makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher
from graph import model
from graph.store.process import DERIVED_LINKS, LINKS, State
from graph.store.temporal import native_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import ManagedTransaction

_STEP = 100


def present(transaction: ManagedTransaction, ocids: list[str]) -> dict[str, State]:
    """The stored state of each process that the graph knows; nothing for those it does not know."""
    found = {}
    for start in range(0, len(ocids), _STEP):
        for row in transaction.run(cypher.text("write/present"), ocids=ocids[start : start + _STEP]):
            found[row["ocid"]] = State(_nodes(row), _relationships(row))
    return found


def _nodes(row: Any) -> dict[str, dict[str, Any]]:
    tender = native_row(row["tender"])
    nodes = {"Tender": {tender["ocid"]: tender}}
    for label, found in row["nodes"].items():
        # A map projection names absent properties with null.
        rows = ({name: value for name, value in native_row(each).items() if value is not None} for each in found)
        nodes[label] = {each[model.NODE[label].key]: each for each in rows}
    return nodes


def _relationships(row: Any) -> dict[model.Pattern, dict[tuple[str, ...], dict[str, Any]]]:
    patterns = LINKS | DERIVED_LINKS
    return {patterns[name]: dict(_keyed(patterns[name], found)) for name, found in row["links"].items()}


def _keyed(pattern: model.Pattern, found: list[Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    identity = model.RELATIONSHIP[pattern].identity
    for start, end, stored in found:
        properties = native_row(stored)
        yield (start, end, *(properties[name] for name in identity)), properties
