"""Full-text search: Neo4j's own indexes over names, titles and descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cypher
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.store.connection import Database

# label -> (index, key, properties). Eventually consistent, so that a load does not wait for Lucene.
INDEXES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Organisation": ("organisation_text", "id", ("name", "names")),
    "Tender": ("tender_text", "ocid", ("title", "description")),
    "CPV": ("cpv_text", "code", ("description",)),
}
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a search found; the higher the score, the better it fits."""

    label: str
    key: str
    name: str
    score: float


def apply_search(database: Database) -> int:
    """Make the full-text indexes that are missing; returns how many were made."""
    return sum(database.write(index_statement(label)).counters.indexes_added for label in INDEXES)


def index_statement(label: str) -> str:
    """The statement that makes the full-text index of a label."""
    index, _, properties = INDEXES[label]
    each = ", ".join(f"node.`{name}`" for name in properties)
    statement = cypher.text("schema/fulltext").replace("__INDEX__", index)
    return statement.replace("__LABEL__", label).replace("__PROPERTIES__", each)


def find(database: Database, label: str, text: str, limit: int = 20) -> list[Hit]:
    """Nodes of a label whose text has the words: all of them, else, with a letter or two wrong, the most of them.

    Parameters
    ----------
    database : Database
        The graph.
    label : str
        Organisation, Tender or CPV.
    text : str
        Words; what else Lucene would read as signs is left out.
    limit : int
        Hits at the most, the best first; equal ones by key.

    Raises
    ------
    UsageError
        There is no word in the text.

    """
    words = re.findall(r"\w+", text.lower())
    if not words:
        raise UsageError(f"There is no word to look for in {text!r}.", text=text)
    index, key, _ = INDEXES[label]
    _made(database)
    whole = f'"{" ".join(words)}"^4'
    strict = " AND ".join([*words[:-1], f"({words[-1]} OR {words[-1]}*)"])
    hits = _hits(database, label, index, key, f"{whole} OR ({strict})", limit)
    if hits:
        return hits
    near = " AND ".join(f"({word} OR {word}~{1 if len(word) < 7 else 2})" if len(word) > 3 else word for word in words)
    hits = _hits(database, label, index, key, near, limit)
    return hits or _hits(database, label, index, key, near.replace(" AND ", " OR "), limit)


def _hits(database: Database, label: str, index: str, key: str, query: str, limit: int) -> list[Hit]:
    rows = database.read(cypher.text("explore/fulltext"), index=index, query=query, key=key, limit=limit)
    return [Hit(label, row["key"], row["name"] or row["key"], row["score"]) for row in rows]


def _made(database: Database) -> None:
    """Make the indexes where a graph of an older tendergraph lacks them, and wait until they know the last load."""
    names = {name for name, _, _ in INDEXES.values()}
    known = {row["name"] for row in database.read("SHOW FULLTEXT INDEXES YIELD name")}
    if names - known:
        apply_search(database)
        database.read(cypher.text("schema/await_indexes"), seconds=_SECONDS)
    database.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
