"""Keep the graph: map it again, take processes out, give the releases back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from graph.errors import NotFoundError
from graph.load import INTERRUPTED, LoadOptions
from graph.load_report import LoadReport
from graph.prepare import prepare_again, prepare_process
from graph.store.councils import has_councils, register_councils
from graph.store.releases import stored_contents, stored_hashes, stored_ocids
from graph.store.schema import apply_schema
from graph.store.write import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.store.changes import Changes
    from graph.store.connection import Database

_PAGE = 200


def rebuild(database: Database, options: LoadOptions | None = None) -> LoadReport:
    """Merge and map all stored releases again and bring the graph to what they say, in place.

    The graph of an unchanged version of tendergraph stays as it is, without a write.
    """
    options = options or LoadOptions()
    apply_schema(database)
    report = LoadReport()
    if options.councils:
        report.changes.add(register_councils(database))
    started = time.monotonic()
    writer = Writer(database, prepare_again, councils=options.councils)
    for ocids in stored_ocids(database):
        if options.stop():
            report.stopped = INTERRUPTED
            break
        stored = stored_contents(database, ocids)
        processes = [prepare_process((), releases, councils=options.councils) for releases in stored.values()]
        changes, processes = writer.write(processes)
        report.changes.add(changes)
        for process in processes:
            report.read += len(process.releases)
            report.unchanged += len(process.releases)
            report.odd.update(process.rows.odd)
        report.seconds = time.monotonic() - started
        options.progress(report)
    else:
        report.changes.add(writer.reread_all())
        report.changes.add(writer.prune_stubs())
    report.seconds = time.monotonic() - started
    return report


def forget(database: Database, ocids: Sequence[str]) -> Changes:
    """Remove processes with their releases, and whatever only they needed; one that others name becomes a stub.

    Raises
    ------
    NotFoundError
        The graph has no release of one of them; nothing is removed then.
    """
    known = stored_hashes(database, ocids)
    if missing := [ocid for ocid in ocids if ocid not in known]:
        raise NotFoundError(
            f"The graph has no release of {', '.join(missing[:5])}{' and others' if len(missing) > 5 else ''}; "
            "nothing was removed. Give ocids as in the releases.",
            ocids=missing,
        )
    return Writer(database, prepare_again, councils=has_councils(database)).forget(ocids)


def export_releases(database: Database, ocids: Sequence[str] = ()) -> Iterator[bytes]:
    """The stored releases as received, each on one line, by ocid and release id.

    Parameters
    ----------
    database : Database
        A connected database.
    ocids : Sequence[str]
        Processes; all when empty.

    Raises
    ------
    NotFoundError
        The graph has no release of one of them.
    """
    pages: Iterable[Sequence[str]] = stored_ocids(database)
    if ocids:
        known = stored_hashes(database, ocids)
        if missing := [ocid for ocid in ocids if ocid not in known]:
            raise NotFoundError(
                f"The graph has no release of {missing[0]}. Give ocids as in the releases.", ocids=missing
            )
        pages = [ocids[start : start + _PAGE] for start in range(0, len(ocids), _PAGE)]
    for page in pages:
        for _, releases in sorted(stored_contents(database, page).items()):
            yield from (_one_line(release.raw) for release in releases)


def _one_line(raw: bytes) -> bytes:
    # In JSON a line end can only stand between values, never inside a string.
    return raw.replace(b"\r", b" ").replace(b"\n", b" ")
