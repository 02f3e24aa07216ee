from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapped import COUNCIL, OCID, SUPPLIER, mapped

from graph.mapping import oddities
from graph.mapping.organisations import organisation_key


@pytest.mark.parametrize(
    ("party_id", "identified", "expected", "kind"),
    [
        ("GB-COH-12345", None, "GB-COH-00012345", None),
        ("GB-COH-SC12345", None, "GB-COH-SC012345", None),
        ("gb-coh-sc 123 45", None, "GB-COH-SC012345", None),
        ("GB-COH-IP21256R", None, "GB-COH-IP21256R", None),
        ("GB-COH-R0000123", None, "GB-COH-R0000123", None),
        ("GB-COH-Not registered", None, "GB-COH-Not registered", oddities.COMPANY_NUMBER),
        ("GB-COH-123456789", None, "GB-COH-123456789", oddities.COMPANY_NUMBER),
        ("gb-ppon-PAAA-1111-BBBB", None, "GB-PPON-PAAA-1111-BBBB", None),
        ("GB-FTS-123", {"scheme": "GB-COH", "id": "1"}, "GB-FTS-123", None),
        ("GB-CHC-20 30", None, "GB-CHC-20 30", oddities.ID_WITH_SPACE),
        ("IM-CR-123C", None, "IM-CR-123C", None),
        ("org-12", None, f"{OCID}/org-12", oddities.LOCAL_PARTY_ID),
        ("12", None, f"{OCID}/12", oddities.LOCAL_PARTY_ID),
        (12, None, f"{OCID}/12", oddities.LOCAL_PARTY_ID),
        ("GB-COH-", None, f"{OCID}/GB-COH-", oddities.LOCAL_PARTY_ID),
        ("GB-1", None, f"{OCID}/GB-1", oddities.LOCAL_PARTY_ID),
        ("org-12", {"scheme": "gb-coh", "id": "sc12345"}, "GB-COH-SC012345", None),
        ("org-12", {"scheme": "GB-SRS", "id": "a.gov/x"}, "GB-SRS-a.gov/x", None),
        ("org-12", {"scheme": "GB-COH"}, f"{OCID}/org-12", oddities.LOCAL_PARTY_ID),
        ("org-12", {"id": "123"}, f"{OCID}/org-12", oddities.LOCAL_PARTY_ID),
        (None, {"scheme": "GB-COH", "id": 123}, "GB-COH-00000123", None),
        (None, {}, None, None),
    ],
)
def test_ids_of_organisations(party_id, identified, expected, kind):
    odd = Counter()
    raw = None if party_id is None else str(party_id)
    assert organisation_key(OCID, raw, identified, odd) == expected
    assert odd == ({kind: 1} if kind else {})


@given(st.from_regex(r"[a-zA-Z]{0,2} ?[0-9][0-9 ]{0,8}[a-zA-Z]?", fullmatch=True))
def test_company_numbers_normalise_once_and_for_all(number):
    once = organisation_key(OCID, f"GB-COH-{number}", None, Counter())
    assert organisation_key(OCID, once, None, Counter()) == once


def test_what_a_party_states():
    party = {
        "id": "GB-COH-1",
        "name": " Verbatim  Ltd ",
        "identifier": {"scheme": "gb-coh", "id": "1", "legalName": "Legal"},
        "address": {
            "streetAddress": "1 Road",
            "locality": "Town",
            "postalCode": "AB1 2CD",
            "country": "GB",
            "countryName": "United Kingdom",
            "region": "UKJ27",
        },
        "contactPoint": {"name": "A Person", "email": "a@b.example", "telephone": "1", "url": "https://c.example"},
        "details": {
            "url": "https://x.example",
            "scale": "sme",
            "vcse": False,
            "classifications": [
                {"scheme": "COFOG", "id": "01"},
                {"scheme": "TED_CA_TYPE", "id": "BODY"},
                {"scheme": "UK_CA_TYPE", "id": "first"},
                {"scheme": "UK_CA_TYPE", "id": "second"},
            ],
        },
        "roles": ["supplier", "buyer"],
    }
    rows = mapped(parties=[party], buyer=None)
    props = dict(rows.rels("PARTY_TO")["GB-COH-00000001", OCID])
    assert props.pop("date").isoformat() == "2026-08-01T10:00:00+01:00"
    assert props == {
        "name": " Verbatim  Ltd ",
        "scheme": "gb-coh",
        "identifier": "1",
        "streetAddress": "1 Road",
        "locality": "Town",
        "postalCode": "AB1 2CD",
        "country": "GB",
        "region": "UKJ27",
        "url": "https://x.example",
        "scale": "sme",
        "sme": True,
        "vcse": False,
        "kind": "first",
        "roles": ["buyer", "supplier"],
    }
    assert "UKJ27" in rows.nodes("Region")


@pytest.mark.parametrize(
    ("scale", "sme"), [("sme", True), ("large", False), ("micro", True), ("huge", None), (None, None)]
)
def test_sme_only_where_scale_says_so(scale, sme):
    rows = mapped(parties=[{**SUPPLIER, "details": {"scale": scale}}])
    assert rows.rels("PARTY_TO")[SUPPLIER["id"], OCID].get("sme") is sme
    assert rows.odd[oddities.UNKNOWN_SCALE] == (scale == "huge")


@pytest.mark.parametrize(
    ("schemes", "kind"),
    [
        (["TED_CE_ACTIVITY", "TED_CA_TYPE"], "of TED_CA_TYPE"),
        (["TED_CE_ACTIVITY"], "of TED_CE_ACTIVITY"),
        (["COFOG"], None),
    ],
)
def test_kind_by_the_strongest_classification(schemes, kind):
    classifications = [{"scheme": s, "id": f"of {s}"} for s in schemes]
    rows = mapped(parties=[{**COUNCIL, "details": {"classifications": classifications}}])
    assert rows.rels("PARTY_TO")[COUNCIL["id"], OCID].get("kind") == kind


def test_scheme_and_identifier_only_together():
    rows = mapped(parties=[{**COUNCIL, "identifier": {"id": "123", "legalName": "x"}}])
    assert not {"scheme", "identifier"} & set(rows.rels("PARTY_TO")[COUNCIL["id"], OCID])


def test_of_a_party_listed_twice_the_first_counts_with_all_roles():
    twice = [
        {"id": "GB-COH-1", "name": "First", "roles": ["supplier"]},
        {"id": "gb-coh-00000001", "name": "Second", "roles": ["buyer"], "details": {"url": "https://x.example"}},
    ]
    rows = mapped(parties=twice, buyer=None)
    props = rows.rels("PARTY_TO")["GB-COH-00000001", OCID]
    assert (props["name"], props["roles"], "url" in props) == ("First", ["buyer", "supplier"], False)
    assert rows.rels("ISSUED") == {("GB-COH-00000001", OCID): {}}
    assert rows.odd[oddities.PARTY_TWICE] == 1


def test_several_buyers_and_a_buyer_without_the_role():
    parties = [COUNCIL, {**SUPPLIER, "roles": ["buyer"]}, {"id": "GB-PPON-C", "name": "C", "roles": ["payer"]}]
    rows = mapped(parties=parties, buyer={"id": "GB-PPON-C", "name": "Another name"})
    assert {start for start, _ in rows.rels("ISSUED")} == {COUNCIL["id"], SUPPLIER["id"], "GB-PPON-C"}
    assert rows.rels("PARTY_TO")["GB-PPON-C", OCID]["name"] == "C"
    assert not rows.odd


def test_no_buyer_is_counted_and_not_invented():
    rows = mapped(parties=[SUPPLIER], buyer=None)
    assert rows.rels("ISSUED") == {}
    assert rows.odd == {oddities.NO_BUYER: 1}


def test_parties_with_the_role_are_no_missing_buyer():
    assert mapped(buyer=None).odd == {}


def test_a_reference_that_parties_lacks_makes_the_organisation():
    rows = mapped(
        parties=[],
        buyer={"id": "GB-PPON-Z", "name": "Zed"},
        awards=[
            {
                "id": "1",
                "suppliers": [
                    {"id": "gb-coh-7", "name": "Seven"},
                    {"id": "local", "name": "Local"},
                    {"name": "Nobody"},
                ],
            }
        ],
    )
    parties = {key: (p["name"], p["roles"]) for (key, _), p in rows.rels("PARTY_TO").items()}
    assert parties == {
        "GB-PPON-Z": ("Zed", ["buyer"]),
        "GB-COH-00000007": ("Seven", ["supplier"]),
        "local": ("Local", ["supplier"]),
    }
    assert {end for _, end in rows.rels("TO")} == {"GB-COH-00000007", "local"}
    assert rows.odd[oddities.PARTY_WITHOUT_ID] == 1


def test_a_reference_by_another_spelling_of_a_listed_id_adds_nothing():
    rows = mapped(awards=[{"id": "1", "suppliers": [{"id": "GB-COH-1234567", "name": "Other name"}]}])
    assert ("1", SUPPLIER["id"]) in rows.rels("TO")
    assert rows.rels("PARTY_TO")[SUPPLIER["id"], OCID]["name"] == SUPPLIER["name"]
    assert rows.odd == {}


def test_a_release_of_ocds_1_0_states_the_organisation_in_the_reference():
    buyer = {"identifier": {"scheme": "GB-COH", "id": "9"}, "name": "Nine", "address": {"locality": "Town"}}
    rows = mapped(parties=None, buyer=buyer)
    props = rows.rels("PARTY_TO")["GB-COH-00000009", OCID]
    assert (props["name"], props["locality"], props["roles"]) == ("Nine", "Town", ["buyer"])
