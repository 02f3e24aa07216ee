"""Facts of all real processes at hand, derived a second time straight from the JSON, by other means, and compared."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import product

import pytest
from mapped import with_codes
from shared import needs_data, processes

from graph.mapping import map_process
from graph.model import (
    AWARDED_TO,
    BROADER,
    FOR,
    HAS,
    HAS_AWARD,
    HAS_CONTRACT,
    ISSUED,
    LOT_CPV,
    LOT_REGION,
    PARTY_TO,
    QUALIFIED,
    REGION_PART_OF,
    SIGNED_AS,
    TENDER_CPV,
    TENDER_REGION,
    TO,
)

pytestmark = needs_data


@pytest.fixture(scope="module")
def pairs():
    """Each release with its rows."""
    return [(release, with_codes(map_process(release))) for release in processes()]


def part(release, *names):
    """All values at a path of names, arrays opened on the way."""
    found = [release]
    for name in names:
        opened = [inner for value in found for inner in (value if isinstance(value, list) else [value])]
        found = [value[name] for value in opened if isinstance(value, dict) and name in value]
    return [inner for value in found for inner in (value if isinstance(value, list) else [value])]


def ends(rows, pattern):
    return set(rows.relationships.get(pattern, {}))


def registered(party_id):
    """Company numbers in the eight characters of the register; those here lack nothing but zeros."""
    scheme, _, number = party_id.rpartition("-")
    return f"{scheme}-{number:0>8}" if scheme == "GB-COH" else party_id


def names_of_lots(release):
    named = {*part(release, "tender", "lots", "id"), *part(release, "awards", "relatedLots")}
    for section in ("tender", "awards", "contracts"):
        named |= set(part(release, section, "items", "relatedLot"))
    return named or {"-"}


def test_the_path_holds_from_buyer_to_supplier(pairs):
    for release, rows in pairs:
        if not part(release, "awards", "suppliers") or not (
            part(release, "buyer") or "buyer" in part(release, "parties", "roles")
        ):
            continue
        tenders = {tender for _, tender in ends(rows, ISSUED)}
        lots = {lot for tender, lot in ends(rows, HAS) if tender in tenders}
        assert {lot for lot, *_ in ends(rows, AWARDED_TO)} & lots or ends(rows, QUALIFIED), release["ocid"]


def test_nodes_are_the_published_ones(pairs):
    for release, rows in pairs:
        ocid = release["ocid"]
        for label, found in (
            ("Lot", names_of_lots(release)),
            ("Award", part(release, "awards", "id")),
            ("Contract", part(release, "contracts", "id")),
        ):
            assert set(rows.nodes.get(label, {})) == {f"{ocid}/{one}" for one in found}, ocid
        assert {end for _, end in ends(rows, HAS)} == set(rows.nodes["Lot"])
        assert {end for _, end in ends(rows, HAS_AWARD)} == set(rows.nodes.get("Award", {}))
        assert {end for _, end in ends(rows, HAS_CONTRACT)} == set(rows.nodes.get("Contract", {}))
        assert sum("undeclared" in lot for lot in rows.nodes["Lot"].values()) == len(
            names_of_lots(release) - set(part(release, "tender", "lots", "id")) - {"-"}
        )


def test_who_issued_and_who_takes_part(pairs):
    local = 0
    for release, rows in pairs:
        local_ids = {p["id"] for p in release["parties"] if p["id"].startswith("org-")}
        local += len(local_ids)

        def key(party, ocid=release["ocid"], local_ids=local_ids):
            return f"{ocid}/{party}" if party in local_ids else registered(party)

        roles = defaultdict(set)
        for party in release["parties"]:
            roles[key(party["id"])] |= set(party["roles"])
        buyers = {key(one) for one in part(release, "buyer", "id")} | {
            k for k, said in roles.items() if "buyer" in said
        }
        assert ends(rows, ISSUED) == {(buyer, release["ocid"]) for buyer in buyers}
        assert {k: set(p["roles"]) for (k, _), p in rows.relationships[PARTY_TO].items()} == roles
    assert local == 66


def test_every_lot_award_and_supplier_once(pairs):
    for release, rows in pairs:
        ocid = release["ocid"]
        lots = names_of_lots(release)
        triples, forward, to = set(), set(), set()
        for award in release.get("awards", []):
            named = award.get("relatedLots") or lots
            suppliers = [registered(s["id"]) for s in award.get("suppliers", [])]
            triples |= {(f"{ocid}/{lot}", supplier, award["id"]) for lot, supplier in product(named, suppliers)}
            forward |= {(f"{ocid}/{award['id']}", f"{ocid}/{lot}") for lot in named}
            to |= {(f"{ocid}/{award['id']}", supplier) for supplier in suppliers}
        assert (ends(rows, AWARDED_TO), ends(rows, FOR), ends(rows, TO)) == (triples, forward, to), ocid
        signed = {
            (f"{ocid}/{c['awardID']}", f"{ocid}/{c['id']}")
            for c in release.get("contracts", [])
            if c["awardID"] in part(release, "awards", "id")
        }
        assert ends(rows, SIGNED_AS) == signed


def test_shares_add_up_to_the_money_published(pairs):
    """By award: never more than what the award, or its contracts, say."""
    counted = Counter()
    for release, rows in pairs:
        shares = defaultdict(Fraction)
        for (_, _, award), props in rows.relationships.get(AWARDED_TO, {}).items():
            if "share" in props:
                shares[award] += Fraction(props["share"])
        for award in release.get("awards", []):
            own = award.get("value") or {}
            signed = [c.get("value") or {} for c in release.get("contracts", []) if c["awardID"] == award["id"]]
            sources = [own] if {"amount", "amountGross"} & set(own) else signed
            amounts = [
                v["amount"] if v.get("amount") or not v.get("amountGross") else v["amountGross"]
                for v in sources
                if {"amount", "amountGross"} & set(v)
                for v in [{"amount": None, **v}]
                if v["amount"] is not None or "amountGross" in v
            ]
            if amounts and award.get("suppliers"):
                assert float(shares[award["id"]]) == pytest.approx(float(sum(amounts))), (release["ocid"], award["id"])
                counted["award" if sources == [own] else "contract"] += 1
            else:
                assert award["id"] not in shares
    assert counted["award"] > 100
    assert counted["contract"] > 200


def test_codes_and_regions_are_the_union_of_all_items(pairs):
    for release, rows in pairs:
        ocid, lots = release["ocid"], names_of_lots(release)
        cpv = {
            c["id"]
            for c in part(release, "tender", "classification") + part(release, "tender", "additionalClassifications")
        }
        of_lots, regions, in_lots = set(), set(), set()
        if len(lots) == 1:
            of_lots |= {(f"{ocid}/{next(iter(lots))}", code) for code in cpv}
        for section in ("tender", "awards", "contracts"):
            for item in part(release, section, "items"):
                codes = {c["id"] for c in part(item, "additionalClassifications") + part(item, "classification")}
                places = {a for a in part(item, "deliveryAddresses", "region") if len(a) < 6}
                lot = item.get("relatedLot") or (next(iter(lots)) if len(lots) == 1 else None)
                cpv, regions = cpv | codes, regions | places
                of_lots |= {(f"{ocid}/{lot}", c) for c in codes if lot}
                in_lots |= {(f"{ocid}/{lot}", p) for p in places if lot}
        assert ends(rows, TENDER_CPV) == {(ocid, code) for code in cpv}, ocid
        assert ends(rows, LOT_CPV) == of_lots, ocid
        assert ends(rows, TENDER_REGION) == {(ocid, region) for region in regions}, ocid
        assert ends(rows, LOT_REGION) == in_lots, ocid


def test_every_code_reaches_the_top(pairs):
    for _, rows in pairs:
        for label, pattern, top in (("CPV", BROADER, "000000"), ("Region", REGION_PART_OF, "")):
            above = dict(ends(rows, pattern))
            for code in rows.nodes.get(label, {}):
                assert (code in above) != (code[2:] == top), code
                assert above.get(code, code) in rows.nodes[label]


def test_real_codes_have_their_names(pairs):
    for _, rows in pairs:
        assert all(
            "description" in node
            for code, node in rows.nodes.get("CPV", {}).items()
            if code not in _MIDDLE_CODES_NOT_IN_USE
        )
        assert all("name" in node for code, node in rows.nodes.get("Region", {}).items() if code.startswith("UK"))


_MIDDLE_CODES_NOT_IN_USE = {"34511000", "35811000", "60110000"}


def test_published_is_a_date_of_a_notice_and_the_first(pairs):
    dated = 0
    for release, rows in pairs:
        documents = [d for s in ("planning", "tender", "awards", "contracts") for d in part(release, s, "documents")]
        notices = [d for d in documents if "noticeType" in d or str(d.get("documentType")).endswith("Notice")]
        dates = [d["datePublished"].replace("Z", "+00:00") for d in notices if "datePublished" in d]
        found = rows.nodes["Tender"][release["ocid"]].get("datePublished")
        assert (found is None) == (not dates)
        if found is not None:
            dated += 1
            assert found.isoformat() in dates
            assert all(found.timestamp() <= _seconds(one) for one in dates)
    assert dated > 300


def _seconds(text):
    from email.utils import parsedate_to_datetime

    day, clock = text.split("T")
    year, month, date = day.split("-")
    offset = clock[8:].replace(":", "")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return parsedate_to_datetime(f"{date} {months[int(month) - 1]} {year} {clock[:8]} {offset}").timestamp()


def test_no_contact_point_reaches_the_graph(pairs):
    for release, rows in pairs:
        contacts = {
            str(v)
            for p in part(release, "parties", "contactPoint")
            for k, v in p.items()
            if k in ("email", "telephone")
        }
        held = {str(v) for found in rows.relationships[PARTY_TO].values() for v in found.values()}
        assert not contacts & held


def test_text_is_verbatim(pairs):
    spaced = 0
    for release, rows in pairs:
        for (key, _), props in rows.relationships[PARTY_TO].items():
            names = [p["name"] for p in release["parties"] if key.endswith(registered(p["id"]))]
            assert props["name"] in names
            spaced += props["name"] != props["name"].strip()
        assert rows.nodes["Tender"][release["ocid"]]["title"] == release["tender"]["title"]
    assert spaced >= 5
