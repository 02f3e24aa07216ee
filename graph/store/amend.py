"""Bring processes that the graph knows from their stored state to the one they shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph import model
from graph.store.conflict import ConflictError
from graph.store.process import DERIVED_LINKS, LINKS, OWNED, Difference
from graph.store.statements import for_label, for_pattern
from graph.store.temporal import packed_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from neo4j import ManagedTransaction

    from graph.model import Pattern
    from graph.store.changes import Changes


def amend(
    transaction: ManagedTransaction,
    differences: Iterable[Difference],
    changes: Changes,
    labels: Sequence[str] = OWNED,
    patterns: Sequence[Pattern] = (*LINKS.values(), *DERIVED_LINKS.values()),
) -> None:
    """Write what differs, counting it. Shared nodes that new relationships need must be there.

    Raises
    ------
    ConflictError
        The statements did not change exactly what they should.
    """
    differences = list(differences)
    steps: list[tuple[Callable[..., None], Iterable[Any]]] = [
        (_remove_relationships, patterns),
        (_remove_nodes, labels),
        (_create_nodes, labels),
        (_change_nodes, labels),
        (_create_relationships, patterns),
        (_change_relationships, patterns),
    ]
    for step, kinds in steps:
        for kind in kinds:
            step(transaction, differences, kind, changes)


def _remove_relationships(
    transaction: ManagedTransaction, differences: list[Difference], pattern: Pattern, changes: Changes
) -> None:
    rows = [_ends(pattern, key) for each in differences for key in each.removed.relationships.get(pattern, ())]
    if rows:
        statement = for_pattern("write/relationship_remove", pattern)
        _expect(transaction.run(statement, rows=rows).consume().counters.relationships_deleted, rows)
        changes.relationships_removed[pattern.type] += len(rows)


def _create_relationships(
    transaction: ManagedTransaction, differences: list[Difference], pattern: Pattern, changes: Changes
) -> None:
    rows = [
        {"start": key[0], "end": key[1], "properties": packed_row(properties)}
        for each in differences
        for key, properties in each.created.relationships.get(pattern, {}).items()
    ]
    if rows:
        statement = for_pattern("write/relationship_create", pattern)
        _expect(transaction.run(statement, rows=rows).consume().counters.relationships_created, rows)
        changes.relationships_created[pattern.type] += len(rows)


def _change_relationships(
    transaction: ManagedTransaction, differences: list[Difference], pattern: Pattern, changes: Changes
) -> None:
    rows = [
        {**_ends(pattern, key), "changes": packed_row(properties)}
        for each in differences
        for key, properties in each.changed.relationships.get(pattern, {}).items()
    ]
    if rows:
        transaction.run(for_pattern("write/relationship_change", pattern), rows=rows).consume()
        changes.relationships_changed[pattern.type] += len(rows)


def _remove_nodes(transaction: ManagedTransaction, differences: list[Difference], label: str, changes: Changes) -> None:
    keys = [key for each in differences for key in each.removed.nodes.get(label, ())]
    if keys:
        statement = for_label("write/node_remove", label)
        _expect(transaction.run(statement, keys=keys).consume().counters.nodes_deleted, keys)
        changes.nodes_removed[label] += len(keys)


def _create_nodes(transaction: ManagedTransaction, differences: list[Difference], label: str, changes: Changes) -> None:
    rows = [packed_row(properties) for each in differences for properties in each.created.nodes.get(label, {}).values()]
    if rows:
        statement = for_label("write/node_create", label)
        _expect(transaction.run(statement, rows=rows).consume().counters.nodes_created, rows)
        changes.nodes_created[label] += len(rows)


def _change_nodes(transaction: ManagedTransaction, differences: list[Difference], label: str, changes: Changes) -> None:
    rows = [
        {"id": key, "changes": packed_row(properties)}
        for each in differences
        for key, properties in each.changed.nodes.get(label, {}).items()
    ]
    if rows:
        transaction.run(for_label("write/node_change", label), rows=rows).consume()
        changes.nodes_changed[label] += len(rows)


def _ends(pattern: Pattern, key: tuple[str, ...]) -> dict[str, Any]:
    identity = dict(zip(model.RELATIONSHIP[pattern].identity, key[2:], strict=True))
    return {"start": key[0], "end": key[1], "identity": identity}


def _expect(done: int, rows: list[Any]) -> None:
    if done != len(rows):
        raise ConflictError
