import copy
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import SHARED, needs_shared, release, usable

from graph.ocds.merge import SUPERSEDED, TWINS, UNMERGED, has_twins, merge_process, merge_rules
from graph.ocds.read import read_sources
from graph.ocds.validate import validate


def at(day, id_=None, **parts):
    """A release of one process, of a day of August 2026."""
    return usable(release(1, **{"id": id_ or f"r{day}", "date": f"2026-08-{day:02}T00:00:00Z", **parts}))


def compiled(day, **parts):
    return at(day, f"c{day}", tag=["compiled"], **parts)


def merged_in_any_order(releases):
    """Merge in many orders and with repetitions: all give the same."""
    first = merge_process(releases)
    for seed in range(12):
        again = list(releases) + random.Random(seed).choices(releases, k=2)
        random.Random(seed).shuffle(again)
        assert merge_process(again) == first
    return first


def test_a_single_compiled_release_is_taken_as_it_is():
    only = compiled(1, title="x")
    assert merge_process([only]).value is only.value


def test_a_single_raw_release_is_compiled():
    found = merge_process([at(1, title="x")])
    assert (found.value["tag"], found.value["id"], found.value["title"]) == (
        ["compiled"],
        "ocds-test-1-2026-08-01T00:00:00Z",
        "x",
    )


def test_nothing_cannot_be_merged():
    with pytest.raises(ValueError, match="at least one release"):
        merge_process([])


def test_raw_releases_are_merged_by_date():
    found = merged_in_any_order(
        [
            at(1, title="first", lots=[{"id": "1", "title": "a"}, {"id": "2", "title": "b"}]),
            at(2, title="second", lots=[{"id": "2", "title": "c"}, {"id": "3"}]),
            at(3, title=None),
        ]
    )
    assert "title" not in found.value
    assert found.value["lots"] == [{"id": "1", "title": "a"}, {"id": "2", "title": "c"}, {"id": "3"}]
    assert (found.date, found.value["date"]) == ("2026-08-03T00:00:00Z", "2026-08-03T00:00:00Z")
    assert (found.unmerged, found.superseded, found.odd) == (frozenset(), frozenset(), {})


def test_dates_are_compared_as_moments():
    early = at(1, "early", date="2026-08-01T12:00:00+01:00", title="early")
    late = at(1, "a", date="2026-08-01T11:30:00Z", title="late")
    assert merged_in_any_order([early, late]).value["title"] == "late"
    tie = at(1, "b", date="2026-08-01T12:30:00+01:00", title="greater id")
    assert merged_in_any_order([late, tie]).value["title"] == "greater id"


def test_whole_lists_and_undeclared_extensions_merge_as_find_a_tender_does():
    address = {"region": "UKJ27"}
    found = merged_in_any_order(
        [
            at(1, tender={"items": [{"id": "1", "deliveryAddresses": [address, address]}]}),
            at(2, tender={"items": [{"id": "1", "deliveryAddresses": [{"region": "UKI"}]}]}),
        ]
    )
    assert found.value["tender"]["items"] == [{"id": "1", "deliveryAddresses": [{"region": "UKI"}]}]


def test_the_newest_compiled_release_stands_for_everything_up_to_its_date():
    found = merged_in_any_order(
        [
            at(1, title="before", old=True),
            compiled(2, title="old compiled", older=True),
            at(3, "z", title="same moment", same=True),
            compiled(3, title="compiled", lots=[{"id": "1", "title": "a"}]),
            at(4, lots=[{"id": "1", "status": "active"}]),
        ]
    )
    assert found.value["title"] == "compiled"
    assert found.value["lots"] == [{"id": "1", "title": "a", "status": "active"}]
    assert not {"old", "older", "same"} & found.value.keys()
    assert found.date == "2026-08-04T00:00:00Z"
    assert found.unmerged == frozenset()


def test_a_compiled_release_after_all_others_is_taken_as_it_is():
    last = compiled(5, title="compiled")
    assert merged_in_any_order([at(1), at(2), last]).value == last.value


def test_a_release_that_contradicts_the_others_is_left_out_and_told():
    awards = [{"id": "1", "standstillPeriod": {"endDate": "2026-09-01"}}]
    odd_one = at(2, title="two", awards=[{"id": "1", "standstillPeriod": [{"endDate": "2026-09-02"}]}])
    found = merged_in_any_order([at(1, awards=awards), odd_one, at(3, description="three", title="three")])
    assert found.unmerged == {odd_one.hash}
    assert found.value["awards"] == awards
    assert (found.value["title"], found.value["description"]) == ("three", "three")
    assert found.odd == {UNMERGED: 1}
    assert found.date == "2026-08-03T00:00:00Z"


def test_a_contradiction_on_top_of_a_compiled_release():
    base = compiled(1, planning={"budget": {"id": "1"}})
    wrong = at(2, planning={"budget": [{"id": "1"}]})
    found = merged_in_any_order([base, wrong])
    assert (found.unmerged, found.value["planning"]) == ({wrong.hash}, {"budget": {"id": "1"}})


def test_where_none_can_be_merged_the_newest_stands():
    unusable = [{"id": {"a": 1}}, {"id": {"a": 1}}]
    releases = [at(day, f"r{day}", documents=unusable, title=str(day)) for day in (1, 2, 3)]
    found = merged_in_any_order(releases)
    assert found.value["title"] == "3"
    assert found.unmerged == {releases[0].hash, releases[1].hash}


def test_merging_changes_no_release():
    releases = [at(1, notes=["text"]), at(2, notes=[{"id": "1"}]), at(3, notes=[{"id": "2"}])]
    before = copy.deepcopy([each.value for each in releases])
    merged_in_any_order(releases)
    assert [each.value for each in releases] == before


def test_of_two_releases_with_one_id_the_later_stands():
    early, late = at(1, "same", title="early"), at(2, "same", title="late")
    found = merged_in_any_order([early, late])
    assert (found.value["title"], found.superseded) == ("late", {early.hash})
    assert found.odd == {SUPERSEDED: 1}
    one, two = at(1, "same", title="one"), at(1, "same", title="two")
    winner = max(one, two, key=lambda each: each.hash)
    assert merged_in_any_order([one, two]).value["title"] == winner.value["title"]


def test_objects_of_one_id_within_a_release_are_merged_and_counted():
    found = merged_in_any_order([at(1, awards=[{"id": "1", "title": "a"}, {"id": "1", "status": "active"}])])
    assert found.value["awards"] == [{"id": "1", "title": "a", "status": "active"}]
    assert found.odd == {TWINS: 1}
    assert has_twins({"a": [{"b": [{"id": None}, {"id": None}]}]})
    assert not has_twins({"a": [{"id": 1}, {"x": 1}, {"y": 1}, [], "x"], "b": {"c": [{"id": 1}]}})


parts = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["a", "b", None]),
        "lots": st.lists(
            st.fixed_dictionaries({"id": st.integers(1, 3)}, optional={"v": st.integers(1, 3)}), max_size=3
        ),
        "period": st.sampled_from([{"endDate": "x"}, [{"endDate": "y"}], "z", None]),
    },
)


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans(), parts), min_size=1, max_size=6), st.randoms())
def test_any_order_gives_the_same(drawn, chance):
    releases = [
        at(day, f"r{n % 4}", **what, tag=["compiled"] if whole else ["tender"])
        for n, (day, whole, what) in enumerate(drawn)
    ]
    again = releases + chance.choices(releases, k=2)
    chance.shuffle(again)
    assert merge_process(again) == merge_process(releases)


def plain(part):
    """Without nulls and what is empty, as merging leaves it."""
    if isinstance(part, dict):
        kept = {key: plain(value) for key, value in part.items() if value is not None}
        return {key: value for key, value in kept.items() if value not in ({}, [])}
    return [plain(value) for value in part] if isinstance(part, list) else part


@needs_shared
def test_real_processes_merge_as_ocdsmerge_does_with_the_patched_schema():
    from ocdsmerge import Merger
    from ocdsmerge.rules import get_merge_rules

    schema = json.loads((SHARED / "schema/fts-patched-release-schema.json").read_bytes())
    assert merge_rules() == get_merge_rules(schema)
    merger = Merger(schema)
    processes = {}
    for item in read_sources([SHARED / "fts/releases.jsonl", SHARED / "other"]):
        found = validate(item)
        processes.setdefault(found.ocid, []).append(found)
    assert sum(len(releases) > 1 for releases in processes.values()) > 20
    for releases in processes.values():
        expected = merger.create_compiled_release([r.value for r in sorted(releases, key=lambda r: r.order)])
        assert plain(merged_in_any_order(releases).value) == plain(expected)
