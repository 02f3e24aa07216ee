"""Read releases from anything that holds OCDS: what it is shows in its content, never in its name.

A source is a release, a release package, a record package, a JSON array of any of these, JSON Lines of any of
these, or such values one after the other; plain or compressed. Each release is cut out with its bytes as received.
Memory does not grow with the source, only with its largest release.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from graph.ocds.items import Item, Received, Reject
from graph.ocds.parse import parse, plain
from graph.ocds.scan import CHUNK, BrokenError, Cursor, TooLongError
from graph.ocds.sources import Stream, failure_reason, open_streams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

REJECT_KEYS: Final = frozenset({"source", "position", "ocid", "reason", "input"})
"""Keys of a line of a rejects file, which is itself a source: its `input` is read again."""

KEPT: Final = 64 << 20
"""Bytes of an unusable input that a reject keeps."""

_LISTS: Final = ("releases", "records")
_CONTAINERS: Final = frozenset({*_LISTS, "compiledRelease"})
_SPACE: Final = b" \t\r"
_UTF8_BOM: Final = "\xef\xbb\xbf"
_UTF16_BOMS: Final = ("\xff\xfe", "\xfe\xff")
_MOST_LISTS: Final = 8  # an array of record packages is three
_MANY: Final = re.compile(rb"\{|\[\s*\{")
_OCID: Final = re.compile(rb'"ocid"\s*:\s*"([^"\\]+)"')


def read_sources(sources: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Read every release of the sources, in order.

    Parameters
    ----------
    sources : Sequence[str or Path]
        Files, folders (searched through), patterns such as ``data/**/*.json``, or ``-`` for standard input.
    stdin : BinaryIO, optional
        What ``-`` reads, instead of the process's own standard input.

    Returns
    -------
    Iterator[Received or Reject]
        What cannot be used is a :class:`Reject` with its reason, and the rest is read on.

    Raises
    ------
    SourceError
        A source does not exist; raised by the call itself, before anything is read.
    """
    return _items(open_streams(sources, stdin))


def read_bytes(raw: bytes, source: str) -> Iterator[Item]:
    """Read every release of bytes that hold one of the forms above, not compressed."""
    return _from_cursor(Cursor(None, raw.decode("latin-1")), _Place(source))


def received(raw: bytes, source: str) -> Received | Reject:
    """One release from its bytes, as they were kept."""
    try:
        value = parse(raw)
    except ValueError as error:
        return Reject(source, "", _ocid_within(raw), f"The text {error}.", raw)
    if type(value) is not dict:
        return Reject(source, "", None, "A release is an object.", raw)
    return _received(raw, value, _Place(source))


@dataclass(frozen=True, slots=True)
class _Place:
    source: str
    position: str = ""
    extensions: tuple[str, ...] = ()

    def within(self, step: str) -> _Place:
        joint = "" if not self.position or step.startswith(".") else ", "
        return replace(self, position=f"{self.position}{joint}{step}")


def _items(streams: Iterator[Stream | Reject]) -> Iterator[Item]:
    for stream in streams:
        if isinstance(stream, Reject):
            yield stream
        else:
            yield from _from_cursor(Cursor(stream), _Place(stream.source))


def _from_cursor(cursor: Cursor, place: _Place) -> Iterator[Item]:
    """Read the values that follow one another at the top of a source."""
    unusable = _unusable(cursor, place)
    if unusable is not None:
        yield unusable
        return
    in_lines = False
    fresh_line = True
    while cursor.skip_space():
        if in_lines:
            yield from _plain_lines(cursor, place)
            if not cursor.skip_space():
                break
        here = place.within(f"line {cursor.line()}")
        line = _whole_line(cursor) if fresh_line else None
        if line is None:
            yield from _top_value(cursor, here, in_lines=in_lines)
            fresh_line = _at_line_end(cursor)
        else:
            yield from _classify(*line, here)
            in_lines = True
    if cursor.failure is not None:
        yield Reject(place.source, "", None, failure_reason(cursor.failure))


def _plain_lines(cursor: Cursor, place: _Place) -> Iterator[Received]:
    """Read lines that are a release each, as far as the window goes: what most lines are, at half the cost."""
    text, at = cursor.text, cursor.at
    source, extensions, number = place.source, place.extensions, cursor.line()
    prefix = f"{place.position}, line" if place.position else "line"
    while (end := text.find("\n", at)) > 0:
        raw = text[at:end].encode("latin-1").strip(_SPACE)
        try:
            value = parse(raw)
        except ValueError:
            break
        if type(value) is not dict or not _CONTAINERS.isdisjoint(value) or "input" in value:
            break
        at = cursor.at = end + 1
        yield Received(raw, value, source, f"{prefix} {number}", extensions)
        number += 1
    cursor.at_line(number)


def _unusable(cursor: Cursor, place: _Place) -> Reject | None:
    """Recognise what is no JSON at all by its beginning."""
    while len(cursor.text) < CHUNK and cursor.more():
        pass  # the first line may be a cut one, longer than a block, with sound ones behind it
    text = cursor.text
    if text.startswith(_UTF8_BOM):
        cursor.at = len(_UTF8_BOM)
    if text.startswith(_UTF16_BOMS) or "\0" in text[:4]:
        reason = "The text is UTF-16 or UTF-32, or no text at all: give it as UTF-8."
    else:
        reason = _no_json(cursor.skip_space(), cursor)
    if not reason:
        return None
    cursor.at = 0
    raw = cursor.take_rest(KEPT)
    if cursor.failure is not None:
        reason = failure_reason(cursor.failure)
    return Reject(place.source, "", None, reason, raw or None)


def _no_json(char: str, cursor: Cursor) -> str:
    if not char:
        return "" if cursor.failure else "The source is empty."
    if char in "{[" or "\n{" in cursor.text or "\n[" in cursor.text:
        return ""
    if char == "<":
        return "This is HTML or XML, not JSON: fetch the JSON form of the data."
    return "This is not JSON but CSV or other text: give OCDS as JSON."


def _whole_line(cursor: Cursor) -> tuple[bytes, Any] | None:
    """Bytes and value of this line, if it is one whole JSON value; then the cursor goes on after it."""
    end = cursor.line_end()
    if end is None or cursor.text[end - 1] in "{[,":
        return None
    raw = cursor.text[cursor.at : end].encode("latin-1").rstrip(_SPACE)
    try:
        value = parse(raw)
    except ValueError:
        return None
    cursor.at = end
    return raw, value


def _at_line_end(cursor: Cursor) -> bool:
    while cursor.at < len(cursor.text) or cursor.more():
        char = cursor.text[cursor.at]
        if char == "\n":
            return True
        if char not in " \t\r":
            return False
        cursor.at += 1
    return True


def _top_value(cursor: Cursor, place: _Place, *, in_lines: bool) -> Iterator[Item]:
    """Read a value that is not one line; where it is broken, reject its line or all of it, and go on after that."""
    cursor.mark = cursor.at
    try:
        yield from _value(cursor, place)
    except BrokenError as error:
        if cursor.mark is None:
            yield _reject(cursor, place, error, None)
        else:
            cursor.at = cursor.mark
            yield _reject(cursor, place, error, _broken_end(cursor, in_lines=in_lines))
    except _RestRejected:
        pass
    cursor.mark = None


def _broken_end(cursor: Cursor, *, in_lines: bool) -> int | None:
    """Where to go on after the broken value here: the next line, where lines of JSON follow, or after its bracket."""
    is_bracket = cursor.char() in ("{", "[")
    end = cursor.line_end(KEPT)
    if end is not None:
        if end + 1 >= len(cursor.text):
            length = end - cursor.at
            cursor.more()
            end = cursor.at + length
        if in_lines or not is_bracket or cursor.text[end + 1 : end + 2] in ("{", "["):
            return end
    return cursor.balanced_end() if is_bracket else None


def _reject(cursor: Cursor, place: _Place, error: BrokenError, end: int | None) -> Reject:
    """Reject what is between the cursor and `end`, or all the rest."""
    reason = f"The text is not JSON: {plain(error.message)}."
    raw = cursor.take_rest(KEPT) if end is None else cursor.take(end)
    if cursor.failure is not None:
        reason, cursor.failure = failure_reason(cursor.failure), None
    elif error.truncated:
        reason = "The text ends in the middle of a value: it was cut short."
    return Reject(place.source, place.position, _ocid_within(raw), reason, raw)


def _ocid_within(raw: bytes | None) -> str | None:
    found = _OCID.search(raw[:CHUNK]) if raw else None
    return found.group(1).decode("utf-8", "replace") if found else None


def _value(cursor: Cursor, place: _Place, *, in_records: bool = False) -> Iterator[Item]:
    """Read the value here, marked: at once if it is short, else piece by piece."""
    try:
        end = cursor.value_end(CHUNK)
    except (TooLongError, BrokenError):
        char = cursor.char()
        if char == "{":
            yield from _object(cursor, place, in_records=in_records)
        elif char == "[":
            yield from _array(cursor, place, "")
        else:
            yield from _classify_bytes(cursor.take(cursor.value_end()), place)
    else:
        yield from _classify_bytes(cursor.take(end), place, in_records=in_records)


def _object(cursor: Cursor, place: _Place, *, in_records: bool = False) -> Iterator[Item]:
    """Read an object, marked, member by member; what a package's list holds goes out as it comes."""
    is_package = False
    is_record = in_records
    for key in cursor.members():
        if key in _LISTS and not is_record and cursor.skip_space() == "[":
            is_package = True
            yield from _array(cursor, place, key)
        elif key == "extensions":
            place = replace(place, extensions=_urls(_parsed(cursor.take(cursor.value_end()))))
        else:
            is_record = is_record or key in ("ocid", "compiledRelease")
            cursor.at = cursor.value_end()
    if not is_package and cursor.mark is not None:
        end, cursor.at = cursor.at, cursor.mark
        yield from _classify_bytes(cursor.take(end), place, in_records=in_records)


def _array(cursor: Cursor, place: _Place, key: str) -> Iterator[Item]:
    """Read the elements of an array; a broken one is rejected alone if its end can be found."""
    if place.position.count("[") > _MOST_LISTS:
        raw = cursor.take(cursor.value_end())
        reason = f"Lists are within lists, more than {_MOST_LISTS} times: give releases or packages of them."
        yield Reject(place.source, place.position, _ocid_within(raw), reason, raw)
        return
    cursor.mark = None
    for index in cursor.elements():
        here = place.within(f"{key}[{index}]")
        cursor.mark = cursor.at
        try:
            yield from _value(cursor, here, in_records=key == "records")
        except BrokenError as error:
            end = None
            if cursor.mark is not None:
                cursor.at = cursor.mark
                end = cursor.balanced_end() if cursor.char() in ("{", "[") else None
            yield _reject(cursor, here, error, end)
            if end is None:
                raise _RestRejected from error
        cursor.mark = None


class _RestRejected(Exception):  # noqa: N818 - no error but a way out: what follows is rejected already
    pass


def _classify_bytes(raw: bytes, place: _Place, *, in_records: bool = False) -> Iterator[Item]:
    try:
        value = parse(raw)
    except ValueError as error:
        reject = Reject(place.source, place.position, _ocid_within(raw), f"The text {error}.", raw)
        yield from _pieces(raw, place, reject, in_records=in_records)
        return
    yield from _classify(raw, value, place)


def _pieces(raw: bytes, place: _Place, whole: Reject, *, in_records: bool) -> Iterator[Item]:
    """Read a package, or an array of objects, that does not parse: the broken release is rejected alone."""
    if not _MANY.match(raw):
        yield whole
        return
    cursor = _within(raw)
    cursor.mark = None  # what is no package is not taken again
    found = False
    try:
        walk = _array(cursor, place, "") if raw.startswith(b"[") else _object(cursor, place, in_records=in_records)
        for item in walk:
            found = True
            yield item
        if not found:
            yield whole
    except BrokenError as error:
        yield _reject(cursor, place, error, None)
    except _RestRejected:
        pass


def _classify(raw: bytes, value: Any, place: _Place) -> Iterator[Item]:
    """Tell a release from a package, a record, an array or a line of a rejects file."""
    if type(value) is not dict:
        if type(value) is list:
            yield from _array(_within(raw), place, "")
        else:
            kind = "null" if value is None else "text" if isinstance(value, str) else "a number or true or false"
            yield Reject(place.source, place.position, None, f"A release is an object; this is {kind}.", raw)
    elif _CONTAINERS.isdisjoint(value):
        if value.keys() == REJECT_KEYS:
            yield from _mended(raw, value, place)
        else:
            yield _received(raw, value, place)
    elif "compiledRelease" in value or ("ocid" in value and type(value.get("releases")) is list):
        yield from _record(raw, value, place)
    elif type(value.get("releases")) is list or type(value.get("records")) is list:
        declared = replace(place, extensions=_urls(value.get("extensions")) or place.extensions)
        yield from _object(_within(raw), declared)
    else:
        yield _received(raw, value, place)


def _received(raw: bytes, value: dict[str, Any], place: _Place, *, compiled: bool = False) -> Received:
    return Received(raw, value, place.source, place.position, place.extensions, compiled)


def _record(raw: bytes, value: dict[str, Any], place: _Place) -> Iterator[Item]:
    """Read the compiledRelease of a record, else its releases."""
    is_compiled = type(value.get("compiledRelease")) is dict
    wanted = "compiledRelease" if is_compiled else "releases"
    cursor = _within(raw)
    cursor.mark = None  # what is no package is not taken again
    found = False
    for key in cursor.members():
        if key != wanted:
            cursor.at = cursor.value_end()
        elif is_compiled:
            text = cursor.take(cursor.value_end())
            yield _received(text, value[key], place.within(f".{key}"), compiled=True)
            found = True
        elif cursor.char() == "[":
            for item in _array(cursor, place, key):
                yield _linked(item) if isinstance(item, Received) else item
                found = True
        else:
            cursor.at = cursor.value_end()
    if not found:
        reason = "The record has neither a compiledRelease nor releases."
        yield Reject(place.source, place.position, _ocid_within(raw), reason, raw)


def _linked(item: Received) -> Item:
    if "ocid" in item.value or "url" not in item.value:
        return item
    reason = f"The record links to a release without holding it: load {item.value['url']}."
    return Reject(item.source, item.position, None, reason, item.raw)


def _mended(raw: bytes, value: dict[str, Any], place: _Place) -> Iterator[Item]:
    """Read the input of a line of a rejects file, under the source and position that it first had."""
    source, position, kept = value["source"], value["position"], value["input"]
    if isinstance(source, str) and isinstance(position, str):
        place = _Place(source, position)
    if kept is None:
        yield Reject(place.source, place.position, None, "The rejects file does not hold this input: mend its source.")
        return
    cursor = _within(raw)
    for key in cursor.members():
        text = cursor.take(cursor.value_end())
        if key == "input" and isinstance(kept, str):
            yield from _from_cursor(_within(_bytes_of(json.loads(text))), place)
        elif key == "input":
            yield from _classify_bytes(text, place)


def _bytes_of(kept: str) -> bytes:
    try:
        return kept.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return kept.encode("utf-8", "surrogatepass")  # no bytes that a reject kept: parsing says what is wrong


def _within(raw: bytes) -> Cursor:
    cursor = Cursor(None, raw.decode("latin-1"))
    cursor.mark = 0
    return cursor


def _parsed(raw: bytes) -> Any:
    try:
        return parse(raw)
    except ValueError:
        return None  # of extensions, which nothing is lost without


def _urls(value: Any) -> tuple[str, ...]:
    return tuple(url for url in value if isinstance(url, str)) if isinstance(value, list) else ()
