import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapped import mapped

from graph.mapping import oddities
from graph.mapping.codes import cpv_chain, cpv_descriptions, cpv_level, region_names


def test_the_cpv_list_is_whole():
    descriptions = cpv_descriptions()
    assert len(descriptions) == 9454
    assert descriptions["45261900"] == "Roof repair and maintenance work"
    assert all(len(code) == 8 and code.isdigit() and text == text.strip() != "" for code, text in descriptions.items())
    assert sum(cpv_level(code) == "division" for code in descriptions) == 45


def test_the_regions_are_whole():
    names = region_names()
    assert names["UKJ27"] == "West Sussex (South West)"
    assert names["TLJ27"] == names["UKJ27"]
    assert names["UKK24"] == "Bournemouth, Christchurch and Poole"
    assert "TLK21" not in names  # gone from NUTS before there was ITL
    # NUTS 2018 put UKN10 to UKN16 under UKN0, against its own rule of codes; NUTS 2021 mended that.
    assert {code[:-1] for code in names if len(code) > 2} - set(names) == {"UKN1"}


def test_broader_is_one_step_a_digit():
    assert cpv_chain("45261900") == ("45261900", "45261000", "45260000", "45200000", "45000000")
    assert cpv_chain("45261215") == ("45261215", "45261210", "45261200", "45261000", "45260000", "45200000", "45000000")
    assert cpv_chain("30000000") == ("30000000",)
    assert cpv_chain("03000000") == ("03000000",)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_every_chain_ends_at_its_division_and_drops_one_digit_a_step(code):
    chain = cpv_chain(code)
    assert chain[0] == code
    assert chain[-1] == code[:2] + "000000"
    assert all(cpv_level(chain[-1]) == "division" for _ in chain)
    for narrow, broad in itertools.pairwise(chain):
        used = max(2, len(narrow.rstrip("0")))
        assert broad == narrow[: used - 1].ljust(8, "0")


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("45000000", "division"),
        ("30000000", "division"),
        ("45200000", "group"),
        ("45260000", "class"),
        ("45261000", "category"),
        ("45261900", "subcategory"),
        ("45261215", "subcategory"),
    ],
)
def test_levels(code, level):
    assert cpv_level(code) == level


@pytest.mark.parametrize(
    ("published", "codes", "kind"),
    [
        ({"scheme": "CPV", "id": "45261900"}, {"45261900"}, None),
        ({"scheme": "CPV", "id": "45261900-3"}, {"45261900"}, None),
        ({"scheme": "CPV", "id": 45261900}, {"45261900"}, None),
        ({"scheme": "cpv", "id": "45261900"}, {"45261900"}, None),
        ({"scheme": "CPV", "id": "4526190"}, set(), oddities.CPV_FORM),
        ({"scheme": "CPV", "id": "452619003"}, set(), oddities.CPV_FORM),
        ({"scheme": "CPV", "id": "AB12-3"}, set(), oddities.CPV_FORM),
        ({"scheme": "CPV", "id": True}, set(), oddities.CPV_FORM),
        ({"scheme": "CPV", "id": "45261999"}, {"45261999"}, oddities.CPV_UNLISTED),
        ({"scheme": "UNSPSC", "id": "45261900"}, set(), oddities.OTHER_SCHEME),
        ({"scheme": 7, "id": "45261900"}, set(), oddities.OTHER_SCHEME),
        ({"id": "45261900"}, set(), None),
        ({"scheme": "CPV"}, set(), None),
    ],
)
def test_what_counts_as_a_cpv_code(published, codes, kind):
    rows = mapped(tender={"classification": published})
    assert {code for _, code in rows.rels("CLASSIFIED_AS", "Tender")} == codes
    assert {k for k in rows.odd if "CPV" in k} == ({kind} if kind else set())


def test_an_unlisted_code_has_its_place_but_no_description():
    rows = mapped(tender={"classification": {"scheme": "CPV", "id": "45261999"}})
    assert rows.nodes("CPV")["45261999"] == {"code": "45261999", "level": "subcategory"}
    assert rows.nodes("CPV")["45261000"]["description"] == "Erection and related works of roof frames and coverings"
    assert ("45261999", "45261990") in rows.rels("BROADER")


@pytest.mark.parametrize(
    ("region", "chain", "kind"),
    [
        ("UKJ27", ["UK", "UKJ", "UKJ2", "UKJ27"], None),
        ("UK", ["UK"], None),
        ("TLG11", ["TL", "TLG", "TLG1", "TLG11"], None),
        ("FRD21", ["FR", "FRD", "FRD2", "FRD21"], None),
        ("UKX99", ["UK", "UKX", "UKX9", "UKX99"], oddities.REGION_UNLISTED),
        ("East of England", [], oddities.REGION_NAME),
        ("London", [], oddities.REGION_NAME),
        ("WALES", [], oddities.REGION_NAME),
        ("KENT", [], oddities.REGION_NAME),
        ("UKN0A", ["UK", "UKN", "UKN0", "UKN0A"], None),
        ("IE05", ["IE", "IE0", "IE05"], None),
        ("FRZZZ", ["FR", "FRZ", "FRZZ", "FRZZZ"], None),
        ("ukj27", [], oddities.REGION_NAME),
        ("", [], oddities.REGION_NAME),
        (17, [], None),
    ],
)
def test_regions_lead_to_their_country_and_names_are_no_regions(region, chain, kind):
    rows = mapped(tender={"items": [{"deliveryAddresses": [{"region": region}]}]})
    assert sorted(rows.nodes("Region")) == chain
    assert [props["level"] for _, props in sorted(rows.nodes("Region").items())] == list(range(len(chain)))
    assert sorted(rows.rels("PART_OF")) == [(below, above) for above, below in itertools.pairwise(chain)]
    assert {k for k in rows.odd if "region" in k} == ({kind} if kind else set())


def test_region_names_come_from_the_list():
    rows = mapped(tender={"items": [{"deliveryAddresses": [{"region": "UKN0A"}, {"region": "IT"}]}]})
    assert rows.nodes("Region")["UKN0A"] == {"code": "UKN0A", "name": "Derry City and Strabane", "level": 3}
    assert rows.nodes("Region")["IT"] == {"code": "IT", "level": 0}
