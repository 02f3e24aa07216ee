"""Candidates for buying together, pairs and ties, and marked sentences, on procurements made by hand."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.collaboration.opportunities import ENDING, FRAMEWORK, PLANNED, Window, candidates
from graph.collaboration.procurements import Award, Fact, Procurement, awarded, totals
from graph.collaboration.sentences import Words, bounds, marked, string_at
from graph.collaboration.together import pairs, tie
from graph.errors import UsageError

DAY = dt.date(2028, 3, 31)
WINDOW = Window(dt.date(2027, 1, 1), dt.date(2029, 1, 1), 183)


def award(ocid, council, ends=DAY, classes=("9091",), **changed):
    base = Award(
        ocid, "Cleaning", "1", (council,), (), (("GB-COH-1", "Clean Ltd"),), tuple(classes), ("90910000",), (),
        "services", "GBP", 1000.0, None, 1, None, ends, "contract",
    )  # fmt: skip
    return replace(base, **changed)


def facts(*given_facts):
    return tuple(Fact(code, basis, path, code, 0, 3, "rule") for code, basis, path in given_facts)


def procurement(*given_facts, ocid="a", **changed):
    base = Procurement(
        ocid, "Cleaning", "active", dt.date(2026, 1, 1), None, None, (), "services", ("UK4",), ("9091",), "GBP", 10.0,
        {}, 0, facts(*given_facts),
    )  # fmt: skip
    return replace(base, **changed)


def found(*awards, window=WINDOW, plans=()):
    return [(one.kind, [item.ocid for item in one.items], one.area.level) for one in candidates(plans, awards, window)]


def test_contracts_of_one_county_and_class_that_end_close_together():
    assert found(award("a", "ADU"), award("b", "ARU", dt.date(2028, 6, 30))) == [(ENDING, ["a", "b"], "county")]


@pytest.mark.parametrize(
    "other",
    [
        award("b", "ADU"),
        award("b", "GLG"),
        award("b", "ARU", classes=("4500",)),
        award("b", "ARU", ends=dt.date(2028, 12, 31)),
        award("b", "ARU", ends=None),
        award("b", "ARU", councils=("ADU", "ARU")),
        award("b", "ARU", category="works"),
    ],
    ids=["same council", "far away", "other class", "far apart", "no end", "already joint", "works"],
)
def test_what_is_no_candidate(other):
    assert found(award("a", "ADU"), other) == []


def test_a_code_of_a_division_matches_nothing():
    assert found(award("a", "ADU", classes=("4500",)), award("b", "ARU", classes=("4500",))) == []


def test_works_count_when_asked_for():
    pair = award("a", "ADU", category="works"), award("b", "ARU", category="works")
    assert found(*pair) == []
    assert len(found(*pair, window=replace(WINDOW, works=True))) == 1


def test_ends_outside_the_window_do_not_count():
    early = Window(dt.date(2029, 1, 1), dt.date(2030, 1, 1))
    assert found(award("a", "ADU"), award("b", "ARU"), window=early) == []


def test_a_set_of_contracts_comes_once_with_all_its_classes():
    both = ("9091", "9092")
    (one,) = candidates([], [award("a", "ADU", classes=both), award("b", "ARU", classes=both)], WINDOW)
    assert one.classes == set(both)


def test_plans_of_councils_near_by_match():
    plans = [
        procurement(("ADU", "party", "/p/0"), ocid="a", notices=("UK3",), status="planned"),
        procurement(("ARU", "party", "/p/0"), ocid="b", notices=("UK2",), status="planned"),
    ]
    assert found(plans=plans) == [(PLANNED, ["a", "b"], "county")]
    assert found(plans=[plans[0], replace(plans[1], notices=("UK2", "UK4"))]) == []
    assert found(plans=[plans[0], replace(plans[1], status="cancelled")]) == []


def test_a_plan_meets_a_framework_near_by_that_is_in_force():
    plan = procurement(("ADU", "party", "/p/0"), ocid="a", notices=("UK3",), status="planned")
    framework = award("b", "ARU", techniques=("framework",))
    assert found(framework, plans=[plan]) == [(FRAMEWORK, ["a", "b"], "county")]
    assert found(replace(framework, ends=dt.date(2026, 1, 1)), plans=[plan]) == []


def test_only_candidates_with_the_council_asked_for():
    awards = [award("a", "ADU"), award("b", "ARU"), award("c", "CRF"), award("d", "SWA")]
    assert {one.councils for one in candidates([], awards, WINDOW)} == {("ADU", "ARU"), ("CRF", "SWA")}
    assert {one.councils for one in candidates([], awards, WINDOW, ["SWA"])} == {("CRF", "SWA")}


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["ADU", "ARU", "WOT", "WSX"])), max_size=9))
def test_every_close_pair_is_in_a_candidate(ends):
    awards = [award(f"{at}", code, dt.date(2027, 1, 1) + dt.timedelta(days=day)) for at, (day, code) in enumerate(ends)]
    window = Window(dt.date(2026, 1, 1), dt.date(2031, 1, 1), 100)
    sets = [{item.ocid for item in one.items} for one in candidates([], awards, window)]
    for one in awards:
        for other in awards:
            close = abs((one.ends - other.ends).days) <= 100 and one.councils != other.councils
            assert any({one.ocid, other.ocid} <= held for held in sets) >= close
    for held in sets:
        days = [one.ends for one in awards if one.ocid in held]
        assert (max(days) - min(days)).days <= 100


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="--until"):
        Window.of(dt.date(2027, 1, 1), dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("given_facts", "changed", "expected"),
    [
        ([("ADU", "party", "/p/0"), ("WOT", "party", "/p/0")], {}, "shared service"),
        ([("ADU", "party", "/p/0"), ("WOT", "party", "/p/1")], {}, "joint tender"),
        ([("ADU", "party", "/p/0"), ("WOT", "party", "/p/1")], {"techniques": ("framework",)}, "joint tender"),
        ([("ADU", "party", "/p/0"), ("WOT", "text", "/t")], {"techniques": ("framework",)}, "framework"),
        ([("ADU", "party", "/p/0"), ("WOT", "text", "/t")], {}, "lead and member"),
        ([("ADU", "text", "/t"), ("WOT", "text", "/t")], {}, "named together"),
        ([("ADU", "party", "/p/0"), ("WOT", "collective", "/t")], {}, "collective"),
    ],
)
def test_how_two_councils_are_together(given_facts, changed, expected):
    assert tie(procurement(*given_facts, **changed), "ADU", "WOT") == expected


def test_pairs_of_one_council_have_it_first_and_of_several_are_among_them():
    one = procurement(("ADU", "party", "/p/0"), ("ARU", "text", "/t"), ("WOT", "text", "/t"))
    assert {(pair.a, pair.b) for pair in pairs([one])} == {("ADU", "ARU"), ("ADU", "WOT"), ("ARU", "WOT")}
    assert {(pair.a, pair.b) for pair in pairs([one], ["WOT"])} == {("WOT", "ADU"), ("WOT", "ARU")}
    assert {(pair.a, pair.b) for pair in pairs([one], ["WOT", "ADU"])} == {("ADU", "WOT")}


def test_currencies_are_never_added():
    mixed = [award("a", "ADU"), award("b", "ADU", currency="EUR"), award("c", "ADU", share=None)]
    assert awarded(mixed) == {"EUR": 1000.0, "GBP": 1000.0}
    assert totals([procurement(awarded={"GBP": 1.5}), procurement(awarded={"GBP": 1.5, "EUR": 2.0})]) == {
        "EUR": 2.0, "GBP": 3.0,
    }  # fmt: skip


def test_names_are_marked_in_their_sentence():
    text = "It rains. Adur and Worthing buy\njointly. The end."
    names = [Words("/t", 10, 14), Words("/t", 19, 27), Words("/t", 10, 14)]
    assert marked(text, names, bounds(text, 10, 14)) == "\u00abAdur\u00bb and \u00abWorthing\u00bb buy jointly"


@given(st.text(max_size=60), st.data())
def test_marking_changes_nothing_but_adds_marks(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = marked(text.replace("\u00ab", "").replace("\u00bb", ""), [Words("/t", start, end)])
    plain = shown.replace("\u00ab", "").replace("\u00bb", "")
    assert "".join(plain.split()) == "".join(text.replace("\u00ab", "").replace("\u00bb", "").split())


def test_a_pointer_leads_to_its_string_or_nowhere():
    release = {"a/b": [{"c~d": "here"}]}
    assert string_at(release, "/a~1b/0/c~0d") == "here"
    assert string_at(release, "/a~1b/1/c~0d") is None
    assert string_at(release, "/a~1b") is None
