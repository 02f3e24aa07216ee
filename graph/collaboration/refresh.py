"""Make what is derived of councils again, from the stored releases, with the user's corrections."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from graph.councils.corrections import Correction, apply_corrections
from graph.councils.participation import Mentioned, Participant, Participation
from graph.errors import NotFoundError
from graph.load import INTERRUPTED, LoadOptions
from graph.load_report import LoadReport
from graph.model import MENTIONS, PARTICIPATES_IN
from graph.prepare import prepare_process
from graph.store.councils import register_councils
from graph.store.releases import stored_contents, stored_hashes, stored_ocids
from graph.store.schema import apply_schema
from graph.store.write import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.mapping.rows import ProcessRows
    from graph.store.connection import Database
    from graph.store.process import Process
    from graph.store.releases import Stored


def refresh(
    database: Database, corrections: Sequence[Correction] = (), options: LoadOptions | None = None
) -> LoadReport:
    """Bring register, IDENTIFIED_AS, PARTICIPATES_IN, MENTIONS and ``collective`` to what the rules say now.

    Without ``corrections`` those of an earlier refresh are gone: the graph says what the rules say, and nothing else.
    A process that is loaded anew is decided by the rules alone until the next refresh.

    Raises
    ------
    NotFoundError
        A correction names a process that the graph has no release of; nothing was changed.
    """
    options = options or LoadOptions()
    by_ocid = _by_ocid(database, corrections)
    apply_schema(database)
    report = LoadReport()
    report.changes.add(register_councils(database))
    started = time.monotonic()

    def prepare(process: Process, stored: Iterable[Stored]) -> Process:
        return _corrected(prepare_process(process.arrived, stored, councils=True), by_ocid)

    writer = Writer(database, prepare, councils=True)
    for ocids in stored_ocids(database):
        if options.stop():
            report.stopped = INTERRUPTED
            break
        found = stored_contents(database, ocids).values()
        processes = [_corrected(prepare_process((), releases, councils=True), by_ocid) for releases in found]
        changes, processes = writer.write(processes)
        report.changes.add(changes)
        read = sum(len(process.releases) for process in processes)
        report.read += read
        report.unchanged += read
        report.seconds = time.monotonic() - started
        options.progress(report)
    else:
        report.changes.add(writer.reread_all())
    report.seconds = time.monotonic() - started
    return report


def _by_ocid(database: Database, corrections: Sequence[Correction]) -> dict[str, list[Correction]]:
    result: dict[str, list[Correction]] = {}
    for correction in corrections:
        result.setdefault(correction.ocid, []).append(correction)
    missing = sorted(result.keys() - stored_hashes(database, result).keys()) if result else []
    if missing:
        raise NotFoundError(
            f"The corrections name {', '.join(missing[:5])}{' and others' if len(missing) > 5 else ''}, of which the "
            "graph has no release; nothing was changed. Load the releases first, or take the lines out.",
            ocids=missing,
        )
    return result


def _corrected(process: Process, corrections: Mapping[str, Sequence[Correction]]) -> Process:
    rows = process.rows
    if rows.ocid in corrections:
        facts = apply_corrections(_facts(rows), rows.ocid, corrections[rows.ocid])
        rows.relationships[PARTICIPATES_IN] = {
            (one.code, rows.ocid, one.basis, one.path): _evidence(one) for one in facts.participants
        }
        rows.relationships[MENTIONS] = {
            (rows.ocid, one.code, one.sense, one.path, one.start): _evidence(one)  # type: ignore[misc]
            for one in facts.mentions
        }
    return process


def _facts(rows: ProcessRows) -> Participation:
    """What the rules found, read back from the rows of the process."""
    taking = [Participant(str(key[0]), **facts) for key, facts in rows.relationships.get(PARTICIPATES_IN, {}).items()]
    spoken = [Mentioned(str(key[1]), **facts) for key, facts in rows.relationships.get(MENTIONS, {}).items()]
    return Participation(taking, spoken)


def _evidence(fact: Participant | Mentioned) -> dict[str, Any]:
    return {name: value for name, value in asdict(fact).items() if name != "code"}
