"""In what sense a text names a council: it takes part, or it is only spoken of.

The structure of the sentence decides: what stands directly before and after the name or its list, which
clause it belongs to, and whether the council is the buyer of this process. The rules are tried in the order
of :data:`RULES_OF_COUNCILS` and :data:`RULES_OF_PLACES`; the first that applies decides. ``graph.councils.rules``
lists them with examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from graph.councils import cues, predicates
from graph.councils.register import COMBINED, councils

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.councils.lists import Group
    from graph.councils.names import Mention

Sense = Literal[
    "participates", "delivery", "eligibility", "supplier", "part-of-name", "reference", "neighbour", "history", "other"
]


@dataclass(slots=True)
class Place:
    """Where a group of names stands.

    Parameters
    ----------
    text, path : str
        The text and its JSON pointer.
    group : Group
        The names that stand together.
    own : frozenset of str
        Codes of the councils that are parties of this process.
    known : frozenset of str
        Codes of the councils that another text of this process names as taking part.
    supplying : frozenset of str
        Codes of the councils that are its suppliers or tenderers.
    left, right : str
        The sentence before the group and after it.
    """

    text: str
    path: str
    group: Group
    own: frozenset[str]
    known: frozenset[str] = frozenset()
    supplying: frozenset[str] = frozenset()
    left: str = ""
    right: str = ""


def judge(place: Place, mention: Mention, council: bool) -> tuple[Sense, str]:
    """Return the sense of one name of a group, and the id of the rule that decided.

    Parameters
    ----------
    place : Place
        Where it stands; ``left`` and ``right`` are filled here.
    mention : Mention
        The name.
    council : bool
        Whether it names a council (by its own words or by its list) and not only a place.
    """
    if not place.left and not place.right:
        place.left, place.right = sentence(place.text, place.group.start, place.group.end)
        place.left = introduction(place.text, place.group.start - len(place.left)) + place.left
    for rule, sense, applies in RULES_OF_COUNCILS if council else RULES_OF_PLACES:
        if applies(place, mention):
            elsewhere = mention.code in place.known and rule in _WEAK
            return ("participates", "takes-part-elsewhere") if elsewhere else (sense, rule)
    raise AssertionError(rule)  # the last rule of each list always applies


_WEAK = frozenset({"within-area-of", "work-of-another", "named-only"})
"""Rules that a council's part in the process, shown by another of its texts, outweighs."""


def may_buy(left: str, right: str, path: str) -> bool:
    """Say whether the words around a phrase make those it speaks of buyers or users of the contract.

    Parameters
    ----------
    left, right : str
        The sentence before and after the phrase.
    path : str
        JSON pointer of the text.
    """
    if cues.users_path.search(path):
        return True
    if any(pattern.search(left) for pattern in (cues.before_on_behalf, cues.before_joint, cues.before_users)):
        return True
    return bool(cues.subject.search(left)) and cues.after_buys(right)


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after ``text[start:end]`` in its sentence, at most 1,200 and 400 characters."""
    stop = max(0, start - 1200)
    # The character after the stop decides, which may be the first of the name.
    for found in _STOP.finditer(text, stop, start + 1):
        stop = found.end()
    after = text[end : end + 400]
    ends = _STOP.search(after)
    return text[stop:start], after[: ends.start()] if ends else after


_STOP = re.compile(
    r"[.!?](?<![\n:;]\d\.)(?<![\n:;]\s\d\.)(?<![\n:;]\d\d\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bSt\.)(?<!\bNo\.)(?<!\bvs\.)(?<!\bLtd\.)['\"\u201d)]*\s+(?=[\"'\u201c(\u2022*]*[A-Z0-9*])"
    r"|(?<![:,;\n\r])(?<![:,;] )(?:\n\s*\n|[\n\r]+(?=[A-Z\u2022*-]))"
)


def introduction(text: str, start: int) -> str:
    """Return the line that ends in a colon and introduces the list of lines that ``text[start:]`` belongs to, or ""."""
    lines = text[max(0, start - 3000) : start].splitlines()
    for line in reversed(lines[-40:]):
        words = line.strip()
        if words.endswith(":"):
            left, _ = sentence(line, len(line.rstrip()), len(line.rstrip()))
            return left + " "
        if len(words) > 90 or words.endswith((".", "!", "?")):
            return ""
    return ""


def _supplier_name(place: Place, _: Mention) -> bool:
    return cues.supplier_path.search(place.path) is not None


def _reserved_location(place: Place, _: Mention) -> bool:
    return cues.eligibility_path.search(place.path) is not None


def _delivery_field(place: Place, _: Mention) -> bool:
    return cues.delivery_path.search(place.path) is not None


def _part_of_council_name(place: Place, mention: Mention) -> bool:
    return mention.kind != "council" and _part_of_name(place, mention)


def _eligible_council(place: Place, mention: Mention) -> bool:
    return _eligibility(place, mention) and not (_own(place, mention) and mention.kind == "council")


def _neighbour(place: Place, mention: Mention) -> bool:
    if _own(place, mention) or _jointly(place, mention) or predicates.takes_part(place.right):
        return False
    return cues.before_neighbour(place.left) or cues.after_neighbour(place.right)


def _former(place: Place, mention: Mention) -> bool:
    if _own(place, mention):
        return False
    return cues.before_history(place.left) or cues.after_history(place.right)


def _premises(place: Place, _: Mention) -> bool:
    return cues.before_site(place.left) and cues.after_premises(place.right)


def _areas(place: Place, _: Mention) -> bool:
    return place.group.areas or cues.after_areas(place.right)


def _supplier(place: Place, mention: Mention) -> bool:
    if mention.code in place.supplying:
        return True
    return cues.before_awarded(place.left) and cues.before_users.search(place.left) is None


def _own_place_buys(place: Place, mention: Mention) -> bool:
    return _own(place, mention) and not place.group.lines and _buys(place, mention)


def _own(place: Place, mention: Mention) -> bool:
    return mention.code in place.own


def _beside_own(place: Place, _: Mention) -> bool:
    return any(
        other.code in place.own and council
        for other, council in zip(place.group.mentions, place.group.councils, strict=True)
    ) and not cues.before_place(place.left)


def _in_url(place: Place, mention: Mention) -> bool:
    return cues.url_left.search(place.text[max(0, mention.start - 200) : mention.start]) is not None


def _eligibility(place: Place, mention: Mention) -> bool:
    left = (place.left + place.text[max(place.group.start, mention.start - 400) : mention.start])[-400:]
    return (cues.reserved(left) and cues.before_eligible(left)) or cues.bidders_based(left)


def _area_only(place: Place, mention: Mention) -> bool:
    """A form that may be an area or its council ("Borough of Poole"), where the text speaks of the area."""
    if mention.kind == "council":
        return cues.before_area(place.left) and _areas(place, mention)
    return cues.before_area(place.left) or place.group.areas


def _of_the_city(place: Place, mention: Mention) -> bool:
    """Say whether "of the City of X" is the place: unless the words say on whose behalf or for whose use."""
    words = place.text[mention.start : mention.end]
    if mention.kind != "body" or re.match(r"(?:london|royal|lb\b|rb\b)", words, re.IGNORECASE):
        return False
    left = place.left[-60:]
    return re.search(r"\b(?:of|from|to)\s+(?:the\s+)?$", left) is not None and not (
        cues.before_on_behalf.search(left) or cues.before_users.search(left)
    )


def _jointly(place: Place, _: Mention) -> bool:
    found = cues.before_joint.search(place.left)
    if found is not None and found.group().lower().startswith("shared"):
        # a building is shared too
        return cues.buying(place.left + place.right) or "service" in found.group().lower()
    # a landlord or a trust works "in partnership with" councils without buying with them
    return found is not None and (bool(place.own) or cues.buying(place.left + place.right))


def _may_use(place: Place, _: Mention) -> bool:
    if cues.users_path.search(place.path):
        return True
    return cues.before_users.search(place.left) is not None and cues.after_people.match(place.right) is None


def _whole_title(place: Place, _: Mention) -> bool:
    """A lot or a process whose title is nothing but the council's name, or a line that says what a lot is for."""
    if predicates.lot_for(place.left, place.right):
        return True
    if not cues.title_path.search(place.path):
        return False
    rest = place.text[: place.group.start] + place.text[place.group.end :]
    return re.fullmatch(r"\s*(?:lot\s*\w{1,3}\s*)?[:.\s\u2013-]*(?:\([A-Z]+\))?\s*", rest, re.IGNORECASE) is not None


def _leads_title(place: Place, _: Mention) -> bool:
    """A council that a title names first or last, apart from the thing bought, where no council is a party."""
    whole = any(other.kind == "council" for other in place.group.mentions)
    if place.own or not whole or not cues.title_path.search(place.path):
        return False
    before, after = place.text[: place.group.start], place.text[place.group.end :]
    return predicates.leads_title(before, after)


def _buys(place: Place, _: Mention) -> bool:
    return bool(cues.subject.search(place.left.rsplit(";", 1)[-1])) and cues.after_buys(place.right)


def _purpose(place: Place, _: Mention) -> bool:
    """Services "for X Council"; where a council buys, only a title says so: its texts speak of others' services too."""
    if place.own and not cues.title_path.search(place.path):
        return False
    if predicates.supplied(place.left, place.right):
        return not cues.experience(place.left)
    found = cues.before_purpose.search(place.left)
    if found is None or cues.experience(place.left):
        return False
    return cues.purpose_head.search(place.left[: found.start()]) is not None


def _part_of_name(place: Place, mention: Mention) -> bool:
    before, after = place.text[max(0, mention.start - 40) : mention.start], place.text[mention.end : mention.end + 60]
    if after[:1] in ("-", "\u2011") and not re.match(r"[-\u2011](?:wide|based|area|led|\W)", after, re.IGNORECASE):
        return True
    if before[-1:] in ("-", "\u2011") and before[-2:-1].isalpha():
        return True
    if cues.before_body.search(before) or cues.after_body.match(after) or cues.after_list_of_body.match(after):
        return True
    if councils()[mention.code].type in COMBINED and (
        cues.after_region.match(after) or cues.before_compass.search(before)
    ):
        return True
    return _capital_follows(place.text, after) or _listed_organisation(place, mention)


def _capital_follows(text: str, after: str) -> bool:
    """A capital right after a place makes it part of a name, unless every word of the text has one."""
    following = cues.next_capital.match(after)
    if following is None or following.group(1) in cues.GEOGRAPHIC or following.group(1).rstrip("s") in cues.GEOGRAPHIC:
        return False
    return not headline(text)


def _listed_organisation(place: Place, mention: Mention) -> bool:
    """A place in a list that ends in an organisation's own words ("York and Scarborough Teaching Hospitals")."""
    if len(place.group.mentions) < 2 or mention is place.group.mentions[-1]:
        return False
    return cues.after_body.match(place.text[place.group.end : place.group.end + 60]) is not None or bool(
        cues.before_body.search(place.text[max(0, place.group.start - 40) : place.group.start])
    )


def _always(_: Place, __: Mention) -> bool:
    return True


Test: TypeAlias = "Callable[[Place, Mention], bool]"

RULES_OF_COUNCILS: tuple[tuple[str, Sense, Test], ...] = (
    ("supplier-name", "supplier", _supplier_name),
    ("web-address", "other", _in_url),
    ("reserved-location", "eligibility", _reserved_location),
    ("delivery-field", "delivery", _delivery_field),
    ("part-of-council-name", "part-of-name", _part_of_council_name),
    ("bidders-based-in", "eligibility", _eligible_council),
    ("neighbour", "neighbour", _neighbour),
    ("former-council", "history", _former),
    ("council-area", "delivery", _area_only),
    ("premises-of", "delivery", _premises),
    ("of-the-city", "delivery", _of_the_city),
    ("own-name", "participates", _own),
    ("council-areas", "delivery", _areas),
    ("appointed-by", "other", lambda place, _: cues.before_appointed(place.left)),
    ("supplier-of-this", "supplier", _supplier),
    ("left-out", "reference", lambda place, _: predicates.left_out(place.left, place.right)),
    ("earlier-contract", "history", lambda place, _: predicates.earlier(place.left, place.right)),
    ("on-behalf-of", "participates", lambda place, _: cues.before_on_behalf.search(place.left) is not None),
    ("jointly-with", "participates", _jointly),
    ("may-use", "participates", _may_use),
    ("list-introduced", "participates", lambda place, _: cues.introduced.search(place.left) is not None),
    ("lot-for-council", "participates", _whole_title),
    ("defined-as-party", "participates", lambda place, _: cues.after_defined(place.right)),
    ("beside-own", "participates", _beside_own),
    ("buys", "participates", _buys),
    ("takes-part", "participates", lambda place, _: predicates.takes_part(place.right)),
    ("named-as-buyer", "participates", lambda place, _: predicates.named_as_buyer(place.left, place.right)),
    ("invited-by", "participates", lambda place, _: predicates.invited_by(place.left)),
    ("requirement-of", "participates", lambda place, _: predicates.needs(place.left, place.right)),
    ("within-area-of", "delivery", lambda place, _: cues.before_area(place.left)),
    ("work-of-another", "reference", lambda place, _: cues.before_reference(place.left)),
    ("carried-out-for", "participates", _purpose),
    ("title-of-council", "participates", _leads_title),
    ("borough-named", "delivery", lambda _, mention: mention.kind in ("body", "area")),
    ("named-only", "reference", _always),
)

RULES_OF_PLACES: tuple[tuple[str, Sense, Test], ...] = (
    ("name-in-supplier-name", "part-of-name", _supplier_name),
    ("web-address", "other", _in_url),
    ("reserved-location", "eligibility", _reserved_location),
    ("delivery-field", "delivery", _delivery_field),
    ("part-of-other-name", "part-of-name", _part_of_name),
    ("bidders-based-in", "eligibility", _eligibility),
    ("neighbour", "neighbour", _neighbour),
    ("buys", "participates", _own_place_buys),
    ("selection-criteria", "eligibility", lambda place, _: "/selectionCriteria/" in place.path),
    ("place", "delivery", _always),
)


def locates(left: str) -> bool:
    """Say whether the words right before a name make it a place ("in", "across the", "residents of")."""
    return cues.before_place(left[-80:])


def headline(text: str) -> bool:
    """Say whether a text is written as a headline, most words with a capital."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[:300]) if len(word) > 3]
    return len(text) < 160 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
