"""One hash over all facts of the graph, whatever the order in which they came."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from graph import model
from graph.store.statements import for_label, for_pattern
from graph.store.temporal import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from neo4j import Record

    from graph.store.connection import Database

_MODULUS = 1 << 256
_DERIVED_BY = "derivedBy"


def fingerprint(database: Database, progress: Callable[[int], None] = lambda _: None) -> str:
    """SHA-256 over the nodes and relationships that the model declares.

    How a fact came in (bookkeeping properties) and saved analyses (anything with `derivedBy`) are left out, and so
    are internal ids. Each node and each relationship is hashed by itself (SHA-256 of its label or pattern, its keys
    and its properties sorted by name, dates with their offset) and the hashes are added modulo 2^256, so that memory
    stays the same for a graph of any size and no order matters; label by label and pattern by pattern the sums and
    counts are hashed once more.

    Parameters
    ----------
    database : Database
        A connected database.
    progress : Callable[[int], None]
        Called with the number of elements hashed since the last call.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    whole = hashlib.sha256()
    for name, lines in _kinds(database):
        total = count = 0
        for line in lines:
            total = (total + int.from_bytes(hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest())) % _MODULUS
            count += 1
            if count % 10_000 == 0:
                progress(10_000)
        progress(count % 10_000)
        whole.update(f"{name}\x1e{count}\x1e{total:064x}\n".encode())
    return whole.hexdigest()


def _kinds(database: Database) -> Iterator[tuple[str, Iterator[str]]]:
    with database.session(default_access_mode="READ", fetch_size=5000, notifications_min_severity="OFF") as session:
        for node in model.NODES:
            if node.of is None:
                facts = _facts(node.properties)
                found = session.run(for_label("write/fingerprint_nodes", node.label))
                yield node.label, _node_lines(found, facts)
        for relationship in model.RELATIONSHIPS:
            facts = _facts(relationship.properties)
            found = session.run(for_pattern("write/fingerprint_relationships", relationship.pattern))
            yield "-".join(relationship.pattern), _relationship_lines(found, facts)


def _facts(properties: Iterable[model.Property]) -> frozenset[str]:
    return frozenset(each.name for each in properties if not each.bookkeeping)


def _node_lines(found: Iterable[Record], facts: frozenset[str]) -> Iterator[str]:
    for labels, properties in found:
        if _DERIVED_BY not in properties:
            declared = sorted(label for label in labels if label in model.NODE)
            yield "\x1d".join([*declared, *_properties(properties, facts)])


def _relationship_lines(found: Iterable[Record], facts: frozenset[str]) -> Iterator[str]:
    for start, end, properties in found:
        if _DERIVED_BY not in properties:
            yield "\x1d".join([f"{start}\x1c{end}", *_properties(properties, facts)])


def _properties(properties: dict[str, Any], facts: frozenset[str]) -> Iterator[str]:
    return (f"{name}={canonical(properties[name])}" for name in sorted(properties) if name in facts)
