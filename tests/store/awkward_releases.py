"""Releases written by hand with what makes counting hard, so small that a person can do the sums."""

from __future__ import annotations

from typing import Any

HANDFORD = {"id": "GB-PPON-AAAA-1111-AAAA", "name": "Handford Borough Council", "roles": ["buyer"]}
HANDBURY = {"id": "GB-PPON-BBBB-2222-BBBB", "name": "Handbury District Council", "roles": ["buyer"]}
_SUPPLIERS = {
    "GB-COH-90000001": ("Handmade Uno Ltd", {"scale": "sme"}),
    "GB-COH-90000002": ("Handmade Due Ltd", {"scale": "large"}),
    "GB-COH-90000003": ("Handmade Tre Ltd", {"scale": "sme", "vcse": True}),
    "GB-COH-90000004": ("Handmade Quattro Ltd", {}),
}
UNO, DUE, TRE, QUATTRO = _SUPPLIERS


def gbp(amount: float, currency: str = "GBP") -> dict[str, Any]:
    return {"amount": amount, "currency": currency}


def _codes(*codes: str) -> list[dict[str, str]]:
    return [{"scheme": "CPV", "id": code} for code in codes]


def _item(lot: str, *codes: str) -> dict[str, Any]:
    return {"id": lot, "relatedLot": lot, "additionalClassifications": _codes(*codes)}


def _award(number: int, suppliers: list[str], lots: str, status: str | None = "active", **more: Any) -> dict[str, Any]:
    stated = {"status": status} if status else {}
    references = [{"id": supplier, "name": _SUPPLIERS[supplier][0]} for supplier in suppliers]
    return {"id": f"a{number}", "suppliers": references, "relatedLots": lots.split(), **stated, **more}


def _contract(number: int, award: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    period = {"period": {"endDate": end}} if end else {}
    return {"id": f"c{number}", "awardID": award, "status": "active", **period, **more}


def _release(
    number: int, title: str, tender: dict[str, Any], awards: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    named = dict.fromkeys(s["id"] for award in awards for s in award["suppliers"])
    parties = [
        *more.pop("buyers", [HANDFORD]),
        *(
            {"id": key, "name": _SUPPLIERS[key][0], "roles": ["supplier"], "details": _SUPPLIERS[key][1]}
            for key in named
        ),
    ]
    return {
        "ocid": f"ocds-h6vhtk-hand{number:02d}",
        "id": f"{number}-1",
        "date": f"2026-09-{number:02d}T10:00:00+01:00",
        "tag": ["compiled"],
        "parties": parties,
        "buyer": {"id": parties[0]["id"], "name": parties[0]["name"]},
        "tender": {"id": "t", "title": title, "status": "complete", **tender},
        "awards": awards,
        **more,
    }


def _bids(*numbers: int) -> dict[str, Any]:
    rows = [{"id": str(i), "measure": "bids", "value": n, "relatedLot": str(i)} for i, n in enumerate(numbers, 1)]
    return {"statistics": rows}


RELEASES = [
    _release(
        1,
        "Euros beside pounds, and awards of every status",
        {"classification": _codes("45210000")[0], "lots": [{"id": "1"}]},
        [
            _award(1, [UNO], "1", date="2026-02-01T00:00:00Z", value=gbp(100)),
            _award(2, [UNO], "1", date="2026-02-02T00:00:00Z", value=gbp(50, "EUR")),
            _award(3, [DUE], "1", "cancelled", date="2026-02-03T00:00:00Z", value=gbp(1000)),
            _award(4, [QUATTRO], "1", "unsuccessful", date="2026-02-04T00:00:00Z", value=gbp(1000)),
            _award(5, [UNO], "1", "pending", value=gbp(7)),
            _award(6, [TRE], "1", None, date="2025-12-31T23:59:59Z", value=gbp(9)),
        ],
        bids=_bids(1),
    ),
    _release(
        2,
        "Three lots to two suppliers: two lots alike, one under two codes of one division; a supplier named twice",
        {
            "lots": [{"id": "1"}, {"id": "2"}, {"id": "3"}],
            "items": [_item("1", "45210000", "45310000", "90910000"), _item("2", "45210000"), _item("3", "45210000")],
        },
        [_award(1, [UNO, DUE, UNO], "1 2 3", date="2026-03-01T00:00:00Z", value=gbp(600))],
        bids=_bids(1, 2, 1),
    ),
    _release(
        3,
        "Two buyers; values on contracts alone, in one currency and in two; a contract under a cancelled award",
        {"lots": [{"id": "1"}, {"id": "2"}], "items": [_item("1", "45230000"), _item("2", "72000000")]},
        [
            _award(1, [UNO], "1", date="2026-04-01T00:00:00Z"),
            _award(2, [TRE], "2", date="2026-04-02T00:00:00Z"),
            _award(3, [QUATTRO], "2", "cancelled", date="2026-04-02T00:00:00Z"),
        ],
        contracts=[
            _contract(1, "a1", "2027-04-30T23:59:59+01:00", value=gbp(30)),
            _contract(2, "a1", "2027-05-30T23:59:59+01:00", value=gbp(12)),
            _contract(3, "a2", value=gbp(5)),
            _contract(4, "a2", "2027-05-31T00:00:00Z", value=gbp(6, "EUR")),
            _contract(6, "a3", "2027-05-31T00:00:00Z", value=gbp(777)),
        ],
        buyers=[HANDFORD, HANDBURY],
    ),
    _release(
        4,
        "A transparency notice; no value, gross alone, nought; an award that names no lot",
        {
            "lots": [{"id": "1"}, {"id": "2"}],
            "items": [_item("1", "90910000"), _item("2", "90910000")],
            "documents": [{"id": "d", "noticeType": "UK5", "documentType": "awardNotice"}],
        },
        [
            _award(1, [UNO], "1", date="2026-05-01T00:00:00Z", contractPeriod={"endDate": "2027-03-01T00:00:00Z"}),
            _award(2, [DUE], "1", date="2026-05-02T00:00:00Z", value={"amountGross": 240, "currency": "GBP"}),
            _award(3, [TRE], "2", date="2026-05-03T00:00:00Z", value=gbp(0)),
            _award(4, [UNO], "", date="2026-05-04T00:00:00Z", value=gbp(80)),
        ],
        buyers=[HANDBURY],
    ),
    _release(
        5,
        "A dynamic market with two members and one award",
        {
            "classification": _codes("90910000")[0],
            "documents": [{"id": "d", "noticeType": "UK15", "documentType": "awardNotice"}],
        },
        [
            _award(1, [UNO], "", None),
            _award(2, [QUATTRO], "", None),
            _award(3, [DUE], "", date="2026-06-05T00:00:00Z", value=gbp(11)),
        ],
    ),
    _release(
        6,
        "A framework of three",
        {"classification": _codes("90910000")[0]},
        [_award(1, [UNO, DUE, TRE], "", date="2026-06-01T00:00:00Z")],
    ),
    _release(
        7,
        "A call-off, and one that was cancelled",
        {"classification": _codes("90910000")[0], "procurementMethod": "direct"},
        [
            _award(1, [UNO], "", date="2026-07-01T00:00:00Z", value=gbp(60)),
            _award(2, [DUE], "", "cancelled", date="2026-07-01T00:00:00Z", value=gbp(60)),
        ],
        relatedProcesses=[
            {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": "ocds-h6vhtk-hand06"}
        ],
    ),
    _release(
        8,
        "Works and software, the software alone awarded",
        {"lots": [{"id": "1"}, {"id": "2"}], "items": [_item("1", "45000000"), _item("2", "72000000")]},
        [_award(1, [QUATTRO], "2", date="2026-07-05T00:00:00Z", value=gbp(33))],
        contracts=[_contract(1, "a1", "2027-06-01T00:00:00Z", value=gbp(33))],
    ),
]
