"""Awards straight from the JSON of releases: no code, table or statement of the project is used, but one for ids.

Slow and plain on purpose: it is what the catalogue's answers are compared with.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from independent_reading import organisation_id

ENDED = ("cancelled", "unsuccessful")


@dataclass
class Won:
    """One award: its lots, suppliers, buyers and value, and the CPV codes of each of its lots."""

    ocid: str
    id: str
    status: str | None
    day: dt.date | None
    lots: list[str]
    suppliers: list[str]
    buyers: set[str]
    value: float | None
    currency: str | None
    end: dt.date | None
    codes: dict[str, set[str]] = field(default_factory=dict)
    contracts: list[dict] = field(default_factory=list)

    @property
    def key(self):
        return f"{self.ocid}/{self.id}"

    def worth(self, currency="GBP"):
        """The value in a currency, or None."""
        return self.value if self.currency == currency else None


def day(text):
    return dt.datetime.fromisoformat(text).date() if text else None


def amount(value):
    """Amount and currency: net, or gross where net is not published or 0 beside a positive gross."""
    if not value:
        return None
    net, gross = value.get("amount"), value.get("amountGross")
    if net is None or (net == 0 and gross):
        net = gross
    return None if net is None else (net, value.get("currency"))


def awards_of(releases):
    """All awards to at least one supplier that are neither cancelled nor unsuccessful."""
    won = [award for release in releases for award in _of_release(release)]
    return [a for a in won if a.status not in ENDED and a.suppliers]


def _of_release(r):
    tender, awards, contracts = r.get("tender") or {}, r.get("awards", []), r.get("contracts", [])
    notices = {
        document.get("noticeType")
        for holder in [r.get("planning") or {}, tender, *awards, *contracts]
        for document in holder.get("documents", [])
    }
    contracted = {c.get("awardID") for c in contracts}
    lots = _lots(tender, awards, contracts)
    codes = _codes(tender, awards, contracts, lots)
    ids = {party.get("id"): organisation_id(r["ocid"], party) for party in r.get("parties", [])}
    buyers = {ids[p["id"]] for p in r.get("parties", []) if "buyer" in p.get("roles", [])}
    if r.get("buyer"):
        buyers.add(ids.get(r["buyer"].get("id")) or organisation_id(r["ocid"], r["buyer"]))
    for a in awards:
        if notices & {"UK14", "UK15"} and amount(a.get("value")) is None and a["id"] not in contracted:
            continue
        suppliers = [ids.get(s.get("id")) or organisation_id(r["ocid"], s) for s in a.get("suppliers", [])]
        signed = [c for c in contracts if c.get("awardID") == a["id"]]
        value, currency = _value(a, signed)
        mine = list(dict.fromkeys(a.get("relatedLots", []))) or lots
        yield Won(
            ocid=r["ocid"],
            id=a["id"],
            status=a.get("status"),
            day=day(a.get("date")),
            lots=mine,
            suppliers=list(dict.fromkeys(s for s in suppliers if s)),
            buyers=buyers - {None},
            value=value,
            currency=currency,
            end=day((a.get("contractPeriod") or {}).get("endDate")),
            codes={lot: codes.get(lot) or codes[None] for lot in mine},
            contracts=signed,
        )


def _value(award, contracts):
    own = amount(award.get("value"))
    if own:
        return own
    signed = [m for m in (amount(c.get("value")) for c in contracts) if m]
    if signed and len({currency for _, currency in signed}) == 1:
        return sum(number for number, _ in signed), signed[0][1]
    return None, None


def _lots(tender, awards, contracts):
    found = [lot["id"] for lot in tender.get("lots", [])]
    for holder in [*awards, *contracts]:
        found += holder.get("relatedLots", [])
    for holder in [tender, *awards, *contracts]:
        found += [item["relatedLot"] for item in holder.get("items", []) if item.get("relatedLot")]
    return list(dict.fromkeys(found)) or ["-"]


def _codes(tender, awards, contracts, lots):
    """Codes of each lot, and under None those of the whole tender."""
    codes = {None: set()}
    only = lots[0] if len(lots) == 1 else None
    for holder in [tender, *awards, *contracts]:
        for item in holder.get("items", []):
            for code in _cpv(item):
                codes[None].add(code)
                codes.setdefault(item.get("relatedLot") or only, set()).add(code)
    for code in _cpv(tender):
        codes[None].add(code)
        if only:
            codes.setdefault(only, set()).add(code)
    return codes


def _cpv(holder):
    for c in [holder.get("classification") or {}, *(holder.get("additionalClassifications") or [])]:
        if c.get("scheme") == "CPV" and re.fullmatch(r"\d{8}(-\d)?", str(c.get("id")).strip()):
            yield str(c["id"]).strip()[:8]
