"""Reports of writes to people and machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.options import Format
from cli.present import emit, emit_json, voice

if TYPE_CHECKING:
    from pathlib import Path

    from graph.load_report import LoadReport
    from graph.records import Records
    from graph.store.changes import Changes


def present_report(report: LoadReport, title: str, form: Format | None, output: Path | None) -> None:
    """Write a load report as a table, JSON or any other form, and say if it ended early."""
    if _as_json(form, output):
        emit_json(report.as_dict(), output)
    else:
        emit(_report_records(report, title), form, output)
    if report.stopped:
        voice.say(
            f"Stopped: {report.stopped}. {report.loaded + report.unchanged:,} of the releases read are in the graph, "
            "each process whole; run the same command again to go on."
        )


def say_rejects(report: LoadReport, file: Path | None) -> None:
    """Say where the first rejects are and why, and what to do with all of them."""
    for first in report.first_rejects:
        where = ", ".join(part for part in (first["source"], first["position"], first["ocid"]) if part)
        voice.say(f"{where}: {first['reason']}")
    total = report.rejected.total()
    more = f" (the first {len(report.first_rejects)} are above)" if total > len(report.first_rejects) else ""
    voice.say(
        f"{total:,} could not be loaded{more}; they are in {file} with reasons. Mend them there and load that file."
    )


def present_changes(changes: Changes, title: str, form: Format | None, output: Path | None) -> None:
    """Write what changed as a table, JSON or any other form."""
    if _as_json(form, output):
        emit_json(changes.as_dict(), output)
    else:
        emit(_records(title, _change_rows(changes), []), form, output)


def _as_json(form: Format | None, output: Path | None) -> bool:
    return form is Format.json or (form is None and output is not None and output.suffix == ".json")


def _report_records(report: LoadReport, title: str) -> Records:
    rows: list[tuple[str, str, int]] = [
        ("releases", "read", report.read),
        ("releases", "loaded", report.loaded),
        ("releases", "unchanged", report.unchanged),
        ("releases", "rejected", report.rejected.total()),
    ]
    rows += [("rejected", reason, count) for reason, count in report.rejected.most_common()]
    rows += [("odd", kind, count) for kind, count in report.odd.most_common()]
    rate = report.read / report.seconds if report.seconds else 0.0
    writes = report.changes.total()
    note = (
        f"{report.seconds:.1f} s, {rate:,.0f} releases a second; "
        f"{writes:,} nodes and relationships created, changed or removed."
    )
    return _records(title, rows + _change_rows(report.changes), [note])


def _change_rows(changes: Changes) -> list[tuple[str, str, int]]:
    return [
        (f"{what} {how}", kind, count)
        for what, hows in changes.as_dict().items()
        for how, counts in hows.items()
        for kind, count in counts.items()
    ]


def _records(title: str, rows: list[tuple[str, str, int]], notes: list[str]) -> Records:
    from graph.records import Column, Records

    columns = (
        Column("what", "string", meaning="What is counted."),
        Column("kind", "string", meaning="Reason, kind, label or relationship type."),
        Column("count", "integer", meaning="How many."),
    )
    sequence: list[tuple[Any, ...]] = list(rows)
    return Records(title, columns, sequence, notes=notes)
