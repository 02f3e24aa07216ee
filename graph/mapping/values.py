"""Single published values: what the graph can hold of each, verbatim; what it cannot is left out and counted.

Every reader takes any JSON value, and the counter of oddities where there can be any, and gives a value or None. None
raises. Text needs no reader: parsing has replaced the halves of characters that no database can store.
"""

from __future__ import annotations

import math
import re
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from graph.mapping.rows import Props

Temporal = datetime | date
"""A published date: datetime with the published offset, naive datetime, or date alone."""

LONGEST_KEY = 1_500
"""Characters of an id: Neo4j's range indexes hold keys of up to 8 kB, and a character is up to four bytes."""

_INT64 = 1 << 63
_NO_OFFSET = timedelta(0)
_LARGEST_OFFSET = timedelta(hours=18)
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}([T ](?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?", re.ASCII
)


def identifier(value: Any, odd: Counter[str]) -> str | None:
    """Id, verbatim: text that is not blank, or a whole number as its digits."""
    if type(value) is str:
        if not value or value.isspace():
            return None
        if len(value) <= LONGEST_KEY:
            return value
        odd[oddities.LONG_ID] += 1
    elif type(value) is int and abs(value) < _INT64:
        return str(value)
    return None


def number(value: Any, odd: Counter[str]) -> int | float | None:
    """Finite number as published: int stays int; beyond 64 bits it becomes float; 1e9999 is no figure."""
    if type(value) is int:
        if -_INT64 <= value < _INT64:
            return value
        odd[oddities.BIG_INTEGER] += 1
        try:
            return float(value)
        except OverflowError:
            return None
    if type(value) is float:
        if math.isfinite(value):
            return value
        odd[oddities.NOT_FINITE] += 1
    return None


def temporal(value: Any, odd: Counter[str]) -> Temporal | None:
    """Date or date-time with the published offset; digits after the sixth of a second are cut."""
    if type(value) is not str:
        return None
    found = _parse(value)
    if found is None:
        odd[oddities.BAD_DATE] += 1
    return found


@lru_cache(maxsize=1 << 15)
def _parse(value: str) -> Temporal | None:
    form = _DATE.fullmatch(value)
    if form is None:
        return None
    try:
        if form[1] is None:
            return date.fromisoformat(value)
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            return found
        if found.tzinfo is UTC:
            return found
        if not 1 < found.year < MAXYEAR:
            found.astimezone(UTC)  # the driver needs the instant: the first and last year can fall off the calendar
        return found if abs(found.utcoffset() or _NO_OFFSET) <= _LARGEST_OFFSET else None
    except (ValueError, OverflowError):
        return None


def instant(value: Temporal) -> datetime:
    """Moment to compare by: local date-times and dates count as UTC."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def obj(value: Any) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if type(value) is dict else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of an array, in a new list."""
    if not value or type(value) is not list:
        return []
    if len(value) == 1:
        return value[:] if type(value[0]) is dict else []
    return [v for v in value if type(v) is dict]


def texts(value: Any) -> list[str]:
    """The texts of an array, in order, each once."""
    if type(value) is not list or not value:
        return []
    found = [v for v in value if type(v) is str]
    return found if len(found) < 2 else list(dict.fromkeys(found))


def identifiers(value: Any, odd: Counter[str]) -> list[str]:
    """The ids of an array, in order, each once."""
    if type(value) is not list or not value:
        return []
    found = [i for v in value if (i := identifier(v, odd)) is not None]
    return found if len(found) < 2 else list(dict.fromkeys(found))


def put_texts(props: Props, source: dict[str, Any], names: Iterable[str]) -> None:
    """Copy the texts of the same name."""
    for name in names:
        if type(value := source.get(name)) is str:
            props[name] = value


def put_period(props: Props, period: Any, names: Sequence[tuple[str, str]], odd: Counter[str]) -> None:
    """Dates of a period, each under the property's name: pairs of (OCDS name, property)."""
    if type(period) is not dict:
        return
    start = end = None
    for ocds, name in names:
        if ocds in period and (found := temporal(period[ocds], odd)) is not None:
            props[name] = found
            if ocds == "startDate":
                start = found
            elif ocds == "endDate":
                end = found
    if start is not None and end is not None and instant(end) < instant(start):
        odd[oddities.END_BEFORE_START] += 1


def money(value: Any, odd: Counter[str]) -> Props:
    """Value properties: `amount` (net), else `amountGross` (gross); 0 beside a positive gross is not published."""
    if type(value) is not dict:
        return {}
    net, gross = number(value.get("amount"), odd), number(value.get("amountGross"), odd)
    if net == 0 and gross is not None and gross > 0:
        odd[oddities.ZERO_BESIDE_GROSS] += 1
        net = None
    amount = gross if net is None else net
    if amount is None:
        return {}
    if amount < 0:
        odd[oddities.NEGATIVE_VALUE] += 1
    props: Props = {"value": amount, "valueBasis": "gross" if net is None else "net"}
    if gross is not None:
        props["valueGross"] = gross
    if type(currency := value.get("currency")) is str:
        props["currency"] = currency
    return props
