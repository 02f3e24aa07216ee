"""Load releases into the graph: read, know again, validate, merge, map, write; a batch is one transaction.

While one batch is written, the next is read and mapped.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from graph.load_report import LoadReport
from graph.ocds.items import Received, Reject
from graph.ocds.read import read_sources
from graph.prepare import Prepared, prepare, prepare_again
from graph.rejects import Rejects
from graph.store.changes import Changes
from graph.store.councils import register_councils
from graph.store.releases import stored_contents, stored_hashes
from graph.store.schema import apply_schema
from graph.store.write import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from graph.ocds.items import Item
    from graph.store.connection import Database
    from graph.store.process import Process
    from graph.store.releases import Stored

STRICT = "the first reject, as --strict asks"
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How to load.

    Attributes
    ----------
    batch : int
        Releases a transaction.
    workers : int
        Processes that validate, merge and map; with 1 it is done here.
    councils : bool
        Find which councils take part in each process.
    strict : bool
        Stop at the first reject, with nothing of its batch written.
    rejects : Path or None
        File for what could not be loaded.
    progress : Callable[[LoadReport], None]
        Called after each batch.
    stop : Callable[[], bool]
        Asked before each batch whether to end.
    """

    batch: int = 500
    workers: int = 1
    councils: bool = True
    strict: bool = False
    rejects: Path | None = None
    progress: Callable[[LoadReport], None] = field(default=lambda _: None)
    stop: Callable[[], bool] = field(default=lambda: False)


def load(sources: Sequence[str | Path], database: Database | None, options: LoadOptions | None = None) -> LoadReport:
    """Load releases from files, folders, patterns or standard input (``-``).

    Parameters
    ----------
    sources : Sequence[str or Path]
        What to read; see :func:`graph.ocds.read.read_sources`.
    database : Database or None
        Where to; None reads, validates, merges and maps only.
    options : LoadOptions, optional
        How.

    Raises
    ------
    SourceError
        A source does not exist.
    UsageError
        The file for rejects cannot be written.
    StoreError
        The database refuses.
    """
    return load_items(read_sources(sources), database, options)


def load_items(items: Iterable[Item], database: Database | None, options: LoadOptions | None = None) -> LoadReport:
    """Load what reading has given; see :func:`load`."""
    options = options or LoadOptions()
    if database is not None:
        apply_schema(database)
    with ExitStack() as stack:
        rejects = stack.enter_context(Rejects(options.rejects))
        run = _Run(database, options, rejects)
        stack.callback(run.close)
        return run.load(iter(items))


@dataclass(slots=True)
class _Batch:
    """Items of a batch, counted: `received` are those that the graph lacks."""

    read: int
    unchanged: int
    received: list[Received]
    rejects: list[Reject]
    stored: Mapping[str, Sequence[Stored]]
    size: int = 0


class _Run:
    """One load: batches are prepared in order, and one is written while the next is prepared."""

    def __init__(self, database: Database | None, options: LoadOptions, rejects: Rejects) -> None:
        self._database = database
        self._options = options
        self._rejects = rejects
        self._writer = None if database is None else Writer(database, prepare_again, councils=options.councils)
        self._writing = ThreadPoolExecutor(1)
        self._pool = _pool(options.workers) if options.workers > 1 else None
        self._report = LoadReport()
        self._started = time.monotonic()

    def close(self) -> None:
        """End the threads and processes."""
        self._writing.shutdown()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def load(self, items: Iterator[Item]) -> LoadReport:
        report = self._report
        if self._database is not None and self._options.councils:
            report.changes.add(register_councils(self._database))
        running: Future[tuple[Changes, list[Process]]] | None = None
        held: tuple[_Batch, Prepared] | None = None
        for batch, prepared in self._prepared(items):
            if running is not None and held is not None:
                self._count(held, running)
            rejects = [*batch.rejects, *prepared.rejects]
            if rejects and self._options.strict:
                report.stopped = STRICT
                self._reject(rejects[0])
                report.read += 1
                running = held = None
                break
            running, held = self._writing.submit(self._write, prepared.processes), (batch, prepared)
        if running is not None and held is not None:
            self._count(held, running)
        report.seconds = time.monotonic() - self._started
        return report

    def _prepared(self, items: Iterator[Item]) -> Iterator[tuple[_Batch, Prepared]]:
        """Batches ready to be written, in order; with workers, as many are under way as there are workers."""
        pending: deque[tuple[_Batch, Callable[[], Prepared]]] = deque()
        ahead = 0 if self._pool is None else self._options.workers
        while not self._stopped():
            if batch := self._next(items):
                pending.append((batch, self._prepare(batch)))
            if len(pending) > ahead or (pending and not batch):
                first, result = pending.popleft()
                prepared = result()
                if not self._stopped():
                    yield first, prepared
            elif not batch:
                return

    def _prepare(self, batch: _Batch) -> Callable[[], Prepared]:
        if self._pool is None:
            return partial(prepare, batch.received, batch.stored, councils=self._options.councils)
        return self._pool.submit(prepare, batch.received, batch.stored, councils=self._options.councils).result

    def _stopped(self) -> bool:
        if self._options.stop():
            self._report.stopped = INTERRUPTED
        return self._report.stopped is not None

    def _next(self, items: Iterator[Item]) -> _Batch | None:
        found = list(islice(items, self._options.batch))
        if not found:
            return None
        rejects = [each for each in found if isinstance(each, Reject)]
        received = [each for each in found if isinstance(each, Received)]
        size = sum(len(each.raw or b"") for each in found)
        if self._database is None:
            return _Batch(len(found), 0, received, rejects, {}, size)
        hashes = stored_hashes(self._database, {ocid for each in received if (ocid := _key(each)[0])})
        new = [each for each in received if hashes.get(_key(each)[0], {}).get(_key(each)[1]) != each.hash]
        touched = {_key(each)[0] for each in new} & hashes.keys()
        stored = stored_contents(self._database, touched) if touched else {}
        return _Batch(len(found), len(received) - len(new), new, rejects, stored, size)

    def _write(self, processes: list[Process]) -> tuple[Changes, list[Process]]:
        if self._writer is None or not processes:
            return Changes(), processes
        return self._writer.write(processes)

    def _count(self, held: tuple[_Batch, Prepared], running: Future[tuple[Changes, list[Process]]]) -> None:
        """Wait until a batch is in, and count it."""
        changes, processes = running.result()
        batch, prepared = held
        report = self._report
        for reject in (*batch.rejects, *prepared.rejects):
            self._reject(reject)
        report.read += batch.read
        report.bytes_read += batch.size
        report.odd.update(prepared.odd)
        loaded = 0
        for process in processes:
            loaded += process.loaded
            report.odd.update(process.rows.odd)
        report.loaded += loaded
        report.unchanged += batch.unchanged + len(batch.received) - len(prepared.rejects) - loaded
        report.changes.add(changes)
        report.seconds = time.monotonic() - self._started
        self._options.progress(report)

    def _reject(self, reject: Reject) -> None:
        self._rejects.add(reject)
        self._report.reject(reject)


def _key(received: Received) -> tuple[str, str]:
    """Ocid and key of a release, as far as it has them; what validation rejects is never found stored."""
    value = received.value
    ocid, release_id = value.get("ocid"), value.get("id")
    if release_id is None or release_id == "":
        release_id = value.get("date")
    return (ocid, f"{ocid}/{release_id}") if isinstance(ocid, str) else ("", "")


def _pool(workers: int) -> Executor:
    # Spawned, since a fork would copy the threads' locks; an interrupt is for the main process to answer.
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )
