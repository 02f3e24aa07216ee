"""The register of councils in the graph, and which of them an organisation is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher
from graph import model
from graph.councils.identify import identify
from graph.councils.register import council_nodes, council_part_of, council_succeeded_by
from graph.store.amend import amend
from graph.store.changes import Changes
from graph.store.conflict import transact
from graph.store.process import Difference, State, compare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neo4j import ManagedTransaction

    from graph.mapping.rows import Props
    from graph.store.connection import Database


def register_councils(database: Database) -> Changes:
    """Bring the councils of the graph to what the register says.

    A council that the register no longer has goes, with what was derived for it.
    """
    return transact(database, _register)


def has_councils(database: Database) -> bool:
    """Whether councils have been registered in this graph."""
    return bool(database.read(cypher.text("write/councils_any")))


def _register(transaction: ManagedTransaction) -> Changes:
    changes = Changes()
    stored, wanted = _stored(transaction), _wanted()
    found = Difference()
    compare(stored.nodes["Council"], wanted.nodes["Council"], frozenset(), found.sink("nodes", "Council"))
    for pattern in _PATTERNS:
        sink = found.sink("relationships", pattern)
        compare(stored.relationships[pattern], wanted.relationships[pattern], frozenset(), sink)
    amend(transaction, [found], changes, labels=("Council",), patterns=_PATTERNS)
    return changes


_PATTERNS = (model.COUNCIL_PART_OF, model.SUCCEEDED_BY)


def _wanted() -> State:
    nodes = {row["code"]: {name: value for name, value in row.items() if value is not None} for row in council_nodes()}
    pairs: tuple[Iterable[tuple[str, str]], ...] = (council_part_of(), council_succeeded_by())
    relationships = {
        pattern: {pair: dict[str, Any]() for pair in found if nodes.keys() >= set(pair)}
        for pattern, found in zip(_PATTERNS, pairs, strict=True)
    }
    return State({"Council": nodes}, relationships)  # type: ignore[arg-type]


def _stored(transaction: ManagedTransaction) -> State:
    nodes: dict[str, Props] = {}
    above: dict[Any, Props] = {}
    later: dict[Any, Props] = {}
    for row in transaction.run(cypher.text("write/councils")):
        code = row["council"]["code"]
        nodes[code] = row["council"]
        above.update(((code, whole), {}) for whole in row["partOf"])
        later.update(((code, successor), {}) for successor in row["succeededBy"])
    return State({"Council": nodes}, dict(zip(_PATTERNS, (above, later), strict=True)))


def identities(properties: Props) -> dict[str, str]:
    """Council code -> rule, for an organisation with these properties.

    Every name that the organisation has been seen under counts; of two rules the first by the names' order.
    """
    found: dict[str, str] = {}
    for name in properties.get("names", ()):
        for code, rule in identify(name, properties.get("scheme"), properties.get("identifier")):
            found.setdefault(code, rule)
    return found
