"""Sync: fetch what is new since the last time, and load what the graph has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from graph.errors import FetchError
from graph.fetch.clock import at
from graph.fetch.run import Fetch
from graph.load import LoadOptions, load
from graph.store.journal import record_load
from graph.store.overview import overview

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from graph.fetch.archive import Archive
    from graph.fetch.run import FetchReport, Step
    from graph.fetch.service import Service
    from graph.load_report import LoadReport
    from graph.store.connection import Database

#: How far back the first sync into an empty archive begins.
FIRST = timedelta(days=7)


@dataclass(slots=True)
class SyncReport:
    """What a sync did.

    Parameters
    ----------
    fetched : FetchReport
        The fetch.
    files : int
        Archive files that were loaded: those that grew since this graph had them.
    loaded : LoadReport or None
        The load; None where there was nothing to load.
    failure : FetchError or None
        What ended the fetch early; what came before it was loaded all the same.
    """

    fetched: FetchReport
    files: int = 0
    loaded: LoadReport | None = None
    failure: FetchError | None = None


def sync(
    archive: Archive,
    service: Service,
    database: Database,
    options: LoadOptions | None = None,
    since: datetime | None = None,
    on_step: Callable[[Step], None] | None = None,
) -> SyncReport:
    """Fetch from where the archive ends until now, then load the files that the graph has not as they are now.

    Parameters
    ----------
    archive, service, database
        Opened.
    options : LoadOptions
        How to load.
    since : datetime
        Fetch what is missing from here on; by default from where the archive ends, a week back for an empty one.
    on_step : callable
        Called after every page.

    Raises
    ------
    UsageError
        ``since`` is in the future.
    StoreError
        The database refuses; the next sync loads again.
    """
    fetch = Fetch(archive, service, on_step)
    failure = None
    try:
        fetch.run(since or beginning(archive, service))
    except FetchError as error:
        failure = error
    report = SyncReport(fetch.report, failure=failure)
    about = overview(database)
    # A graph without releases was emptied since: everything is loaded again.
    target = about.database_id
    files = archive.not_loaded(target if about.labels.get("Release") else "")
    if files:
        report.files = len(files)
        report.loaded = load(files, database, options)
        counts = report.loaded
        record_load(
            database,
            "sync",
            read=counts.read,
            loaded=counts.loaded,
            unchanged=counts.unchanged,
            rejected=counts.rejected.total(),
        )
        if counts.stopped is None:
            archive.mark_loaded(target)
    return report


def beginning(archive: Archive, service: Service) -> datetime:
    """Where a sync begins by default: the end of what the archive covers, else `FIRST` before now."""
    now = at(service.clock.now())
    ends = [window.end for window in archive.manifest.covered if window.end <= now]
    return max(ends, default=now - FIRST)
