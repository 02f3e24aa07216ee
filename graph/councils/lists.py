"""Names that stand together: which of them are councils, because the list says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.councils.cues import any_of
from graph.councils.register import COMBINED, councils

if TYPE_CHECKING:
    from graph.councils.names import Mention

_GAP = re.compile(
    r"(?:'s|\u2019s)?\s*(?:\([^()]{1,40}\)\s*)?(?:(?:[,;/|+\u2022\u00b7*\u2013\u2014-]|&amp;|&|\b(?:and|or|plus|along\s+with|together\s+with|as\s+well\s+as)\b|\d+[.)]|\([a-z0-9]{1,3}\))\s*)+"
    r"(?:the\s+|both\s+|also\s+|for\s+the\s+|for\s+)?",
    re.IGNORECASE,
)
_LINES = re.compile(r"\s*(?:[\r\n]|rn\b)\s*")
_BODIES = r"(?:councils|authorities|boroughs|corporations)"
_HEAD_AFTER = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:(?:county|district|borough|city|unitary|metropolitan|london|local|partner|and|&|/)\s+)*"
    + _BODIES
    + r"\b",
    re.IGNORECASE,
)
_OPENS = any_of(
    r"""of|namely|i\.?e\.?,?|being|are|comprising|including|include|listed below|as follows|which are|such as"""
)
_HEAD_BEFORE = re.compile(
    r"\b(?:councils|authorities|boroughs|districts|council areas)\s*"
    rf"(?:,?\s*{_OPENS}\s*[:\u2013-]?\s*|\s*[(\[:\u2013-]\s*)"
    r"(?:i\.?e\.?,?\s*|namely\s*|both\s*|the\s*|including\s*|listed below\s*:?\s*)*[\u2022*-]?\s*$",
    re.IGNORECASE,
)
_LOWER = re.compile(r"district|borough", re.IGNORECASE)
_AREAS_AFTER = re.compile(
    r"(?:'s|\u2019s)?\s*(?:(?:council|county|district|borough|city|administrative|local authority|authority)s?\s+)*"
    r"(?:areas?|boundar(?:y|ies)|borders?|localit(?:y|ies)|regions?)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Group:
    """Names that stand together in a text, with what the list makes of them.

    Parameters
    ----------
    mentions : list of Mention
        The names, in the order of the text.
    councils : list of bool
        For each, whether it names a council and not only a place.
    rule : str
        Id of the rule that made places councils; empty where none did.
    areas : bool
        True where the text speaks of the areas of the councils.
    lines : bool
        True where nothing but a new line stands between two of them: only a head before makes that a list.
    """

    mentions: list[Mention]
    councils: list[bool] = field(default_factory=list)
    rule: str = ""
    areas: bool = False
    lines: bool = False

    @property
    def start(self) -> int:
        """Offset where the first name starts."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Offset where the last name ends."""
        return self.mentions[-1].end


def groups(text: str, mentions: list[Mention]) -> list[Group]:
    """Take the lists of a text apart.

    A list has a head, before ("the six District Councils (Bromsgrove, Malvern Hills ...)") or after it
    ("Adur and Worthing Councils"), or shares one ("Adur District, Worthing Borough and Arun District
    Council"); without a head a short name stays a place. A name that is a council's only beside another
    ("Kingston") is dropped where nothing makes it one.
    """
    joined: list[Group] = []
    for mention in mentions:
        gap = text[joined[-1].end : mention.start] if joined else ""
        if joined and _joins(gap):
            joined[-1].mentions.append(mention)
            joined[-1].lines |= _LINES.fullmatch(gap) is not None
        else:
            joined.append(Group([mention]))
    for group in joined:
        _judge(text, group)
    return [kept for group in joined if (kept := _without_loose(group)).mentions]


def _joins(gap: str) -> bool:
    return len(gap) < 60 and bool(_GAP.fullmatch(gap) or _LINES.fullmatch(gap))


def _judge(text: str, group: Group) -> None:
    kinds = [mention.kind for mention in group.mentions]
    group.councils = [kind in ("council", "body") for kind in kinds]
    after = text[group.end : group.end + 80]
    group.areas = bool(_AREAS_AFTER.match(after))
    if all(group.councils):
        return
    last = text[group.mentions[-1].start : group.end]
    before = _HEAD_BEFORE.search(text[max(0, group.start - 80) : group.start])
    following = _HEAD_AFTER.match(after) if len(kinds) > 1 else None
    if any(_holds_others(mention, before or following) for mention in group.mentions):
        return
    if before:
        group.rule = "list-head-before"
    elif group.lines:
        return
    elif following:
        group.rule = "list-head-after"
    elif len(kinds) > 1 and kinds[-1] == "council":
        plural = last.rstrip(".").lower().endswith(("councils", "boroughs", "authorities"))
        group.rule = "list-head-after" if plural else "list-shared-head"
    elif "council" in kinds and all(kind in ("council", "body", "area") for kind in kinds):
        group.rule = "list-shared-head"
    if group.rule:
        group.councils = [True] * len(kinds)


def _holds_others(mention: Mention, head: re.Match[str] | None) -> bool:
    """Say whether a place is a whole of which the head speaks: "the district councils of Kent"."""
    if mention.kind in ("council", "body") or head is None:
        return False
    kind = councils()[mention.code].type
    return kind in COMBINED or (kind == "County" and bool(_LOWER.search(head.group())))


def _without_loose(group: Group) -> Group:
    keep = [council or mention.kind != "only" for mention, council in zip(group.mentions, group.councils, strict=True)]
    if all(keep):
        return group
    group.mentions = [mention for mention, kept in zip(group.mentions, keep, strict=True) if kept]
    group.councils = [council for council, kept in zip(group.councils, keep, strict=True) if kept]
    return group
