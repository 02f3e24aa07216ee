import math
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.mapping import oddities
from graph.mapping.values import LONGEST_KEY, identifier, instant, money, number, put_period, put_texts, temporal

SUMMER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-08-01T10:00:00+01:00", datetime(2026, 8, 1, 10, tzinfo=SUMMER)),
        ("2026-08-01T10:00:00Z", datetime(2026, 8, 1, 10, tzinfo=UTC)),
        ("2026-08-01T10:00:00.5Z", datetime(2026, 8, 1, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-08-01T10:00:00.1234567Z", datetime(2026, 8, 1, 10, 0, 0, 123_456, tzinfo=UTC)),
        ("2026-08-01T10:00", datetime(2026, 8, 1, 10)),  # noqa: DTZ001
        ("2026-08-01T10:00:00", datetime(2026, 8, 1, 10)),  # noqa: DTZ001
        ("2026-08-01", date(2026, 8, 1)),
    ],
)
def test_dates_keep_what_was_published(published, expected):
    odd = Counter()
    found = temporal(published, odd)
    assert found == expected
    assert type(found) is type(expected)
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)
    assert not odd


@pytest.mark.parametrize(
    "published",
    [
        "",
        "soon",
        "2026",
        "2026-08",
        "20260801",
        "2026-W01-1",
        "2026-02-30",
        "2026-08-01T25:00:00Z",
        "1e9999",
        "2026-08-01T10:00:00+19:00",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2026-08-01T10:00:00 BST",
        "\u0662\u0660\u0662\u0666-\u0660\u0668-\u0660\u0661",
    ],
)
def test_what_is_no_date_is_counted(published):
    odd = Counter()
    assert temporal(published, odd) is None
    assert odd == {oddities.BAD_DATE: 1}


def test_two_offsets_of_one_instant_stay_apart():
    odd = Counter()
    first, second = temporal("2026-08-01T10:00:00Z", odd), temporal("2026-08-01T11:00:00+01:00", odd)
    assert instant(first) == instant(second)
    assert first.utcoffset() != second.utcoffset()


@given(
    st.datetimes(
        timezones=st.sampled_from([None, UTC, SUMMER]),
        min_value=datetime.min + timedelta(days=1),  # noqa: DTZ901
        max_value=datetime.max - timedelta(days=1),  # noqa: DTZ901
    )
)
def test_every_iso_date_time_is_read_back(moment):
    assert temporal(moment.isoformat(), Counter()) == moment


@pytest.mark.parametrize(
    ("published", "expected", "kinds"),
    [
        (5, 5, {}),
        (5.0, 5.0, {}),
        (-3, -3, {}),
        (True, None, {}),
        ("5", None, {}),
        (None, None, {}),
        (math.inf, None, {oddities.NOT_FINITE: 1}),
        (math.nan, None, {oddities.NOT_FINITE: 1}),
        (2**63 - 1, 2**63 - 1, {}),
        (2**63, float(2**63), {oddities.BIG_INTEGER: 1}),
        (10**400, None, {oddities.BIG_INTEGER: 1}),
    ],
)
def test_numbers_stay_as_published(published, expected, kinds):
    odd = Counter()
    found = number(published, odd)
    assert found == expected
    assert type(found) is type(expected)
    assert odd == kinds


def test_text_is_verbatim():
    props = {}
    put_texts(props, {"title": "  Café ☕\u2028 \x00", "status": 5}, ("title", "status", "description"))
    assert props == {"title": "  Café ☕\u2028 \x00"}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("1 ", "1 "),
        (7, "7"),
        ("", None),
        ("  ", None),
        (True, None),
        (1.5, None),
        (None, None),
        ({}, None),
        (10**400, None),
    ],
)
def test_ids(published, expected):
    assert identifier(published, Counter()) == expected


def test_an_id_too_long_for_an_index_is_counted():
    odd = Counter()
    assert identifier("x" * LONGEST_KEY, odd) is not None
    assert not odd
    assert identifier("x" * (LONGEST_KEY + 1), odd) is None
    assert odd == {oddities.LONG_ID: 1}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"amount": 10, "currency": "GBP"}, {"value": 10, "valueBasis": "net", "currency": "GBP"}),
        (
            {"amountGross": 12, "currency": "GBP"},
            {"value": 12, "valueBasis": "gross", "valueGross": 12, "currency": "GBP"},
        ),
        ({"amount": 10, "amountGross": 12}, {"value": 10, "valueBasis": "net", "valueGross": 12}),
        ({"amount": 0, "amountGross": 12}, {"value": 12, "valueBasis": "gross", "valueGross": 12}),
        ({"amount": 0, "amountGross": 0}, {"value": 0, "valueBasis": "net", "valueGross": 0}),
        ({"amount": 0, "currency": "GBP"}, {"value": 0, "valueBasis": "net", "currency": "GBP"}),
        ({"amountGross": 0}, {"value": 0, "valueBasis": "gross", "valueGross": 0}),
        ({"amount": math.inf, "currency": "GBP"}, {}),
        ({"currency": "GBP"}, {}),
        ({"amount": "10"}, {}),
        ({}, {}),
        (None, {}),
        ([], {}),
    ],
)
def test_value_is_net_else_gross_and_never_invented(published, expected):
    assert money(published, Counter()) == expected


def test_a_period_that_ends_before_it_starts_loads_and_is_counted():
    odd, props = Counter(), {}
    put_period(props, {"startDate": "2026-08-02", "endDate": "2026-08-01"}, (("startDate", "a"), ("endDate", "b")), odd)
    assert props == {"a": date(2026, 8, 2), "b": date(2026, 8, 1)}
    assert odd == {oddities.END_BEFORE_START: 1}
