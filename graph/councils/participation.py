"""Who takes part in a process, and which councils its texts only speak of: one compiled release in, facts out.

Evidence is exact: ``text`` is the characters ``start``..``end`` (Unicode code points) of the string at the
JSON pointer ``path`` of the release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from graph.councils import collective, names, senses
from graph.councils.identify import identify
from graph.councils.lists import Group, groups

if TYPE_CHECKING:
    from collections.abc import Mapping

BUYING_ROLES = frozenset({"buyer", "procuringEntity", "centralPurchasingBody"})


@dataclass(frozen=True, slots=True)
class Participant:
    """One PARTICIPATES_IN: a council takes part in the process."""

    code: str
    basis: Literal["party", "text", "collective"]
    path: str
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One MENTIONS: a text names a council in another sense."""

    code: str
    sense: str
    path: str
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase for councils as a group that names none of them ("all London boroughs")."""

    text: str
    path: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Participation:
    """Everything the names in one release say about councils.

    Parameters
    ----------
    participants : list of Participant
        One for each council, basis and path: the first place where it takes part.
    mentions : list of Mentioned
        One for each council, sense and path: the first place. None on a path where the council takes part.
    collective : list of Phrase
        One for each wording and path.
    """

    participants: list[Participant] = field(default_factory=list)
    mentions: list[Mentioned] = field(default_factory=list)
    collective: list[Phrase] = field(default_factory=list)


def participation(release: Mapping[str, Any]) -> Participation:
    """Find who takes part in the process of a compiled release.

    Parameters
    ----------
    release : mapping
        A compiled release (or a single one) of OCDS 1.1, of any publisher.

    Returns
    -------
    Participation
        In the order of parties and texts; the same release always gives the same facts.
    """
    result = Participation(participants=_by_party(release))
    own = frozenset(fact.code for fact in result.participants)
    every = texts(release)
    # a quarter of the texts stand on several paths
    by_text = {text: _grouped(text) for text in dict.fromkeys(text for _, text in every)}
    found = [(path, text, by_text[text]) for path, text in every if by_text[text]]
    supplying = _supplying(release) - own
    taking = own
    # a council that takes part by one text is no stranger in the others: judge again until nobody new is found
    while True:
        judged = Participation()
        known, taking = taking, taking | _by_text(found, _Known(own, taking - own, supplying), judged)
        if taking == known:
            break
    result.participants += judged.participants
    result.mentions = judged.mentions
    _joint_titles(found, taking, result)
    _collective(every, taking, result)
    return _once(result)


def texts(release: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (JSON pointer, string) of every text of a release: not its ids, URLs, codes, dates and parties."""
    found: list[tuple[str, str]] = []
    _walk({key: value for key, value in release.items() if key not in _TOP_SKIPPED}, "", found)
    return found


def _walk(value: Mapping[str, Any] | list[Any], path: str, found: list[tuple[str, str]]) -> None:
    pairs = value.items() if isinstance(value, dict) else ((str(index), inner) for index, inner in enumerate(value))
    for key, inner in pairs:
        if isinstance(inner, str):
            if key not in _CODES and len(inner) > 3:
                found.append((f"{path}/{_escape(key)}", inner))
        elif isinstance(inner, (dict, list)) and inner and key not in _SKIPPED:
            _walk(inner, f"{path}/{_escape(key)}", found)


_TOP_SKIPPED = frozenset(
    {"parties", "buyer", "id", "ocid", "date", "tag", "language", "initiationType", "links", "relatedProcesses"}
)
_SKIPPED = frozenset(
    {
        "contactPoint", "additionalContactPoints", "identifier", "additionalIdentifiers", "classification",
        "additionalClassifications", "classifications", "legalBasis", "uri", "url", "href", "value", "gazetteer",
        "procurementMethodRationaleClassifications", "unit", "roles", "publisher",
    }
)  # fmt: skip
_CODES = frozenset(
    {
        "id", "ocid", "scheme", "status", "type", "date", "datePublished", "dateModified", "dateSigned", "dateMet",
        "dueDate", "startDate", "endDate", "maxExtentDate", "documentType", "noticeType", "format", "language",
        "currency", "relatedLot", "awardID", "measure", "region", "country", "countryName", "postalCode", "category",
        "mainProcurementCategory", "procurementMethod", "procurementMethodDetails", "email", "uri", "url", "href",
        "legalBasis", "telephone", "faxNumber", "buyerProfile", "atypicalToolUrl",
    }
)  # fmt: skip


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def _by_party(release: Mapping[str, Any]) -> list[Participant]:
    facts: list[Participant] = []
    parties = release.get("parties")
    for index, party in enumerate(parties if isinstance(parties, list) else ()):
        name = party.get("name") if isinstance(party, dict) else None
        if not isinstance(name, str) or BUYING_ROLES.isdisjoint(party.get("roles") or ()):
            continue
        identifier = party.get("identifier")
        scheme, number = (
            (identifier.get("scheme"), identifier.get("id")) if isinstance(identifier, dict) else (None, None)
        )
        facts.extend(
            Participant(code, "party", f"/parties/{index}/name", name, 0, len(name), rule)
            for code, rule in identify(
                name, scheme if isinstance(scheme, str) else None, str(number) if number else None
            )
        )
    return facts


def _grouped(text: str) -> list[Group]:
    mentions = names.find(text)
    return groups(text, mentions) if mentions else []


Found = tuple[str, str, list[Group]]


@dataclass(frozen=True, slots=True)
class _Known:
    """Councils that are known to be parties, to take part by another text, or to supply."""

    own: frozenset[str]
    elsewhere: frozenset[str]
    supplying: frozenset[str]


def _supplying(release: Mapping[str, Any]) -> frozenset[str]:
    names_of_suppliers = {
        party["name"]
        for party in release.get("parties") or ()
        if isinstance(party, dict)
        and isinstance(party.get("name"), str)
        and not _SUPPLYING_ROLES.isdisjoint(party.get("roles") or ())
    }
    return frozenset(code for name in names_of_suppliers for code, _ in identify(name))


_SUPPLYING_ROLES = frozenset({"supplier", "tenderer"})


def _by_text(found: list[Found], known: _Known, result: Participation) -> set[str]:
    """Judge every name in its place; return the codes of the councils that take part by text."""
    taking: set[str] = set()
    for path, text, grouped in found:
        for group in grouped:
            place = senses.Place(text, path, group, known.own, known.elsewhere, known.supplying)
            for mention, council in zip(group.mentions, group.councils, strict=True):
                if not council and mention.kind == "place" and _common_word(path, text, mention):
                    continue
                sense, rule = senses.judge(place, mention, council)
                words = text[mention.start : mention.end]
                if sense == "participates":
                    taking.add(mention.code)
                    result.participants.append(
                        Participant(mention.code, "text", path, words, mention.start, mention.end, rule)
                    )
                else:
                    result.mentions.append(
                        Mentioned(mention.code, sense, path, words, mention.start, mention.end, rule)
                    )
    return taking


def _joint_titles(found: list[Found], taking: frozenset[str], result: Participation) -> None:
    """Short names side by side in a title are the councils when all of them take part in the process."""
    for path, text, grouped in found:
        if path != "/tender/title":
            continue
        for group in grouped:
            codes = {mention.code for mention in group.mentions}
            if len(codes) < 2 or not codes <= taking or senses.locates(text[: group.start]):
                continue
            for mention in group.mentions:
                words = text[mention.start : mention.end]
                result.participants.append(
                    Participant(mention.code, "text", path, words, mention.start, mention.end, "joint-title")
                )


def _collective(every: list[tuple[str, str]], taking: frozenset[str], result: Participation) -> None:
    for path, text in every:
        for phrase in collective.find(text, path, taking):
            result.collective.append(
                Phrase(text[phrase.start : phrase.end], path, phrase.start, phrase.end, phrase.rule)
            )
            result.participants.extend(
                Participant(
                    code, "collective", path, text[phrase.start : phrase.end], phrase.start, phrase.end, phrase.rule
                )
                for code in phrase.codes
            )


def _common_word(path: str, text: str, mention: names.Mention) -> bool:
    """Say whether a place's name is only a common word here ("Reading and writing", "Slow Down")."""
    if text[mention.start : mention.end].lower() not in names.WORDS or path.endswith("/name"):
        return False
    before, after = text[: mention.start].rstrip(" "), text[mention.end :]
    if senses.locates(text[: mention.start]) or re.match(r"\s*(?:,|Town|Borough)", after) or before.endswith(","):
        return False
    return not before or before[-1] in ".!?\n\u2022-:" or senses.headline(text)


def _once(result: Participation) -> Participation:
    """Keep the first fact for each council, basis or sense, and path; where it takes part there is no mention."""
    participants: dict[tuple[str, str, str], Participant] = {}
    for fact in result.participants:
        key = (fact.code, fact.basis, fact.path)
        if key not in participants or fact.start < participants[key].start:
            participants[key] = fact
    by_text = {(fact.code, fact.path) for fact in participants.values() if fact.basis == "text"}
    mentions: dict[tuple[str, str, str], Mentioned] = {}
    for mentioned in result.mentions:
        if (mentioned.code, mentioned.path) not in by_text:
            mentions.setdefault((mentioned.code, mentioned.sense, mentioned.path), mentioned)
    phrases = {(phrase.path, phrase.text): phrase for phrase in reversed(result.collective)}
    return Participation(list(participants.values()), list(mentions.values()), list(reversed(phrases.values())))
