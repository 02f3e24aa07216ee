"""Contact points out, everything else as it came: bytes in, bytes out, no number or string ever parsed."""

from __future__ import annotations

import re

import msgspec

#: Members that hold an officer's name, e-mail or telephone, wherever they occur.
CONTACT_MEMBERS = frozenset(
    {"contactPoint", "contactPoints", "additionalContactPoints", "email", "telephone", "faxNumber"}
)

# Read from the beginning, a quote outside a string always opens one: so every match is a whole string, and group 1
# tells a member's name from a value.
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"([ \t\r\n]*:)?', re.DOTALL)
_TOKEN = re.compile(rb'[ \t\r\n]*("[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^ \t\r\n{}\[\],:"]+)', re.DOTALL)
_COMMA = re.compile(rb"[ \t\r\n]*,")
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")


def one_line(text: bytes, without: frozenset[str] = frozenset()) -> bytes:
    r"""The same JSON text on one line, without the members named in ``without``.

    Numbers, strings and their escapes, the order of members and repeated members stay byte for byte; only white
    space between tokens goes, where there is a line end. A number such as 1e9999 has no value in most parsers, and
    2.50 and 2.5 are the same to all of them: neither survives a parser, both survive this.

    Parameters
    ----------
    text : bytes
        Valid JSON in UTF-8.
    without : frozenset of str
        Names of members to drop, at any depth.

    Examples
    --------
    >>> one_line(b'{"id": 1e9999,\n "contactPoint": {"name": "A"}, "name": "B"}', frozenset({"contactPoint"}))
    b'{"id":1e9999,"name":"B"}'
    """
    if without:
        text = _without(text, without)
    if b"\n" in text or b"\r" in text:
        text = b"".join(_TOKEN.findall(text))
    return text.strip(b" \t")


def _without(text: bytes, names: frozenset[str]) -> bytes:
    kept = bytearray()
    done = 0
    for member in _STRING.finditer(text):
        if member[1] is None or member.start() < done or _name(member) not in names:
            continue
        kept += text[done : member.start()]
        done = _after_value(text, member.end())
        comma = _COMMA.match(text, done)
        if comma:
            done = comma.end()
        else:
            kept = bytearray(kept.rstrip(b" \t\r\n").removesuffix(b","))
    return bytes(kept + text[done:])


def _name(member: re.Match[bytes]) -> str:
    quoted = member[0].removesuffix(member[1])
    return str(msgspec.json.decode(quoted)) if b"\\" in quoted else quoted[1:-1].decode()


def _after_value(text: bytes, place: int) -> int:
    depth = 0
    while token := _TOKEN.match(text, place):
        place = token.end()
        depth += (token[1] in _OPEN) - (token[1] in _CLOSE)
        if depth == 0:
            break
    return place
