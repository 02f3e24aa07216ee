"""Windows of time, as instants and as the service's own parameters.

The service compares ``updatedFrom`` and ``updatedTo`` with London's wall clock, without an offset (a Z is accepted
and ignored). One hour a year occurs twice on that clock, so a bound inside it would be ambiguous: bounds are moved
outwards to an hour that occurs once. The hour that does not occur cannot come out of an instant at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.errors import UsageError

LONDON = ZoneInfo("Europe/London")

#: How far a window reaches back before its beginning: what was updated during the last seconds of the window before,
#: or became visible late, is met again.
OVERLAP = timedelta(minutes=30)


WINDOW_DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Everything updated from ``start`` up to ``end``, two instants in UTC."""

    start: datetime
    end: datetime

    def parameters(self) -> dict[str, str]:
        """``updatedFrom`` and ``updatedTo``, which enclose the window and the overlap before it."""
        return {
            "updatedFrom": wall_clock(self.start - OVERLAP, latest=False),
            "updatedTo": wall_clock(self.end, latest=True),
        }


def wall_clock(instant: datetime, *, latest: bool) -> str:
    """An instant as London's wall clock shows it, without offset, moved outwards where it would be ambiguous."""
    local = instant.astimezone(LONDON)
    if latest and local.microsecond:
        local += timedelta(seconds=1)
    while _occurs_twice(local):
        hour = local.replace(minute=0, second=0, microsecond=0)
        local = hour + timedelta(hours=1) if latest else hour - timedelta(seconds=1)
    return local.strftime("%Y-%m-%dT%H:%M:%S")


def instant(text: str, *, latest: bool) -> datetime:
    """The instant in UTC of a date or date-time that a person gave, London's wall clock unless it has an offset.

    A time that occurs twice, or not at all, is taken at its earliest for the beginning of a period and at its latest
    for the end. A date alone is its first instant, or the first of the next day for the end.

    Raises
    ------
    UsageError
        The text is no ISO 8601 date or date-time.
    """
    try:
        given: date | datetime = date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no date; write 2026-10-01 or 2026-10-01T09:30:00.", given=text) from None
    try:
        if not isinstance(given, datetime):
            given = datetime.combine(given + timedelta(days=1) if latest else given, time())
        if given.tzinfo is not None:
            return given.astimezone(UTC)
        both = (given.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
        return max(both) if latest else min(both)
    except OverflowError:
        raise UsageError(f"'{text}' is outside the calendar; give a date of this century.", given=text) from None


def cut(start: datetime, end: datetime) -> list[Window]:
    """Windows from ``start`` to ``end``, cut at every seventh of London's midnights.

    A week has about 26 full pages: shorter windows would each end with a page that is hardly filled, at the cost of a
    request; longer ones would show little of where a fetch stands.
    """
    windows = []
    while start < end:
        later = start.astimezone(LONDON).date() + timedelta(days=WINDOW_DAYS)
        midnight = datetime.combine(later, time(), LONDON).astimezone(UTC)
        windows.append(Window(start, min(midnight, end)))
        start = midnight
    return windows


def london_day(text: str) -> date | None:
    """The day in London of a published date-time; None for what is no date-time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date()


def missing(wanted: Window, covered: list[Window]) -> list[Window]:
    """The parts of ``wanted`` that no window of ``covered`` holds, in order."""
    gaps, start = [], wanted.start
    for window in sorted(covered):
        if window.end <= start or window.start >= wanted.end:
            continue
        if window.start > start:
            gaps.append(Window(start, window.start))
        start = max(start, window.end)
    if start < wanted.end:
        gaps.append(Window(start, wanted.end))
    return gaps


def joined(windows: list[Window]) -> list[Window]:
    """The same time with touching and overlapping windows made one."""
    result: list[Window] = []
    for window in sorted(windows):
        if result and window.start <= result[-1].end:
            result[-1] = Window(result[-1].start, max(result[-1].end, window.end))
        else:
            result.append(window)
    return result


def _occurs_twice(local: datetime) -> bool:
    offsets = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    first, second = offsets
    # Where the clock skips an hour the first offset is the smaller one, and an instant never lands there.
    return first is not None and second is not None and first > second
