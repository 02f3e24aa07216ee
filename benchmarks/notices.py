"""What each type of notice publishes: Find a Tender's UK1 to UK17, and the notices of the law before 2023."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.organisations import reference
from benchmarks.vocabulary import CPV, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.release import Draft

Json = dict[str, Any]

NO_LIMIT = b"@no limit@"

#: Every 50th process sets up a framework; call-offs name one of those before them.
FRAMEWORK_STEP = 50

#: Release tag, document type, name and the place of the notice's document, by notice type.
NOTICES = {
    "UK1": ("planningUpdate", "plannedProcurementNotice", "Pipeline notice", "planning"),
    "UK2": ("planning", "marketEngagementNotice", "Preliminary market engagement notice", "planning"),
    "UK3": ("planning", "plannedProcurementNotice", "Planned procurement notice", "planning"),
    "UK4": ("tender", "tenderNotice", "Tender notice", "tender"),
    "UK5": ("award", "awardNotice", "Transparency notice", "awards"),
    "UK6": ("award", "awardNotice", "Contract award notice", "awards"),
    "UK7": ("contract", "contractNotice", "Contract details notice", "contracts"),
    "UK8": ("contract", "contractNotice", "Contract payment notice", "contracts"),
    "UK9": ("contract", "contractNotice", "Contract performance notice", "contracts"),
    "UK10": ("contractAmendment", "contractNotice", "Contract change notice", "contracts"),
    "UK11": ("contractTermination", "contractTerminationNotice", "Contract termination notice", "contracts"),
    "UK12": ("tenderCancellation", "tenderCancellationNotice", "Procurement termination notice", "tender"),
    "UK13": ("tender", "tenderNotice", "Dynamic market intention notice", "tender"),
    "UK14": ("award", "awardNotice", "Dynamic market establishment notice", "tender"),
    "UK15": ("awardUpdate", "awardNotice", "Dynamic market modification notice", "tender"),
    "UK16": ("tenderUpdate", "tenderNotice", "Dynamic market cessation notice", "tender"),
    "UK17": ("implementation", "notice", "Payments compliance notice", "tender"),
}


def ocid_of(number: int) -> str:
    """Return the ocid of process `number`: the prefix is not a registered one."""
    return f"ocds-zzzzzz-{number:06x}"


def _lots(draft: Draft, status: str, *, full: bool) -> list[Json]:
    lots = []
    for at, lot in enumerate(draft.lots, 1):
        entry: Json = {"id": lot, "status": status}
        if len(draft.lots) > 1:
            entry["title"] = f"Lot {at}: {draft.pick(SUBJECTS)}"
        if full:
            entry["description"] = draft.text(3)
            if draft.random.random() < 0.6:
                entry["value"] = draft.value(1 / len(draft.lots))
            entry["contractPeriod"] = {
                "startDate": draft.date(90), "endDate": draft.date(820, end=True),
                "maxExtentDate": draft.date(1550, end=True),
            }  # fmt: skip
            entry["suitability"] = {"sme": True, "vcse": draft.random.random() < 0.4}
            entry["hasRenewal"], entry["renewal"] = True, {"description": draft.text(1)}
            weights = ((60, "quality"), (40, "price"))
            entry["awardCriteria"] = {"criteria": [
                {"type": kind, "name": kind.title(), "numbers": [{"number": n, "weight": "percentageExact"}]}
                for n, kind in weights
            ]}  # fmt: skip
        lots.append(entry)
    return lots


def _planning(draft: Draft) -> None:
    tender = draft.release["tender"]
    milestone = {"id": "engagement", "type": "engagement", "description": draft.text(2),
                 "dueDate": draft.date(20, end=True), "status": "scheduled"}  # fmt: skip
    draft.release.setdefault("planning", {})["milestones"] = [milestone]
    tender.update(
        status="planning", mainProcurementCategory=draft.category, items=draft.items,
        lots=_lots(draft, "planned", full=True), communication={"futureNoticeDate": draft.date(30)},
    )  # fmt: skip


def _tender(draft: Draft) -> None:
    tender = draft.release["tender"]
    tender.update(
        status="active", mainProcurementCategory=draft.category, items=draft.items, value=draft.value(),
        procurementMethod="open", procurementMethodDetails="Open procedure", aboveThreshold=draft.net > 200_000,
        lots=_lots(draft, "active", full=True), coveredBy=["GPA", "CPTPP"],
        submissionMethodDetails="https://portal.example.org/", tenderPeriod={"endDate": draft.date(35)},
        awardPeriod={"endDate": draft.date(80, end=True)}, enquiryPeriod={"endDate": draft.date(25)},
        submissionTerms={"electronicSubmissionPolicy": "allowed", "languages": ["en"]},
    )  # fmt: skip
    if not tender.get("documents"):
        tender["documents"] = [{"id": "conflictOfInterest", "documentType": "conflictOfInterest"}]
    for at in range(int(8 * draft.random.random())):
        paper = {"id": f"A-{draft.number}-{at}", "documentType": "biddingDocuments", "description": draft.text(1)}
        tender["documents"].append({**paper, "url": f"https://portal.example.org/{draft.number}/{at}"})
    if draft.framework:
        period = {"startDate": draft.date(90), "endDate": draft.date(1550)}
        detail = {"period": period, "type": "closed", "method": "withReopeningCompetition"}
        tender["techniques"] = {"hasFrameworkAgreement": True, "frameworkAgreement": detail}
    if len(draft.lots) > 1 and draft.random.random() < 0.3:
        tender["lotDetails"] = {"maximumLotsBidPerSupplier": NO_LIMIT.decode()}


def _awards(draft: Draft) -> None:
    release = draft.release
    tender = release["tender"]
    tender.update(status="complete", lots=_lots(draft, "complete", full=False))
    tender.setdefault("procurementMethod", "open" if draft.net > 30_000 else "direct")
    tender.setdefault("procurementMethodDetails", draft.pick(("Open procedure", "Direct award")))
    release["awards"] = [_award(draft, at, lots) for at, lots in enumerate(_lots_by_award(draft), 1)]
    for number in draft.suppliers:
        draft.add_party(number, "supplier")
    release["bids"] = {"statistics": [
        {"id": f"{at}-{measure}", "measure": measure, "value": max(1, at * 3 - less), "relatedLot": lot}
        for at, lot in enumerate(draft.lots, 1)
        for less, measure in enumerate(("bids", "finalStageBids", "smeFinalStageBids", "vcseFinalStageBids"))
    ]}  # fmt: skip


def _lots_by_award(draft: Draft) -> list[list[str]]:
    if draft.number % 11 == 0:
        return [draft.lots]
    return [[lot] for lot in draft.lots] or [[]]


def _award(draft: Draft, at: int, lots: list[str]) -> Json:
    award: Json = {
        "id": str(at), "status": "active", "date": draft.date(60), "mainProcurementCategory": draft.category,
        "aboveThreshold": draft.net > 200_000, "suppliers": [reference(number) for number in draft.suppliers],
        "items": [item for item in draft.items if item["relatedLot"] in lots], "title": draft.title,
        "contractPeriod": {"startDate": draft.date(90), "endDate": draft.date(820, end=True)},
        "assessmentSummariesDateSent": draft.date(58), "standstillPeriod": {"endDate": draft.date(70, end=True)},
        "milestones": [{"id": "1", "type": "futureSignatureDate", "dueDate": draft.date(75, end=True)}],
    }  # fmt: skip
    if draft.value_shape < 0.9:
        award["value"] = draft.value(1 / max(1, len(draft.lots)))
    if lots or draft.number % 2:
        award["relatedLots"] = [*lots, "undeclared"] if draft.number % 70 == 5 else lots or ["1"]
    return award


def _contracts(draft: Draft) -> None:
    release = draft.release
    if "awards" not in release:
        _awards(draft)
        release.pop("bids")
        for award in release["awards"]:
            for field in ("value", "date", "contractPeriod", "milestones", "standstillPeriod"):
                award.pop(field, None)
    release["contracts"] = [_contract(draft, at) for at, _ in enumerate(release["awards"], 1)]
    if draft.number % 29 == 3 and draft.number > FRAMEWORK_STEP:
        parent = int(draft.number // FRAMEWORK_STEP * draft.random.random() ** 2) * FRAMEWORK_STEP + 7
        if parent < draft.number:
            release["tender"]["procurementMethodDetails"] = "Award under framework"
            release["relatedProcesses"] = [{
                "id": "framework", "relationship": ["framework"], "scheme": "ocid", "identifier": ocid_of(parent)
            }]  # fmt: skip


def _contract(draft: Draft, at: int) -> Json:
    contract: Json = {
        "id": str(at), "awardID": str(at) if draft.number % 80 else "999", "status": "active",
        "title": draft.title, "aboveThreshold": draft.net > 200_000, "dateSigned": draft.date(85),
        "period": {"startDate": draft.date(90), "endDate": draft.date(820, end=True)},
        "hasRenewal": True, "renewal": {"description": draft.text(1)},
    }  # fmt: skip
    if draft.number % 25:
        contract["value"] = draft.value(1 / max(1, len(draft.lots)))
    return contract


def _changed(draft: Draft) -> None:
    _contracts(draft)
    for contract in draft.release["contracts"]:
        reason = [{"id": "transferCorporateRestructuring"}]
        change = {"id": draft.release["id"], "rationale": draft.text(2), "rationaleClassifications": reason}
        contract["amendments"] = [{**change, "date": draft.date(200)}]
    draft.add_party(draft.supplier(), "removedSupplier")


def _terminated(draft: Draft) -> None:
    release = draft.release
    final = {"endDate": draft.date(400), "finalValue": draft.value(0.9)}
    release["contracts"] = [{
        "id": "1", "awardID": "1", "status": "terminated", "statusDetails": draft.text(1),
        "terminationRationaleClassifications": [{"id": "breachOfContract"}], "implementation": final,
    }]  # fmt: skip


def _performed(draft: Draft) -> None:
    if "contracts" not in draft.release:
        _contracts(draft)
    for contract in draft.release["contracts"]:
        contract["agreedMetrics"] = [{"id": "1", "title": "Response time", "description": draft.text(1)}]
        contract["implementation"] = {"metrics": [{"id": "1", "title": "Response time"}]}


def _cancelled(draft: Draft) -> None:
    draft.release["tender"].update(status="cancelled", lots=_lots(draft, "cancelled", full=False))
    award: Json = {"id": "1", "status": "cancelled", "statusDetails": draft.text(1), "relatedLots": draft.lots}
    draft.release["awards"] = [award] if draft.lots else []


def _market(draft: Draft) -> None:
    tender = draft.release["tender"]
    tender.update(
        status="active", items=draft.items, procurementMethod="open", procurementMethodDetails="Dynamic market",
        lots=_lots(draft, "active", full=False), tenderPeriod={"durationInDays": NO_LIMIT.decode()},
        techniques={"hasDynamicPurchasingSystem": True, "dynamicPurchasingSystem": {"status": "pending"}},
    )  # fmt: skip


def _members(draft: Draft) -> None:
    _market(draft)
    draft.release["awards"] = [
        {"id": str(at), "status": "active", "suppliers": [reference(number)], "relatedLots": draft.lots}
        for at, number in enumerate(draft.suppliers, 1)
    ]
    for number in draft.suppliers:
        draft.add_party(number, "supplier")


def _ceased(draft: Draft) -> None:
    _members(draft)
    draft.release["tender"].update(status="complete")


def _compliance(draft: Draft) -> None:
    draft.release["tender"].update(status="complete", title="Payments compliance notice")


def _old_award(draft: Draft) -> None:
    release = draft.release
    _awards(draft)
    del release["bids"]
    code, text = draft.pick(CPV)
    release["tender"]["classification"] = {"scheme": "CPV", "id": code, "description": text}
    for award in release["awards"]:
        award["id"] = f"{release['id']}-{award['id']}"
        for field in ("value", "items", "contractPeriod", "milestones", "mainProcurementCategory"):
            award.pop(field, None)
    release["contracts"] = [
        {"id": award["id"], "awardID": award["id"], "status": "active", "value": draft.value(),
         "dateSigned": draft.date(85)}
        for award in release["awards"]
    ]  # fmt: skip


PUBLISH: dict[str, Callable[[Draft], None]] = {
    "UK1": _planning, "UK2": _planning, "UK3": _planning, "planning": _planning, "UK4": _tender, "tender": _tender,
    "UK5": _awards, "UK6": _awards, "award": _old_award, "UK7": _contracts, "UK8": _performed, "UK9": _performed,
    "UK10": _changed, "UK11": _terminated, "UK12": _cancelled, "UK13": _market, "UK14": _members,
    "UK15": _members, "UK16": _ceased, "UK17": _compliance,
}  # fmt: skip
