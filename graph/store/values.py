"""Values of the database as plain ones: nodes, relationships, paths and points as dicts, the rest as it is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from graph.records import Column, ColumnType


def plain(value: Any) -> Any:
    """A value as dicts, lists and scalars; dates and times as Python's own, with the published offset.

    A node is ``{"id", "labels", "properties"}``, a relationship ``{"id", "type", "start", "end", "properties"}``, a
    path ``{"nodes", "relationships"}``, a point ``{"srid", "coordinates"}``. Ids are Neo4j's element ids.
    """
    from neo4j.graph import Node, Path, Relationship
    from neo4j.spatial import Point

    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, Node):
        return {"id": value.element_id, "labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, Relationship):
        start, end = (node.element_id if node is not None else None for node in value.nodes)
        properties = _properties(value)
        return {"id": value.element_id, "type": value.type, "start": start, "end": end, "properties": properties}
    if isinstance(value, Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": list(value)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return _temporal(value)


def _temporal(value: Any) -> Any:
    """A date or date-time as Python's; a duration as ISO 8601; what Python cannot hold (a nanosecond) stays Neo4j's."""
    if isinstance(value, tuple) and hasattr(value, "iso_format"):
        return value.iso_format()  # a duration, which is a tuple to everyone else
    if not hasattr(value, "to_native") or getattr(value, "nanosecond", 0) % 1000:
        return value
    try:
        native = value.to_native()
    except ValueError:
        return value
    if isinstance(native, datetime) and native.tzinfo is not None:
        return native.replace(tzinfo=timezone(native.utcoffset() or timedelta()))
    return native


def _properties(entity: Any) -> dict[str, Any]:
    return {key: plain(entity[key]) for key in sorted(entity.keys())}


def columns_of(names: list[str], rows: list[tuple[Any, ...]]) -> list[Column]:
    """Columns with the type of their first value that is there."""
    return [Column(name, _type(next((r[i] for r in rows if r[i] is not None), None))) for i, name in enumerate(names)]


def _type(value: Any) -> ColumnType:
    if hasattr(value, "iso_format"):
        return "any"
    for python, name in _TYPES:
        if isinstance(value, python):
            return name
    return "any"


_TYPES: tuple[tuple[type, ColumnType], ...] = (
    (bool, "boolean"),
    (datetime, "datetime"),
    (date, "date"),
    (time, "string"),
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (list, "list"),
    (dict, "map"),
)
