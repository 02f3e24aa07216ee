"""Full-text search: Neo4j's own indexes over names, titles and descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cypher
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store.connection import Database

# label -> (index, key, properties). Eventually consistent, so that a load does not wait for Lucene.
INDEXES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "Organisation": ("organisation_text", "id", ("name", "names")),
    "Tender": ("tender_text", "ocid", ("title", "description")),
    "CPV": ("cpv_text", "code", ("description",)),
}
_SECONDS = 300
_KEY = 100.0  # score of a key, above those of words


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


def find(database: Database, label: str, text: str, limit: int = 20, *, near: bool = True) -> list[Hit]:
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
    near : bool
        Whether words of nearly the same letters count where nothing has the words themselves.

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
    if hits or not near:
        return hits
    alike = " AND ".join(map(_alike, words))
    hits = _hits(database, label, index, key, alike, limit)
    return hits or _hits(database, label, index, key, alike.replace(" AND ", " OR "), limit)


def search(database: Database, labels: Sequence[str], text: str, limit: int) -> tuple[list[Hit], bool]:
    """Nodes of several labels, label by label: those whose key it is, else those with all its words, else alike ones.

    What has the words in one label is not mixed with what is only spelt alike in another.

    Returns
    -------
    hits : list[Hit]
        As :func:`find` gives them, at most ``limit`` of a label.
    alike : bool
        True where nothing has all the words.

    Raises
    ------
    UsageError
        There is no word in the text.

    """
    keyed = {hit.key: hit for hit in _by_key(database, text.strip()) if hit.label in labels}
    for near in (False, True):
        hits = [hit for label in labels for hit in find(database, label, text, limit, near=near)]
        if keyed or hits:
            return [*keyed.values(), *(hit for hit in hits if hit.key not in keyed)], near
    return [], False


def _by_key(database: Database, text: str) -> list[Hit]:
    rows = database.read(cypher.text("explore/by_key"), key=text, upper=text.upper(), code=cpv_code(text))
    return [Hit(row["label"], row["key"], row["name"] or row["key"], _KEY) for row in rows if row["label"] in INDEXES]


def cpv_code(text: str) -> str | None:
    """The eight digits of a CPV code given whole, by its first digits, or with its check digit; None for other text."""
    return text.partition("-")[0].ljust(8, "0") if re.fullmatch(r"\d{2,8}(-\d)?", text) else None


def _alike(word: str) -> str:
    """The word with a letter wrong; with two where it is long, which count less."""
    if len(word) <= 3:
        return word
    return f"({word}^4 OR {word}~1^2{f' OR {word}~2' if len(word) > 6 else ''})"


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
