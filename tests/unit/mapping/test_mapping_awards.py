import pytest
from mapped import COUNCIL, OCID, OTHER, SUPPLIER, mapped

from graph.mapping import oddities

ONE, TWO = {"id": SUPPLIER["id"]}, {"id": OTHER["id"]}
LOTS = {"lots": [{"id": "A"}, {"id": "B"}]}


def test_an_award_and_its_relationships():
    award = {
        "id": "1",
        "title": "T",
        "status": "active",
        "date": "2026-07-01",
        "mainProcurementCategory": "works",
        "value": {"amount": 100, "amountGross": 120, "currency": "GBP"},
        "relatedLots": ["A"],
        "suppliers": [ONE],
        "contractPeriod": {"startDate": "2026-08-01", "endDate": "2027-08-01", "maxExtentDate": "2028-08-01"},
    }
    rows = mapped(tender=LOTS, awards=[award])
    node = {k: str(v) for k, v in rows.node("Award", "1").items()}
    assert node == {
        "id": f"{OCID}/1",
        "awardId": "1",
        "title": "T",
        "status": "active",
        "date": "2026-07-01",
        "mainProcurementCategory": "works",
        "value": "100",
        "valueGross": "120",
        "valueBasis": "net",
        "currency": "GBP",
        "contractStartDate": "2026-08-01",
        "contractEndDate": "2027-08-01",
    }
    assert rows.rels("HAS_AWARD") == {(OCID, "1"): {}}
    assert rows.rels("FOR") == {("1", "A"): {}}
    assert rows.rels("TO") == {("1", ONE["id"]): {}}
    [(ends, awarded)] = rows.rels("AWARDED_TO").items()
    assert ends == ("A", ONE["id"], "1")
    assert str(awarded.pop("date")) == "2026-07-01"
    assert awarded == {
        "awardId": "1",
        "status": "active",
        "value": 100,
        "currency": "GBP",
        "valueBasis": "net",
        "valueFrom": "award",
        "share": 100.0,
        "lotsStated": True,
    }


@pytest.mark.parametrize(
    ("award", "ends", "stated"),
    [
        ({"relatedLots": ["A", "B"]}, {"A", "B"}, True),
        ({"relatedLots": ["A", "A"]}, {"A"}, True),
        ({}, {"A", "B"}, False),
        ({"relatedLots": []}, {"A", "B"}, False),
        ({"items": [{"relatedLot": "B"}]}, {"B"}, True),
        ({"relatedLots": ["A"], "items": [{"relatedLot": "B"}]}, {"A"}, True),
        ({"relatedLots": ["C"]}, {"C"}, True),
    ],
)
def test_the_lots_of_an_award(award, ends, stated):
    rows = mapped(tender=LOTS, awards=[{"id": "1", "suppliers": [ONE, TWO], "value": {"amount": 90}, **award}])
    assert {lot for _, lot in rows.rels("FOR")} == ends
    awarded = rows.rels("AWARDED_TO")
    assert {lot for lot, _, _ in awarded} == ends
    assert {props["lotsStated"] for props in awarded.values()} == {stated}
    assert sum(props["share"] for props in awarded.values()) == pytest.approx(90)
    assert {props["value"] for props in awarded.values()} == {90}


def test_with_one_lot_it_is_stated_even_if_not_named():
    rows = mapped(awards=[{"id": "1", "suppliers": [ONE]}])
    assert rows.rels("AWARDED_TO") == {("-", ONE["id"], "1"): {"awardId": "1", "lotsStated": True}}


def test_a_supplier_named_twice_counts_once():
    rows = mapped(awards=[{"id": "1", "value": {"amount": 90}, "suppliers": [ONE, {"id": "gb-coh-1234567"}, TWO]}])
    assert [props["share"] for props in rows.rels("AWARDED_TO").values()] == [45.0, 45.0]


def test_one_supplier_may_hold_several_awards_of_a_lot():
    rows = mapped(awards=[{"id": "1", "suppliers": [ONE]}, {"id": "2", "suppliers": [ONE]}])
    assert set(rows.rels("AWARDED_TO")) == {("-", ONE["id"], "1"), ("-", ONE["id"], "2")}


def test_an_award_without_suppliers_awards_nothing():
    rows = mapped(awards=[{"id": "1", "status": "unsuccessful", "value": {"amount": 1}}])
    assert rows.rels("FOR") == {("1", "-"): {}}
    assert (rows.rels("AWARDED_TO"), rows.rels("TO")) == ({}, {})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([{"amount": 7, "currency": "GBP"}], {"value": 7, "currency": "GBP", "valueBasis": "net"}),
        ([{"amount": 7}], {"value": 7, "valueBasis": "net"}),
        (
            [{"amount": 7, "currency": "GBP"}, {"amount": 5, "currency": "GBP"}],
            {"value": 12, "currency": "GBP", "valueBasis": "net"},
        ),
        ([{"amountGross": 7, "currency": "GBP"}, {"amount": 5, "currency": "GBP"}], {"value": 12, "currency": "GBP"}),
        ([{"amount": 7, "currency": "GBP"}, {"currency": "EUR"}], {"value": 7, "currency": "GBP", "valueBasis": "net"}),
        ([{"amount": 7, "currency": "GBP"}, {"amount": 5, "currency": "EUR"}], None),
        ([{"amount": 7}, {"amount": 5}], None),
        ([None], None),
        ([{"amount": 0, "amountGross": 9, "currency": "GBP"}], {"value": 9, "currency": "GBP", "valueBasis": "gross"}),
        ([{"amount": 1e308, "currency": "GBP"}, {"amount": 1e308, "currency": "GBP"}], None),
    ],
)
def test_an_award_without_a_value_has_its_contracts(values, expected):
    contracts = [{"id": str(n), "awardID": "1", "value": value} for n, value in enumerate(values)]
    rows = mapped(awards=[{"id": "1", "suppliers": [ONE, TWO]}], contracts=contracts)
    for awarded in rows.rels("AWARDED_TO").values():
        share, source = awarded.pop("share", None), awarded.pop("valueFrom", None)
        assert (share, source) == ((None, None) if expected is None else (expected["value"] / 2, "contract"))
        assert {k: awarded[k] for k in awarded if k not in ("awardId", "lotsStated")} == (expected or {})
    assert "value" not in rows.node("Award", "1")


def test_the_awards_own_value_comes_first():
    contracts = [{"id": "1", "awardID": "1", "value": {"amount": 5}}]
    rows = mapped(awards=[{"id": "1", "suppliers": [ONE], "value": {"amountGross": 9}}], contracts=contracts)
    [awarded] = rows.rels("AWARDED_TO").values()
    assert (awarded["value"], awarded["valueFrom"], "valueGross" in awarded) == (9, "award", False)


def test_sums_do_not_depend_on_the_order_of_contracts():
    amounts = [0.1, 0.2, 0.3, 1e16, -1e16]
    found = {
        mapped(
            awards=[{"id": "1", "suppliers": [ONE]}],
            contracts=[
                {"id": str(n), "awardID": "1", "value": {"amount": a, "currency": "GBP"}} for n, a in enumerate(order)
            ],
        ).rels("AWARDED_TO")["-", ONE["id"], "1"]["value"]
        for order in (amounts, amounts[::-1], sorted(amounts))
    }
    assert len(found) == 1


def test_a_contract_and_its_award():
    contract = {
        "id": "c",
        "awardID": "1",
        "status": "active",
        "dateSigned": "2026-07-02",
        "title": "no place in the model",
        "period": {"startDate": "2026-08-01", "endDate": "2027-08-01"},
        "value": {"amount": 5, "currency": "GBP"},
    }
    rows = mapped(awards=[{"id": "1"}], contracts=[contract, {"id": "d", "awardID": "9"}, {"id": "e"}])
    assert {k: str(v) for k, v in rows.node("Contract", "c").items()} == {
        "id": f"{OCID}/c",
        "contractId": "c",
        "awardId": "1",
        "status": "active",
        "dateSigned": "2026-07-02",
        "startDate": "2026-08-01",
        "endDate": "2027-08-01",
        "value": "5",
        "valueBasis": "net",
        "currency": "GBP",
    }
    assert set(rows.rels("HAS_CONTRACT")) == {(OCID, "c"), (OCID, "d"), (OCID, "e")}
    assert rows.rels("SIGNED_AS") == {("1", "c"): {}}
    assert rows.node("Contract", "d")["awardId"] == "9"
    assert rows.odd == {oddities.CONTRACT_DANGLES: 1}


def test_parts_without_an_id_or_with_one_used_twice_are_counted():
    rows = mapped(
        awards=[{"title": "none"}, {"id": "1", "title": "first", "suppliers": [ONE]}, {"id": "1", "suppliers": [TWO]}],
        contracts=[{"status": "none"}, {"id": "c", "status": "first"}, {"id": "c"}],
    )
    assert rows.node("Award", "1")["title"] == "first"
    assert {supplier for _, supplier in rows.rels("TO")} == {ONE["id"], TWO["id"]}
    assert rows.odd == {
        oddities.AWARD_WITHOUT_ID: 1,
        oddities.AWARD_TWICE: 1,
        oddities.CONTRACT_WITHOUT_ID: 1,
        oddities.CONTRACT_TWICE: 1,
    }


def test_suppliers_of_an_award_without_an_id_are_parties_to_the_process():
    stranger = {"id": "GB-COH-07654321", "name": "Elm Ltd"}
    rows = mapped(awards=[{"title": "none", "suppliers": [stranger]}])
    assert rows.rels("PARTY_TO")[stranger["id"], OCID]["roles"] == ["supplier"]
    assert rows.rels("TO") == rows.rels("AWARDED_TO") == {}


MARKET = {"documents": [{"id": "d", "noticeType": "UK15"}]}


@pytest.mark.parametrize(
    "where",
    [
        {"tender": MARKET},
        {"planning": {"documents": [{"noticeType": "UK14"}]}},
        {"contracts": [{"id": "x", "implementation": MARKET}]},
        {"tender": {"milestones": [MARKET]}},
    ],
)
def test_a_place_on_a_list_is_no_award(where):
    rows = mapped(**where, awards=[{"id": "2", "suppliers": [ONE, TWO]}, {"id": "1", "suppliers": [ONE]}])
    assert rows.rels("QUALIFIED") == {(OCID, ONE["id"]): {"entries": ["1", "2"]}, (OCID, TWO["id"]): {"entries": ["2"]}}
    for kind in ("HAS_AWARD", "FOR", "TO", "AWARDED_TO"):
        assert rows.rels(kind) == {}
    assert rows.nodes("Award") == {}


def test_in_a_market_what_has_a_value_or_a_contract_is_an_award():
    rows = mapped(
        tender=MARKET,
        awards=[
            {"id": "1", "suppliers": [ONE], "value": {"amount": 1}},
            {"id": "2", "suppliers": [ONE]},
            {"id": "3", "suppliers": [TWO], "value": {"currency": "GBP"}},
        ],
        contracts=[{"id": "c", "awardID": "2"}],
    )
    assert set(rows.nodes("Award")) == {"1", "2"}
    assert rows.rels("QUALIFIED") == {(OCID, TWO["id"]): {"entries": ["3"]}}
    assert rows.rels("SIGNED_AS") == {("2", "c"): {}}


def test_a_removed_supplier_is_no_member():
    parties = [COUNCIL, {**SUPPLIER, "roles": ["removedSupplier"]}, {**OTHER, "roles": ["removedSupplier", "supplier"]}]
    rows = mapped(parties=parties, tender=MARKET, awards=[{"id": "1", "suppliers": [ONE, TWO]}])
    assert rows.rels("QUALIFIED") == {(OCID, TWO["id"]): {"entries": ["1"]}}
    assert (ONE["id"], OCID) in rows.rels("PARTY_TO")


def test_without_a_market_a_removed_supplier_keeps_its_award():
    rows = mapped(
        parties=[COUNCIL, {**SUPPLIER, "roles": ["removedSupplier"]}], awards=[{"id": "1", "suppliers": [ONE]}]
    )
    assert rows.rels("TO") == {("1", ONE["id"]): {}}
