"""The whole graph as JSON Lines: one node or relationship a line, in the form of APOC's JSON export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from graph import model
from graph.exchange.stream import LABELS, nodes, relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.connection import Database


def graph_lines(database: Database) -> Iterator[bytes]:
    """One line a node, then one a relationship, dates in ISO 8601; without the bytes of releases (``export ocds``)."""
    for label in LABELS:
        key = model.NODE[label].key
        for labels, properties in nodes(database, label):
            node = {
                "type": "node",
                "id": f"{label}/{properties[key]}",
                "labels": labels,
                "properties": _told(properties),
            }
            yield orjson.dumps(node, default=_plain)
    for relationship in model.RELATIONSHIPS:
        pattern = relationship.pattern
        for start, end, properties in relationships(database, pattern):
            line = {
                "type": "relationship", "label": pattern.type, "start": f"{pattern.start}/{start}",
                "end": f"{pattern.end}/{end}", "properties": _told(properties),
            }  # fmt: skip
            yield orjson.dumps(line, default=_plain)


def _told(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sorted(properties.items()) if not isinstance(value, bytes)}


def _plain(value: Any) -> Any:
    if hasattr(value, "iso_format"):
        return value.iso_format()
    raise TypeError
