"""`tendergraph sync`: fetch what is new, and load it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Format, FormatOption

if TYPE_CHECKING:
    from graph.errors import FetchError
    from graph.fetch.sync import SyncReport

app = typer.Typer()


@app.command()
def sync(  # noqa: PLR0917
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="From here on, on London's clock; by default from the last sync, a week back for the first.",
        ),
    ] = None,
    watch: Annotated[
        float | None, typer.Option("--watch", min=0.01, help="Go on for ever: one sync every so many minutes.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder of the archive; in the home folder by default.", file_okay=False),
    ] = None,
    keep_contacts: Annotated[
        bool, typer.Option("--keep-contacts", help="Keep officers' names, e-mails and telephones in the archive.")
    ] = False,
    rejects: Annotated[
        Path, typer.Option("--rejects", help="File for what cannot be loaded, made when needed.", dir_okay=False)
    ] = Path("tendergraph-rejects.jsonl"),
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes that validate and map.")] = 1,
    form: FormatOption = None,
) -> None:
    """Fetch from Find a Tender what is new since the last sync, and load it.

    What was fetched stays in an archive of files; what the graph has already is not written again. When the service
    fails, what came before is loaded, and the next sync goes on there.
    """
    from cli.load_progress import note_interrupt
    from graph.errors import FetchError

    with note_interrupt() as interrupted:
        while True:
            try:
                failed = _once(since, folder, rejects, workers, form, keep_contacts=keep_contacts)
            except FetchError as error:
                failed = error
            if interrupted():
                raise KeyboardInterrupt
            if watch is None:
                break
            _pause(watch, failed)
    if isinstance(failed, FetchError):
        raise failed
    raise typer.Exit(1 if failed else 0)


def _once(
    since: str | None, folder: Path | None, rejects: Path, workers: int, form: Format | None, *, keep_contacts: bool
) -> FetchError | bool:
    """One sync, shown; what failed: the fetch, or (True) releases that could not be loaded."""
    from cli.fetch_progress import archive_folder, open_service
    from graph.fetch.archive import Archive
    from graph.fetch.sync import sync as fetch_and_load
    from graph.fetch.windows import instant
    from graph.load import LoadOptions
    from graph.store.connection import connect

    start = None if since is None else instant(since, latest=False)
    place = archive_folder(folder)
    with (
        connect() as database,
        open_service() as (service, show),
        Archive(place, keep_contacts or None, service.settings.url) as archive,
    ):
        options = LoadOptions(workers=workers, rejects=rejects)
        report = fetch_and_load(archive, service, database, options, start, show.step)
    _present(report, place, rejects, form)
    if report.failure is not None:
        return report.failure
    return report.loaded is not None and bool(report.loaded.rejected or report.loaded.stopped)


def _present(report: SyncReport, place: Path, rejects: Path, form: Format | None) -> None:
    from cli.fetch_records import sync_records
    from cli.load_records import say_rejects
    from cli.present import emit

    emit(sync_records(report, place), form)
    if report.loaded is not None and report.loaded.rejected:
        say_rejects(report.loaded, rejects)


def _pause(minutes: float, failed: FetchError | bool) -> None:
    import time

    from cli.present import voice

    if not isinstance(failed, bool):
        voice.say(f"tendergraph: {failed.message}")
    voice.say(f"The next sync is in {minutes:g} min.")
    time.sleep(minutes * 60)
