"""Tell a usable release from an unusable one, and count what is odd in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson
from pydantic import ValidationError

from graph.mapping.values import LONGEST_KEY, instant, temporal
from graph.ocds.items import Received, Reject
from graph.ocds.models import RELEASE
from graph.ocds.parse import has_half_surrogates

if TYPE_CHECKING:
    from datetime import datetime

WRONG_TYPE: Final = "wrong type"
UNKNOWN_CODE: Final = "unknown code"
REPEATED_KEY: Final = "key repeated in an object (the last counts)"
HALF_CHARACTER: Final = "text with half a character (lone surrogate)"
WITHOUT_ID: Final = "release without an id"
ID_WITH_SPACE: Final = "release id or ocid with a space"
COMPILED_WITHOUT_TAG: Final = "compiledRelease without the tag compiled"

MOST_LEVELS: Final = 250
"""Objects and arrays within one another; the deepest of real releases have 9."""

_check = RELEASE.validator.validate_python


@dataclass(slots=True)
class Release:
    """A usable release. Nobody changes it; see :class:`graph.ocds.items.Received`.

    Attributes
    ----------
    ocid, id : str
        Its keys as published. The date stands for an id that is missing.
    date : str
        Its date as published.
    instant : datetime
        The moment of `date`, to order releases by; a date without offset counts as UTC.
    tag : tuple[str, ...]
        Its release tags.
    received : Received
        It, as received.
    odd : Counter[str]
        What is odd in it, by kind.
    """

    ocid: str
    id: str
    date: str
    instant: datetime
    tag: tuple[str, ...]
    received: Received
    odd: Counter[str]

    @property
    def raw(self) -> bytes:
        """Its bytes as received."""
        return self.received.raw

    @property
    def hash(self) -> str:
        """SHA-256 of its bytes, in hexadecimal."""
        return self.received.hash

    @property
    def value(self) -> dict[str, Any]:
        """Its bytes, parsed; never changed. A part of the wrong type is still there, and counted in `odd`."""
        return self.received.value

    @property
    def is_compiled(self) -> bool:
        """Whether it stands for everything up to its date. The release itself says so, by its tag."""
        return "compiled" in self.tag

    @property
    def key(self) -> str:
        """Key of its node in the graph."""
        return f"{self.ocid}/{self.id}"

    @property
    def order(self) -> tuple[datetime, str, str]:
        """What releases of one process are sorted by."""
        return self.instant, self.id, self.hash


def validate(received: Received) -> Release | Reject:
    """Check a release.

    Returns
    -------
    Release or Reject
        Rejected is what lacks an ocid or a date that can be read, or has one, or an id, of a type that no key can
        have. All else loads; what is odd is counted.
    """
    value = received.value
    odd: Counter[str] = Counter()
    ocid, date, release_id = value.get("ocid"), value.get("date"), value.get("id")
    if release_id is None or release_id == "":
        release_id = date
        odd[WITHOUT_ID] += 1
    elif type(release_id) is int:
        release_id = str(release_id)
    moment = temporal(date, odd)
    written = _written(value)
    reason = _unusable(ocid, "ocid") or _unusable(date, "date") or _unusable(release_id, "id")
    if reason is None and moment is None:
        reason = f"The date of the release, {date}, is no date or date-time that can be read."
    if reason is None and written is None and _is_too_deep(value):
        reason = f"The release is nested deeper than {MOST_LEVELS} levels."
    if reason is not None or moment is None:
        known = ocid if type(ocid) is str else None
        return Reject(received.source, received.position, known, reason or "", received.raw)
    if written != received.raw:
        if written is not None and _lost_members(received.raw, written):
            odd[REPEATED_KEY] += 1
        if has_half_surrogates(received.raw):
            odd[HALF_CHARACTER] += 1
    return _release(received, (str(ocid), str(release_id), str(date)), instant(moment), odd)


def _release(received: Received, keys: tuple[str, str, str], moment: datetime, odd: Counter[str]) -> Release:
    _count_odd(received, keys[0] + keys[1], odd)
    tag = _tag(received.value.get("tag"))
    return Release(*keys, moment, tag, received, odd)


def _unusable(key: Any, name: str) -> str | None:
    """Say why a value cannot be the key of that name; None if it can."""
    if type(key) is str and key.strip() and len(key) <= LONGEST_KEY:
        return None
    if key is None:
        return f"The release has no {name}."
    if type(key) is not str:
        return f"The {name} of the release must be text, not {_kind(key)}."
    if not key.strip():
        return f"The {name} of the release is blank."
    return f"The {name} of the release is longer than {LONGEST_KEY} characters."


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return "true or false" if isinstance(value, bool) else "a number"


def _tag(tag: Any) -> tuple[str, ...]:
    if type(tag) is str:
        return (tag,)
    return tuple(t for t in tag if type(t) is str) if type(tag) is list else ()


def _count_odd(received: Received, keys: str, odd: Counter[str]) -> None:
    if " " in keys or not keys.isprintable():
        odd[ID_WITH_SPACE] += 1
    if received.compiled and "compiled" not in _tag(received.value.get("tag")):
        odd[COMPILED_WITHOUT_TAG] += 1
    try:
        _check(received.value)
    except ValidationError as error:
        for found in error.errors(include_url=False, include_context=False, include_input=False):
            kind = UNKNOWN_CODE if found["type"] == "literal_error" else WRONG_TYPE
            odd[f"{kind}: {'.'.join(p for p in found['loc'] if isinstance(p, str))}"] += 1


def _written(value: dict[str, Any]) -> bytes | None:
    """Write the value out; None where it is nested beyond what orjson writes, or has integers beyond 64 bits."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return None


def _lost_members(raw: bytes, written: bytes) -> bool:
    """Whether the text has members that the value lost, each with its comma; written out, no text has fewer commas."""
    return raw.count(b",") > written.count(b",")


def _is_too_deep(value: dict[str, Any]) -> bool:
    """Whether it is nested beyond MOST_LEVELS; no recursion, which is what depth would break."""
    level: list[Any] = [value]
    for _ in range(MOST_LEVELS):
        level = [
            part
            for outer in level
            for part in (outer.values() if type(outer) is dict else outer)
            if type(part) in (dict, list)
        ]
        if not level:
            return False
    return True
