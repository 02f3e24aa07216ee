"""Constraints and indexes, from the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cypher
from graph import model
from graph.store.search import apply_search
from graph.store.statements import constraint

if TYPE_CHECKING:
    from graph.store.connection import Database

_SECONDS = 300


def apply_schema(database: Database) -> int:
    """Make the constraints and full-text indexes that are missing, wait until they hold; idempotent.

    Parameters
    ----------
    database : Database
        A connected database.

    Returns
    -------
    int
        How many were made.

    Raises
    ------
    StoreError
        The database refuses: two nodes share a key, or the user may not make constraints.
    """
    made = 0
    for node in model.NODES:
        if node.of is None:
            made += database.write(constraint(node.label)).counters.constraints_added
    made += apply_search(database)
    if made:
        database.read(cypher.text("schema/await_indexes"), seconds=_SECONDS)
    return made
