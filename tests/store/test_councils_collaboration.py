"""What follows from who takes part, on releases made by hand: every number known beforehand."""

import datetime as dt
import json

import pytest

from graph.collaboration import together as collaboration
from graph.collaboration.compare import compare
from graph.collaboration.evidence import evidence
from graph.collaboration.network import SHARED, described, network
from graph.collaboration.opportunities import Window, opportunities
from graph.collaboration.profile import listed, show
from graph.collaboration.refresh import refresh
from graph.collaboration.report import report
from graph.collaboration.suppliers import shared_suppliers
from graph.councils.corrections import Correction
from graph.errors import NotFoundError, UsageError
from graph.load import LoadOptions, load_items
from graph.ocds.read import read_bytes
from graph.store.fingerprint import fingerprint

WORTHING, ADUR, ARUN, KENT = (
    {"id": f"GB-PPON-P{name[:3].upper()}-1111-AAAA", "name": name}
    for name in ("Worthing Borough Council", "Adur District Council", "Arun District Council", "Kent County Council")
)
CLEAN, DOGS = ({"id": f"GB-COH-0000000{n}", "name": name} for n, name in ((1, "Clean Ltd"), (2, "Dogs & Co <Ltd>")))


def release(number, buyers, suppliers=(), *, cpv="90910000", amount=100.0, end="2028-03-31", status="active", **tender):
    buyers = list(buyers)
    parties = [{**one, "roles": ["buyer"]} for one in buyers]
    parties += [{**one, "roles": ["supplier"]} for one in suppliers]
    award = {
        "id": "1", "status": status, "suppliers": list(suppliers), "relatedLots": ["1"], "date": "2026-02-01T00:00:00Z",
        "value": {"amount": amount, "currency": "GBP"}, "contractPeriod": {"endDate": f"{end}T00:00:00Z"},
    }  # fmt: skip
    return {
        "ocid": f"ocds-t-{number}", "id": f"{number}", "date": f"2026-01-0{number}T00:00:00Z", "tag": ["award"],
        "language": "en", "initiationType": "tender", "buyer": buyers[0], "parties": parties,
        "tender": {
            "id": f"t{number}", "title": f"Procurement {number}", "status": "complete",
            "documents": [{"id": "n", "noticeType": "UK6", "datePublished": f"2026-01-0{number}T00:00:00Z"}],
            "lots": [{"id": "1"}],
            "items": [{"id": "1", "relatedLot": "1", "additionalClassifications": [{"scheme": "CPV", "id": cpv}]}],
            **tender,
        },
        "awards": [award] if suppliers else [],
    }  # fmt: skip


RELEASES = [
    release(1, [WORTHING, ADUR], [CLEAN], amount=600.0),
    release(
        2, [WORTHING], description="It rains. The contract is for and on behalf of Worthing Borough Council, Adur "
        "District Council and Arun District Council.",
    ),
    release(3, [ARUN], [CLEAN], end="2028-06-30"),
    release(4, [KENT], [CLEAN], end="2028-04-30"),
    release(5, [WORTHING], [CLEAN, DOGS], end="2028-05-31", amount=50.0),
    release(6, [ARUN], [DOGS], status="cancelled"),
    release(7, [KENT], [DOGS], cpv="45000000", end="2029-01-01"),
]  # fmt: skip


def put(database, releases, **options):
    lines = b"\n".join(json.dumps(one).encode() for one in releases)
    result = load_items(read_bytes(lines, "test"), database, LoadOptions(**options))
    assert not result.rejected, result.rejected


def records(found):
    return list(found)


@pytest.fixture(scope="module")
def loaded(connected):
    connected.write("MATCH (n) DETACH DELETE n")
    put(connected, RELEASES)
    return connected


def test_together_counts_procurements_and_money_once(loaded):
    rows = {row["partner_code"]: row for row in records(collaboration.together(loaded, ["WOT"]))}
    assert rows.keys() == {"ADU", "ARU"}
    adur = rows["ADU"]
    assert (adur["procurements"], adur["how"]) == (2, {"joint tender": 1, "lead and member": 1})
    assert adur["awarded"] == {"GBP": 600.0}
    assert (adur["first"], adur["last"]) == (dt.date(2026, 1, 1), dt.date(2026, 1, 2))
    assert adur["ocids"] == ["ocds-t-1", "ocds-t-2"]
    assert rows["ARU"]["awarded"] == {}


def test_several_councils_are_the_pairs_among_them(loaded):
    found = records(collaboration.together(loaded, ["ADU", "ARU"]))
    assert [(row["code"], row["partner_code"], row["how"]) for row in found] == [("ADU", "ARU", {"named together": 1})]


def test_a_limit_says_that_there_is_more(loaded):
    found = collaboration.together(loaded, limit=1)
    assert (len(found), found.more) == (1, True)
    assert not collaboration.together(loaded, limit=3).more


def test_groups_are_exactly_the_councils_of_a_procurement(loaded):
    found = {tuple(row["codes"]): row["ocids"] for row in records(collaboration.groups(loaded))}
    assert found == {("ADU", "WOT"): ["ocds-t-1"], ("ADU", "ARU", "WOT"): ["ocds-t-2"]}


def test_evidence_is_the_sentence_with_the_names_marked(loaded):
    rows = [row for row in collaboration.sentences(loaded, ["ARU"]) if row["path"] == "/tender/description"]
    councils = [
        "\u00abWorthing Borough Council\u00bb",
        "\u00abAdur District Council\u00bb",
        "\u00abArun District Council\u00bb",
    ]
    (sentence,) = (row["sentence"].rstrip(".") for row in rows)
    assert sentence == "The contract is for and on behalf of {}, {} and {}".format(*councils)
    text = RELEASES[1]["tender"]["description"]
    words = [text[start:end] for start, end in zip(rows[0]["start"], rows[0]["end"], strict=True)]
    assert words == ["Worthing Borough Council", "Adur District Council", "Arun District Council"]


def test_evidence_of_a_process_is_checked_against_the_stored_release(loaded):
    found = records(evidence(loaded, "ocds-t-2"))
    assert all(row["verbatim"] for row in found)
    assert {(row["code"], row["basis"]) for row in found} == {
        ("WOT", "party"), ("WOT", "text"), ("ADU", "text"), ("ARU", "text"),
    }  # fmt: skip
    with pytest.raises(NotFoundError, match="no release of nowhere"):
        evidence(loaded, "nowhere")


def test_show_and_list(loaded):
    found = show(loaded, "WOT", bases=("party", "text"))
    assert [row["ocid"] for row in found] == ["ocds-t-5", "ocds-t-2", "ocds-t-1"]
    assert any("1 alone, 2 with other councils" in note for note in found.notes)
    counts = {row["code"]: (row["procurements"], row["as_party"], row["joint"]) for row in listed(loaded)}
    assert counts == {"WOT": (3, 3, 2), "ADU": (2, 1, 2), "ARU": (3, 2, 1), "KEN": (2, 2, 0)}
    assert len(listed(loaded, every=True)) > 400


def test_shared_suppliers_tell_joint_buying_from_buying_apart(loaded):
    rows = {(row["code"], row["partner_code"]): row for row in shared_suppliers(loaded, alpha=None)}
    assert {pair: (row["shared"], row["apart"]) for pair, row in rows.items()} == {
        ("ADU", "WOT"): (1, 0), ("ADU", "ARU"): (1, 1), ("ADU", "KEN"): (1, 1), ("ARU", "WOT"): (1, 1),
        ("ARU", "KEN"): (1, 1), ("KEN", "WOT"): (2, 2),
    }  # fmt: skip
    assert rows["ADU", "WOT"]["suppliers"] == ["Clean Ltd (jointly)"]


def test_the_p_value_is_the_hypergeometric_tail(loaded):
    from scipy.stats import hypergeom

    (row,) = shared_suppliers(loaded, ["KEN", "WOT"], alpha=None)
    assert row["p_value"] == pytest.approx(hypergeom.sf(1, 2, 2, 2))
    assert row["q_value"] >= row["p_value"]


def test_opportunities_are_contracts_of_councils_near_by_that_end_together(loaded):
    window = Window(dt.date(2027, 1, 1), dt.date(2029, 1, 1), 92)
    rows = records(opportunities(loaded, ["ARU"], window))
    nearest = rows[0]
    assert nearest["kind"] == "contracts ending"
    assert (nearest["near"], nearest["area"]) == ("county", "West Sussex County Council")
    assert nearest["ocids"] == ["ocds-t-1", "ocds-t-5", "ocds-t-3"]
    assert nearest["value"] == {"GBP": 750.0}
    assert nearest["score"] == pytest.approx(sum(nearest["points"].values()))
    assert [row["area"] for row in rows] == ["West Sussex County Council", "South East"]
    assert rows[1]["ocids"] == ["ocds-t-1", "ocds-t-4", "ocds-t-5", "ocds-t-3"]
    assert all("ocds-t-7" not in row["ocids"] for row in rows)


def test_a_cancelled_award_is_in_nothing(loaded):
    found = compare(loaded, ["ARU", "KEN"], on=dt.date(2028, 1, 1))
    rows = {(row["part"], row["what"]): (row["ARU"], row["KEN"]) for row in found}
    assert rows["awards", "that stand"] == (1, 2)
    assert rows["awarded", "GBP"] == (100.0, 200.0)
    assert rows["suppliers", "number"] == (1, 2)
    assert rows["concentration", "HHI by awards, 0 to 1"] == (1.0, 0.5)
    assert rows["suppliers in common", "Clean Ltd"] == ("1 award", "1 award")
    assert rows["contracts ending", "within a year"] == (1, 1)
    with pytest.raises(UsageError, match="two different councils"):
        compare(loaded, ["ARU"])


def test_the_network_has_a_link_for_each_pair(loaded):
    found = {row["code"]: row["partners"] for row in described(network(loaded))}
    assert found == {"WOT": 2, "ADU": 2, "ARU": 2}
    linked = {row["code"]: row["partners"] for row in described(network(loaded, [SHARED], alpha=1.0))}
    assert linked == {"WOT": 2, "ADU": 2, "ARU": 3, "KEN": 3}


def test_the_report_is_one_file_that_says_what_it_rests_on(loaded):
    page = report(loaded, "WOT", on=dt.date(2027, 1, 1))
    assert "Report of 1 January 2027" in page
    assert "<b>Arun District Council</b>" in page
    assert "Dogs &amp; Co &lt;Ltd&gt;" in page
    assert "What this data does not say" in page
    for outside in ("<script", "<link", "<img", "url("):
        assert outside not in page
    assert page.count("http") == page.count("http://www.w3.org/2000/svg")


def test_a_council_in_nothing_has_a_report_too(loaded):
    page = report(loaded, "GLG", on=dt.date(2027, 1, 1))
    assert "No other council takes part" in page


def test_refresh_restores_what_was_lost_and_changes_nothing_else(database):
    put(database, RELEASES)
    before = fingerprint(database)
    database.write("MATCH (:Council)-[p:PARTICIPATES_IN]->() DELETE p")
    assert fingerprint(database) != before
    refresh(database)
    assert fingerprint(database) == before


def test_refresh_finds_councils_after_a_load_without(database):
    put(database, RELEASES)
    expected = fingerprint(database)
    database.write("MATCH (n) DETACH DELETE n")
    put(database, RELEASES, councils=False)
    assert not database.read("MATCH (c:Council) RETURN c LIMIT 1")
    refresh(database)
    assert fingerprint(database) == expected


def test_corrections_are_shown_as_such_and_go_with_the_next_refresh(database):
    put(database, RELEASES)
    before = fingerprint(database)
    corrections = [
        Correction("reject", "ocds-t-2", "ARU", "participates", "named by mistake"),
        Correction("add", "ocds-t-3", "KEN", "participates", "their own contract says so"),
    ]
    refresh(database, corrections)
    assert {row["code"] for row in evidence(database, "ocds-t-2")} == {"WOT", "ADU"}
    (added,) = [row for row in evidence(database, "ocds-t-3") if row["code"] == "KEN"]
    assert (added["rule"], added["path"], added["text"], added["verbatim"]) == ("correction", "/ocid", "ocds-t-3", True)
    refresh(database)
    assert fingerprint(database) == before


def test_a_correction_of_an_unknown_process_changes_nothing(database):
    put(database, RELEASES[:2])
    before = fingerprint(database)
    with pytest.raises(NotFoundError, match="ocds-t-9"):
        refresh(database, [Correction("reject", "ocds-t-9", "ARU")])
    assert fingerprint(database) == before
