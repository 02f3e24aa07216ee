"""The read-only door: an analyst's own Cypher, run so that it can only read the one database.

Layers that do not trust each other, each enough to stop most of what is hostile:

1. the statement's own tokens (:mod:`graph.store.guard_clauses`): one statement, known prefixes, no clause, procedure,
   function or database that is not for readers; what is sent has no comments and no escapes;
2. the planner's query type, and 3. each operator of its plan against a list of those that only read
   (:mod:`graph.store.guard_plan`), after EXPLAIN, before anything runs;
4. a transaction in READ access mode, with a timeout on the server, that is always rolled back;
5. limits of rows and bytes while the rows stream in, and an end to what the server cannot end
   (:mod:`graph.store.runaway`).
"""

from __future__ import annotations

import math
from concurrent.futures import Future, wait
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from graph.errors import ConnectionFailedError, LimitError, StoreError, UsageError
from graph.notices import notify
from graph.records import Column, Records
from graph.store.failures import translated
from graph.store.guard_clauses import Mode, Statement, read_statement
from graph.store.guard_plan import check_plan, operators
from graph.store.hints import MEMORY, explain_refusal, unknown_names
from graph.store.limits import MEBIBYTE, Limits, size_of
from graph.store.runaway import end_statement, revive
from graph.store.values import columns_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neo4j import Result, Transaction

    from graph.store.connection import Database

_FETCH = 200
_GRACE = 10.0
"""Seconds that the server has to end a statement after its time, before nobody waits any more."""


def read_only(
    database: Database, text: str, parameters: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Records:
    """Run one statement that only reads, within limits.

    Parameters
    ----------
    database : Database
        Where to run it.
    text : str
        One statement; it may begin with CYPHER, EXPLAIN (its plan is given, nothing runs) or PROFILE (its plan with
        what each operator did is given).
    parameters : mapping, optional
        Values of its ``$parameters``.
    limits : Limits, optional
        Time, rows and bytes; 30 s, 10,000 rows and 64 MiB when None.

    Returns
    -------
    Records
        Nodes, relationships and paths as dicts; ``more`` is True where rows were left out.

    Raises
    ------
    GuardError
        The statement is refused; the message says why.
    LimitError
        Time or memory ran out.
    StoreError
        The server finds a fault in the statement; the message marks the place.
    ConnectionFailedError
        The server is not reached any more.

    """
    limits = limits or Limits()
    if not (math.isfinite(limits.seconds) and limits.seconds > 0):
        raise UsageError(f"A time limit of {limits.seconds} seconds is none; give a number above 0.")
    statement = read_statement(text, database.name)
    mark = uuid4().hex
    outcome: Future[Records] = Future()
    # A thread of its own, so that a break by the user or a server that answers nothing ends the wait here at once.
    Thread(
        target=_answer, args=(outcome, database, statement, dict(parameters or {}), (limits, mark)), daemon=True
    ).start()
    try:
        return _awaited(outcome, limits.seconds + _GRACE)
    except TimeoutError as error:
        message = f"The statement was given up after {limits.seconds:g} s: the server did not end it. Narrow it."
        raise LimitError(message + end_statement(database, mark)) from error
    except LimitError as error:
        if error.facts.get("code") not in MEMORY:
            raise
        raise LimitError(error.message + revive(database), **error.facts) from error
    except ConnectionFailedError as error:
        if said := revive(database):
            raise LimitError(f"The server broke the statement off.{said}") from error
        raise
    except KeyboardInterrupt:
        if said := end_statement(database, mark).strip():
            notify(said)
        raise


def write(database: Database, text: str, parameters: Mapping[str, Any] | None = None) -> Records:
    """Run one statement as it is, with the right to change the graph, in a transaction of its own.

    Raises
    ------
    StoreError
        The server finds a fault in the statement.
    LimitError
        Memory ran out.

    """
    with translated(database.endpoint), explain_refusal(None), database.session() as session:
        result = session.run(text, dict(parameters or {}))
        names = list(result.keys())
        rows = [tuple(plain(value) for value in record) for record in result]
        counters = result.consume().counters
    changed = {name: n for name, n in vars(counters).items() if not name.startswith("_") and n and n is not True}
    changes = ", ".join(f"{name.replace('_', ' ')}: {n:,}" for name, n in sorted(changed.items()))
    return Records("Result", columns_of(names, rows), rows, notes=[f"Changed: {changes or 'nothing'}."])


def _awaited(outcome: Future[Records], seconds: float) -> Records:
    """The outcome, waited for in short turns: a wait without end cannot be broken off on every system."""
    deadline = monotonic() + seconds
    while not outcome.done() and monotonic() < deadline:
        wait([outcome], min(0.2, max(0.0, deadline - monotonic())))
    return outcome.result(0)


def _answer(
    outcome: Future[Records],
    database: Database,
    statement: Statement,
    parameters: dict[str, Any],
    bounds: tuple[Limits, str],
) -> None:
    limits, mark = bounds
    try:
        with (
            translated(database.endpoint),
            explain_refusal(limits.seconds),
            database.session(default_access_mode="READ", fetch_size=_FETCH) as session,
            session.begin_transaction(
                metadata={"app": "tendergraph", "guard": mark}, timeout=limits.seconds
            ) as transaction,
        ):
            try:
                records = _checked(transaction, database, statement, parameters, limits)
            finally:
                transaction.close()  # which rolls back, always
    except BaseException as error:  # noqa: BLE001 - whoever waits for the outcome gets it
        outcome.set_exception(error)
    else:
        outcome.set_result(records)


def _checked(
    transaction: Transaction, database: Database, statement: Statement, parameters: dict[str, Any], limits: Limits
) -> Records:
    summary = transaction.run(statement.text("explain"), parameters).consume()
    check_plan(summary, database.name)
    if statement.mode == "explain":
        records = _plan_records("Plan", summary.plan)
    else:
        result = transaction.run(statement.text(statement.mode), parameters)
        records = _profile(result) if statement.mode == "profile" else _rows(result, limits)
    records.notes.extend(unknown_names([(o.gql_status, o.status_description) for o in summary.gql_status_objects]))
    return records


def _rows(result: Result, limits: Limits) -> Records:
    names = list(result.keys())
    rows: list[tuple[Any, ...]] = []
    size = 0
    cut = ""
    for record in result:
        if len(rows) == limits.rows:
            cut = f"Cut at the limit of {limits.rows:,} rows."
            break
        row = tuple(plain(value) for value in record)
        size += size_of(row)
        if size > limits.size:
            cut = f"Cut after {len(rows):,} rows at the limit of {limits.size / MEBIBYTE:,.1f} MiB."
            break
        rows.append(row)
    if not cut:
        _nothing_changed(result)
    elif not rows:
        raise LimitError(f"The first row alone passes the limit of {limits.size / MEBIBYTE:,.1f} MiB; return less.")
    return Records("Result", columns_of(names, rows), rows, notes=[cut] if cut else [], more=bool(cut))


def _nothing_changed(result: Result) -> None:
    counters = result.consume().counters
    if counters.contains_updates or counters.contains_system_updates:
        raise StoreError(
            "The server reports changes by a statement that reads; they were rolled back. Please report it."
        )


def _profile(result: Result) -> Records:
    summary = result.consume()
    return _plan_records("Profile", summary.profile)


_PLAN_COLUMNS = (
    Column("operator", "string", "", "Operator of the plan, indented under the one that it feeds."),
    Column("details", "string", "", "What it works on."),
    Column("estimated_rows", "number", "rows", "Rows that the planner expects."),
)
_PROFILE_COLUMNS = (
    *_PLAN_COLUMNS,
    Column("rows", "integer", "rows", "Rows that it gave."),
    Column("db_hits", "integer", "hits", "Accesses to the store."),
)


def _plan_records(title: str, plan: Any) -> Records:
    depth = {id(plan): 0}
    rows: list[tuple[Any, ...]] = []
    for operator in operators(plan):
        level = depth[id(operator)]
        depth.update((id(child), level + 1) for child in operator.get("children") or [])
        args = operator.get("args") or {}
        name = "  " * level + str(operator["operatorType"]).partition("@")[0]
        row = (name, str(args.get("Details", "")), args.get("EstimatedRows"))
        rows.append((*row, operator.get("rows"), operator.get("dbHits")) if title == "Profile" else row)
    return Records(title, _PROFILE_COLUMNS if title == "Profile" else _PLAN_COLUMNS, rows)


__all__ = ["Limits", "Mode", "Statement", "read_only", "write"]
