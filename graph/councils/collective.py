"""Phrases for councils as a group that name none of them: "all London boroughs", "any participating authority".

A phrase counts only where the text says that the group buys or may buy. It is expanded to councils only
where the register defines the set: London boroughs, the councils of a county, the members of a combined
authority, the councils of a nation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.councils import names, senses
from graph.councils.cues import any_of
from graph.councils.register import COMBINED, councils, members

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at ``text[start:end]``, its rule, and the councils it stands for where the register says which."""

    start: int
    end: int
    rule: str
    codes: tuple[str, ...] = ()


def find(text: str, path: str, own: frozenset[str] = frozenset()) -> list[Found]:
    """Find the phrases for councils as a group that buy or may buy.

    Parameters
    ----------
    text, path : str
        The text and its JSON pointer.
    own : frozenset of str
        Councils known to take part: "other London boroughs" leaves them out.
    """
    phrases: list[Found] = []
    for match in _phrases(text):
        left, right = senses.sentence(text, match.start(), match.end())
        if not _takes_part(match, left, right, path):
            continue
        rule, codes = _expand(match)
        if codes and re.search(r"\bother\b", match.group("quantity") or "", re.IGNORECASE):
            codes = tuple(code for code in codes if code not in own)
        phrases.append(Found(match.start(), match.end(), rule, codes))
    return phrases


def _phrases(text: str) -> Iterator[re.Match[str]]:
    low = text.lower()
    if not any(word in low for word in _QUICK):
        return
    free = 0
    for head in _HEAD_WORDS.finditer(low if len(low) == len(text) else text):
        if head.start() < free:
            continue
        # the long pattern runs only on the words around a head: it starts at the start of one of them
        window = text.rfind(" ", free, max(free, head.start() - 100)) + 1 or free
        for match in _PHRASE.finditer(text, window, min(len(text), head.end() + 80)):
            if match.start("head") <= head.start() < match.end("head"):
                free = match.end()
                yield match
                break


_QUICK = ("councils", "authorit", "boroughs", "districts", "public")
_HEAD_WORDS = re.compile(
    r"\b"
    + any_of(
        """councils|authorit(?:ies|y partners)|boroughs|districts|bodies|local authority|public body
        |public (?:sector )?organi[sz]ations"""
    )
    + r"\b",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][\w'\u2019-]+(?:\s+(?:and|of|upon|&)\s+(?:the\s+)?[A-Z][\w'\u2019-]+|\s+[A-Z][\w'\u2019-]+){0,4}"
_QUANTITY = any_of(
    r"""all|any|every|each|other|the|both|its|their|a (?:range|number) of|future|relevant|named|eligible|neighbouring
    |participating|partner|constituent|member|nationwide|successor|various|several|some|many|most|certain|selected
    |one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}"""
)
_NO_PLACE = any_of(
    """The|All|Any|Each|Other|Local|Public|District|Borough|County|City|Combined|Contracting|Unitary|Participating
    |Relevant"""
)
_KIND = any_of(
    """district|borough|county|city|unitary|metropolitan|local|local government|contracting|public|public sector
    |admission|combined|principal"""
)
_HEAD = any_of(
    """councils|authorities|authority partners|boroughs|bodies|organi[sz]ations|public body|local authority
    |districts"""
)
_PHRASE = re.compile(
    rf"\b(?P<quantity>(?i:(?:{_QUANTITY}\s+)+))?"
    rf"(?:(?P<before>London|UK|English|Welsh|Scottish|Northern\s+Irish|British|(?!{_NO_PLACE}\b){_PLACE})"
    r"(?:'s|\u2019s|s\u2019|s')?\s+)?"
    rf"(?P<head>(?i:(?:{_KIND}\s+(?:(?:and|&|/)\s+)?){{0,4}}{_HEAD}))\b"
    rf"(?:\s+(?i:in|across|of|within|throughout)\s+(?:the\s+)?(?P<after>{_PLACE}))?"
)
_PUBLIC = re.compile(r"public|authorit|council|borough|district", re.IGNORECASE)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_PARTIAL = re.compile(
    r"\b"
    + any_of(
        """some|several|many|most|certain|selected|various|number|range|neighbouring|named|participating|eligible|relevant
        |partner"""
    )
    + r"\b",
    re.IGNORECASE,
)
_NATIONS = {"English": "England", "Welsh": "Wales", "Scottish": "Scotland", "Northern Irish": "Northern Ireland"}


def _takes_part(match: re.Match[str], left: str, right: str, path: str) -> bool:
    head, quantity = match.group("head").lower(), (match.group("quantity") or "").lower()
    if not _PUBLIC.search(head) or (
        head in ("districts", "boroughs", "authorities", "councils")
        and not (quantity.strip(" \n") or match.group("before") or match.group("after"))
    ):
        return False
    if quantity.strip() in ("the", "its", "their", "of the") and not (
        match.group("before") or match.group("after") or "local" in head
    ):
        return False  # "the authorities", "the Councils": the buyers themselves, defined elsewhere in the text
    where = match.group("before")
    if where and where not in _NATIONS and where not in ("London", "UK", "British") and names.exact(where) is None:
        return False
    if "participating" in quantity and re.match(
        r"(?:local |public |contracting )?(?:authorities|councils|bodies|organisations)", head
    ):
        return True
    return senses.may_buy(left, right, path)


def _expand(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    quantity, head = match.group("quantity") or "", match.group("head").lower()
    where = match.group("before") or match.group("after")
    if where is None or "public" in head or "bodies" in head or "contracting" in head or _PARTIAL.search(quantity):
        return "collective-phrase", ()
    rule, codes = _set(" ".join(where.split()), head)
    count = next(
        (_NUMBERS.get(word) or int(word) for word in quantity.lower().split() if word in _NUMBERS or word.isdigit()),
        None,
    )
    if not codes or (count is not None and count not in (len(codes), len(codes) - 1)):
        return "collective-phrase", ()
    return rule, codes


def _set(where: str, head: str) -> tuple[str, tuple[str, ...]]:
    if where in ("London", "Greater London"):
        codes = members("london")
        return "collective-london", tuple(code for code in codes if code != "LND") if "borough" in head else codes
    nation = _NATIONS.get(where, where)
    if nation in _NATIONS.values():
        return "collective-nation", members("nation", nation)
    form = names.exact(where)
    if form is None or form.kind != "place":
        return "", ()
    council = councils()[form.code]
    if council.type in COMBINED:
        return "collective-combined-authority", members("combined", council.code)
    if council.type == "County":
        districts = members("county", council.code)
        lower = re.search(r"district|borough", head) and "county" not in head
        return "collective-county", districts if lower or not council.current else (council.code, *districts)
    return "", ()
