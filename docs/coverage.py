# ruff: noqa: INP001
"""Write coverage.md: every OCDS path seen in real Find a Tender releases, how often, and where it goes in the graph.

    python docs/coverage.py ../shared/data/fts

What a path says is declared below; the tests change each path's values in real releases and hold the declaration to
what the mapping then does.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("coverage.md")
STORED = "stored release only"

_MONEY = {
    "amount": "{0}.value, valueBasis `net`",
    "amountGross": "{0}.valueGross; {0}.value with valueBasis `gross` where no net amount is published",
    "currency": "{0}.currency",
}
_NOTICE = {
    "datePublished": "Tender.datePublished (the earliest of the notices)",
    "documentType": "tells a notice from other documents, for Tender.datePublished",
    "noticeType": "Tender.noticeTypes, Release.noticeTypes; tells a notice and a dynamic market",
}
_CPV = {
    "id": "CPV; CLASSIFIED_AS of the lot and the tender",
    "scheme": "only CPV codes are classified",
}
_PARTY = "PARTY_TO.{0}, Organisation.{0}"

PLACES: dict[str, str] = {
    "/ocid": "Tender.ocid; part of the key of lots, awards, contracts and releases",
    "/id": "Release.id, Release.releaseId",
    "/date": "Release.date, PARTY_TO.date; decides which release is the newest",
    "/tag[]": "Release.tag; a compiled release is taken as it is",
    "/parties[]/id": "Organisation.id (normalised), PARTY_TO",
    "/parties[]/name": "PARTY_TO.name, Organisation.name, Organisation.names",
    "/parties[]/roles[]": "PARTY_TO.roles; ISSUED for the role buyer; removedSupplier is no member of a dynamic market",
    "/parties[]/identifier/scheme": _PARTY.format("scheme") + "; Organisation.id where the party id is no register's",
    "/parties[]/identifier/id": _PARTY.format("identifier") + "; Organisation.id where the party id is no register's",
    **{
        f"/parties[]/address/{name}": _PARTY.format(name)
        for name in ("streetAddress", "locality", "postalCode", "country")
    },
    "/parties[]/address/region": "PARTY_TO.region; Region, LOCATED_IN",
    "/parties[]/details/url": _PARTY.format("url"),
    "/parties[]/details/scale": _PARTY.format("scale") + "; sme",
    "/parties[]/details/vcse": _PARTY.format("vcse"),
    "/parties[]/details/classifications[]/id": _PARTY.format("kind"),
    "/parties[]/details/classifications[]/scheme": "decides which classification is the kind",
    "/buyer/id": "ISSUED",
    "/buyer/name": "the organisation's name, only where parties lacks it",
    "/awards[]/suppliers[]/id": "TO, AWARDED_TO, QUALIFIED",
    "/awards[]/suppliers[]/name": "the organisation's name, only where parties lacks it",
    **{
        f"/tender/{name}": f"Tender.{name}"
        for name in ("title", "description", "status", "procurementMethod", "procurementMethodDetails")
    },
    "/tender/mainProcurementCategory": "Tender.mainProcurementCategory",
    "/tender/aboveThreshold": "Tender.aboveThreshold",
    "/awards[]/mainProcurementCategory": "Award.mainProcurementCategory; the tender's where it is silent and all agree",
    "/awards[]/aboveThreshold": "Tender.aboveThreshold where the tender is silent and all agree",
    "/contracts[]/aboveThreshold": "Tender.aboveThreshold where the tender is silent and all agree",
    "/tender/tenderPeriod/endDate": "Tender.tenderEndDate",
    "/tender/awardPeriod/endDate": "Tender.awardPeriodEndDate",
    "/tender/techniques/hasFrameworkAgreement": "Tender.techniques: framework",
    "/tender/techniques/hasDynamicPurchasingSystem": "Tender.techniques: dynamicMarket",
    "/tender/techniques/hasElectronicAuction": "Tender.techniques: eAuction",
    **{f"/tender/value/{name}": place.format("Tender") for name, place in _MONEY.items()},
    "/tender/lots[]/id": "Lot.lotId, Lot.id; HAS",
    **{f"/tender/lots[]/{name}": f"Lot.{name}" for name in ("title", "description", "status")},
    **{f"/tender/lots[]/value/{name}": place.format("Lot") for name, place in _MONEY.items()},
    "/tender/lots[]/contractPeriod/startDate": "Lot.contractStartDate",
    "/tender/lots[]/contractPeriod/endDate": "Lot.contractEndDate",
    "/tender/lots[]/contractPeriod/maxExtentDate": "Lot.maxExtentDate",
    "/tender/lots[]/suitability/sme": "Lot.sme",
    "/tender/lots[]/suitability/vcse": "Lot.vcse",
    "/bids/statistics[]/measure": "which of Lot.bids, finalStageBids, smeFinalStageBids, vcseFinalStageBids",
    "/bids/statistics[]/value": "Lot.bids, finalStageBids, smeFinalStageBids, vcseFinalStageBids",
    "/bids/statistics[]/relatedLot": "the lot of a figure",
    "/awards[]/id": "Award.awardId, Award.id, AWARDED_TO.awardId, QUALIFIED.entries",
    "/awards[]/title": "Award.title",
    "/awards[]/status": "Award.status, AWARDED_TO.status",
    "/awards[]/date": "Award.date, AWARDED_TO.date",
    "/awards[]/relatedLots[]": "FOR, AWARDED_TO, AWARDED_TO.lotsStated; an undeclared Lot",
    **{
        f"/awards[]/value/{name}": place.format("Award") + "; AWARDED_TO likewise, and its share"
        for name, place in _MONEY.items()
    },
    "/awards[]/contractPeriod/startDate": "Award.contractStartDate",
    "/awards[]/contractPeriod/endDate": "Award.contractEndDate",
    "/contracts[]/id": "Contract.contractId, Contract.id; HAS_CONTRACT",
    "/contracts[]/awardID": "Contract.awardId; SIGNED_AS",
    "/contracts[]/status": "Contract.status",
    "/contracts[]/dateSigned": "Contract.dateSigned",
    "/contracts[]/period/startDate": "Contract.startDate",
    "/contracts[]/period/endDate": "Contract.endDate",
    **{
        f"/contracts[]/value/{name}": place.format("Contract") + "; AWARDED_TO where the award has no value"
        for name, place in _MONEY.items()
    },
    **{
        f"/{section}/documents[]/{name}": place
        for section in ("planning", "tender", "awards[]", "contracts[]")
        for name, place in _NOTICE.items()
    },
    **{
        f"/{part}/{name}": place
        for part in (
            "tender/classification",
            "tender/items[]/additionalClassifications[]",
            "awards[]/items[]/additionalClassifications[]",
            "contracts[]/items[]/additionalClassifications[]",
            "contracts[]/items[]/classification",
        )
        for name, place in _CPV.items()
    },
    **{
        f"/{section}/items[]/{name}": place
        for section in ("tender", "awards[]", "contracts[]")
        for name, place in (
            ("relatedLot", "the lot of an item's CPV codes and regions; an undeclared Lot"),
            ("deliveryAddresses[]/region", "Region; DELIVERED_IN of the lot and the tender"),
        )
    },
    "/relatedProcesses[]/identifier": "RELATED_TO, Tender.ocid of the other process",
    "/relatedProcesses[]/scheme": "only relations by ocid are made",
    "/relatedProcesses[]/relationship[]": "RELATED_TO.relationship",
    "/relatedProcesses[]/relatedLots[]": "RELATED_TO.relatedLots",
}
"""Path -> where its values go. A path that is not here is in the stored release only."""


_GENERATED = "<!-- Generated by docs/coverage.py: edit the table there, not this page. -->"


def page(data: Path) -> str:
    """Text of the page for the releases in a folder: compiled.jsonl and releases.jsonl."""
    compiled, raw = (lines(data / name) for name in ("compiled.jsonl", "releases.jsonl"))
    in_compiled, in_raw = (counts(releases) for releases in (compiled, raw))
    paths = sorted(set(in_compiled) | set(in_raw))
    mapped = [path for path in paths if path in PLACES]
    summary = (
        f"Every OCDS path seen in {len(compiled)} compiled and {len(raw)} uncompiled releases of Find a Tender "
        "(July and August 2026), how many values it has in each, and where they go in the graph. "
        f"Of {len(paths)} paths {len(mapped)} have a place of their own: {_share(in_compiled, mapped)} of the values "
        "in compiled releases. All others are kept unchanged in the stored release (`tendergraph export ocds`), "
        "and contact points are among them: they never become properties."
    )
    table = (f"| `{path}` | {in_compiled[path]} | {in_raw[path]} | {PLACES.get(path, STORED)} |" for path in paths)
    heads = ("| OCDS path | compiled | uncompiled | where it goes |", "|---|--:|--:|---|")
    return "\n".join(["# Coverage", "", _GENERATED, "", summary, "", *heads, *table, ""])


def _share(counted: Counter[str], paths: list[str]) -> str:
    return f"{sum(counted[path] for path in paths) / counted.total():.0%}"


def lines(path: Path) -> list[dict[str, Any]]:
    """Releases of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def counts(releases: list[dict[str, Any]]) -> Counter[str]:
    """Number of values at each path; `[]` stands for any place in an array."""
    return Counter(path for release in releases for path in leaves(release))


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Path of every single value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
