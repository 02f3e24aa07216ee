"""What a sentence says that a council does or is: it may use the contract, joins the procurement, is its client.

:mod:`graph.councils.cues` holds the words right before a name; here are whole predicates, which have a verb
and, where the verb alone says too little ("use", "join", "partner"), the contract or the procurement itself.
"""

from __future__ import annotations

import re

from graph.councils.cues import LISTLIKE, OWNER, any_of

_CONTRACT = any_of(
    r"""contracts?|frameworks?|agreements?|dps|dynamic (?:purchasing|market)s?|arrangements?|procurements?|tenders?
    |tendering|purchasing systems?|call-?offs?|consorti(?:um|a)|buying|lots?|joint commissioning|contract notice"""
)
_SERVICE = any_of("(?:these|the|this) (?:goods|supplies|services?)|same terms")
_BODY = any_of("authorit(?:y|ies)|councils?|bod(?:y|ies)|organi[sz]ations?|partners?|entit(?:y|ies)|boroughs?")
_BUYER_KIND = any_of(
    """participating|contracting|commissioning|procuring|purchasing|buying|collaborating|co-?operating|joint
    |lead contracting|lead procuring"""
)
_ROLE = (
    rf"(?:{_BUYER_KIND}\s+(?:local\s+|public\s+)?{_BODY}"
    r"|(?:lead|joint|associate|co-?)\s*commissioners?|(?:joint|end)\s+(?:clients?|users?|buyers?|purchasers?|customers?)"
    rf"|(?:lead|host)\s+{_BODY}(?=\s*$|,|\s+(?:for|in|of|on|is|will|was)\s+(?:(?:this|the)\s+)?(?:\w+\s+)?{_CONTRACT}"
    rf"|\s+(?:is|are|will\s+be)\b)"
    rf"|(?:part(?:y|ies)|signator(?:y|ies))\s+to\s+(?:\w+\s+){{0,4}}{_CONTRACT}"
    rf"|contracting\s+part(?:y|ies)"
    rf"|(?:consortium|framework|buying group)(?:'s|\u2019s)?\s+(?:members?|partners?|users?)"
    rf"|(?:procurement|tender|contract)\s+(?:partners?|users?)"
    rf"|(?:partners?|users?|beneficiar(?:y|ies)|members?|participants?|customers?|buyers?|purchasers?|clients?)\s+"
    rf"(?:of|to|in|for|under|on)\s+(?:\w+\s+){{0,4}}{_CONTRACT})"
)
_ENTITLED = any_of(
    r"""entitled|eligible|able|permitted|allowed|participating|taking part|joining|wishing|(?:that|who
    |which) (?:may|can|will|are|wish)"""
)

_BRACKETS = r"(?:\s*,?\s*\([^()]{1,80}\))*"
_ASIDE = r"(?:\s*,\s*(?:as|being|acting|who|which|through|via|together with|alongside|amongst|among)\b[^.;]{0,80}?,)?"
_MODALS = any_of(
    r"""may|can|could|might|shall|will|would|should|also|both|all|each|either|is|are|was|were|has|have|had|be|been
    |being|able
    |entitled|permitted|allowed|eligible|free|to|the|a|an|its|their|right|option|opportunity|ability|reserves?|retains?
    |wish(?:es|ed)?|want(?:s|ed)?|intend(?:s|ed|ing)?|plans?|planning|expects?|expected|expressed|interest|in|of|asked
    |agreed|agrees|confirmed|indicated|stated|decided|chosen|opted|likely|that|it|they|potentially|possibly|then
    |now|later|initially
    |from time to time|jointly|together|likewise|similarly|subsequently|hereby|additionally|on|too|access"""
)
_USE = any_of(
    r"""us(?:e|es|ing)|utili[sz](?:e|es|ing)|access(?:ing)?|access to|benefit\w*|draw(?:ing)? (?:down|on)
    |purchas(?:e|es|ing)|order\w*
    |buy(?:s|ing)?|sign(?:s|ing)?|enter(?:s|ing)? into|join(?:s|ed|ing)?|participat\w+|tak(?:e|es|ing) part
    |collaborat\w+
    |part of|becom(?:e|es|ing)|delegat(?:es|ed|ing)|mak(?:e|es|ing)|shar(?:e|es|ing)|included|named|co-?operat\w+
    |award\w*|work(?:s
    |ing)? together|come together|joined together
    |joining together"""
)
_ALONE = any_of(
    r"""call(?:s|ing)?[ -]off|opt(?:s|ed|ing)? in(?:to)?|plac(?:e|es|ing) (?:\w+ ){0,2}(?:orders?|call-?offs?)
    |(?:procur|tender|commission|purchas)(?:e|es|ing)? (?:jointly|together|collaboratively)"""
)
_may_use = re.compile(
    rf"^{OWNER}\)?{_BRACKETS}{_ASIDE}\s*,?\s*(?:{_MODALS}\s+)+"
    rf"(?:{_ALONE}\b|{_USE}\b[^.;]{{0,60}}?\b(?:{_CONTRACT}|{_SERVICE})\b"
    r"|(?:join(?:ing)?|participat(?:e|ing)|purchase|buy|tak(?:e|ing)\s+part)(?:\s+(?:at|from|in|during|later|too|us)\b[^.;]{0,30})?\s*[.;]?\s*$)",
    re.IGNORECASE,
)
_to_buy = re.compile(r"^\s+to\s+(?:\w+ly\s+)?(?:procure|tender|commission|co-commission|purchase|buy)\b", re.IGNORECASE)
_is_role = re.compile(
    rf"^\)?{_BRACKETS}{_ASIDE}\s*,?\s*(?:(?:who|which|each|all|both)\s+(?:of\s+(?:which|whom)\s+)?)?"
    r"(?:is|are|was|were|will\s+(?:all\s+|also\s+|both\s+|each\s+)?be|shall\s+be|to\s+be|acts?\s+as|acting\s+as|will\s+act\s+as|being|as|serves\s+as)\s+"
    rf"(?:(?!not\b)[\w-]+\s+){{0,4}}?(?:{_ROLE}|(?:the\s+|our\s+)?(?:client|users|purchasers?|buyers?)\s*(?:[.;]?\s*$|,|and\b))",
    re.IGNORECASE,
)


def takes_part(right: str) -> bool:
    """Say whether what follows a name makes it a user, a partner or a client: "may join the framework"."""
    return any(pattern.search(right) for pattern in (_may_use, _is_role, _to_buy))


_IS = any_of(
    r"""is|are|was|were|will be|shall be|includes?|including|being|compris(?:e|es|ing)|means?|means any of|consists? of
    |namely|(?:is|are) as follows|:|,"""
)
_role_is = re.compile(
    rf"(?:\b(?i:{_ROLE}|{_BODY}\s+{_ENTITLED}|whose\s+(?:\w+\s+)?(?:members|partners|users)|our\s+clients?|the\s+(?:client|buyer|purchaser|authority)|commissioners|users|associate\s+commissioners)"
    rf"(?i:['\"\u201d\u2019)]?(?:\s+[^.;:]{{0,70}}?)?\s*{_IS}))(?<!\w,)\s*{LISTLIKE}"
    rf"|\b(?i:our\s+clients?|the\s+client|{_ROLE})\s*,\s*{LISTLIKE}"
    rf"|(?i:[\"\u201c'\u2018](?:\w+\s+){{0,2}}(?:authorit(?:y|ies)|councils?|clients?|customers?|buyers?|purchasers?)[\"\u201d'\u2019]\s+means?)"
    rf"(?i:\s+(?:any|each|one\s+or\s+more|either)\s+of)?{LISTLIKE}"
)
_SOLE = r"(?!(?:section|s\.?\s?\d|grant|lease|licen[cs]e|funding|loan))"
_with_council = re.compile(
    r"\b(?i:"
    + any_of(
        rf"""enter(?:s|ed|ing)? into (?:{_SOLE}[\w-]+ ){{0,5}}(?:contract|agreement|call-?off)s? with
        |(?:contract|framework|agreement)s? (?:will be |shall be |is |are |to be )(?:\w+ )?(?:awarded|let
        |entered into|signed
        |executed|concluded) (?:by|with)
        |(?:orders?|purchases|call-?offs?) (?:\w+ ){{0,7}}(?:placed|made) by|(?:contract|framework|agreement
        |dps)s? (?:\w+ ){{0,3}}(?:permit|allow|enable|entitle)s?|separate contracts (?:\w+ ){{0,3}}with
        |(?:covers?|covering|includ(?:e|es|ed|ing)|aggregat\w+|combin\w+
        |for) (?:the |both )?(?:\w+ )?(?:requirements?|needs?|volumes?|spend) of
        |(?:aggregated|combined|pooled) with (?:that|those|the \w+) of
        |(?:this|the) (?:\w+ )?(?:contract|tender|call-?off|procurement|framework) (?:is|will be|has been) (?:\w+ )?for
        |(?:its|our) (?:\w+ )?partners?
        |at the request of
        |for the (?:use and |sole |joint |mutual )?benefit of
        |(?:buy(?:s|ing)?|procur(?:es?|ing)|purchas(?:es?|ing)) (?:[\w-]+ ){{0,4}}for
        |(?:manag|administer|run|lead|let)(?:e|es|s|ed|ing|ting|ning)? (?:the|this) (?:\w+ )?(?:contract|framework
        |tender|procurement|process) for
        |(?:is|are|being|will be) (?:run|led|let|tendered|managed|procured|conducted|performed|provided|carried out) for
        |(?:extend\w*|expand\w*|open\w*|offer\w*|made available|widen\w*) (?:(?:the|this) (?:contract|framework
        |agreement|dps|service) )?to(?: also)?(?: includ\w+| cover)?
        |(?:appointed|successful|winning|selected) (?:supplier|provider|contractor|bidder|tenderer
        |partner)\s+(?:will|shall|must|would) (?:also )?(?:provide|supply) (?:\w+ )?(?:services?|goods|supplies
        |works) (?:to|for)
        |lot \w{{1,3}} (?:is |will be |relates? )(?:only )?(?:for|to)"""
    )
    + rf"){LISTLIKE}"
)
_as_partner = re.compile(rf"^{_BRACKETS}\s+as\s+(?:an?\s+|the\s+|its\s+)?(?:\w+\s+)?partners?\b", re.IGNORECASE)
_of_contract = re.compile(
    rf"\b(?:{_CONTRACT}|services?|supply|procur\w+|needs|volumes|spend|requirements?|supplier|provider|contractor|orders?)\b",
    re.IGNORECASE,
)


def named_as_buyer(left: str, right: str) -> bool:
    """Say whether the words up to a name make it a buyer: "the contracting authority is", "for the benefit of"."""
    if _role_is.search(left):
        return True
    if not _of_contract.search(left + right):
        return False
    return _with_council.search(left) is not None or _as_partner.search(right) is not None


_invited_by = re.compile(
    r"^\W*(?i:(?:\w+\s+)?(?:expressions?\s+of\s+interest|tenders|bids|quotations|quotes|proposals|applications"
    rf"|this\s+(?:\w+\s+)?(?:{_CONTRACT}|notice|opportunity|exercise))\s+(?:is|are|has\s+been|have\s+been|will\s+be)\s+"
    r"(?:\w+\s+)?(?:sought|invited|required|requested|issued|published|advertised|tendered|procured|commissioned|let|run"
    rf"|led|conducted|undertaken|carried\s+out)\s+by){LISTLIKE}"
)


def invited_by(left: str) -> bool:
    """Say whether bids are invited by the council: "Tenders are invited by", not "the framework let by"."""
    return _invited_by.search(left) is not None


_supplying = re.compile(r"\b(?:provid(?:e|es|ing)|supply(?:ing)?)\s+(?:the\s+)?$", re.IGNORECASE)


def supplied(left: str, right: str) -> bool:
    """Say whether a text is of supplying the council with something."""
    return _supplying.search(left) is not None and re.match(r"\s+with\b", right) is not None


_earlier_left = re.compile(
    r"\b(?:former|previous|prior|expired|outgoing|recent|held)\b(?:(?!\band\b)[^.;,]){0,60}$", re.IGNORECASE
)
_earlier_right = re.compile(
    r"^[^.;,]{0,30}\b(?:(?:ended|expired|lapsed|came\s+to\s+an\s+end)\b|(?:until|till)\s+\d{4}|in\s+(?:19|20[01])\d)",
    re.IGNORECASE,
)


def earlier(left: str, right: str) -> bool:
    """Say whether the sentence speaks of an earlier contract: "the former joint contract with", "ended in 2022"."""
    return _earlier_left.search(left) is not None or _earlier_right.search(right) is not None


_lot_for = re.compile(
    r"^[\s\u2022*-]*lot\s+\w{1,3}\s*[:.\u2013-]\s*(?:[\w\s,&-]{0,60}(?:\bfor|[\u2013-]))?\s*(?:the\s+)?$", re.IGNORECASE
)
_nothing = re.compile(r"^\s*(?:\([^()]*\))?\s*[.;,]?\s*$")


def lot_for(left: str, right: str) -> bool:
    """Say whether a line names a lot and the council it is for, and nothing after it: "Lot 2 - Medway Council"."""
    return _lot_for.search(left) is not None and _nothing.search(right) is not None


_first = re.compile(r"^\W*(?:the\s+|lot\s+\w{1,3}\W+)?$", re.IGNORECASE)
_thing_follows = re.compile(r"^(?:\s*\([^()]{1,40}\))?(?:\s*[:|/,\u2013-]\s*\w|\s+[A-Z])")
_last = re.compile(r"(?:[:|/,(\u2013-]|\b(?:for|to|on behalf of))\s*(?:the\s+)?$", re.IGNORECASE)


def leads_title(before: str, after: str) -> bool:
    """Say whether a title is a council's name and the thing bought, in either order: "Arun DC - Lift maintenance"."""
    if _first.search(before):
        return _thing_follows.search(after) is not None
    if _last.search(before) is None:
        return False
    return re.fullmatch(r"\W*", after) is not None or re.match(r"\s*[:|\u2013-]\s", after) is not None


_need = re.compile(
    rf"^{OWNER}\s+(?:\w+\s+)?(?:requirements?|needs?)\b|^\s+(?:are|is|will\s+be)\s+(?:also\s+)?(?:included|covered)\s+in\s+(?:\w+\s+){{0,2}}"
    rf"{_CONTRACT}",
    re.IGNORECASE,
)
_need_left = re.compile(r"^[\s\u2022*-]*(?:(?:the\s+)?(?:requirements?|needs?)\s+of\s+)?(?:the\s+)?$", re.IGNORECASE)
_bought = re.compile(rf"^{OWNER}\s+(?:new\s+|next\s+|future\s+|joint\s+)?{_CONTRACT}\s+(?:for|to)\b", re.IGNORECASE)


def needs(left: str, right: str) -> bool:
    """Say whether a sentence begins with what the council needs: "Fife Council's requirement is", not its rules."""
    return _need_left.search(left) is not None and (_need.search(right) or _bought.search(right)) is not None


_not_left = re.compile(
    r"\b(?:(?:not|never|nor|no\s+longer)(?!\s+(?:only|limited|just|yet))|exclud(?:es?|ing)|except(?:ing)?(?:\s+for)?|other\s+than|apart\s+from"
    r"|with\s+the\s+exception\s+of)\b[^.,;:]{0,60}$",
    re.IGNORECASE,
)
_not_right = re.compile(
    r"^(?:\s+\([^()]{1,40}\))?\s+(?:is|are|was|were|does|do|did|will|shall|would|has|have|may|can|could)\s?(?:not|n['\u2019]t|no\s+longer)\b"
    r"|^\s+(?:(?:is|are)\s+|will\s+be\s+)?excluded\b|^\s+cannot\b",
    re.IGNORECASE,
)


def left_out(left: str, right: str) -> bool:
    """Say whether the sentence says that the council takes no part: "not available to", "is not a party"."""
    return _not_left.search(left) is not None or _not_right.search(right) is not None
