"""Where a graph is and what is in it, from Neo4j's own counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import cypher
from graph.store.journal import LoadEntry, last_load

if TYPE_CHECKING:
    from pathlib import Path

    from graph.store.connection import Database


@dataclass(slots=True)
class Overview:
    """One database at a glance.

    Parameters
    ----------
    uri, version, edition, database, database_id : str
        Where it is and what runs it.
    nodes, relationships : int
        All of them.
    labels, types : dict[str, int]
        Nodes by label (a node with two labels counts under both) and relationships by type, in order of name.
    last_load : LoadEntry or None
        The last load into it from this machine; None where there was none.
    size : int or None
        Bytes of the local server's data on disk; None for another server, which does not tell.
    """

    uri: str
    version: str
    edition: str
    database: str
    database_id: str
    nodes: int = 0
    relationships: int = 0
    labels: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    last_load: LoadEntry | None = None
    size: int | None = None


def overview(database: Database, data: Path | None = None) -> Overview:
    """Look at a database.

    Parameters
    ----------
    database : Database
        A connected database.
    data : Path, optional
        Folder of its files, where this machine has them.
    """
    server = database.read(cypher.text("status/components"))[0]
    about = database.read(cypher.text("status/database"))[0]
    totals = database.read(cypher.text("status/totals"))[0]
    return Overview(
        uri=database.uri,
        version=server["version"],
        edition=server["edition"],
        database=about["name"],
        database_id=about["id"],
        nodes=totals["nodes"],
        relationships=totals["relationships"],
        labels=_counts(database, "status/nodes", "Label", about["labels"]),
        types=_counts(database, "status/relationships", "TYPE", about["types"]),
        last_load=last_load(about["id"]),
        size=folder_size(data) if data else None,
    )


def edition_of(database: Database) -> str:
    """``community`` or ``enterprise``."""
    return str(database.read(cypher.text("status/components"))[0]["edition"])


def may_write(database: Database) -> str | None:
    """Why this user may not write; None where it may. Nothing stays written."""
    from neo4j.exceptions import ClientError

    try:
        with database.session() as session, session.begin_transaction() as transaction:
            transaction.run(cypher.text("status/may_write")).consume()
            transaction.rollback()
    except ClientError as error:
        return " ".join((error.message or "refused").split())
    return None


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    sizes = []
    for path in folder.rglob("*"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:  # the server removes a log while we look
            continue
    return sum(sizes)


def _counts(database: Database, template: str, word: str, names: list[str]) -> dict[str, int]:
    """Counts of all names in one statement; those that are 0 now (once there, since gone) are left out."""
    if not names:
        return {}
    text = "\n".join(line for line in cypher.text(template).splitlines() if not line.startswith("//"))
    parts = [_filled(text, word, name) for name in sorted(names)]
    return {row["name"]: row["count"] for row in database.read("\nUNION ALL\n".join(parts)) if row["count"]}


def _filled(text: str, word: str, name: str) -> str:
    """The template with a name of the database, quoted as Cypher quotes names and texts."""
    as_text = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
    as_name = "`" + name.replace("`", "``") + "`"
    return re.sub(rf"'{word}'|\b{word}\b", lambda match: as_text if match[0].startswith("'") else as_name, text)
