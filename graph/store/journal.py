"""What was loaded into which database from this machine, and when: one JSON line a load, beside the local server.

Kept out of the graph, which holds what was published and not how it came in.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import cypher
from graph.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from graph.store.connection import Database

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load.

    Parameters
    ----------
    database : str
        Neo4j's id of the database.
    finished : str
        When it ended, ISO 8601 in UTC.
    what : str
        The command: load, sync, rebuild, ...
    read, loaded, unchanged, rejected : int
        Releases.
    """

    database: str
    finished: str
    what: str
    read: int
    loaded: int
    unchanged: int
    rejected: int


def record_load(database: Database, what: str, **counts: int) -> None:
    """Note that a load ended now; ``counts`` are read, loaded, unchanged and rejected.

    A journal that cannot be written (a folder that this user may not write) is left as it is: the load is done.
    """
    identity = database.read(cypher.text("status/database"))[0]["id"]
    entry = LoadEntry(identity, datetime.now(UTC).isoformat(timespec="seconds"), what, **counts)
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        text = "\n".join([*lines[-_KEPT:], json.dumps(asdict(entry))]) + "\n"
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return


def last_load(database_id: str) -> LoadEntry | None:
    """The newest load into a database that this machine knows of."""
    try:
        lines = _path().read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        entry = _entry(line)
        if entry and entry.database == database_id:
            return entry
    return None


def _entry(line: str) -> LoadEntry | None:
    try:
        content: dict[str, Any] = json.loads(line)
        return LoadEntry(**content)
    except (ValueError, TypeError):
        return None


def _path() -> Path:
    return load_settings().home_folder / "loads.jsonl"
