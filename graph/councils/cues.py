"""The words around a name that tell its sense, as patterns.

``before`` patterns are searched in the sentence up to the name or its list and end there; ``after`` patterns
start right behind it. What the rules make of them stands in :mod:`graph.councils.senses`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def any_of(phrases: str) -> str:
    """Return a pattern for any of the phrases, which are separated by ``|``; a space stands for any white space."""
    one_line = re.sub(r"\s*\n\s*", "", phrases)
    return "(?:" + re.sub(" +", lambda _: r"\s+", one_line) + ")"


def found_in(pattern: str) -> Callable[[str], bool]:
    """Return a function that says whether a pattern occurs in a text, whatever the case of its letters."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


_LIST_WORDS = any_of(
    """and|or|the|of|as well as|constituent|unitary|relevant|including|include|namely|being|both|following|other
    |its|their|all|any|each|itself|themselves|councils?|boroughs?|districts?|cit(?:y|ies)|count(?:y|ies)|areas?
    |metropolitan|london|royal|authorit(?:y|ies)|local|partners?|public|sector|bodies|contracting|successors?
    |organi[sz]ations|members?|named|rn
    |our|neighbours|neighbouring|colleagues(?: (?:at|in|from))?|partnership|consortium|group|alliance|clients?
    |participating|commissioners?|suppliers?|providers?|contractor
    |(?:which|who)\\s+(?:are|is|include)|comprising|consisting of|made up of|listed below|as follows
    |two|three|four|five|six|seven|eight|nine|ten|\\d+"""
)
LISTLIKE = rf"(?>(?:[\s,:;()&/\u2022'\u2019-]|\b\d{{1,2}}[.)]|\b{_LIST_WORDS}\b|[A-Z][\w.'\u2019-]*+)*+)$"
"""What may stand between a cue and a name: other names and the words of a list, but no other clause. Atomic,
so that a long text that does not fit costs no more than one pass."""

ARTICLES = r"(?:\s+(?:the|all|both|whole|entire|wider|areas?|of|administrative|county|geographical))*\s*$"
OWNER = r"(?:'s|\u2019s)?"

# ------------------------------------------------------------------------------------------------ taking part
_ON_BEHALF = any_of(
    r"""on (?:the )?behalf of|for and behalf of|acting (?:for|as agents? (?:for|of))|as agents? (?:for|of)
    |lead (?:\w+ ){0,2}for|for itself and(?: for)?
    |own behalf and (?:on )?that of"""
)
before_on_behalf = re.compile(rf"\b(?i:{_ON_BEHALF}){LISTLIKE}")

_JOINTLY = any_of(
    r"""joint(?:ly)? (?:with|by|between|for)
    |joint(?:ly)? (?:\w+ and )?(?:co-?)?(?:procur|commission|tender|buy|purchas|let|appoint|award|evaluat
    |advertis)\w* (?:\w+ ){0,2}(?:with|by|for)
    |(?:joint|shared|collaborative|collective) (?:\w+ ){0,4}(?:between|by|with|of|across|for|involving|cover(?:s
    |ing)|includ(?:es|ing)|compris(?:es|ing))
    |in (?:\w+ )?(?:partnership|conjunction|collaboration|co-?operation|association) with
    |in (?:a )?(?:partnership|collaboration) (?:between|of)
    |(?:partnership|collaboration|consortium|alliance) (?:between|of|with|involving|compris(?:es|ing)|consist(?:s
    |ing) of|(?:is )?made up of|,? which (?:compris|includ)es)
    |(?:contract|agreement)s? (?:will|shall|is to|would) (?:be )?(?:\w+ ){0,2}(?:with|between)
    |(?:commissioning|procuring|tendering|buying) (?:\w+ )?with|(?:bi|tri)-borough (?:\w+ ){0,3}(?:of|between|with)
    |(?:run|conduct|undertak|lead)\w* (?:this|the) (?:\w+ )?(?:procurement|tender) (?:\w+ )?with
    |collaborat\w+ (?:between|with)|partner(?:ing|ed) with|together with|along with|alongside
    |(?:co-?commissioned|commissioned|procured|tendered) (?:jointly )?by"""
)
before_joint = re.compile(rf"\b(?i:{_JOINTLY}){LISTLIKE}")

_USER_KINDS = any_of(
    """participating|contracting|named|eligible|partner|constituent|user|purchasing|commissioning|founding|founder
    |permitted|collaborating|procurement|procuring|joint procurement"""
)
_USER_NOUNS = any_of(
    """authorit(?:y|ies)|councils?|bod(?:y|ies)|members?|partners?|users?|customers?|organi[sz]ations?|boroughs?|buyers?
    |purchasers?"""
)
_USER_VERBS = any_of(
    r"""are|include|including|being|is|will be|comprise|listed|named|to this \w+|under this \w+|of the \w+"""
)
_MAY_USE = any_of(
    r"""the (?:councils|authorities|commissioners|boroughs) (?:are|comprise|include|will be)
    |(?:used|utili[sz]ed|accessed|called off|call off) by|for (?:the )?(?:\w+ )?use (?:by|of)|use (?:by|of)
    |(?:can|may|could|will|shall) (?:also )?be (?:\w+ )?(?:ordered|requested|purchased|bought|procured|received) by
    |access to (?:\w+ ){0,4}(?:granted|given|extended|open|available) to
    |access(?:ible)? (?:to|by|for)|available (?:to|for(?: use by)?)|open to|extended? to
    |other (?:users|buyers|participants)"""
)
before_users = re.compile(
    rf"\b(?i:{_MAY_USE}|{_USER_KINDS}\s+(?:local\s+|public\s+)?{_USER_NOUNS}(?:\s+{_USER_VERBS})*){LISTLIKE}"
)

_INTRODUCTION = any_of(
    r"""(?:used|utili[sz]ed|accessed|called off) by|on (?:the )?behalf of|available (?:to|for)|open to|jointly
    |(?:may|can|will|to|who|which|that) (?:also )?(?:use|utili[sz]e|access|join|benefit|call[ -]off|purchase
    |participate)
    |participating|joint procurement|(?:lead|host) (?:authority|council|commissioner|partner|buyer)"""
)
introduced = re.compile(rf"\b(?i:{_INTRODUCTION}|{_USER_KINDS}\s+{_USER_NOUNS})\b[^.!?]{{0,300}}:{LISTLIKE}")

_PEOPLE = any_of(
    """residents?|tenants?|employees?|staff|schools?|pupils?|taxpayers?|families|children|businesses|libraries
    |leaseholders?|citizens"""
)
after_people = re.compile(rf"{OWNER}\s+{_PEOPLE}\b", re.IGNORECASE)

before_purpose = re.compile(rf"\b(?i:for|to)(?i:\s+the)?{LISTLIKE}")
purpose_head = re.compile(
    r"\b"
    + any_of(
        """provision|supply|delivery|procurement|services?|framework|contract|works?|support|system|software|maintenance
        |competition|exercise|quotations?|provider|programme|project|purchase|tender"""
    )
    + r"\b",
    re.IGNORECASE,
)
experience = found_in(
    r"\b"
    + any_of(
        """experience|previous(?:ly)?|such as|similar|examples?|provides|provided|delivers|delivered|currently
        |track record|references?"""
    )
    + r"\b"
)
buying = found_in("commission|procur|tender|contract|framework|purchas|buy|seek")

_DEFINED_AS = any_of("council|authorit|client|buyer|employer|contracting|commissioner|purchaser|customer|partner")
_QUOTE = "[\"'\u201c\u2018]"
after_defined = found_in(
    rf"^{OWNER}\s*(?:\([A-Za-z&]{{2,8}}\)\s*,?\s*)?"
    rf"(?:hereinafter|\(\s*(?:hereinafter|together|collectively|each|referred|{_QUOTE}|the\s+{_QUOTE}?{_DEFINED_AS}))"
)

_BRACKETS = r"(?:\s*,?\s*\([^()]{1,80}\))*"
_ORGANISATION = r"(?-i:(?:[A-Z][\w'\u2019-]+\s+(?:(?:and|of|&|for)\s+(?:the\s+)?)?){1,7})(?:\([^()]{1,40}\)\s*)?"
_OTHERS = rf"(?:\s*(?:,|\band\b|&)\s+(?:the\s+)?{_ORGANISATION}){{0,3}}"
_ASIDE = r"(?:(?:acting|as|through|via|in\s+its|hosted|trading)\b[^.;]{0,80},\s*)?"
_AUXILIARIES = any_of(
    r"""both|all|also|each|together|jointly|collectively|currently|now|hereby|agreed|decided|joined forces|come
    |joined|working|intends?|intended|would|will|is|are|has|have
    |had|was|be|been|wish\w*|plan\w*|propos\w+|like|to|going|looking|about|recently|in the process of|being"""
)
_BUYING_VERBS = any_of(
    r"""co-?(?:commission|procur)\w*|seek\w*|invit\w+|procur\w+|tender\w*|re-?tender\w*|commission\w*|appoint\w*|award\w*
    |requir(?:e|es|ed|ing)(?!\s+(?:all|any|every|that|each)\b)
    |a requirement (?:for|to)|a need (?:for|to)
    |(?:commenc|start|launch|beg[iau]n|run|publish)\w* (?:a |this |the )?(?:\w+ )?(?:procurement|tender
    |competition)|want\w*|wish\w*
    |look\w* (?:to|for)|purchas\w*|buy\w*|re-?procur\w*|issu\w+
    |undertak\w+ (?:a )?(?:procurement|tender|market|soft|preliminary|joint)
    |conduct\w* (?:a )?(?:procurement|tender|market|soft|preliminary)
    |establish\w*|set\w* up|carry\w* out (?:an? |this |the )?(?:\w+ ){0,2}(?:procurement|tender|engagement
    |exercise)|engag\w+|enter\w* into|advertis\w+|named (?:on|in|as|under)|explor\w+
    |consider\w*|plan to|intend to|propose to|need\w* (?:a|to)|will be (?:able|entitled)
    |(?:can|may) (?:also )?(?:call[ -]off|join|purchase)"""
)
_buys = re.compile(
    rf"^[)\]]?{_BRACKETS}{_OTHERS}\s*,?\s*{_ASIDE}(?:as\s+(?:\w+\s+){{1,4}}?)?(?:{_AUXILIARIES}\s+)*{_BUYING_VERBS}\b",
    re.IGNORECASE,
)
_passive = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?!named)\w+ed$", re.IGNORECASE)


def after_buys(text: str) -> bool:
    """Say whether what follows a name makes it the one who buys: "is seeking", not "is required"."""
    found = _buys.search(text)
    return found is not None and _passive.search(found.group()) is None


_OPENINGS = any_of(
    r"""the|this is a|please note(?: that)?|lot \d+ ?[:-]?|(?:a )?(?:joint )?\w+ notice ?[:-]?|background|introduction
    |overview|summary"""
)
subject = re.compile(rf"^[\s\"'\u201c\u2022*-]*(?:(?i:{_OPENINGS})[\s:,-]*)*{LISTLIKE}")

# --------------------------------------------------------------------------------------------- only spoken of
before_awarded = found_in(r"\b(?:award\w*|grant(?:ed|ing)?|sub-?contract(?:ed|ing)?)\b[^.;:]{0,80}?\bto(?:\s+the)?\s*$")
before_appointed = found_in(r"\b(?:appointed|designated|nominated|selected|chosen)\s+(?:\w+\s+){0,8}by(?:\s+the)?\s*$")
_FORMER = any_of(
    """former(?:ly)?|previously|the old|abolished|predecessors?|legacy|what was|succeeded|replac(?:ed|ing)
    |successors? (?:to|of)|dissolved|merg(?:ed|er|ing) (?:of|from)"""
)
before_history = found_in(
    rf"\b{_FORMER}(?:\s+(?:the|known\s+as|councils?|districts?|boroughs?|authorit(?:y|ies)|of))*\s*[:(-]?\s*$"
)
after_history = found_in(
    r"^\s*,?\s*(?:which\s+|who\s+)?(?:(?:may|will|would|shall|are|is|to|be|was|were|has|have|been|ceased?|cease)\s+)+"
    r"(?:exist|abolished|dissolved|replaced|merged)\b"
)
before_neighbour = found_in(
    r"\b(?:neighbou?r(?:s|ing)?|adjoining|adjacent|bordering|surrounding|nearby)\b[^.;:]{0,60}$"
)
after_neighbour = found_in(r"^[^.;:]{0,25}\b(?:as\s+(?:a\s+)?neighbou?r|which\s+(?:adjoin|border|neighbou?r)s?)")

_BIDDERS = any_of(
    """suppliers?|bidders?|tenderers?|contractors?|applicants?|organi[sz]ations?|business(?:es)?|operators?
    |compan(?:y|ies)|firms?|providers?"""
)
_SEATED = any_of(
    """restricted to|limited to|reserved|based|located|established|registered|situated|headquartered|presence|premises
    |depots?|offices?"""
)
before_eligible = found_in(
    rf"\b(?:(?:{_BIDDERS}|participation|tender|procurement|opportunity|competition|contract)\b[^.;]{{0,140}}\b{_SEATED}\b"
    r"|\breserved\s+(?:for|to)\b)[^.;]{0,120}\b(?:in|within|from|of|near|to)\b[^.;]{0,120}$"
)
reserved = found_in(
    r"\b" + any_of("restricted to|limited to|reserved (?:for|to)|only open|open only|eligib\\w+|only be") + r"\b"
)
bidders_based = found_in(
    rf"\b{_BIDDERS}\b[^.;]{{0,60}}\b(?:must|are\s+required\s+to|need\s+to|should|shall|who\s+are|that\s+are)\b"
    r"[^.;]{0,60}\b(?:based|located|registered|established|depots?|premises|presence)\b[^.;]{0,80}$"
)

_WITHIN = """in|within|across|throughout|around|inside|outside|serving|covering|covers?|areas? of|boundar(?:y|ies) of
    |parts? of|whole of|residents (?:of|in)|located (?:in|at)"""
before_area = found_in(rf"\b{any_of(_WITHIN)}{ARTICLES}")
before_place = found_in(rf"\b{any_of(_WITHIN + '|near|out of|from|into|to and from')}{ARTICLES}")
_AREA_OF = any_of("council|county|district|borough|city|administrative|local authority|authority")
after_areas = found_in(
    rf"^{OWNER}\s*(?:{_AREA_OF}s?\s+)*(?:areas?|boundar(?:y|ies)|borders?|localit(?:y|ies)|regions?|districts?)\b"
)

_WORKS_OF = any_of("framework|agreement|contract|dps|market|scheme|policy|plan|strategy|guidance|standards?")
_ANOTHERS = any_of(
    r"""similar (?:to|contracts? for)|such as|e\.g\.,?|for example,?|according to|approv(?:al|ed) (?:from|by)
    |permission (?:from|by)|licen[sc]ed? (?:from|by)|consent (?:from|of|by)|as (?:used|done) by|as at|registered with
    |employed by|transfer(?:red|ring)? from|tupe from"""
)
before_reference = found_in(
    rf"\b(?:{_WORKS_OF}\s+(?:\([^)]*\)\s+)?(?:\w+\s+){{0,3}}(?:by|of|with|from|through|via)|{_ANOTHERS})(?:\s+the)?\s*$"
)
before_site = found_in(r"\b(?:at|in|from|to|near|outside|visit)(?:\s+the)?\s*$")
after_premises = found_in(
    rf"^{OWNER}\s*"
    + any_of(
        """offices?|depots?|town hall|civic (?:centre|offices?)|headquarters|tip|car parks?|library|boundar(?:y|ies)"""
    )
    + r"\b"
)

# ---------------------------------------------------------------------------------------- part of another name
_BODIES = "NHS|ICB|ICS|ICP|Integrated Care|University|Health|Police|Constabulary|Fire|Ambulance|Trust|Diocesan|Diocese"
_BODIES += "|Multi|Academy|Hospitals?|Partnership NHS|Teaching|Schools?|College"
_CAPITALS = r"(?:[A-Z][\w'\u2019.-]*,?\s+(?:and\s+|&\s+)?){1,6}?"
_SHORTENED = r"\s+(?:\([A-Z]{2,6}\)\s+)(?:[A-Z]\w+\s+){0,2}?"
after_list_of_body = re.compile(
    rf"^(?:\s*(?:,|and|&|&amp;)\s+{_CAPITALS}|{_SHORTENED})(?:\([A-Z]{{2,6}}\)\s+)?{any_of(_BODIES)}\b"
)
after_body = re.compile(
    rf"{OWNER}\s+"
    + any_of(
        r"""(?:town|parish|community) council|university|college|schools?|academy|academies|nhs|hospitals?|infirmary
        |police|constabulary|fire|ambulance|trust|icb|ccg|homes|ltd|limited|plc|llp|cic|road|street|lane|avenue|way
        |drive|close
        |crescent|house|park|airport|station|canal|docks?|museum|theatre|arena|stadium|castle|bridge|portal|framework
        |strategy|awards?|uniforms|transport|children['\u2019]s|st \w+|teaching"""
    )
    + r"\b",
    re.IGNORECASE,
)
_OF_PLACE = any_of(
    """Freem[ae]n|People|Streets|Heart|Dean|Archdeacon|Sheriff|Lieutenant|University|Universities|University Hospitals?
    |College|School|Bishop|Duke|Duchess|Earl|Lord|Hospitals?|Port|Bank|Diocese|Friends|Citizens Advice|Age UK|Mind"""
)
_BEFORE_PLACE_NAME = any_of(
    """River|HMP|HMYOI|RAF|NHS|HMS|YOI|Lake|Mount|Autism|Headway|Hidden|New|Healthwatch|Active|Visit|Marketing|Invest"""
)
before_body = re.compile(rf"\b{_OF_PLACE}\s+(?:of\s+)?(?:the\s+)?$|\b{_BEFORE_PLACE_NAME}\s+$")
before_compass = re.compile(r"\b(?:South|North|East|West|Mid|Upper|Lower|Central|Inner|Outer)[\s-]+$")
after_region = re.compile(r"^\s+(?:London|Coast|Wales|Scotland)\b")
next_capital = re.compile(r"^ ([A-Z][\w'\u2019-]+)")
GEOGRAPHIC = frozenset(
    [
        "Town",
        "City",
        "Centre",
        "Center",
        "Locality",
        "Region",
        "District",
        "Borough",
        "County",
        "Area",
        "North",
        "South",
        "East",
        "West",
        "Central",
        "Lot",
        "Service",
        "And",
        "The",
        "In",
        "Upper",
        "Lower",
        "UK",
        "England",
        "Wales",
        "Scotland",
        "Contract",
        "Phase",
        "Site",
        "Council",
    ]
)
"""Capitalised words after a place that leave it a place."""

url_left = re.compile(r"(?:https?://|www\.)\S*$|\S+@\S*$")

# ------------------------------------------------------------------------------------------------------ paths
delivery_path = re.compile(r"/delivery(?:Location|Address(?:es)?)/?")
eligibility_path = re.compile(r"/otherRequirements/reservedParticipationLocation/")
supplier_path = re.compile(r"/(?:suppliers|tenderers|mainContractors|subcontractors)/\d+/name$")
users_path = re.compile(r"/buyerCategories$")
title_path = re.compile(r"/title$")
