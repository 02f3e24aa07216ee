"""Windows of time: London's two clock-change nights, cutting, gaps."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.fetch.windows import LONDON, Window, cut, instant, joined, missing, wall_clock

AUTUMN = "2026-10-25"  # 01:00 to 02:00 occurs twice
SPRING = "2027-03-28"  # 01:00 to 02:00 does not occur


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_summer_and_winter_are_written_on_londons_clock():
    assert wall_clock(utc("2026-08-10T12:00:00"), latest=False) == "2026-08-10T13:00:00"
    assert wall_clock(utc("2026-12-10T12:00:00"), latest=False) == "2026-12-10T12:00:00"


@pytest.mark.parametrize("moment", ["2026-10-25T00:00:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00"])
def test_a_bound_in_the_hour_that_occurs_twice_moves_outwards(moment):
    assert wall_clock(utc(moment), latest=False) == f"{AUTUMN}T00:59:59"
    assert wall_clock(utc(moment), latest=True) == f"{AUTUMN}T02:00:00"


def test_bounds_beside_the_hour_stay():
    assert wall_clock(utc("2026-10-24T23:59:59"), latest=True) == f"{AUTUMN}T00:59:59"
    assert wall_clock(utc("2026-10-25T02:00:00"), latest=False) == f"{AUTUMN}T02:00:00"


def test_the_hour_that_does_not_occur_is_never_written():
    written = {wall_clock(utc("2027-03-28T00:00:00") + timedelta(minutes=n), latest=False) for n in range(180)}
    assert not any(text.startswith(f"{SPRING}T01") for text in written)
    assert {f"{SPRING}T00:59:00", f"{SPRING}T02:00:00"} <= written


def test_days_of_23_24_and_25_hours():
    start, end = instant(SPRING, latest=False), instant(SPRING, latest=True)
    assert end - start == timedelta(hours=23)
    start, end = instant(AUTUMN, latest=False), instant(AUTUMN, latest=True)
    assert end - start == timedelta(hours=25)
    assert instant("2026-10-01", latest=True) - instant("2026-10-01", latest=False) == timedelta(hours=24)


def test_a_time_that_occurs_twice_is_taken_at_its_outer_end():
    assert instant(f"{AUTUMN}T01:30:00", latest=False) == utc("2026-10-25T00:30:00")
    assert instant(f"{AUTUMN}T01:30:00", latest=True) == utc("2026-10-25T01:30:00")


def test_a_time_that_does_not_occur_is_taken_at_its_outer_end():
    assert instant(f"{SPRING}T01:30:00", latest=False) == utc("2027-03-28T00:30:00")
    assert instant(f"{SPRING}T01:30:00", latest=True) == utc("2027-03-28T01:30:00")


def test_an_offset_that_is_given_is_kept():
    assert instant("2026-10-01T09:00:00Z", latest=False) == utc("2026-10-01T09:00:00")
    assert instant("2026-10-01T09:00:00+02:00", latest=True) == utc("2026-10-01T07:00:00")


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-10-01T25:00", "9999-12-31"])
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(UsageError, match=r"2026-10-01|this century"):
        instant(text, latest=True)


def test_windows_are_cut_at_londons_midnights():
    windows = cut(utc("2026-10-17T12:00:00"), utc("2026-11-02T06:00:00"))
    assert [window.end for window in windows] == [
        utc("2026-10-23T23:00:00"),
        utc("2026-10-31T00:00:00"),
        utc("2026-11-02T06:00:00"),
    ]
    assert windows[0].start == utc("2026-10-17T12:00:00")


MOMENTS = st.integers(0, 730 * 86_400).map(lambda second: utc("2026-01-01T00:00:00") + timedelta(seconds=second))


@given(MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=400)), MOMENTS)
def test_every_release_is_inside_the_parameters_of_its_window(start, length, moment):
    windows = cut(start, start + length)
    assert windows[0].start == start
    assert windows[-1].end == start + length
    for before, after in itertools.pairwise(windows):
        assert before.end == after.start
    for window in windows:
        if window.start <= moment < window.end:
            stored = moment.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")
            asked = window.parameters()
            assert asked["updatedFrom"] <= stored <= asked["updatedTo"]


@given(st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(hours=1), timedelta(days=90))), max_size=6), MOMENTS)
def test_gaps_and_what_is_covered_make_the_whole(covered, start):
    wanted = Window(start, start + timedelta(days=60))
    windows = joined([Window(moment, moment + length) for moment, length in covered])
    gaps = missing(wanted, windows)
    assert all(gap.start < gap.end for gap in gaps)
    for gap in gaps:
        assert all(gap.end <= window.start or gap.start >= window.end for window in windows)
    inside = [Window(max(w.start, wanted.start), min(w.end, wanted.end)) for w in windows]
    inside = [window for window in inside if window.start < window.end]
    assert joined([*gaps, *inside]) == [wanted]
