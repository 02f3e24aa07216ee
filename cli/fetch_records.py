"""Reports of fetches and archives as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from graph.fetch.run import FetchReport
    from graph.fetch.sync import SyncReport
    from graph.fetch.verify import Verification
    from graph.records import Records

MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def fetch_records(report: FetchReport, folder: Path) -> Records:
    """What a fetch did, one fact a row."""
    return _records("Fetch", fetch_rows(report), report, folder)


def sync_records(report: SyncReport, folder: Path) -> Records:
    """What a sync did, one fact a row."""
    loaded = report.loaded
    rows = fetch_rows(report.fetched)
    rows.append(("loaded", "files", report.files))
    if loaded is not None:
        rows += [
            ("loaded", "releases that are new in the graph", loaded.loaded),
            ("loaded", "releases that it had", loaded.unchanged),
            ("loaded", "releases rejected", loaded.rejected.total()),
        ]
    writes = loaded.changes.total() if loaded is not None else 0
    rows.append(("graph", "nodes and relationships created, changed or removed", writes))
    return _records("Sync", rows, report.fetched, folder)


def fetch_rows(report: FetchReport) -> list[tuple[Any, ...]]:
    """The rows of a fetch."""
    return [
        ("fetched", "releases that are new", report.new),
        ("fetched", "releases with new content", report.changed),
        ("fetched", "releases known already", report.known),
        ("fetched", "pages", report.pages),
        ("requests", "made", report.requests),
        ("requests", "of them again after a fault", report.retries),
        ("archive", "files that grew", len(report.files)),
    ]


def _records(title: str, rows: list[tuple[Any, ...]], report: FetchReport, folder: Path) -> Records:
    from graph.fetch.licence import ATTRIBUTION
    from graph.records import Column, Records

    columns = (
        Column("what", "string", meaning="Part of the work."),
        Column("kind", "string", meaning="What is counted."),
        Column("count", "integer", meaning="How many."),
    )
    until = f"{report.covered_until:{MOMENT}}"
    notes = [
        f"The archive {folder} has everything updated from {report.since:{MOMENT}} to {until}.",
        f"{report.waited:,.0f} s of waiting for the service's limit.",
        ATTRIBUTION,
    ]
    parameters = {"since": f"{report.since:{MOMENT}}", "until": f"{report.until:{MOMENT}}", "covered_until": until}
    return Records(title, columns, rows, parameters={**parameters, "folder": str(folder)}, notes=notes)


def verify_records(found: Verification, folder: Path) -> Records:
    """Releases of an archive by day."""
    from graph.fetch.licence import ATTRIBUTION
    from graph.records import Column, Records

    columns = (
        Column("day", "date", meaning="Day in London of the release's date."),
        Column("weekday", "string"),
        Column("releases", "integer", meaning="Releases, each once."),
    )
    rows: list[tuple[Any, ...]] = [(day, f"{day:%a}", count) for day, count in sorted(found.by_day.items())]
    others = found.versions - found.releases
    covered = [f"{window.start:{MOMENT}} to {window.end:{MOMENT}}" for window in found.covered]
    notes = [
        f"{found.releases:,} releases in {found.files:,} files, all with the bytes, hash and count of the manifest.",
        f"Fetched whole: {'; '.join(covered) or 'nothing yet'}.",
        *([f"{others:,} more lines are other contents of these."] if others else []),
        *([f"{found.undated:,} releases have no date and are in no row."] * (found.undated > 0)),
        ATTRIBUTION,
    ]
    return Records(f"Releases of {folder} by day", columns, rows, parameters={"folder": str(folder)}, notes=notes)
