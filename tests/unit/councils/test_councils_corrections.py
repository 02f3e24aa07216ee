import pytest

from graph.councils.corrections import Correction, apply_corrections, read_corrections
from graph.councils.participation import participation
from graph.errors import SourceError, UsageError

OCID = "ocds-x-1"


def found():
    return participation(
        {
            "ocid": OCID,
            "parties": [{"name": "Adur District Council", "roles": ["buyer"]}],
            "tender": {
                "title": "Works in Worthing",
                "description": "Procured jointly with Arun District Council for homes in Worthing.",
            },
        }
    )


def facts(result):
    taking = {(fact.code, fact.basis, fact.rule) for fact in result.participants}
    return taking | {(fact.code, fact.sense, fact.rule) for fact in result.mentions}


BEFORE = {
    ("ADU", "party", "org-name"),
    ("ARU", "text", "jointly-with"),
    ("WOT", "delivery", "place"),
}


def test_without_corrections_nothing_changes():
    assert facts(found()) == BEFORE
    assert apply_corrections(found(), OCID, [Correction("reject", "ocds-other", "ADU")]) == found()


def test_what_is_accepted_keeps_its_evidence_and_takes_the_rule():
    result = apply_corrections(found(), OCID, [Correction("accept", OCID, "ARU", reason="seen")])
    assert facts(result) == BEFORE - {("ARU", "text", "jointly-with")} | {("ARU", "text", "correction")}
    assert [fact.text for fact in result.participants if fact.code == "ARU"] == ["Arun District Council"]


def test_what_is_rejected_goes():
    result = apply_corrections(found(), OCID, [Correction("reject", OCID, "ARU")])
    assert facts(result) == BEFORE - {("ARU", "text", "jointly-with")}
    result = apply_corrections(found(), OCID, [Correction("reject", OCID, "WOT", "delivery")])
    assert facts(result) == BEFORE - {("WOT", "delivery", "place")}


def test_a_mention_accepted_as_participation_becomes_one_on_each_path():
    result = apply_corrections(found(), OCID, [Correction("accept", OCID, "WOT")])
    assert [(fact.path, fact.text, fact.rule) for fact in result.participants if fact.code == "WOT"] == [
        ("/tender/title", "Worthing", "correction"),
        ("/tender/description", "Worthing", "correction"),
    ]
    assert result.mentions == []


def test_participation_by_text_stated_to_be_a_reference_becomes_one():
    result = apply_corrections(found(), OCID, [Correction("accept", OCID, "ARU", "reference")])
    assert facts(result) == BEFORE - {("ARU", "text", "jointly-with")} | {("ARU", "reference", "correction")}


def test_what_is_added_has_the_process_as_its_evidence():
    result = apply_corrections(
        found(), OCID, [Correction("add", OCID, "KEN"), Correction("add", OCID, "SRY", "neighbour")]
    )
    assert facts(result) == BEFORE | {("KEN", "text", "correction"), ("SRY", "neighbour", "correction")}
    added = next(fact for fact in result.participants if fact.code == "KEN")
    assert (added.path, added.text, added.start, added.end) == ("/ocid", OCID, 0, len(OCID))


def test_what_was_found_stays_as_it_is():
    result = found()
    apply_corrections(result, OCID, [Correction("reject", OCID, "ARU"), Correction("add", OCID, "KEN")])
    assert result == found()


CSV = f"action,ocid,council,sense,reason\nreject,{OCID},ARU,,wrong council\nadd,{OCID},KEN,participates,by letter\n"
JSON = (
    f'{{"action": "reject", "ocid": "{OCID}", "council": "ARU", "reason": "wrong council"}}\n\n'
    f'{{"action": "add", "ocid": "{OCID}", "council": "KEN", "sense": "participates", "reason": "by letter"}}\n'
)


@pytest.mark.parametrize(("name", "text"), [("c.csv", CSV), ("c.jsonl", JSON), ("c.csv", "\ufeff" + CSV)])
def test_both_formats_read_the_same(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_corrections(path) == (
        Correction("reject", OCID, "ARU", "participates", "wrong council"),
        Correction("add", OCID, "KEN", "participates", "by letter"),
    )


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("c.csv", "action,council\n", 1, "lacks ocid"),
        ("c.csv", f"action,ocid,council\ndelete,{OCID},ARU\n", 2, "accept, reject or add"),
        ("c.csv", "action,ocid,council\nadd,,ARU\n", 2, "no ocid"),
        ("c.csv", f"action,ocid,council\nadd,{OCID},NOPE\n", 2, "no code of the register"),
        ("c.csv", f"action,ocid,council,sense\nadd,{OCID},ARU,winner\n", 2, "one of participates"),
        ("c.csv", f"action,ocid,council\nadd,{OCID},ARU\nreject,{OCID},ARU\n", 3, "contradicts"),
        ("c.jsonl", "{\n", 1, "no JSON"),
        ("c.jsonl", "[]\n", 1, "no JSON object"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, name, text, line, words):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words) as raised:
        read_corrections(path)
    assert raised.value.line == line
    assert str(path) in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"nothing\.csv"):
        read_corrections(tmp_path / "nothing.csv")
