r"""A statement of Cypher as tokens, and the text of it that is safe to send.

The text that is sent has no comments and no Unicode escapes, so that the server cannot read it otherwise than it
was read here: Cypher 5 replaces an escape such as ``\u000a`` before it looks for strings and comments, and a
comment may so end, or a string begin, where no reader of the text would see it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph.errors import GuardError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 500_000
"""Characters of a statement, at the most."""

MOST_TOKENS = 20_000
DEEPEST = 60
DEEPEST_BRACES = 14
DEEPEST_CASES = 30
LONGEST_RUN = 40
"""Nested parentheses of any kind, braces among them, CASE within CASE, and signs of one operand, such as NOT NOT NOT,
which nest without parentheses. Parsing and planning take time that the server does not count
against its timeout: 2,000 parentheses kept a processor busy for two minutes, and each EXISTS in another doubles it."""

Kind = Literal["word", "name", "string", "number", "symbol"]

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_DIGITS = re.compile(r"[0-9]+")
_NUMBER_SUFFIX = re.compile(r"[eE][0-9]*|[xX][0-9a-fA-F_]+|[oO][0-7_]+|[0-9_]+(?:[eE][0-9]*)?|[fFdD]")
_OF_ONE_OPERAND = ("NOT", "!", "+", "-")
_WORDS_WITH_SIGN = ("+=", "..", "<=", ">=", "<>", "=~", "||", "::")


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` of a quoted name is the name without its backticks; ``start`` counts in the sent text."""

    kind: Kind
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword this may be, in upper case; empty for all that is not an unquoted word."""
        return self.text.upper() if self.kind == "word" else ""

    def is_name(self) -> bool:
        """Whether it can name a thing: a word, quoted or not."""
        return self.kind in ("word", "name")


@dataclass(slots=True)
class Scanned:
    """What scanning gives: the text without comments and escapes, and its tokens."""

    text: str
    tokens: list[Token] = field(default_factory=list)


def scan(statement: str) -> Scanned:
    """Read a statement into tokens.

    Raises
    ------
    GuardError
        It is too long, something in it is left open, or it has escapes or invisible characters where they could
        hide what it says.

    """
    if len(statement) > LONGEST:
        message = f"The statement has {len(statement):,} characters; {LONGEST:,} is the most that is read."
        raise GuardError(message, reason="length")
    return _Scanner(statement.removeprefix("\ufeff")).scan()


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.sent: list[str] = []
        self.length = 0
        self.tokens: list[Token] = []
        self.depth = 0
        self.braces = 0
        self.cases = 0
        self.run = 0

    def scan(self) -> Scanned:
        while self.at < len(self.source):
            self._next()
            if len(self.tokens) > MOST_TOKENS:
                message = f"The statement has more than {MOST_TOKENS:,} words and signs; give long lists as parameters"
                raise self._refusal(message, "length")
        return Scanned("".join(self.sent), self.tokens)

    def _next(self) -> None:
        character = self.source[self.at]
        if character.isspace():
            self._send(character if character in "\n\r\t" else " ", 1)
        elif self.source.startswith(("//", "/*"), self.at):
            self._comment()
        elif character in "'\"":
            self._quoted(character, "string")
        elif character == "`":
            self._quoted(character, "name")
        elif "0" <= character <= "9":
            self._number()
        elif _in_word(character):
            self._word()
        else:
            self._symbol(character)

    def _send(self, text: str, read: int) -> None:
        self.sent.append(text)
        self.length += len(text)
        self.at += read

    def _token(self, kind: Kind, text: str, sent: str, read: int) -> None:
        again = kind in ("word", "symbol") and text.upper() in _OF_ONE_OPERAND
        self.run = self.run + 1 if again else 0
        if self.run > LONGEST_RUN:
            raise self._refusal(f"There are more than {LONGEST_RUN} signs for one operand, {text} the last", "depth")
        self.tokens.append(Token(kind, text, self.length))
        self._send(sent, read)

    def _comment(self) -> None:
        if self.source.startswith("//", self.at):
            end = next((i for i in range(self.at, len(self.source)) if self.source[i] in "\n\r"), len(self.source))
        else:
            close = self.source.find("*/", self.at + 2)
            if close < 0:
                raise self._refusal("A comment that begins with /* is not closed by */", "comment")
            end = close + 2
        text = self.source[self.at : end]
        if any(chr(int(code, 16)) in "\n\r*/" for code in _ESCAPE.findall(text)):
            raise self._refusal("A Unicode escape in this comment could end it", "escape")
        self._send("".join(c if c in "\n\r" else " " for c in text), len(text))

    def _quoted(self, quote: str, kind: Kind) -> None:
        parts: list[str] = []
        i = self.at + 1
        while True:
            part, i = self._within(quote, i)
            if part is None:
                break
            parts.append(part)
        body = "".join(parts)
        if any("\ud800" <= c <= "\udfff" for c in body):
            try:
                body = body.encode("utf-16", "surrogatepass").decode("utf-16")
            except UnicodeDecodeError:
                raise self._refusal("A Unicode escape is half a character", "escape") from None
        name = body.replace("``", "`") if kind == "name" else body
        self._token(kind, name, f"{quote}{body}{quote}", i - self.at)

    def _within(self, quote: str, i: int) -> tuple[str | None, int]:
        """The next piece between quotes and where the piece after it begins; None and the end at the closing quote."""
        source = self.source
        if i >= len(source):
            what = "A quoted name" if quote == "`" else "A string"
            raise self._refusal(f"{what} that begins with {quote} is not closed", "string")
        if source[i] == quote:
            if quote == "`" and source.startswith("``", i):
                return "``", i + 2
            return None, i + 1
        if source[i] != "\\":
            return source[i], i + 1
        if source.startswith("\\u", i):
            return self._escape(i), i + 6
        if quote == "`":
            return "\\", i + 1
        if i + 1 >= len(source):
            raise self._refusal("The statement ends within an escape", "string")
        return source[i : i + 2], i + 2

    def _escape(self, i: int) -> str:
        match = _ESCAPE.match(self.source, i)
        if match is None:
            message = "\\u needs four hexadecimal digits; a backslash before a u is written \\\\u"
            raise self._refusal(message, "escape")
        character = chr(int(match[1], 16))
        if character in "'\"`\\":
            message = f"The escape {match[0]} stands for {character}, which would end or change what is quoted"
            raise self._refusal(message, "escape")
        return character

    def _number(self) -> None:
        match = _DIGITS.match(self.source, self.at)
        assert match is not None  # noqa: S101 - the caller saw a digit
        self._token("number", match[0], match[0], len(match[0]))
        tail = self._run_of_word()
        if tail and not _NUMBER_SUFFIX.fullmatch(tail):
            raise self._refusal(f"The number {match[0]} runs into {tail!r}: a space is missing", "number")
        if tail:
            self._send(tail, len(tail))

    def _run_of_word(self) -> str:
        end = self.at
        while end < len(self.source) and _in_word(self.source[end]):
            end += 1
        return self.source[self.at : end]

    def _word(self) -> None:
        word = self._run_of_word()
        self._nest_case(word.upper())
        self._token("word", word, word, len(word))

    def _symbol(self, character: str) -> None:
        if character == "\\":
            message = "Outside strings a backslash says nothing in Cypher; Unicode escapes are read within strings only"
            raise self._refusal(message, "escape")
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            raise self._refusal(f"There is an invisible character, U+{ord(character):04X}", "character")
        self._nest(character)
        pair = self.source[self.at : self.at + 2]
        text = pair if pair in _WORDS_WITH_SIGN else character
        self._token("symbol", text, text, len(text))

    def _nest_case(self, word: str) -> None:
        self.cases = self.cases + 1 if word == "CASE" else max(0, self.cases - (word == "END"))
        if self.cases > DEEPEST_CASES:
            raise self._refusal("CASE is nested too deep for the server to read in time", "depth")

    def _nest(self, character: str) -> None:
        step = 1 if character in "([{" else -1 if character in ")]}" else 0
        self.depth += step
        self.braces += step * (character in "{}")
        if self.depth > DEEPEST or self.braces > DEEPEST_BRACES:
            raise self._refusal("Parentheses are nested too deep for the server to read in time", "depth")

    def _refusal(self, what: str, reason: str) -> GuardError:
        line = self.source.count("\n", 0, self.at) + 1
        column = self.at - (self.source.rfind("\n", 0, self.at) + 1) + 1
        return GuardError(f"Refused: {what[0].upper()}{what[1:]} (line {line}, column {column}).", reason=reason)


def _in_word(character: str) -> bool:
    return character == "_" or character.isalnum() or f"a{character}".isidentifier()


def pairs(tokens: list[Token]) -> Iterator[tuple[Token | None, Token, Token | None]]:
    """Each token with the one before and the one after it."""
    for i, token in enumerate(tokens):
        yield (tokens[i - 1] if i else None), token, (tokens[i + 1] if i + 1 < len(tokens) else None)
