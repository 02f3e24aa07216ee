"""`tendergraph load`: OCDS releases into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import FormatOption, OutputOption

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from graph.load import LoadOptions
    from graph.load_report import LoadReport
    from graph.store.connection import Database

app = typer.Typer()


@app.command()
def load(  # noqa: PLR0917
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, patterns such as 'data/**/*.json', or - for standard input.", metavar="SOURCE..."
        ),
    ],
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            help="File for what cannot be loaded, added to, made when needed; tendergraph-rejects.jsonl by default.",
            dir_okay=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first reject, with nothing of its batch written.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read, validate, merge and map only; no database is needed.")
    ] = False,
    councils: Annotated[
        bool, typer.Option("--councils/--no-councils", help="Find which councils take part in each process.")
    ] = True,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that validate and map.")] = 1,
    batch: Annotated[int, typer.Option("--batch", min=1, max=20_000, help="Releases a transaction.")] = 500,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Load OCDS releases into the graph.

    Reads releases, release packages, record packages and lists of them, as JSON or JSON Lines, plain or compressed.
    Releases that the graph has already are left as they are, so that a load that was stopped can simply be run again.
    """
    from cli.load_records import present_report, say_rejects
    from cli.present import voice
    from graph.load import LoadOptions

    options = LoadOptions(
        batch=batch,
        workers=workers,
        strict=strict,
        councils=councils,
        rejects=rejects or Path("tendergraph-rejects.jsonl"),
    )
    report = _run(sources, options, dry_run=dry_run)
    present_report(report, "Dry run: nothing was written" if dry_run else "Load", form, output)
    if report.rejected:
        say_rejects(report, options.rejects)
    if not report.read:
        voice.say(f"There is no release in {', '.join(sources)}: nothing was loaded.")
    if report.rejected or report.stopped:
        raise typer.Exit(1)


def _run(sources: list[str], options: LoadOptions, *, dry_run: bool) -> LoadReport:
    from contextlib import nullcontext
    from dataclasses import replace

    from cli.load_progress import load_progress, stop_on_interrupt
    from graph.load import load as load_sources
    from graph.store.connection import connect

    connection: AbstractContextManager[Database | None] = nullcontext() if dry_run else connect()
    with stop_on_interrupt() as stop, connection as database, load_progress(sources) as show:
        report = load_sources(sources, database, replace(options, progress=show, stop=stop))
        if database is not None:
            from graph.store.journal import record_load

            counts = {"read": report.read, "loaded": report.loaded, "unchanged": report.unchanged}
            record_load(database, "load", **counts, rejected=report.rejected.total())
        return report
