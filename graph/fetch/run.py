"""The fetch: every window that the archive lacks, page by page, each recorded before the next is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.fetch.clock import at
from graph.fetch.errors import PageError, RequestError
from graph.fetch.page import Page, package_line, read_page
from graph.fetch.service import PACKAGES, RECORDS, Answer, Service
from graph.fetch.windows import Window, cut, missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.fetch.archive import Archive, Underway

#: Releases a page may have: the most that the service gives.
PAGE_SIZE = 100
#: Requests that a day usually takes, for the estimate of what is left: about 368 releases.
REQUESTS_A_DAY = 3.68


@dataclass(slots=True)
class FetchReport:
    """What a fetch did.

    Parameters
    ----------
    since, until : datetime
        The time asked for, in UTC.
    covered_until : datetime
        Up to here, from ``since`` on, everything is in the archive.
    windows, pages, requests, retries : int
        Windows fetched, pages read, requests made, and how many of them again.
    new, changed, known : int
        Releases not met before, met with other content, met as they are.
    waited : float
        Seconds spent waiting for the rate limit and Retry-After.
    files : list of str
        Archive files that grew.
    """

    since: datetime
    until: datetime
    covered_until: datetime
    windows: int = 0
    pages: int = 0
    requests: int = 0
    retries: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    waited: float = 0.0
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a fetch stands after a page: the day, pages and releases so far, about how many requests are left."""

    day: str
    pages: int
    releases: int
    requests_left: int


class Fetch:
    """One fetch into an archive.

    Parameters
    ----------
    archive : Archive
        Opened.
    service : Service
        Opened.
    on_step : callable
        Called after every page.
    """

    def __init__(self, archive: Archive, service: Service, on_step: Callable[[Step], None] | None = None) -> None:
        self.archive = archive
        self.service = service
        self.on_step = on_step or (lambda _: None)
        now = at(service.clock.now())
        self.report = FetchReport(now, now, now)
        # The service's own now, as far as it has told: nothing was updated after it.
        self._limit = datetime.max.replace(tzinfo=UTC)

    def run(self, since: datetime, until: datetime | None = None, *, again: bool = False) -> FetchReport:
        """Fetch what the archive lacks of the releases updated from ``since`` to ``until``, two instants.

        Parameters
        ----------
        since, until : datetime
            ``until`` is now where it is None or later.
        again : bool
            Fetch time that is covered already once more.

        Raises
        ------
        UsageError
            ``since`` is not before ``until``.
        FetchError
            See `graph.fetch.errors`. What came before stays recorded, `report` says what, and the next fetch goes
            on from there.
        """
        now = at(self.service.clock.now())
        wanted = Window(since, min(until or now, now))
        if wanted.start > wanted.end:
            raise UsageError(
                f"There is nothing to fetch from {wanted.start:%Y-%m-%d %H:%M:%S} to {wanted.end:%Y-%m-%d %H:%M:%S} "
                "UTC; give --since a time before --until and before now."
            )
        report = self.report = FetchReport(wanted.start, wanted.end, wanted.start)
        try:
            self._resume(wanted)
            gaps = [wanted] if again else missing(wanted, self.archive.manifest.covered)
            windows = [window for gap in gaps for window in cut(gap.start, gap.end)]
            for place, window in enumerate(windows):
                if window.start < self._limit:
                    self._window(window, sum(_days(later) for later in windows[place + 1 :]))
        finally:
            report.requests, report.retries = self.service.requests, self.service.retries
            report.waited = self.service.log.waited
            gaps = missing(wanted, self.archive.manifest.covered)
            report.covered_until = gaps[0].start if gaps else wanted.end
        return report

    def _resume(self, wanted: Window) -> None:
        underway = self.archive.manifest.underway
        if underway and wanted.start <= underway.window.start and underway.window.end <= wanted.end:
            try:
                self._window(underway.window, 0.0, underway)
            except RequestError:
                # The service no longer knows the cursor: the window is fetched from its beginning.
                self.archive.finish(Window(wanted.start, wanted.start))

    def _window(self, window: Window, days_left: float, underway: Underway | None = None) -> None:
        """Fetch the pages of one window, or those after the ones that are in the archive."""
        cursor = underway.cursor if underway else None
        asked = underway.asked if underway else None
        seen = {cursor} if cursor else set()
        pages = underway.pages if underway else 0
        while True:
            page, sent = self._page(window, cursor, seen)
            asked = asked or sent
            self._limit = sent
            pages += 1
            self._record(page, window, asked, pages)
            self._show(page, window, pages, days_left)
            if page.cursor is None:
                break
            cursor = page.cursor
            seen.add(cursor)
        # What was updated after the first page was sent may be on none of them: the next window begins there.
        self.archive.finish(Window(window.start, min(window.end, asked)))
        self.report.windows += 1

    def _page(self, window: Window, cursor: str | None, seen: set[str]) -> tuple[Page, datetime]:
        parameters = {"limit": str(PAGE_SIZE), **window.parameters()} | ({"cursor": cursor} if cursor else {})
        without = self.archive.without

        def read(answer: Answer) -> tuple[Page, datetime]:
            return read_page(answer.body, seen, without), answer.sent

        try:
            return self.service.get(PACKAGES, parameters, read)
        except PageError as error:
            message = (
                f"{error.message} It was asked for several times, for updates from {parameters['updatedFrom']} on; "
            )
            raise PageError(f"{message}what came before is kept, run the same command again later.") from error

    def _record(self, page: Page, window: Window, asked: datetime, pages: int) -> None:
        added = self.archive.add(page, window, asked, pages)
        report = self.report
        report.pages += 1
        report.new += added.new
        report.changed += added.changed
        report.known += added.known
        report.files += [name for name in added.files if name not in report.files]

    def _show(self, page: Page, window: Window, pages: int, days_left: float) -> None:
        in_window = max(1, round(_days(window) * REQUESTS_A_DAY) - pages) if page.cursor else 0
        days = [release.day for release in page.releases if release.day]
        day = str(min(days, default=window.start.date()))
        left = in_window + round(days_left * REQUESTS_A_DAY)
        self.on_step(Step(day, self.report.pages, self.report.new + self.report.changed, left))


def _days(window: Window) -> float:
    return (window.end - window.start).total_seconds() / 86_400


def fetch_notice(service: Service, notice: str, without: frozenset[str]) -> bytes:
    """The release package of one notice, such as 015085-2026, on one line.

    Raises
    ------
    UsageError
        The id has not the form of a notice's.
    FetchError
        See `graph.fetch.errors`.
    """
    if not re.fullmatch(r"\d{6}-\d{4}", notice):
        raise UsageError(f"'{notice}' is no notice id; write it as 015085-2026.", notice=notice)
    return service.get(f"{PACKAGES}/{notice}", {}, lambda answer: package_line(answer.body, "releases", without))


def fetch_record(service: Service, ocid: str, without: frozenset[str]) -> bytes:
    """The record package of one process, such as ocds-h6vhtk-0690b0, on one line.

    Raises
    ------
    UsageError
        The id has not the form of an ocid.
    FetchError
        See `graph.fetch.errors`.
    """
    if not re.fullmatch(r"ocds-[a-z0-9]{6}-[0-9a-f]+", ocid):
        raise UsageError(f"'{ocid}' is no ocid of Find a Tender; write it as ocds-h6vhtk-0690b0.", ocid=ocid)
    return service.get(f"{RECORDS}/{ocid}", {}, lambda answer: package_line(answer.body, "records", without))
