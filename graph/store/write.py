"""Write processes: a batch is one transaction, and each process in it is whole, with all its releases.

Several writers may work on one graph. A writer locks the tenders of its batch, then their organisations, both in
sorted order, and decides only by what it reads after that; what it prepared on an older state is prepared again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import cypher
from graph import model
from graph.store import organisations
from graph.store.amend import amend
from graph.store.changes import Changes
from graph.store.codes import Codes
from graph.store.conflict import transact
from graph.store.fresh import write_new
from graph.store.present import present
from graph.store.process import Difference, Process, State, difference, related, wanted
from graph.store.releases import contents, organisation_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from neo4j import ManagedTransaction

    from graph.store.connection import Database
    from graph.store.releases import Stored

T = TypeVar("T")


class Prepare(Protocol):
    """How a process is prepared again on the releases that are stored now."""

    def __call__(self, process: Process, stored: Iterable[Stored]) -> Process:
        """The process anew."""
        ...


class Writer:
    """Writes batches of processes.

    Parameters
    ----------
    database : Database
        A connected database with its constraints (see :func:`graph.store.schema.apply_schema`).
    prepare : Prepare
        Called, inside the transaction, for a process whose stored releases are not those it was made on.
    councils : bool
        Say which organisations are councils; the councils must be there.
    """

    def __init__(self, database: Database, prepare: Prepare, *, councils: bool = True) -> None:
        self._database = database
        self._councils = councils
        self._prepare = prepare
        self._codes = Codes()

    def write(self, processes: list[Process]) -> tuple[Changes, list[Process]]:
        """Write a batch, each process once, in one transaction.

        Returns
        -------
        tuple[Changes, list[Process]]
            What it did, and the processes as they were written.

        Raises
        ------
        StoreError
            The database refuses, or other writers never leave the batch alone.
        """
        return self._transact(lambda transaction: self._write(transaction, processes))

    def forget(self, ocids: Iterable[str]) -> Changes:
        """Remove processes, and what only they needed; one that others name becomes a stub."""
        ordered = sorted(set(ocids))
        return self._transact(lambda transaction: self._forget(transaction, ordered))

    def reread(self, ids: Iterable[str]) -> Changes:
        """Make organisations say what is true of them, from all that is said of them."""
        ordered = sorted(set(ids))

        def work(transaction: ManagedTransaction) -> Changes:
            changes = Changes()
            transaction.run(cypher.text("write/organisations_met"), ids=ordered).consume()
            left = organisations.reread(transaction, ordered, self._codes, changes, councils=self._councils)
            self._codes.prune(transaction, "Region", left, changes)
            return changes

        return self._transact(work)

    def reread_all(self) -> Changes:
        """:meth:`reread` for every organisation."""
        changes = Changes()
        for ids in organisation_ids(self._database):
            changes.add(self.reread(ids))
        return changes

    def prune_stubs(self) -> Changes:
        """Remove the tenders that have no release and that no process names."""
        changes = Changes()
        if removed := self._database.write(cypher.text("write/prune_stubs")).counters.nodes_deleted:
            changes.nodes_removed["Tender"] += removed
        return changes

    def _transact(self, work: Callable[[ManagedTransaction], T]) -> T:
        def attempt(transaction: ManagedTransaction) -> T:
            self._codes.begin()
            return work(transaction)

        result = transact(self._database, attempt, self._codes.forget)
        self._codes.committed()
        return result

    def _write(self, transaction: ManagedTransaction, processes: list[Process]) -> tuple[Changes, list[Process]]:
        changes = Changes()
        stored, met = _lock(transaction, _named(processes), changes)
        processes = self._current(transaction, processes, stored, changes)
        fresh = [process for process in processes if not stored[process.ocid]]
        changes.nodes_changed["Tender"] += sum(process.ocid in met for process in fresh)
        known = {process.ocid: process for process in processes if stored[process.ocid]}
        states = present(transaction, sorted(known))
        differences = [
            found
            for ocid, process in known.items()
            if (found := difference(states[ocid], wanted(process), councils=process.councils))
        ]
        self._apply(transaction, fresh, differences, changes)
        if outdated := sorted(stored.keys() - _named(processes)):
            # The lock made stubs of what only the older preparation named.
            removed = transaction.run(cypher.text("write/prune_stub"), ocids=outdated).consume().counters
            changes.nodes_created["Tender"] -= removed.nodes_deleted
        return changes, processes

    def _current(
        self,
        transaction: ManagedTransaction,
        processes: list[Process],
        stored: Mapping[str, Mapping[str, str]],
        changes: Changes,
    ) -> list[Process]:
        """The processes, those made on another state than the one stored made again."""
        stale = [process.ocid for process in processes if process.based_on != stored[process.ocid]]
        if not stale:
            return processes
        found = contents(transaction, stale)
        again = [
            process if process.based_on == stored[process.ocid] else self._prepare(process, found.get(process.ocid, []))
            for process in processes
        ]
        if unlocked := _named(again) - stored.keys():
            _lock(transaction, unlocked, changes)
        return again

    def _apply(
        self, transaction: ManagedTransaction, fresh: list[Process], differences: list[Difference], changes: Changes
    ) -> None:
        plan = organisations.plan(transaction, _statements(fresh, differences), councils=self._councils)
        codes = _codes_needed(fresh, differences)
        codes["Region"] |= plan.regions()
        codes["Council"].update(code for found in plan.identified.values() for code in found)
        self._codes.ensure(transaction, "CPV", codes["CPV"], changes)
        self._codes.ensure(transaction, "Region", codes["Region"], changes)
        if fresh or differences:
            write_new(transaction, fresh, plan, codes, changes)
        organisations.update(transaction, plan.updates, changes)
        amend(transaction, differences, changes)
        left = organisations.reread(transaction, plan.reread, self._codes, changes, councils=self._councils)
        self._prune(transaction, differences, left, changes)

    def _prune(
        self, transaction: ManagedTransaction, differences: list[Difference], regions: set[str], changes: Changes
    ) -> None:
        gone = {
            pattern: {key[1] for each in differences for key in each.removed.relationships.get(pattern, ())}
            for pattern in (*_CPV_PATTERNS, *_REGION_PATTERNS, model.RELATED_TO)
        }
        self._codes.prune(transaction, "CPV", set().union(*(gone[p] for p in _CPV_PATTERNS)), changes)
        self._codes.prune(transaction, "Region", regions.union(*(gone[p] for p in _REGION_PATTERNS)), changes)
        if stubs := sorted(gone[model.RELATED_TO]):
            removed = transaction.run(cypher.text("write/prune_stub"), ocids=stubs).consume().counters
            changes.nodes_removed["Tender"] += removed.nodes_deleted

    def _forget(self, transaction: ManagedTransaction, ocids: list[str]) -> Changes:
        changes = Changes()
        transaction.run(cypher.text("write/lock_known"), ocids=ocids).consume()
        differences = []
        for ocid, state in present(transaction, ocids).items():
            if not state.nodes["Release"]:
                continue
            found = difference(state, State({"Tender": {ocid: {"ocid": ocid}}}, {}), councils=True)
            differences.append(found)
        self._apply(transaction, [], differences, changes)
        removed = transaction.run(cypher.text("write/prune_stub"), ocids=ocids).consume().counters.nodes_deleted
        changes.nodes_removed["Tender"] += removed
        changes.nodes_changed["Tender"] -= removed
        return changes


_CPV_PATTERNS = (model.LOT_CPV, model.TENDER_CPV)
_REGION_PATTERNS = (model.LOT_REGION, model.TENDER_REGION)
_SHARED = (("CPV", _CPV_PATTERNS, 1), ("Region", _REGION_PATTERNS, 1), ("Council", (model.PARTICIPATES_IN,), 0))


def _named(processes: list[Process]) -> set[str]:
    """Ocids of the processes and of those that they name."""
    return {ocid for process in processes for ocid in (process.ocid, *related(process))}


def _lock(
    transaction: ManagedTransaction, ocids: Iterable[str], changes: Changes
) -> tuple[dict[str, dict[str, str]], set[str]]:
    """Lock tenders: the releases that each has stored, and those that were there before."""
    result = transaction.run(cypher.text("write/lock"), ocids=sorted(ocids))
    rows = list(result)
    changes.nodes_created["Tender"] += result.consume().counters.nodes_created
    return {row["ocid"]: dict(row["releases"]) for row in rows}, {row["ocid"] for row in rows if row["met"]}


def _statements(fresh: list[Process], differences: list[Difference]) -> organisations.Statements:
    statements = organisations.Statements()
    created: Iterator[State] = (wanted(process) for process in fresh)
    for state in (*created, *(each.created for each in differences)):
        for (organisation, ocid), party_to in state.relationships.get(model.PARTY_TO, {}).items():
            statements.add(organisation, ocid, party_to)
        statements.buyers.update(key[0] for key in state.relationships.get(model.ISSUED, ()))
        statements.suppliers.update(key[1] for key in state.relationships.get(model.TO, ()))
    for each in differences:
        for state in (each.changed, each.removed):
            statements.disturbed.update(key[0] for key in state.relationships.get(model.PARTY_TO, ()))
            statements.disturbed.update(key[0] for key in state.relationships.get(model.ISSUED, ()))
            statements.disturbed.update(key[1] for key in state.relationships.get(model.TO, ()))
    return statements


def _codes_needed(fresh: list[Process], differences: list[Difference]) -> dict[str, set[str]]:
    """Label -> the codes that what is new in the batch hangs on."""
    states = [process.rows.relationships for process in fresh]
    states.extend(each.created.relationships for each in differences)
    needed: dict[str, set[str]] = {}
    for label, patterns, end in _SHARED:
        needed[label] = {key[end] for state in states for pattern in patterns for key in state.get(pattern, ())}
    needed["Council"].update(key[1] for state in states for key in state.get(model.MENTIONS, ()))
    return needed
