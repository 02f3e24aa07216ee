"""Councils of real releases in the graph: the four seeds, and every offset."""

import json
from pathlib import Path

import pytest

from graph.collaboration.sentences import compiled, string_at
from graph.load import LoadOptions, load

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the repository")


@pytest.fixture(scope="module")
def loaded(connected):
    connected.write("MATCH (n) DETACH DELETE n")
    report = load([str(DATA / "fts" / "compiled.jsonl"), str(DATA / "seeds")], connected, LoadOptions())
    assert not report.rejected
    return connected


def taking(database, ocid, basis):
    rows = database.read(
        "MATCH (c:Council)-[p:PARTICIPATES_IN {basis: $basis}]->(:Tender {ocid: $ocid}) RETURN DISTINCT c.code AS code",
        ocid=f"ocds-h6vhtk-{ocid}", basis=basis,
    )  # fmt: skip
    return {row["code"] for row in rows}


def test_worcestershire_by_party_its_six_districts_by_text(loaded):
    assert taking(loaded, "06ac46", "party") == {"WOR"}
    assert taking(loaded, "06ac46", "text") - {"WOR"} == {"BRM", "MAV", "RED", "WOC", "WYC", "WYE"}


def test_worthing_by_party_adur_worthing_and_arun_by_text(loaded):
    assert taking(loaded, "06074c", "party") == {"WOT"}
    assert taking(loaded, "06074c", "text") == {"ADU", "WOT", "ARU"}


def test_herefordshire_alone_the_five_neighbours_as_eligibility(loaded):
    assert taking(loaded, "0690b0", "party") | taking(loaded, "0690b0", "text") == {"HEF"}
    assert taking(loaded, "0690b0", "collective") == set()
    rows = loaded.read(
        "MATCH (:Tender {ocid: 'ocds-h6vhtk-0690b0'})-[m:MENTIONS]->(c:Council) WHERE c.code <> 'HEF' "
        "RETURN c.code AS code, m.sense AS sense"
    )
    assert {(row["code"], row["sense"]) for row in rows} == {
        (code, "eligibility") for code in ("WOR", "GLS", "SHR", "MON", "POW")
    }


def test_adur_and_worthing_by_party(loaded):
    assert taking(loaded, "05d7a7", "party") == {"ADU", "WOT"}
    rows = loaded.read(
        "MATCH (:Tender {ocid: 'ocds-h6vhtk-05d7a7'})<-[:ISSUED]-(o:Organisation)-[:IDENTIFIED_AS]->(c:Council) "
        "RETURN c.code AS code"
    )
    assert {row["code"] for row in rows} == {"ADU", "WOT"}


def test_every_text_is_the_stored_string_between_its_offsets(loaded):
    rows = loaded.read(
        "MATCH (:Council)-[p:PARTICIPATES_IN]->(t:Tender) RETURN t.ocid AS ocid, properties(p) AS p UNION ALL "
        "MATCH (t:Tender)-[p:MENTIONS]->(:Council) RETURN t.ocid AS ocid, properties(p) AS p UNION ALL "
        "MATCH (t:Tender) UNWIND t.collective AS phrase RETURN t.ocid AS ocid, {json: phrase} AS p"
    )
    facts = [(row["ocid"], json.loads(row["p"]["json"]) if "json" in row["p"] else row["p"]) for row in rows]
    assert len(facts) > 800
    releases = dict(compiled(loaded, {ocid for ocid, _ in facts}))
    for ocid, fact in facts:
        text = string_at(releases[ocid], fact["path"])
        assert text is not None, (ocid, fact)
        assert text[fact["start"] : fact["end"]] == fact["text"] != "", (ocid, fact)
        assert fact["rule"]
