"""In what sense a text names a council: it takes part, or it is only spoken of.

The structure of the sentence decides: what stands directly before and after the name or its list, which
clause it belongs to, and whether the council is the buyer of this process. The rules are tried in the order
of :data:`RULES_OF_COUNCILS` and :data:`RULES_OF_PLACES`; the first that applies decides. ``graph.councils.rules``
lists them with examples.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.councils.register import COMBINED, councils

if TYPE_CHECKING:
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
    if _USERS_PATH.search(path):
        return True
    if any(pattern.search(left) for pattern in (_BEFORE_ON_BEHALF, _BEFORE_JOINT, _BEFORE_USERS)):
        return True
    return bool(_SUBJECT.search(left)) and _AFTER_BUYS(right)


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after ``text[start:end]`` in its sentence, at most 1,200 and 400 characters."""
    before = text[max(0, start - 1200) : start]
    stop = 0
    for found in _STOP.finditer(before):
        stop = found.end()
    after = text[end : end + 400]
    ends = _STOP.search(after)
    return before[stop:], after[: ends.start()] if ends else after


_STOP = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bSt)(?<!\bNo)(?<!\bvs)(?<!\bLtd)[.!?]['\"\u201d)]*\s+(?=[\"'\u201c(\u2022*]*[A-Z0-9*])|\n\s*\n|[\n\r]+(?=[A-Z\u2022*-])(?<![:,;]\n)"
)


def _ending(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


_ARTICLE = r"(?:\s+(?:the|both|all|either|each of|following|of|two|three|four|five|six|seven|eight|nine|ten|\d+))*\s*[:(\u2022-]?\s*$"
# a list of names may stand between the trigger and the group, but no other clause
_LISTLIKE = (
    r"(?>(?:[\s,:;()&/\u2022'\u2019-]|\b(?:and|or|the|of|councils?|borough|district|city|county|metropolitan|london|royal|both|following|authorit(?:y|ies)"
    r"|local|other|its|their|partners?|partner|all|any|two|three|four|five|six|seven|eight|nine|ten|public|sector|bodies|contracting|successors?|organi[sz]ations"
    r"|members?|named|itself|themselves|each|rn|\d+)\b|[A-Z][\w.'\u2019-]*+)*+)$"
)

_BEFORE_ON_BEHALF = re.compile(
    r"\b(?:(?i:on\s+(?:the\s+)?behalf\s+of|for\s+and\s+behalf\s+of|acting\s+(?:for|as\s+agents?\s+(?:for|of))|as\s+agents?\s+(?:for|of)))" + _LISTLIKE
)
_BEFORE_JOINT = re.compile(
    r"\b(?:(?i:joint(?:ly)?\s+(?:with|by|between|for)|(?:joint|shared|collaborative|collective)\s+(?:\w+\s+){0,4}(?:between|by|with|of|across|for)"
    r"|in\s+(?:\w+\s+)?(?:partnership|conjunction|collaboration|co-?operation|association)\s+with"
    r"|in\s+(?:a\s+)?(?:partnership|collaboration)\s+(?:between|of)"
    r"|(?:partnership|collaboration|consortium|alliance)\s+(?:between|of|with|comprising|consisting\s+of|made\s+up\s+of)"
    r"|collaborat\w+\s+(?:between|with)|partner(?:ing|ed)\s+with|together\s+with|alongside"
    r"|(?:co-?commissioned|commissioned|procured|tendered)\s+(?:jointly\s+)?by))" + _LISTLIKE
)
_BEFORE_USERS = re.compile(
    r"\b(?:(?i:(?:used|utili[sz]ed|accessed|called\s+off|call\s+off)\s+by|for\s+(?:the\s+)?(?:\w+\s+)?use\s+(?:by|of)|use\s+(?:by|of)|access(?:ible)?\s+(?:to|by|for)"
    r"|available\s+(?:to|for(?:\s+use\s+by)?)|open\s+to|extended?\s+to|made\s+available\s+to"
    r"|(?:participating|contracting|named|eligible|partner|constituent|user|purchasing|commissioning|founding|founder|permitted|collaborating)\s+"
    r"(?:local\s+|public\s+)?(?:authorit(?:y|ies)|councils?|bod(?:y|ies)|members?|partners?|users?|customers?|organi[sz]ations?|boroughs?|buyers?|purchasers?)"
    r"(?:\s+(?:are|include|including|being|is|will\s+be|comprise|listed|named|to\s+this\s+\w+|under\s+this\s+\w+|of\s+the\s+\w+))*))" + _LISTLIKE
)
_INTRODUCED = re.compile(
    r"\b(?i:(?:used|utili[sz]ed|accessed|called\s+off)\s+by|on\s+(?:the\s+)?behalf\s+of|available\s+(?:to|for)|open\s+to|jointly|joint\s+procurement"
    r"|(?:participating|contracting|named|partner|user|purchasing|commissioning)\s+(?:authorit(?:y|ies)|councils?|bodies|members|users|customers|organi[sz]ations))"
    r"\b[^.!?]{0,300}:" + _LISTLIKE
)
_NOT_USERS = re.compile(
    r"(?:'s|\u2019s)?\s+(?:residents?|tenants?|employees?|staff|schools?|pupils?|taxpayers?|families|children|businesses|libraries|leaseholders?|citizens)\b",
    re.IGNORECASE,
)
_BEFORE_AWARDED = _ending(
    r"\b(?:award\w*|appoint\w*|contract(?:ed|ing)?|grant(?:ed|ing)?|sub-?contract\w*)\b[^.;:]{0,80}?\b(?:to|with)(?:\s+the)?\s*$"
)
_BEFORE_PURPOSE = re.compile(r"\b(?:for|to)(?:\s+the)?" + _LISTLIKE)
_PURPOSE_HEAD = re.compile(
    r"\b(?i:provision|supply|delivery|procurement|services?|framework|contract|works?|support|system|software|maintenance|provider|programme|project|purchase|tender)\b"
)
_BEFORE_HISTORY = _ending(
    r"\b(?:former(?:ly)?|previously|the\s+old|abolished|predecessors?|legacy|what\s+was|succeeded|replac(?:ed|ing)|successors?\s+(?:to|of)|dissolved|merg(?:ed|er|ing)\s+(?:of|from))"
    r"(?:\s+(?:the|known\s+as|councils?|districts?|boroughs?|authorit(?:y|ies)|of))*\s*[:(-]?\s*$"
)
_AFTER_HISTORY = _ending(r"^\s*,?\s*(?:which\s+|who\s+)?(?:was|were|has\s+been|have\s+been|ceased)\s+(?:to\s+exist|abolished|dissolved|replaced|merged)")
_BEFORE_NEIGHBOUR = _ending(
    r"\b(?:neighbou?r(?:s|ing)?|adjoining|adjacent|bordering|surrounding|nearby)\b[^.;:]{0,60}$"
)
_AFTER_NEIGHBOUR = _ending(r"^[^.;:]{0,25}\b(?:as\s+(?:a\s+)?neighbou?r|which\s+(?:adjoin|border|neighbou?r)s?)")
_BEFORE_ELIGIBLE = _ending(
    r"\b(?:(?:suppliers?|bidders?|tenderers?|contractors?|applicants?|organi[sz]ations?|business(?:es)?|operators?|compan(?:y|ies)|firms?|providers?|participation|tender|procurement|opportunity|competition|contract)\b"
    r"[^.;]{0,140}\b(?:restricted\s+to|limited\s+to|reserved|based|located|established|registered|situated|headquartered|presence|premises|depots?|offices?)\b"
    r"|\breserved\s+(?:for|to)\b)[^.;]{0,120}\b(?:in|within|from|of|near|to)\b[^.;]{0,120}$"
)
_RESERVED = _ending(r"\b(?:restricted\s+to|limited\s+to|reserved\s+(?:for|to)|only\s+open|open\s+only|eligib\w+|only\s+be)\b")
_BASED = _ending(r"\b(?:suppliers?|bidders?|tenderers?|contractors?|applicants?|operators?|compan(?:y|ies)|firms?|providers?|organi[sz]ations?|business(?:es)?)\b[^.;]{0,60}\b(?:must|are\s+required\s+to|need\s+to|should|shall|who\s+are|that\s+are)\b[^.;]{0,60}\b(?:based|located|registered|established|depots?|premises|presence)\b[^.;]{0,80}$")
_BEFORE_PLACE = _ending(
    r"\b(?:in|within|across|throughout|around|near|inside|outside|serving|covering|covers|cover|areas?\s+of|boundar(?:y|ies)\s+of|parts?\s+of|whole\s+of|residents\s+of|located\s+(?:in|at)|out\s+of|from|into|to\s+and\s+from)"
    r"(?:\s+(?:the|all|both|whole|entire|wider|areas?|of|administrative|county|geographical))*\s*$"
)
_BEFORE_AREA = _ending(
    r"\b(?:in|within|across|throughout|around|inside|outside|serving|covering|covers|areas?\s+of|boundar(?:y|ies)\s+of|parts?\s+of|whole\s+of|residents\s+(?:of|in)|located\s+(?:in|at))"
    r"(?:\s+(?:the|all|both|whole|entire|wider|areas?|of|administrative|geographical))*\s*$"
)
_BEFORE_REFERENCE = _ending(
    r"\b(?:(?:framework|agreement|contract|dps|market|scheme|policy|plan|strategy|guidance|standards?)\s+(?:\([^)]*\)\s+)?(?:\w+\s+){0,3}(?:by|of|with|from|through|via)"
    r"|similar\s+(?:to|contracts?\s+for)|such\s+as|e\.g\.,?|for\s+example,?|according\s+to|approv(?:al|ed)\s+(?:from|by)|permission\s+(?:from|by)|licen[sc]ed?\s+(?:from|by)|consent\s+(?:from|of|by)|as\s+(?:used|done)\s+by|as\s+at|registered\s+with|employed\s+by|transfer(?:red|ring)?\s+from|tupe\s+from)"
    r"(?:\s+the)?\s*$"
)
_BEFORE_SITE = _ending(r"\b(?:at|in|from|to|near|of|outside|visit)(?:\s+the)?\s*$")
_BEFORE_APPOINTED = _ending(r"\b(?:appointed|designated|nominated|selected|chosen)\s+(?:\w+\s+){0,8}by(?:\s+the)?\s*$")
_AFTER_PREMISES = _ending(
    r"^(?:'s|\u2019s)?\s*(?:offices?|depots?|town\s+hall|civic\s+(?:centre|offices?)|headquarters|tip|car\s+parks?|library|boundar(?:y|ies))\b"
)
_AFTER_DEFINED = _ending(
    r"^(?:'s|\u2019s)?\s*(?:\([A-Za-z&]{2,8}\)\s*,?\s*)?(?:hereinafter|\(\s*(?:hereinafter|together|collectively|each|referred|[\"'\u201c\u2018]|the\s+[\"'\u201c\u2018]?(?:council|authorit|client|buyer|employer|contracting|commissioner|purchaser|customer|partner)))"
)
_AFTER_BUYS = _ending(
    r"^(?:\s*,?\s*\([^()]{1,80}\))*(?:\s*(?:,|\band\b|&)\s+(?:the\s+)?(?-i:(?:[A-Z][\w'\u2019-]+\s+(?:(?:and|of|&|for)\s+(?:the\s+)?)?){1,7})(?:\([^()]{1,40}\)\s*)?){0,3}\s*,?\s*(?:(?:acting|as|through|via|in\s+its|hosted|trading)\b[^.;]{0,80},\s*)?"
    r"(?:(?:both|all|also|each|together|jointly|collectively|currently|now|hereby|intends?|intended|would|will|is|are|has|have|had|was|be|been|wish\w*|plan\w*|propos\w+|like|to|going|looking|about|recently|in\s+the\s+process\s+of|being|(?:both\s+)?currently)\s+)*"
    r"(?:seek\w*|invit\w+|procur\w+|tender\w*|re-?tender\w*|commission\w*|appoint\w*|award\w*|requir\w+|want\w*|wish\w*|look\w*\s+(?:to|for)|purchas\w*|buy\w*|re-?procur\w*|issu\w+|undertak\w+\s+(?:a\s+)?(?:procurement|tender|market|soft|preliminary|joint)|conduct\w*\s+(?:a\s+)?(?:procurement|tender|market|soft|preliminary)|establish\w*|set\w*\s+up|carry\w*\s+out|engag\w+|enter\w*\s+into|advertis\w+|explor\w+|consider\w*|plan\s+to|intend\s+to|propose\s+to|need\w*\s+(?:a|to)|will\s+be\s+(?:able|entitled)|(?:can|may)\s+(?:also\s+)?(?:use|access|call|join|purchase))\b"
)
_SUBJECT = re.compile(
    r"^[\s\"'\u201c\u2022*-]*(?:(?i:the|this\s+is\s+a|please\s+note(?:\s+that)?|lot\s+\d+\s*[:-]?|(?:a\s+)?(?:joint\s+)?\w+\s+notice\s*[:-]?|background|introduction|overview|summary)[\s:,-]*)*" + _LISTLIKE
)
_AFTER_AREAS = _ending(
    r"^(?:'s|\u2019s)?\s*(?:(?:council|county|district|borough|city|administrative|local\s+authority)\s+)*(?:areas?|boundar(?:y|ies)|borders?|localit(?:y|ies)|region|districts?)\b"
)

_AFTER_ORG = re.compile(
    r"^(?:\s*(?:,|and|&|&amp;)\s+(?:[A-Z][\w'\u2019.-]*,?\s+(?:and\s+|&\s+)?){1,6}?|\s+(?:\([A-Z]{2,6}\)\s+)(?:[A-Z]\w+\s+){0,2}?)(?:\([A-Z]{2,6}\)\s+)?"
    r"(?:NHS|ICB|ICS|ICP|Integrated\s+Care|University|Health|Police|Constabulary|Fire|Ambulance|Trust|Diocesan|Diocese|Multi|Academy|Hospitals?|Partnership\s+NHS|Teaching|Schools?|College)\b"
)
_AFTER_ORG_NEAR = re.compile(
    r"(?:'s|\u2019s)?\s+(?i:(?:town|parish|community)\s+council|university|college|schools?|academy|academies|nhs|hospitals?|infirmary|police|constabulary|fire|ambulance|trust|icb|ccg|homes|ltd|limited|plc|llp|cic"
    r"|road|street|lane|avenue|way|drive|close|crescent|house|park|airport|station|canal|docks?|museum|theatre|arena|stadium|castle|bridge|portal|framework|strategy|award|awards|uniforms|transport|children['\u2019]s|st\s+\w+|teaching)\b"
)
_BEFORE_ORG = re.compile(
    r"\b(?:Freemen|Freeman|People|Streets|Heart|Dean|Archdeacon|Sheriff|Lieutenant|University|College|School|Bishop|Duke|Duchess|Earl|Lord|Hospitals?|Port|Bank|Diocese|Friends|Citizens\s+Advice|Age\s+UK|Mind)\s+(?:of\s+)?(?:the\s+)?$|\b(?:River|HMP|HMYOI|RAF|NHS|HMS|YOI|Lake|Mount|Autism|Headway|Hidden|New|Healthwatch|Active|Visit|Marketing|Invest)\s+$|\b(?:University|Universities)\s+(?:Hospitals?\s+)?(?:of\s+)?$",
)
_COMPASS = re.compile(r"\b(?:South|North|East|West|Mid|Upper|Lower|Central|Inner|Outer)[\s-]+$")
_REGION_AFTER = re.compile(r"^\s+(?:London|Coast|Wales|Scotland)\b")
_NEXT_CAPITAL = re.compile(r"^ ([A-Z][\w'\u2019-]+)")
_GEOGRAPHIC = frozenset(
    "Town City Centre Center Locality Region District Borough County Area Areas North South East West Central Lot Service Services And The In Upper Lower "
    "UK England Wales Scotland Contract Contracts Phase Site Sites Council Councils Lots".split()
)
_URL_LEFT = re.compile(r"(?:https?://|www\.)\S*$|\S+@\S*$")
_DELIVERY_PATH = re.compile(r"/delivery(?:Location|Address(?:es)?)/?")
_ELIGIBILITY_PATH = re.compile(r"/otherRequirements/reservedParticipationLocation/")
_SUPPLIER_PATH = re.compile(r"/(?:suppliers|tenderers|mainContractors|subcontractors)/\d+/name$")
_USERS_PATH = re.compile(r"/buyerCategories$")
_TITLE_PATH = re.compile(r"/title$")


def _own(place: Place, mention: Mention) -> bool:
    return mention.code in place.own


def _beside_own(place: Place, _: Mention) -> bool:
    return any(
        other.code in place.own and council
        for other, council in zip(place.group.mentions, place.group.councils, strict=True)
    ) and not _BEFORE_PLACE(place.left)


def _in_url(place: Place, mention: Mention) -> bool:
    return _URL_LEFT.search(place.text[max(0, mention.start - 200) : mention.start]) is not None


def _eligibility(place: Place, mention: Mention) -> bool:
    left = place.left + place.text[place.group.start : mention.start]
    return (_BEFORE_ELIGIBLE(left) and _RESERVED(left)) or _BASED(left)


def _area_only(place: Place, mention: Mention) -> bool:
    """A form that may be an area or its council ("Borough of Poole"), where the text speaks of the area."""
    if mention.kind == "council":
        return False
    return _BEFORE_AREA(place.left) or place.group.areas


def _of_the_city(place: Place, mention: Mention) -> bool:
    """ "the Freemen of the City of Newcastle": the place, unless the words say on whose behalf or for whose use."""
    words = place.text[mention.start : mention.end]
    if mention.kind != "body" or re.match(r"(?:london|royal|lb\b|rb\b)", words, re.IGNORECASE):
        return False
    left = place.left[-60:]
    return re.search(r"\b(?:of|from|to)\s+(?:the\s+)?$", left) is not None and not (_BEFORE_ON_BEHALF.search(left) or _BEFORE_USERS.search(left))


def _jointly(place: Place, _: Mention) -> bool:
    found = _BEFORE_JOINT.search(place.left)
    # a landlord or a trust works "in partnership with" councils without buying with them
    return found is not None and (bool(place.own) or _BUYING.search(place.left) is not None)


def _may_use(place: Place, _: Mention) -> bool:
    if _USERS_PATH.search(place.path):
        return True
    return _BEFORE_USERS.search(place.left) is not None and _NOT_USERS.match(place.right) is None


def _whole_title(place: Place, _: Mention) -> bool:
    """A lot or a process whose title is nothing but the council's name."""
    if not _TITLE_PATH.search(place.path):
        return False
    rest = place.text[: place.group.start] + place.text[place.group.end :]
    return re.fullmatch(r"\s*(?:lot\s*\w{1,3}\s*)?[:.\s\u2013-]*(?:\([A-Z]+\))?\s*", rest, re.IGNORECASE) is not None


_BUYING = re.compile(r"commission|procur|tender|contract|framework|purchas|buy|seek", re.IGNORECASE)


def _subject(place: Place, _: Mention) -> bool:
    return bool(_SUBJECT.search(place.left)) and _AFTER_BUYS(place.right)


def _purpose(place: Place, _: Mention) -> bool:
    found = _BEFORE_PURPOSE.search(place.left)
    return found is not None and bool(_PURPOSE_HEAD.search(place.left[: found.start()]))


def _part_of_name(place: Place, mention: Mention) -> bool:
    before, after = place.text[max(0, mention.start - 40) : mention.start], place.text[mention.end : mention.end + 60]
    if after[:1] in ("-", "\u2011") and not re.match(r"[-\u2011](?:wide|based|area|led|\W)", after, re.IGNORECASE):
        return True
    if before[-1:] in ("-", "\u2011") and before[-2:-1].isalpha():
        return True
    if _BEFORE_ORG.search(before) or _AFTER_ORG_NEAR.match(after) or _AFTER_ORG.match(after):
        return True
    if councils()[mention.code].type in COMBINED and (_REGION_AFTER.match(after) or _COMPASS.search(before)):
        return True
    return _capital_follows(place.text, after) or _listed_organisation(place, mention)


def _capital_follows(text: str, after: str) -> bool:
    """A capital right after a place makes it part of a name, unless every word of the text has one."""
    following = _NEXT_CAPITAL.match(after)
    if following is None or following.group(1) in _GEOGRAPHIC or following.group(1).rstrip("s") in _GEOGRAPHIC:
        return False
    return not headline(text)


def _listed_organisation(place: Place, mention: Mention) -> bool:
    """A place in a list that ends in an organisation's own words ("York and Scarborough Teaching Hospitals")."""
    if len(place.group.mentions) < 2 or mention is place.group.mentions[-1]:
        return False
    return _AFTER_ORG_NEAR.match(place.text[place.group.end : place.group.end + 60]) is not None or bool(
        _BEFORE_ORG.search(place.text[max(0, place.group.start - 40) : place.group.start])
    )


def _always(_: Place, __: Mention) -> bool:
    return True


RULES_OF_COUNCILS: tuple[tuple[str, Sense, Callable[[Place, Mention], bool]], ...] = (
    ("supplier-name", "supplier", lambda place, _: bool(_SUPPLIER_PATH.search(place.path))),
    ("web-address", "other", _in_url),
    ("reserved-location", "eligibility", lambda place, _: bool(_ELIGIBILITY_PATH.search(place.path))),
    ("delivery-field", "delivery", lambda place, _: bool(_DELIVERY_PATH.search(place.path))),
    ("part-of-council-name", "part-of-name", lambda place, mention: mention.kind != "council" and _part_of_name(place, mention)),
    ("bidders-based-in", "eligibility", lambda place, mention: _eligibility(place, mention) and not (_own(place, mention) and mention.kind == "council")),
    ("neighbour", "neighbour", lambda place, mention: not _own(place, mention) and (_BEFORE_NEIGHBOUR(place.left) or _AFTER_NEIGHBOUR(place.right))),
    ("former-council", "history", lambda place, mention: not _own(place, mention) and (_BEFORE_HISTORY(place.left) or _AFTER_HISTORY(place.right))),
    ("council-area", "delivery", _area_only),
    ("premises-of", "delivery", lambda place, _: _BEFORE_SITE(place.left) and _AFTER_PREMISES(place.right)),
    ("of-the-city", "delivery", _of_the_city),
    ("own-name", "participates", _own),
    ("council-areas", "delivery", lambda place, _: place.group.areas or _AFTER_AREAS(place.right)),
    ("appointed-by", "other", lambda place, _: _BEFORE_APPOINTED(place.left)),
    ("supplier-of-this", "supplier", lambda place, mention: mention.code in place.supplying or _BEFORE_AWARDED(place.left)),
    ("on-behalf-of", "participates", lambda place, _: bool(_BEFORE_ON_BEHALF.search(place.left))),
    ("jointly-with", "participates", _jointly),
    ("may-use", "participates", _may_use),
    ("list-introduced", "participates", lambda place, _: bool(_INTRODUCED.search(place.left))),
    ("lot-for-council", "participates", _whole_title),
    ("defined-as-party", "participates", lambda place, _: _AFTER_DEFINED(place.right)),
    ("beside-own", "participates", _beside_own),
    ("buys", "participates", _subject),
    ("within-area-of", "delivery", lambda place, _: _BEFORE_AREA(place.left)),
    ("work-of-another", "reference", lambda place, _: _BEFORE_REFERENCE(place.left)),
    ("carried-out-for", "participates", _purpose),
    ("borough-named", "delivery", lambda _, mention: mention.kind in ("body", "area")),
    ("named-only", "reference", _always),
)  # fmt: skip

RULES_OF_PLACES: tuple[tuple[str, Sense, Callable[[Place, Mention], bool]], ...] = (
    ("name-in-supplier-name", "part-of-name", lambda place, _: bool(_SUPPLIER_PATH.search(place.path))),
    ("web-address", "other", _in_url),
    ("reserved-location", "eligibility", lambda place, _: bool(_ELIGIBILITY_PATH.search(place.path))),
    ("delivery-field", "delivery", lambda place, _: bool(_DELIVERY_PATH.search(place.path))),
    ("part-of-other-name", "part-of-name", _part_of_name),
    ("bidders-based-in", "eligibility", _eligibility),
    ("neighbour", "neighbour", lambda place, mention: not _own(place, mention) and _BEFORE_NEIGHBOUR(place.left)),
    ("buys", "participates", lambda place, mention: mention.kind == "area" and _own(place, mention) and _subject(place, mention)),
    ("selection-criteria", "eligibility", lambda place, _: "/selectionCriteria/" in place.path),
    ("place", "delivery", _always),
)


def locates(left: str) -> bool:
    """Say whether the words right before a name make it a place ("in", "across the", "residents of")."""
    return _BEFORE_PLACE(left[-80:])


def headline(text: str) -> bool:
    """Say whether a text is written as a headline, most words with a capital."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[:300]) if len(word) > 3]
    return len(text) < 160 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
