"""Dates on their way into and out of Neo4j.

The driver takes 45 microseconds to turn one Python datetime into its wire form, which is most of the client's time
in a load. :func:`packed` makes the same wire form itself (a PackStream ``DateTime`` structure: seconds since the
epoch in UTC, nanoseconds, offset in seconds) in two, and hands over the datetime where the driver's inside is not as
it was when this was written. A test holds both ways to the same result.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from graph.store.connection import import_neo4j

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZONED = b"I"


def packed(value: Any) -> Any:
    """A property value as it goes to the driver."""
    if type(value) is datetime and (offset := value.utcoffset()) is not None:
        return _zoned(value, offset)
    return value


@lru_cache(maxsize=8192)
def _zoned(value: datetime, offset: timedelta) -> Any:
    # The offset is a key of the cache too, since two datetimes of one instant are equal whatever their offsets.
    structure = _structure_class()
    if structure is None:
        return value
    passed = value - _EPOCH
    seconds = passed.days * 86400 + passed.seconds
    return structure(_ZONED, seconds, passed.microseconds * 1000, round(offset.total_seconds()))


@cache
def _structure_class() -> Any:
    import_neo4j()
    try:
        from neo4j._codec.packstream import Structure
    except ImportError:  # pragma: no cover - another driver than the one this was written for
        return None
    return Structure


def packed_row(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties with every value packed."""
    return {name: packed(value) if type(value) is datetime else value for name, value in properties.items()}


def native(value: Any) -> Any:
    """A value read from Neo4j as Python's own: datetime with its offset, naive datetime, date, list, ..."""
    to_native = getattr(value, "to_native", None)
    return value if to_native is None else to_native()


def native_row(properties: dict[str, Any]) -> dict[str, Any]:
    """Properties read from Neo4j as Python's own."""
    return {name: native(value) for name, value in properties.items()}


def instant(value: Any) -> float:
    """Seconds since the epoch, for ordering; a local date-time or a date is taken as UTC, its first instant.

    None comes before all.
    """
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    return float("-inf")


def canonical(value: Any) -> str:
    """Text that two values share only if Neo4j stores the same: 1 and 1.0 differ, and so do two offsets."""
    if isinstance(value, str):
        return f"s{len(value)}:{value}"
    if isinstance(value, bool):
        return f"b{value}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(canonical, value))}]"
    if isinstance(value, datetime):
        return f"t{value.isoformat()}"
    if isinstance(value, int | float):
        return f"{type(value).__name__[0]}{value!r}"
    native_value = native(value)
    return f"o{value!r}" if native_value is value else canonical(native_value)
