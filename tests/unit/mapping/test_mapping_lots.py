from datetime import UTC, datetime

import pytest
from mapped import OCID, mapped

from graph.mapping import oddities


def cpv(code, **more):
    return {"additionalClassifications": [{"scheme": "CPV", "id": code}], **more}


def test_a_declared_lot():
    lot = {
        "id": "A",
        "title": "T",
        "description": "D",
        "status": "active",
        "value": {"amount": 5, "currency": "GBP"},
        "contractPeriod": {
            "startDate": "2026-01-01T00:00:00Z",
            "endDate": "2027-01-01T00:00:00Z",
            "maxExtentDate": "2028-01-01T00:00:00Z",
        },
        "suitability": {"sme": True, "vcse": False},
    }
    rows = mapped(tender={"lots": [lot]})
    assert rows.nodes("Lot") == {
        "A": {
            "id": f"{OCID}/A",
            "lotId": "A",
            "title": "T",
            "description": "D",
            "status": "active",
            "value": 5,
            "valueBasis": "net",
            "currency": "GBP",
            "contractStartDate": datetime(2026, 1, 1, tzinfo=UTC),
            "contractEndDate": datetime(2027, 1, 1, tzinfo=UTC),
            "maxExtentDate": datetime(2028, 1, 1, tzinfo=UTC),
            "sme": True,
            "vcse": False,
        }
    }
    assert rows.rels("HAS") == {(OCID, "A"): {}}


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"tender": {"lots": []}},
        {"awards": [{"id": "1"}]},
        {"tender": {"items": [cpv("45000000")]}},
        {"tender": None},
    ],
)
def test_a_process_that_names_no_lot_has_an_implied_one(parts):
    rows = mapped(**parts)
    assert rows.nodes("Lot") == {"-": {"id": f"{OCID}/-", "lotId": "-", "implied": True}}
    assert rows.rels("HAS") == {(OCID, "-"): {}}


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"awards": [{"id": "1", "relatedLots": ["B"]}]}, oddities.AWARD_LOT_UNDECLARED),
        ({"contracts": [{"id": "1", "relatedLots": ["B"]}]}, oddities.CONTRACT_LOT_UNDECLARED),
        ({"tender": {"items": [{"relatedLot": "B"}]}}, oddities.ITEM_LOT_UNDECLARED),
        ({"awards": [{"id": "1", "items": [{"relatedLot": "B"}]}]}, oddities.ITEM_LOT_UNDECLARED),
        ({"contracts": [{"id": "1", "items": [{"relatedLot": "B"}]}]}, oddities.ITEM_LOT_UNDECLARED),
    ],
)
def test_a_lot_that_only_others_name_is_made_and_counted_once(parts, kind):
    rows = mapped(**parts)
    assert rows.nodes("Lot") == {"B": {"id": f"{OCID}/B", "lotId": "B", "undeclared": True}}
    assert rows.odd[kind] == 1
    assert sum(rows.odd.values()) == 1


def test_what_else_names_a_lot_makes_none():
    rows = mapped(
        bids={"statistics": [{"measure": "bids", "value": 3, "relatedLot": "9"}]},
        relatedProcesses=[{"scheme": "ocid", "identifier": "ocds-x-1", "relatedLots": ["9"]}],
        tender={"documents": [{"id": "1", "relatedLots": ["9"]}]},
    )
    assert set(rows.nodes("Lot")) == {"-"}
    assert rows.odd == {oddities.BID_LOT_UNKNOWN: 1}


def test_lots_without_id_or_twice_are_counted():
    rows = mapped(tender={"lots": [{"id": "A", "title": "first"}, {"id": "A", "title": "second"}, {"title": "none"}]})
    assert {key: lot["title"] for key, lot in rows.nodes("Lot").items()} == {"A": "first"}
    assert rows.odd == {oddities.LOT_TWICE: 1, oddities.LOT_WITHOUT_ID: 1}


def test_a_lot_keeps_its_own_currency():
    tender = {
        "value": {"amount": 1, "currency": "GBP"},
        "lots": [{"id": "A", "value": {"amount": 1, "currency": "AED"}}],
    }
    rows = mapped(tender=tender)
    assert (rows.node("Lot", "A")["currency"], rows.node("Tender")["currency"]) == ("AED", "GBP")
    assert rows.odd == {oddities.LOT_CURRENCY: 1}


def test_the_largest_of_several_bid_figures():
    statistics = [
        {"measure": "bids", "value": 3, "relatedLot": "A"},
        {"measure": "bids", "value": 5, "relatedLot": "A"},
        {"measure": "bids", "value": 4, "relatedLot": "A"},
        {"measure": "vcseFinalStageBids", "value": 0, "relatedLot": "A"},
        {"measure": "lowestValidBidValue", "value": 145000.0, "relatedLot": "A"},
        {"measure": "finalStageBids", "value": float("inf"), "relatedLot": "A"},
    ]
    lot = mapped(tender={"lots": [{"id": "A"}]}, bids={"statistics": statistics}).node("Lot", "A")
    assert lot == {"id": f"{OCID}/A", "lotId": "A", "bids": 5, "vcseFinalStageBids": 0}


def test_a_bid_figure_without_a_lot_is_the_only_lots():
    bids = {"statistics": [{"measure": "bids", "value": 3}]}
    assert mapped(bids=bids).node("Lot", "-")["bids"] == 3
    several = mapped(bids=bids, tender={"lots": [{"id": "A"}, {"id": "B"}]})
    assert not any("bids" in lot for lot in several.nodes("Lot").values())
    assert several.odd == {oddities.BID_WITHOUT_LOT: 1}


def test_codes_go_to_their_lots_and_the_tender_has_the_union():
    rows = mapped(
        tender={
            "classification": {"scheme": "CPV", "id": "45000000"},
            "additionalClassifications": [{"scheme": "CPV", "id": "45100000"}],
            "lots": [{"id": "A"}, {"id": "B"}],
            "items": [cpv("03000000", relatedLot="A"), cpv("09000000")],
        },
        awards=[
            {"id": "1", "items": [cpv("14000000", relatedLot="B", classification={"scheme": "CPV", "id": "15000000"})]}
        ],
        contracts=[{"id": "1", "items": [cpv("16000000", relatedLot="A")]}],
    )
    assert set(rows.rels("CLASSIFIED_AS", "Lot")) == {
        ("A", "03000000"),
        ("A", "16000000"),
        ("B", "14000000"),
        ("B", "15000000"),
    }
    assert {code for _, code in rows.rels("CLASSIFIED_AS", "Tender")} == {
        "45000000",
        "45100000",
        "03000000",
        "09000000",
        "14000000",
        "15000000",
        "16000000",
    }


def test_with_one_lot_all_codes_are_its_own():
    rows = mapped(tender={"classification": {"scheme": "CPV", "id": "45000000"}, "items": [cpv("03000000")]})
    assert set(rows.rels("CLASSIFIED_AS", "Lot")) == {("-", "45000000"), ("-", "03000000")}


def test_only_delivery_addresses_are_delivery():
    rows = mapped(
        tender={
            "lots": [{"id": "A"}, {"id": "B"}],
            "items": [
                {
                    "relatedLot": "A",
                    "deliveryAddresses": [{"region": "UKJ27", "country": "GB"}, {"country": "GB"}, {"region": "UKJ27"}],
                },
                {"deliveryAddresses": [{"region": "UKK"}]},
                {"deliveryLocation": {"gazetteer": {"identifiers": ["UKN"]}}, "deliveryAddress": {"region": "UKN"}},
            ],
            "techniques": {
                "frameworkAgreement": {"buyerLocationRestrictions": [{"gazetteer": {"identifiers": ["UKM"]}}]}
            },
        }
    )
    assert set(rows.rels("DELIVERED_IN", "Lot")) == {("A", "UKJ27")}
    assert set(rows.rels("DELIVERED_IN", "Tender")) == {(OCID, "UKJ27"), (OCID, "UKK")}
    assert set(rows.nodes("Region")) == {"UK", "UKJ", "UKJ2", "UKJ27", "UKK"}
