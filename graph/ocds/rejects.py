"""Write what was rejected as JSON Lines that can be mended and read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from graph.ocds.items import Reject


def reject_line(reject: Reject) -> bytes:
    r"""Write one reject as one line of JSON, its \n included.

    Its ``input`` is the input itself where that is JSON, else its text, in which bytes that are no UTF-8 are written
    as half surrogates (``\udc80`` to ``\udcff``), so that reading gives the same bytes back. It is null where the
    input is not kept. :func:`graph.ocds.read.read_sources` reads such a file as a source.
    """
    facts = {"source": _text(reject.source), "position": reject.position, "ocid": reject.ocid, "reason": reject.reason}
    return orjson.dumps(facts)[:-1] + b',"input":' + _input(reject.raw) + b"}\n"


def _input(raw: bytes | None) -> bytes:
    if raw is None:
        return b"null"
    if raw[:1] in (b"{", b"[") and _is_json(raw):
        # In JSON a line break is but a space between values.
        return raw.replace(b"\n", b" ").replace(b"\r", b" ")
    return _quoted(raw.decode("utf-8", "surrogateescape"))


def _is_json(raw: bytes) -> bool:
    try:
        json.loads(raw.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(name: str) -> None:
    raise ValueError(name)


def _quoted(text: str) -> bytes:
    return json.dumps(text).encode("ascii")


def _text(source: str) -> str:
    """The source without the half surrogates of a file name that is no UTF-8."""
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
