"""`tendergraph fetch`: releases of Find a Tender into an archive of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import FormatOption

if TYPE_CHECKING:
    from graph.fetch.run import FetchReport

app = typer.Typer()


@app.command()
def fetch(  # noqa: PLR0917
    since: Annotated[
        str | None,
        typer.Option("--since", help="From here on, on London's clock: 2026-10-01 or 2026-10-01T09:30:00."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="Up to here; a date counts whole. By default until now.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder of the archive; by default the one of `sync`.", file_okay=False),
    ] = None,
    keep_contacts: Annotated[
        bool, typer.Option("--keep-contacts", help="Keep officers' names, e-mails and telephones in the archive.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Ask also for time that the archive covers; only what is new is added.")
    ] = False,
    notice: Annotated[
        list[str] | None,
        typer.Option("--notice", help="The release of one notice, such as 015085-2026, to standard output."),
    ] = None,
    ocid: Annotated[
        list[str] | None,
        typer.Option("--ocid", help="The record of one process, such as ocds-h6vhtk-0690b0, to standard output."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--verify", help="Fetch nothing: hold the archive against its manifest, count by day.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Fetch releases of Find a Tender into an archive of files.

    The archive is a folder of dated, compressed JSON Lines that `load` reads. A fetch that was stopped at any instant
    goes on where it was when the same command is run again. Contact points are dropped unless --keep-contacts.
    """
    from cli.fetch_progress import archive_folder
    from cli.fetch_records import fetch_records, verify_records
    from cli.present import emit
    from graph.errors import UsageError

    if notice or ocid:
        if since or until or folder or again or check:
            raise UsageError("--notice and --ocid write to standard output; give no period and no folder with them.")
        _one_by_one(notice or [], ocid or [], keep_contacts=keep_contacts)
        return
    place = archive_folder(folder)
    if check:
        from graph.fetch.verify import verify

        emit(verify_records(verify(place), place), form)
        return
    emit(fetch_records(_fetch(since, until, place, keep_contacts=keep_contacts, again=again), place), form)


def _fetch(since: str | None, until: str | None, place: Path, *, keep_contacts: bool, again: bool) -> FetchReport:
    from cli.fetch_progress import open_service
    from cli.present import voice
    from graph.errors import UsageError
    from graph.fetch.archive import Archive
    from graph.fetch.run import Fetch
    from graph.fetch.windows import instant

    if since is None:
        raise UsageError("--since is missing; say from when on to fetch, such as --since 2026-10-01.")
    start = instant(since, latest=False)
    end = None if until is None else instant(until, latest=True)
    with open_service() as (service, show), Archive(place, keep_contacts or None, service.settings.url) as archive:
        run = Fetch(archive, service, show.step)
        try:
            return run.run(start, end, again=again)
        except BaseException:
            if run.report.pages:
                count = run.report.new + run.report.changed
                voice.say(f"{count:,} releases of {run.report.pages:,} pages came in and are in {place}.")
            raise


def _one_by_one(notices: list[str], ocids: list[str], *, keep_contacts: bool) -> None:
    from cli.fetch_progress import open_service
    from cli.present import voice
    from graph.fetch.licence import ATTRIBUTION
    from graph.fetch.privacy import CONTACT_MEMBERS
    from graph.fetch.run import fetch_notice, fetch_record

    without: frozenset[str] = frozenset() if keep_contacts else CONTACT_MEMBERS
    with open_service() as (service, _):
        for name in notices:
            typer.echo(fetch_notice(service, name, without))
        for name in ocids:
            typer.echo(fetch_record(service, name, without))
    voice.say(ATTRIBUTION)
