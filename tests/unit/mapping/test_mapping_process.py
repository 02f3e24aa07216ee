import copy
from datetime import UTC, datetime

import pytest
from mapped import OCID, mapped, release

from graph.mapping import map_process, oddities, release_props


def test_the_tender():
    tender = {
        "id": "reference",
        "title": " T ",
        "description": "D",
        "status": "active",
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "mainProcurementCategory": "works",
        "aboveThreshold": False,
        "tenderPeriod": {"startDate": "2026-01-01", "endDate": "2026-02-01T12:00:00Z"},
        "awardPeriod": {"endDate": "2026-03-01"},
        "value": {"amountGross": 12, "currency": "GBP"},
        "datePublished": "2020-01-01T00:00:00Z",
        "techniques": {
            "hasFrameworkAgreement": True,
            "hasDynamicPurchasingSystem": "yes",
            "hasElectronicAuction": True,
        },
        "documents": [{"id": "1", "noticeType": "UK4", "datePublished": "2026-01-05T00:00:00Z"}],
    }
    node = {
        k: v if isinstance(v, list | bool | int) else str(v) for k, v in mapped(tender=tender).node("Tender").items()
    }
    assert node == {
        "ocid": OCID,
        "title": " T ",
        "description": "D",
        "status": "active",
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "mainProcurementCategory": "works",
        "aboveThreshold": False,
        "tenderEndDate": "2026-02-01 12:00:00+00:00",
        "awardPeriodEndDate": "2026-03-01",
        "value": 12,
        "valueBasis": "gross",
        "valueGross": 12,
        "currency": "GBP",
        "techniques": ["framework", "eAuction"],
        "noticeTypes": ["UK4"],
        "datePublished": "2026-01-05 00:00:00+00:00",
    }


def test_a_release_of_almost_nothing():
    rows = map_process({"ocid": OCID, "date": "2026-08-01T10:00:00Z"})
    assert rows.nodes["Tender"] == {OCID: {"ocid": OCID}}
    assert set(rows.nodes["Lot"]) == {f"{OCID}/-"}
    assert rows.odd == {oddities.NO_BUYER: 1}


def test_a_release_without_an_ocid_is_refused():
    with pytest.raises(ValueError, match="ocid"):
        map_process({"date": "2026-08-01"})


def test_mapping_leaves_the_release_as_it_was():
    given = release(
        awards=[{"id": "1", "relatedLots": ["1"]}], tender={"lots": [{"id": "1"}], "items": [{"relatedLot": "2"}]}
    )
    before = copy.deepcopy(given)
    first = map_process(given)
    assert given == before
    assert map_process(given) == first


@pytest.mark.parametrize(
    ("tender", "awards", "contracts", "expected"),
    [
        ({}, [{"id": "1", "mainProcurementCategory": "works"}], [], "works"),
        ({}, [{"id": "1"}], [{"id": "1", "mainProcurementCategory": "works"}], "works"),
        ({"mainProcurementCategory": "goods"}, [{"id": "1", "mainProcurementCategory": "works"}], [], "goods"),
        (
            {},
            [{"id": "1", "mainProcurementCategory": "works"}, {"id": "2", "mainProcurementCategory": "goods"}],
            [],
            None,
        ),
        (
            {},
            [{"id": "1", "mainProcurementCategory": "works"}],
            [{"id": "1", "mainProcurementCategory": "goods"}],
            None,
        ),
        ({}, [], [], None),
    ],
)
def test_category_from_awards_that_agree(tender, awards, contracts, expected):
    rows = mapped(tender=tender, awards=awards, contracts=contracts)
    assert rows.node("Tender").get("mainProcurementCategory") == expected


def test_threshold_from_awards_or_contracts_may_be_false():
    rows = mapped(awards=[{"id": "1", "aboveThreshold": False}], contracts=[{"id": "1", "aboveThreshold": False}])
    assert rows.node("Tender")["aboveThreshold"] is False
    rows = mapped(awards=[{"id": "1", "aboveThreshold": False}, {"id": "2", "aboveThreshold": True}])
    assert "aboveThreshold" not in rows.node("Tender")
    assert rows.odd == {oddities.AWARDS_DISAGREE: 1}


def test_published_is_the_earliest_instant_of_a_notice_anywhere():
    rows = mapped(
        planning={"documents": [{"noticeType": "UK2", "datePublished": "2026-05-01T10:30:00+01:00"}]},
        tender={"documents": [{"documentType": "tenderNotice", "datePublished": "2026-05-01T10:00:00Z"}]},
        awards=[{"id": "1", "documents": [{"documentType": "awardNotice", "datePublished": "2026-06-01"}]}],
        contracts=[{"id": "1", "documents": [{"documentType": "contractSigned", "datePublished": "2020-01-01"}]}],
    )
    assert rows.node("Tender")["datePublished"].isoformat() == "2026-05-01T10:30:00+01:00"
    assert rows.node("Tender")["noticeTypes"] == ["UK2"]


def test_no_date_of_publication_where_no_document_is_a_notice():
    documents = [{"documentType": "biddingDocuments", "datePublished": "2026-01-01"}, {"documentType": "noticeOfX"}]
    assert "datePublished" not in mapped(tender={"documents": documents}).node("Tender")


def test_related_processes_by_ocid_are_one_relationship_a_pair():
    rows = mapped(
        relatedProcesses=[
            {"scheme": "ocid", "identifier": "ocds-x-1", "relationship": ["planning"], "relatedLots": ["2"]},
            {
                "scheme": "ocid",
                "identifier": "ocds-x-1",
                "relationship": ["framework", "planning"],
                "relatedLots": ["1"],
            },
            {"scheme": "ocid", "identifier": "ocds-x-2", "relationship": ["framework"]},
            {"scheme": "EU-OJ", "identifier": "2019/S 1"},
            {"scheme": "ocid"},
        ],
        contracts=[
            {
                "id": "1",
                "relatedProcesses": [{"scheme": "ocid", "identifier": "ocds-x-3", "relationship": ["subContract"]}],
            }
        ],
    )
    assert rows.rels("RELATED_TO") == {
        (OCID, "ocds-x-1"): {"relationship": ["framework", "planning"], "relatedLots": ["1", "2"]},
        (OCID, "ocds-x-2"): {"relationship": ["framework"]},
        (OCID, "ocds-x-3"): {"relationship": ["subContract"]},
    }
    assert rows.nodes("Tender")["ocds-x-1"] == {"ocid": "ocds-x-1"}
    assert len(rows.nodes("Lot")) == 1
    assert rows.odd == {oddities.RELATED_SCHEME: 1, oddities.RELATED_WITHOUT_ID: 1}


def test_party_to_carries_the_date_of_the_newest_release():
    rows = map_process(release(), newest_date="2026-09-01T00:00:00Z")
    dates = {
        props["date"]
        for pattern, found in rows.relationships.items()
        if pattern.type == "PARTY_TO"
        for props in found.values()
    }
    assert dates == {datetime(2026, 9, 1, tzinfo=UTC)}


def test_a_release_node():
    given = release(
        tag=["tender", "award"],
        tender={"documents": [{"noticeType": "UK6"}, {"noticeType": "UK4"}]},
        awards=[{"id": "1", "documents": [{"noticeType": "UK6"}]}],
    )
    props = release_props(given)
    assert props.pop("date").isoformat() == "2026-08-01T10:00:00+01:00"
    assert props == {"id": f"{OCID}/r1", "releaseId": "r1", "tag": ["tender", "award"], "noticeTypes": ["UK4", "UK6"]}


def test_a_release_without_an_id_has_its_date_as_id():
    given = release()
    del given["id"]
    assert release_props(given)["id"] == f"{OCID}/2026-08-01T10:00:00+01:00"
