"""Cut JSON values out of a stream of bytes without reading more of it than needed.

Bytes are held as Latin-1 text, so that an offset in the text is an offset in the bytes and the standard library's
JSON scanner, which runs in C, finds where a value ends. What the value *is* is left to a strict parser.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 1 << 20
"""Bytes up to which a line or value is looked for as a whole; longer ones are read piece by piece."""

BLOCK: Final = 1 << 18
"""Bytes read at a time: few enough to stay in a core's cache until they are parsed."""

_NO_SPACE: Final = re.compile(r"[^ \t\r\n]")
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_CLOSING: Final = "}]"
_STRING_ENDS: Final = "Unterminated string"
_NAMES: Final = {",": "a comma", ":": "a colon", '"': "a key"}
_LONGEST_TOKEN: Final = 16
"""Characters of the longest token (a literal, an escape) that the end of the window can cut in two."""


def _any_number(_: str) -> int:
    return 0


_decode: Final = json.JSONDecoder(parse_float=_any_number, parse_int=_any_number, parse_constant=_any_number).raw_decode


class Readable(Protocol):
    """Anything with ``read(size)`` that gives bytes, none at the end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""
        ...


class BrokenError(Exception):
    """The text at ``Cursor.at`` is no JSON. `truncated`: it ends too early."""

    def __init__(self, message: str, *, truncated: bool) -> None:
        super().__init__(message)
        self.message = message
        self.truncated = truncated


class TooLongError(Exception):
    """The value is longer than asked for."""


class Cursor:
    """A window on a stream.

    Attributes
    ----------
    text : str
        The window: bytes as Latin-1.
    at : int
        Offset in the window of what comes next.
    mark : int or None
        Offset from which the window must be kept.
    ended : bool
        No more bytes come after the window.
    failure : Exception or None
        Why the stream ended early: a damaged archive, a disk error.
    """

    def __init__(self, stream: Readable | None, text: str = "", *, line: int = 1) -> None:
        self.text = text
        self.at = 0
        self.mark: int | None = None
        self.ended = stream is None
        self.failure: Exception | None = None
        self._stream: Readable = io.BytesIO() if stream is None else stream
        self._line = line
        self._counted = 0

    def line(self) -> int:
        """Number of the line, from 1, of what comes next."""
        if self.at >= self._counted:
            self._line += self.text.count("\n", self._counted, self.at)
        else:
            self._line -= self.text.count("\n", self.at, self._counted)
        self._counted = self.at
        return self._line

    def at_line(self, number: int) -> None:
        """Say the number of the line of what comes next, where it is known, so that nobody has to count."""
        self._line, self._counted = number, self.at

    def more(self) -> bool:
        """Widen the window, dropping what nobody needs; False at the end of the stream."""
        if self.ended:
            return False
        low = self.at if self.mark is None else min(self.mark, self.at)
        kept = len(self.text) - low
        # As much again as is kept, so that a value of n bytes is tried log(n) times.
        block = self._read(max(BLOCK, kept))
        self.line()
        self.text = self.text[low:] + block.decode("latin-1")
        self.at -= low
        self._counted -= low
        if self.mark is not None:
            self.mark -= low
        self.ended = not block or self.failure is not None
        return bool(block)

    def _read(self, size: int) -> bytes:
        blocks: list[bytes] = []
        try:
            while size > 0 and (block := self._stream.read(size)):
                blocks.append(block)
                size -= len(block)
        except Exception as error:  # noqa: BLE001 - kept, and reported once what came before it is used
            self.failure = error
        return b"".join(blocks)

    def char(self) -> str:
        """The character here; empty at the end of the window."""
        return self.text[self.at : self.at + 1]

    def skip_space(self) -> str:
        """Go to the next character that is no space and return it; empty at the end."""
        while True:
            match = _NO_SPACE.search(self.text, self.at)
            if match:
                self.at = match.start()
                return match.group()
            self.at = len(self.text)
            if not self.more():
                return ""

    def line_end(self, limit: int = CHUNK) -> int | None:
        r"""Offset of the end of this line (its \n, or the end of the stream); none if beyond `limit` bytes."""
        passed = 0
        while True:
            end = self.text.find("\n", self.at + passed)
            if end >= 0:
                return end
            passed = len(self.text) - self.at
            if passed > limit:
                return None
            if not self.more():
                return len(self.text)

    def value_end(self, limit: int | None = None) -> int:
        """Offset after the value that begins here, however deep without a `limit`.

        Raises
        ------
        BrokenError
            It is no JSON.
        TooLongError
            It does not end within `limit` bytes, or is too deep for the scanner.
        """
        while True:
            try:
                _, end = _decode(self.text, self.at)
            except json.JSONDecodeError as error:
                message, stopped = error.msg, error.pos
            except RecursionError as error:
                if limit is not None:
                    raise TooLongError from error
                return self._deep_end()
            else:
                # A number at the end of the window may go on beyond it.
                if end < len(self.text) or self.ended or self.text[end - 1] in '}]"':
                    return end
                message, stopped = "", end
            cut = message.startswith(_STRING_ENDS) or stopped >= len(self.text) - _LONGEST_TOKEN
            if cut and limit is not None and len(self.text) - self.at > limit:
                raise TooLongError
            if not (cut and self.more()):
                raise BrokenError(message, truncated=self._is_cut(message, stopped))

    def _is_cut(self, message: str, stopped: int) -> bool:
        return message.startswith(_STRING_ENDS) or not self.text[stopped:].strip()

    def _deep_end(self) -> int:
        end = self.balanced_end()
        if end is None:
            raise BrokenError("Brackets are not closed", truncated=True)
        return end

    def balanced_end(self) -> int | None:
        """Offset after the bracket that closes the one here, in text that need not be JSON; none if never closed."""
        while True:
            end = _balanced(self.text, self.at)
            if end is not None or not self.more():
                return end

    def take(self, end: int) -> bytes:
        """The bytes from here to `end`; goes on after them."""
        raw = self.text[self.at : end].encode("latin-1")
        self.at = end
        return raw

    def take_rest(self, limit: int) -> bytes | None:
        """All bytes that are left; none where they are more than `limit`, and then they are only passed over."""
        self.mark = None
        kept: str | None = ""
        while True:
            if kept is not None:
                kept += self.text[self.at :]
                if len(kept) > limit:
                    kept = None
            self.at = len(self.text)
            if not self.more():
                return None if kept is None else kept.encode("latin-1")

    def members(self) -> Iterator[str]:
        """Keys of the object that begins here, the cursor on each one's value; the caller moves beyond the value.

        Raises
        ------
        BrokenError
            It is no JSON object.
        """
        self.at += 1
        char = self.skip_space()
        while char != "}":
            if char != '"':
                self._expect(char, '"')
            key = _text(self.take(self.value_end()))
            self._expect(self.skip_space(), ":")
            self.at += 1
            self.skip_space()
            yield key
            char = self._next("}")
        self.at += 1

    def elements(self) -> Iterator[int]:
        """Indexes of the array that begins here, the cursor on each element; the caller moves beyond the element.

        Raises
        ------
        BrokenError
            It is no JSON array.
        """
        self.at += 1
        char = self.skip_space()
        index = 0
        while char != "]":
            yield index
            index += 1
            char = self._next("]")
        self.at += 1

    def _next(self, close: str) -> str:
        char = self.skip_space()
        if char == close:
            return char
        self._expect(char, ",")
        self.at += 1
        char = self.skip_space()
        if char in ("", close):
            self._expect(char, "a value")
        return char

    def _expect(self, char: str, wanted: str) -> None:
        if char != wanted:
            message = f"{_NAMES.get(wanted, wanted)} is missing" if char else "the text ends too early"
            raise BrokenError(message, truncated=not char)


def _text(raw: bytes) -> str:
    value: Any = json.loads(raw.decode("utf-8", "replace"))
    return str(value)


def _balanced(text: str, start: int) -> int | None:
    depth = 0
    for match in _TOKEN.finditer(text, start):
        char = match.group()
        if char in ("{", "["):
            depth += 1
        elif char in _CLOSING:
            depth -= 1
            if depth <= 0:
                return match.end()
        elif char == '"':
            return None
    return None
