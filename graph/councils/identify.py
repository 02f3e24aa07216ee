"""Which council an organisation is, by its name or by its number in a register of local authorities."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.councils import names
from graph.councils.cues import any_of
from graph.councils.register import COMBINED, councils

REGISTERS = frozenset({"GB-LAE", "GB-LAS", "GB-LANI", "GB-PLA"})
"""Schemes whose identifiers are the register's own codes."""

OTHER_BODIES = re.compile(
    r"\b"
    + any_of(
        """parish|town council|community council|village|schools?|academ(?:y|ies)|multi academy|college|university|trust
        |trustees|nhs|hospitals?|health|icb|clinical|surgery|police|constabulary|fire|rescue|ambulance|crime|probation
        |ltd|limited|plc|llp|llc|cic|cyf|inc|company|housing association|homes|association|society|club|charity
        |foundation|museums?|theatres?|airport|port|harbour|chamber|diocese|diocesan|church|citizens advice|age uk|mind
        |union|transport for|legacy|growth|enterprise partnership|national park|pension fund|pensions|integrated care"""
    )
    + r"\b"
)
"""Words of bodies that bear a council's name and are not the council."""

_TRADING = re.compile(
    r"\s*(?:,|\(|-|\u2013|\u2014)?\s*\b"
    + any_of(
        """trading as|t/as?\\b|operating as|also known as|known as|acting (?:as|on behalf of|for|through)|on behalf of
        |as lead|as host|as administering|as accountable|hosting|c/o"""
    ),
    re.IGNORECASE,
)
_TRADER = re.compile(
    r"\b(?:trading (?:name|arm|division|style) of|(?:a )?(?:part|department|division|service) of)\s+", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_CORPORATE = re.compile(
    r"^(?:the\s+)?(?:(?:right\s+worshipful\s+)?(?:lord\s+)?mayor"
    r"(?:,?\s+(?:and\s+)?(?:aldermen|burgesses|commonalty|citizens))*\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:/|,|;|\+|&amp;|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_SHARED = re.compile(
    r"\b(?:joint|shared|services?|partnership|councils?|authorit(?:y|ies)|procurement|district|borough|city|county|metropolitan"
    r"|london|royal|boroughs|districts|of|the|unitary|team|legal|revenues|benefits|waste|strategic|alliance|in)\b",
    re.IGNORECASE,
)

Identity = tuple[str, str]


@lru_cache(maxsize=65536)
def identify(name: str, scheme: str | None = None, identifier: str | None = None) -> tuple[Identity, ...]:
    """Return the councils that an organisation is.

    Parameters
    ----------
    name : str
        The organisation's name as published.
    scheme, identifier : str, optional
        Its identifier, where published.

    Returns
    -------
    tuple of (str, str)
        Council code and the id of the rule that says so; two for the name of a shared service, none for
        an organisation that is no council, such as a parish, a school or a company of like name.
    """
    if scheme in REGISTERS and identifier and identifier.strip().upper() in councils():
        return ((identifier.strip().upper(), "org-identifier"),)
    for head, rule in _heads(" ".join(name.split())):
        found = _whole(head, rule) if head else ()
        if head and not found and not _other_body(head):
            found = _joint(head) or _department(head)
        if found:
            return found
    return _near(" ".join(name.split()))


def _heads(name: str) -> list[tuple[str, str]]:
    """Return the parts of a name that may be the council's own, with the rule of what was left out."""
    heads = []
    if trading := _TRADING.search(name):
        heads.append((name[: trading.start()], "org-trading-name"))
    if trader := _TRADER.search(name):
        heads.append((name[trader.end() :].rstrip(" )"), "org-trading-name"))
    heads.append((name, "org-name"))
    if bracket := _BRACKET.search(name):
        heads.append((name[: bracket.start()], "org-name"))
        heads.append((bracket.group().strip(" ()[]"), "org-in-brackets"))
    return heads


def _other_body(head: str) -> bool:
    """Say whether the words beside the councils' names are those of another body."""
    rest = head
    for mention in reversed(names.find(head)):
        rest = rest[: mention.start] + " / " + rest[mention.end :]
    return OTHER_BODIES.search(names.fold(rest).text) is not None


def _whole(head: str, rule: str) -> tuple[Identity, ...]:
    bare = _CORPORATE.sub("", re.sub(r"\s*&\s*", " and ", head), count=1).strip(" .,;:-")
    for text in (head.strip(" .,;:-"), bare):
        form = names.exact(text)
        # "Worcester City" and "Bath City" play football
        if form is None or form.kind == "only" or (form.kind == "area" and text.lower().endswith("city")):
            continue
        if form.kind == "place" and (rule == "org-in-brackets" or councils()[form.code].type in COMBINED):
            continue
        if rule == "org-name" and form.kind == "place" and text == head.strip(" .,;:-"):
            return ((form.code, "org-short-name"),)
        return ((form.code, rule),)
    return ()


def _joint(head: str) -> tuple[Identity, ...]:
    """Take a name apart that joins councils: "Adur / Worthing Borough Council", "Adur & Worthing Councils"."""
    mentions = names.find(head)
    codes = list(dict.fromkeys(mention.code for mention in mentions))
    if len(codes) < 2 or any(councils()[code].type in COMBINED for code in codes):
        return ()
    parts = [part.strip() for part in _JOINT.split(head) if part.strip()]
    whole = [form.code for part in parts if (form := names.exact(_no_article(part)))]
    rest = head
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    shared = re.search(r"council|borough|authorit|shared|joint", head, re.IGNORECASE)
    left = _SHARED.sub(" ", _JOINT.sub(" ", rest)).strip(" .,-:()")
    if shared and not left:
        return tuple((code, "org-shared-service") for code in codes)
    if len(set(whole)) >= 2:
        return tuple((code, "org-listed-names") for code in dict.fromkeys(whole))
    return ()


def _department(head: str) -> tuple[Identity, ...]:
    """A council's name that opens or closes the organisation's: "Kent County Council - Commercial Services"."""
    mentions = [mention for mention in names.find(head) if mention.kind in ("council", "body", "area")]
    if len({mention.code for mention in mentions}) != 1:
        return ()
    mention = mentions[0]
    before, after = _no_article(head[: mention.start].strip()), head[mention.end :].strip()
    opens = not before and (mention.kind == "council" or re.match(r"[-\u2013\u2014,:(/]", after))
    closes = (
        not after
        and mention.kind == "council"
        and re.search(r"(?:[-\u2013\u2014,:/]|\b(?:at|of|for))(?:\s+the)?$", before, re.IGNORECASE)
    )
    return ((mention.code, "org-department"),) if opens or closes else ()


def _near(name: str) -> tuple[Identity, ...]:
    """A name one slip of the pen away from one council's ("London Borough of Hammersmith and Fuham")."""
    head = names.fold(_BRACKET.sub("", name)).text.strip().removeprefix("the ")
    if OTHER_BODIES.search(head) or len(head) < 14 or not re.search(r"council|borough|authority", head):
        return ()
    best = process.extract(head, _long_names(), scorer=OSA.distance, score_cutoff=2 if len(head) >= 30 else 1, limit=5)
    if not best:
        return ()
    nearest = {names.forms()[pattern].code for pattern, distance, _ in best if distance == best[0][1]}
    return ((nearest.pop(), "org-near-name"),) if len(nearest) == 1 else ()


@cache
def _long_names() -> list[str]:
    return [
        pattern
        for pattern, form in names.forms().items()
        if form.kind in ("council", "body", "area") and len(pattern) >= 13
    ]


def _no_article(text: str) -> str:
    return re.sub(r"^the\s*", "", text, flags=re.IGNORECASE)
