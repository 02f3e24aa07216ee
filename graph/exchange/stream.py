"""All nodes and relationships that the model declares, label by label and pattern by pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph import model
from graph.store.statements import for_label, for_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Pattern
    from graph.store.connection import Database

_FETCH = 5_000
LABELS = tuple(node.label for node in model.NODES if node.of is None)


def nodes(database: Database, label: str) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Labels, the main one first, and properties of each node with that label."""
    with database.session(default_access_mode="READ", fetch_size=_FETCH) as session:
        for labels, properties in session.run(for_label("write/fingerprint_nodes", label)):
            yield [label, *sorted(set(labels) - {label})], properties


def relationships(database: Database, pattern: Pattern) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Key of the start, key of the end, and properties of each relationship of that pattern."""
    with database.session(default_access_mode="READ", fetch_size=_FETCH, notifications_min_severity="OFF") as session:
        for row in session.run(for_pattern("write/fingerprint_relationships", pattern)):
            yield tuple(row)


def folder_for(path: Any, option: str = "FOLDER") -> Any:
    """The folder, made where it is missing.

    Raises
    ------
    UsageError
        It cannot be made, or holds files: an export never mixes with what is there.
    """
    from graph.errors import UsageError

    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise UsageError(f"{option} {path} is not empty: name a new folder.", path=str(path))
    except OSError as error:
        raise UsageError(f"{option} {path} cannot be made: {error.strerror}.", path=str(path)) from error
    return path
