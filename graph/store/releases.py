"""Releases as they were received, kept in the graph."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

import cypher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neo4j import ManagedTransaction, Session

    from graph.store.connection import Database

_STEP = 500
_LEVEL = 6


class Stored(NamedTuple):
    """A release in the graph: id of its node, hash of its bytes, where it came from, its bytes compressed."""

    id: str
    hash: str
    source: str
    content: bytes

    @property
    def raw(self) -> bytes:
        """The bytes as received."""
        return zlib.decompress(self.content)


def compressed(raw: bytes) -> bytes:
    """The form in which a release's bytes are kept."""
    return zlib.compress(raw, _LEVEL)


def stored_hashes(database: Database, ocids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Ocid -> release id -> hash, of those of the processes that have releases."""
    rows = database.read(cypher.text("write/stored"), ocids=list(ocids))
    return {row["ocid"]: dict(row["releases"]) for row in rows if row["releases"]}


def contents(transaction: ManagedTransaction | Session, ocids: Iterable[str]) -> dict[str, list[Stored]]:
    """Ocid -> its stored releases, by id."""
    found: dict[str, list[Stored]] = {}
    for row in transaction.run(cypher.text("write/contents"), ocids=list(ocids)):
        found.setdefault(row["ocid"], []).append(Stored(row["id"], row["hash"], row["source"], bytes(row["content"])))
    return found


def stored_contents(database: Database, ocids: Iterable[str]) -> dict[str, list[Stored]]:
    """Ocid -> its stored releases, by id; read in a transaction of its own."""
    with database.session(default_access_mode="READ") as session:
        return session.execute_read(contents, list(ocids))


def stored_ocids(database: Database) -> Iterator[list[str]]:
    """Ocids of all processes that have releases, in pages, sorted."""
    after = ""
    while page := [row["ocid"] for row in database.read(cypher.text("write/ocids"), after=after, limit=_STEP)]:
        yield page
        after = page[-1]


def organisation_ids(database: Database) -> Iterator[list[str]]:
    """Ids of all organisations, in pages, sorted."""
    after = ""
    while page := [row["id"] for row in database.read(cypher.text("write/organisation_ids"), after=after, limit=_STEP)]:
        yield page
        after = page[-1]
