"""CPV codes and regions: made when a process needs them, removed when nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cypher
from graph import model
from graph.mapping.codes import cpv_and_above, regions_and_above
from graph.store.process import changed_properties
from graph.store.statements import for_label, for_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neo4j import ManagedTransaction

    from graph.mapping.rows import Props
    from graph.store.changes import Changes

_AND_ABOVE = {"CPV": (cpv_and_above, model.BROADER), "Region": (regions_and_above, model.REGION_PART_OF)}
_PRUNE = {"CPV": "write/prune_cpv", "Region": "write/prune_region"}


class Codes:
    """The codes that this writer knows to be in the graph, so that each is looked up once in a load.

    Another writer may remove one meanwhile; the statement that uses it then creates more nodes than it was told to,
    which is noticed there, and the batch is done again after :meth:`forget`.
    """

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {"CPV": set(), "Region": set()}
        self._pending: dict[str, set[str]] = {"CPV": set(), "Region": set()}

    def begin(self) -> None:
        """A transaction begins: what an aborted one added is not known."""
        self._pending = {"CPV": set(), "Region": set()}

    def committed(self) -> None:
        """The transaction is in: what it added is known."""
        for label, codes in self._pending.items():
            self._known[label] |= codes

    def forget(self) -> None:
        """Know nothing."""
        self._known = {"CPV": set(), "Region": set()}
        self.begin()

    def ensure(self, transaction: ManagedTransaction, label: str, codes: Iterable[str], changes: Changes) -> None:
        """Make the codes, and those above them, with their steps up, where they are not there."""
        sure = self._known[label] | self._pending[label]
        missing = set(codes) - sure
        if not missing:
            return
        and_above, above = _AND_ABOVE[label]
        needed, steps = and_above(sorted(missing))
        nodes = {code: properties for code, properties in needed.items() if code not in sure}
        result = transaction.run(for_label("write/codes", label), rows=[nodes[code] for code in sorted(nodes)])
        stored = [record["properties"] for record in result]
        changes.nodes_created[label] += result.consume().counters.nodes_created
        self._mend(transaction, label, stored, nodes, changes)
        pairs = [{"start": start, "end": end} for start, end in steps if start in nodes]
        counters = transaction.run(for_pattern("write/codes_above", above), rows=pairs).consume().counters
        changes.relationships_created[above.type] += counters.relationships_created
        self._pending[label] |= nodes.keys()

    def _mend(
        self,
        transaction: ManagedTransaction,
        label: str,
        stored: list[Props],
        nodes: dict[str, Props],
        changes: Changes,
    ) -> None:
        """Set what an older version of the tables said otherwise."""
        key = model.NODE[label].key
        rows = [
            {"id": properties[key], "changes": changed}
            for properties in stored
            if (changed := changed_properties(properties, nodes[properties[key]]))
        ]
        if rows:
            transaction.run(for_label("write/node_change", label), rows=rows).consume()
            changes.nodes_changed[label] += len(rows)

    def prune(self, transaction: ManagedTransaction, label: str, codes: Iterable[str], changes: Changes) -> None:
        """Remove those of the codes that nothing needs, and those above that nothing needs then."""
        _, above = _AND_ABOVE[label]
        candidates = sorted(set(codes))
        while candidates:
            removed = list(transaction.run(cypher.text(_PRUNE[label]), codes=candidates))
            changes.nodes_removed[label] += len(removed)
            changes.relationships_removed[above.type] += sum(row["above"] is not None for row in removed)
            gone = {row["code"] for row in removed}
            self._known[label] -= gone
            self._pending[label] -= gone
            candidates = sorted({row["above"] for row in removed if row["above"] is not None})
