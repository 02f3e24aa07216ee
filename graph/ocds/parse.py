"""Parse JSON as strictly as it is defined and as leniently as the releases of real services need."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import orjson
from pydantic_core import from_json

_HALF_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MOST_DIGITS: Final = 4300
"""Digits beyond which Python refuses to read an integer, and a double is infinite."""


def parse(raw: bytes) -> Any:
    """Parse the bytes of one JSON value.

    Numbers beyond a double's range become ``inf`` or ``-inf``, half surrogates U+FFFD; of a repeated key the last
    value counts.

    Raises
    ------
    ValueError
        It is no JSON, is no UTF-8, or is nested too deeply; the message ends a sentence that begins "the text".
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _parse_leniently(raw)


def _parse_leniently(raw: bytes) -> Any:
    try:
        # It takes numbers beyond a double's range, which are what orjson refuses most often.
        return from_json(raw, allow_inf_nan=False, cache_strings="keys")
    except ValueError:
        return _parse_with_patience(raw)


def _parse_with_patience(raw: bytes) -> Any:
    try:
        text = raw.decode()
        value = json.loads(text, parse_constant=_no_constant, parse_int=_integer)
        return _without_half_surrogates(value, raw)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start + 1})") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {plain(error.msg)} (character {error.pos + 1})") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"has {name}, which is not JSON")


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits.lstrip("-")) <= _MOST_DIGITS else float(digits)


def has_half_surrogates(raw: bytes) -> bool:
    """Whether text that :func:`parse` takes has halves of surrogate pairs, which it replaces."""
    if b"\\ud" not in raw.lower():
        return False
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass  # for halves, or for numbers beyond a double's range
    else:
        return False
    try:
        value = json.loads(raw, parse_int=_integer)
    except RecursionError:
        return False  # the depth is in a member that a repeated key replaces
    return _HALF_SURROGATE.search(json.dumps(value, ensure_ascii=False)) is not None


def _without_half_surrogates(value: Any, raw: bytes) -> Any:
    """Replace halves of surrogate pairs, which no UTF-8 can hold, as decoders do."""
    if b"\\ud" not in raw.lower():
        return value
    text, halves = _HALF_SURROGATE.subn("\ufffd", json.dumps(value, ensure_ascii=False))
    return json.loads(text, parse_int=_integer) if halves else value


def plain(message: str) -> str:
    """Say what a parser says as a part of a sentence."""
    if message.startswith("Invalid control character"):
        return "a string is broken by the end of its line or a control character"
    return f"{message[:1].lower()}{message[1:]}"
