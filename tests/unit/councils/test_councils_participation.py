import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.councils.participation import participation, texts

DATA = Path(__file__).parents[3].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the repository")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def pointed(value, path):
    for key in path.split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def by(result, basis):
    return {fact.code for fact in result.participants if fact.basis == basis}


def seed(number):
    return participation(json.loads((DATA / "seeds" / f"ocds-h6vhtk-{number}.json").read_text(encoding="utf-8")))


@needs_data
def test_worcestershire_by_party_and_its_six_districts_by_text():
    result = seed("06ac46")
    assert by(result, "party") == {"WOR"}
    assert by(result, "text") - {"WOR"} == {"BRM", "MAV", "RED", "WOC", "WYC", "WYE"}


@needs_data
def test_worthing_by_party_and_adur_worthing_and_arun_by_text():
    result = seed("06074c")
    assert by(result, "party") == {"WOT"}
    assert by(result, "text") == {"ADU", "WOT", "ARU"}


@needs_data
def test_herefordshire_alone_and_the_neighbours_as_eligibility():
    result = seed("0690b0")
    assert by(result, "party") | by(result, "text") == {"HEF"}
    limits = {fact.code for fact in result.mentions if fact.sense == "eligibility"}
    assert limits - {"HEF"} == {"WOR", "GLS", "SHR", "MON", "POW"}
    assert {fact.sense for fact in result.mentions if fact.code != "HEF"} == {"eligibility"}


@needs_data
def test_adur_and_worthing_by_party():
    result = seed("05d7a7")
    assert by(result, "party") == {"ADU", "WOT"}
    assert by(result, "text") == set()


@needs_data
@pytest.mark.parametrize(
    "source",
    [
        "fts/compiled.jsonl",
        "fts/releases.jsonl",
        *(f"other/{name}.jsonl" for name in ("contracts_finder", "public_contracts_scotland", "sell2wales")),
    ],
)
def test_evidence_is_the_exact_words_of_the_release(source):
    count = 0
    for release in lines(DATA / source):
        result = participation(release)
        for fact in [*result.participants, *result.mentions, *result.collective]:
            assert pointed(release, fact.path)[fact.start : fact.end] == fact.text != ""
            count += 1
        keys = [(fact.code, fact.basis, fact.path) for fact in result.participants]
        assert len(keys) == len(set(keys))
        keys = [(fact.code, fact.sense, fact.path) for fact in result.mentions]
        assert len(keys) == len(set(keys))
        taking = {(fact.code, fact.path) for fact in result.participants if fact.basis == "text"}
        assert taking.isdisjoint((fact.code, fact.path) for fact in result.mentions)
    assert count > 10


@needs_data
def test_the_labels_are_met():
    path = Path(__file__).parents[3] / "benchmarks" / "participation.py"
    spec = importlib.util.spec_from_file_location("participation_benchmark", path)
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = benchmark
    spec.loader.exec_module(benchmark)
    releases = {release["ocid"]: release for release in lines(DATA / "fts" / "compiled.jsonl")}
    labels = lines(DATA / "gold" / "councils.jsonl")
    for half in ("learnt from", "held out"):
        scores = benchmark.scores([label for label in labels if benchmark.half_of(label["ocid"]) == half], releases)
        for name, precision, recall in (("party", 0.98, 0.98), ("council", 0.97, 0.92), ("offset", 0.97, 0.92)):
            assert scores[name].precision >= precision, (half, scores[name].errors)
            assert scores[name].recall >= recall, (half, scores[name].errors)


def process(*parties, **tender):
    return {"ocid": "ocds-x-1", "parties": [{"name": name, "roles": ["buyer"]} for name in parties], "tender": tender}


def test_party_evidence_is_the_party_name():
    result = participation(process("The Trust", "Adur & Worthing Councils"))
    assert [(fact.code, fact.path, fact.text, fact.start, fact.end) for fact in result.participants] == [
        (code, "/parties/1/name", "Adur & Worthing Councils", 0, 24) for code in ("ADU", "WOT")
    ]


def test_a_party_that_only_supplies_takes_no_part():
    release = {
        "parties": [{"name": "Luton Borough Council", "roles": ["supplier"]}],
        "tender": {"description": "Luton Borough Council was chosen."},
    }
    result = participation(release)
    assert result.participants == []
    assert [(fact.code, fact.sense) for fact in result.mentions] == [("LUT", "supplier")]


def test_short_names_in_a_title_are_the_councils_that_take_part():
    joint = process(
        "Boston Borough Council", "South Holland District Council", title="Boston / South Holland Assessment"
    )
    assert {fact.rule for fact in participation(joint).participants if fact.basis == "text"} == {"joint-title"}
    alone = process("Boston Borough Council", title="Boston / South Holland Assessment")
    assert by(participation(alone), "text") == set()


def test_a_council_that_takes_part_by_one_text_does_in_the_others():
    release = process(
        "Example Consortium",
        description="The framework may be used by Rutland County Council.",
        procurementMethodRationale="Rutland County Council has grown.",
    )
    assert {(fact.path, fact.rule) for fact in participation(release).participants} == {
        ("/tender/description", "may-use"),
        ("/tender/procurementMethodRationale", "takes-part-elsewhere"),
    }


def test_other_london_boroughs_leave_the_buyer_out():
    result = participation(process("London Borough of Camden", description="Available to all other London boroughs."))
    assert "CMD" not in by(result, "collective")
    assert len(by(result, "collective")) == 31


def test_a_numbered_part_of_a_set_is_not_expanded():
    result = participation(process("Example", description="On behalf of three Greater Manchester councils."))
    assert by(result, "collective") == set()
    assert [phrase.text for phrase in result.collective] == ["three Greater Manchester councils"]


def test_contact_points_ids_and_addresses_of_the_web_are_not_read():
    release = process("Example", description="See the notice.")
    release["tender"] |= {"id": "Luton Borough Council", "contactPoint": {"name": "Luton Borough Council"}}
    release["tender"]["documents"] = [
        {"url": "https://example.com/Luton Borough Council", "description": "Leeds City Council"}
    ]
    assert [text for _, text in texts(release)] == ["See the notice.", "Leeds City Council"]


def test_keys_with_a_slash_or_tilde_are_escaped_in_the_pointer():
    release = process("Example")
    release["a/b~c"] = "Luton Borough Council invites tenders."
    fact = participation(release).participants[0]
    assert fact.path == "/a~1b~0c"
    assert pointed(release, fact.path)[fact.start : fact.end] == fact.text == "Luton Borough Council"


@pytest.mark.parametrize(
    "parties", [None, {}, "x", [None, {"name": 3, "roles": ["buyer"]}, {"name": "Luton Borough Council"}]]
)
def test_parties_of_another_shape_are_passed_over(parties):
    assert participation({"parties": parties, "tender": {"title": None, "lots": [None, 3]}}).participants == []


WORDS = """Adur District Council|Worthing| and |, |(|)|councils| on behalf of | may be used by |all London boroughs
|Kent| in |rn |\n|\u2028|\U0001f600|\u00e9|&|&amp;|  |.|: |\u0130|University of |within |Reading """
pieces = st.sampled_from(WORDS.split("|"))
values = st.recursive(
    st.lists(pieces, max_size=12).map("".join),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "description", "lots", "a/b"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values, st.sampled_from(["Adur District Council", "Example", "Adur & Worthing Councils"]))
def test_whatever_the_text_the_evidence_is_exact_and_the_answer_the_same(value, buyer):
    release = {"parties": [{"name": buyer, "roles": ["buyer"]}], "tender": {"description": value}}
    result = participation(release)
    for fact in [*result.participants, *result.mentions, *result.collective]:
        assert pointed(release, fact.path)[fact.start : fact.end] == fact.text
    assert participation(release) == result
