"""One process: the compiled release's facts as the rows of the knowledge model."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.mapping import oddities
from graph.mapping.awards import Awards
from graph.mapping.lots import Lots
from graph.mapping.notices import first_published, notice_types
from graph.mapping.organisations import Organisations
from graph.mapping.rows import ProcessRows, Props
from graph.mapping.sections import Sections
from graph.mapping.values import (
    identifier,
    identifiers,
    money,
    obj,
    objects,
    put_period,
    put_texts,
    temporal,
    texts,
)
from graph.model import ISSUED, RELATED_TO

_TENDER_TEXTS = (
    "title",
    "description",
    "status",
    "procurementMethod",
    "procurementMethodDetails",
    "mainProcurementCategory",
)
_FROM_AWARDS = (("mainProcurementCategory", str), ("aboveThreshold", bool))
_PERIODS = (
    ("tenderPeriod", (("endDate", "tenderEndDate"),)),
    ("awardPeriod", (("endDate", "awardPeriodEndDate"),)),
)
_TECHNIQUES = (
    ("hasFrameworkAgreement", "framework"),
    ("hasDynamicPurchasingSystem", "dynamicMarket"),
    ("hasElectronicAuction", "eAuction"),
)


def map_process(release: dict[str, Any], *, newest_date: str | None = None) -> ProcessRows:
    """Map the compiled release of one process.

    Parameters
    ----------
    release : dict
        Compiled release with an `ocid` (text) and a `date`. It is neither kept nor changed. Whatever else is absent
        or of the wrong type is left out.
    newest_date : str, optional
        Date of the process's newest release, where it is another than the compiled release's own.

    Returns
    -------
    ProcessRows
        Facts of this process alone; the code nodes it needs are shared by many (:mod:`graph.mapping.codes`).
    """
    odd: Counter[str] = Counter()
    ocid = identifier(release.get("ocid"), odd)
    if ocid is None:
        raise ValueError("a release without an ocid has no process")
    rows = ProcessRows(ocid, nodes={}, relationships={}, odd=odd)
    organisations = Organisations(rows, release, temporal(newest_date or release.get("date"), odd))
    sections = Sections.of(release)
    _tender(rows, sections)
    lots = Lots(rows, sections)
    lots.add_bids()
    lots.classify()
    _issued(rows, release, organisations)
    Awards(rows, sections, lots, organisations).add()
    _related(rows, sections)
    return rows


def release_props(release: dict[str, Any], odd: Counter[str] | None = None) -> Props:
    """Properties of a release's own node: id, releaseId, date, tag and noticeTypes.

    A release without an id has its date as id.
    """
    odd = Counter() if odd is None else odd
    release_id = identifier(release.get("id"), odd)
    if release_id is None:
        odd[oddities.RELEASE_WITHOUT_ID] += 1
        release_id = identifier(release.get("date"), odd)
    props: Props = {"id": f"{identifier(release.get('ocid'), odd)}/{release_id}", "releaseId": release_id}
    if (date := temporal(release.get("date"), odd)) is not None:
        props["date"] = date
    if tag := texts(release.get("tag")):
        props["tag"] = tag
    if types := notice_types(Sections.of(release).documents):
        props["noticeTypes"] = types
    return props


def _tender(rows: ProcessRows, sections: Sections) -> None:
    tender, odd = sections.tender, rows.odd
    props: Props = {"ocid": rows.ocid}
    put_texts(props, tender, _TENDER_TEXTS)
    if type(above := tender.get("aboveThreshold")) is bool:
        props["aboveThreshold"] = above
    for name, kind in _FROM_AWARDS:
        if name not in props and (agreed := _agreed(sections, name, kind, odd)) is not None:
            props[name] = agreed
    for period, names in _PERIODS:
        if period in tender:
            put_period(props, tender[period], names, odd)
    if (published := first_published(sections.documents, odd)) is not None:
        props["datePublished"] = published
    props.update(money(tender.get("value"), odd))
    if type(stated := tender.get("techniques")) is dict:
        techniques = [technique for flag, technique in _TECHNIQUES if stated.get(flag) is True]
        if techniques:
            props["techniques"] = techniques
    if types := notice_types(sections.documents):
        props["noticeTypes"] = types
    rows.nodes["Tender"] = {rows.ocid: props}


def _agreed(sections: Sections, name: str, kind: type, odd: Counter[str]) -> Any:
    """What the awards and contracts all say of the tender, where they say one thing."""
    agreed = None
    for part in (*sections.awards, *sections.contracts):
        if type(said := part.get(name)) is kind and said != agreed:
            if agreed is not None:
                odd[oddities.AWARDS_DISAGREE] += 1
                return None
            agreed = said
    return agreed


def _issued(rows: ProcessRows, release: dict[str, Any], organisations: Organisations) -> None:
    buyer = obj(release.get("buyer"))
    keys = dict.fromkeys(organisations.buyers())
    if buyer and (key := organisations.resolve(buyer, "buyer")) is not None:
        keys[key] = None
    if not keys:
        rows.odd[oddities.NO_BUYER] += 1
    rows.relationships[ISSUED] = {(key, rows.ocid): {} for key in keys}


def _related(rows: ProcessRows, sections: Sections) -> None:
    """Relate the tender to the processes that the release or its contracts name by ocid."""
    odd, found = rows.odd, rows.relationships.setdefault(RELATED_TO, {})
    named = objects(sections.release.get("relatedProcesses"))
    for contract in sections.contracts:
        named.extend(objects(contract.get("relatedProcesses")))
    for related in named:
        if related.get("scheme") != "ocid":
            odd[oddities.RELATED_SCHEME] += 1
            continue
        other = identifier(related.get("identifier"), odd)
        if other is None:
            odd[oddities.RELATED_WITHOUT_ID] += 1
            continue
        rows.nodes["Tender"].setdefault(other, {"ocid": other})
        props = found.setdefault((rows.ocid, other), {})
        for name, values in (
            ("relationship", texts(related.get("relationship"))),
            ("relatedLots", identifiers(related.get("relatedLots"), odd)),
        ):
            if values:
                props[name] = sorted({*props.get(name, ()), *values})
