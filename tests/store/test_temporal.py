"""Dates come back as they went, packed by us or by the driver."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from graph.store.temporal import canonical, native, packed

VALUES = [
    datetime(2026, 8, 10, 13, 17, 16, tzinfo=timezone(timedelta(hours=1))),
    datetime(2026, 8, 10, 13, 17, 16, 123456, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=-12))),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=14))),
    datetime(2026, 8, 10, 13, 17, 16),  # noqa: DTZ001
    date(2026, 8, 10),
]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_date_comes_back_with_its_offset(connected, value):
    row = connected.read(
        "RETURN $ours AS ours, $theirs AS theirs, $ours = $theirs AS same", ours=packed(value), theirs=value
    )[0]
    assert row["same"] is True
    assert native(row["ours"]) == value
    assert canonical(row["ours"]) == canonical(row["theirs"]) == canonical(value)


def test_offsets_and_kinds_of_number_are_told_apart():
    one = datetime(2026, 1, 1, 12, tzinfo=UTC)
    other = datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert one == other
    assert canonical(one) != canonical(other)
    assert packed(one) != packed(other)
    assert canonical(1) != canonical(1.0) != canonical(True)
    assert canonical(["a", "b"]) != canonical(["a,b"])
