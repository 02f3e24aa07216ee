"""Two writers meet: what one was about to use, the other has made or removed. The batch is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from graph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from neo4j import ManagedTransaction

    from graph.store.connection import Database

TRIES = 8
T = TypeVar("T")


class ConflictError(Exception):
    """The transaction must be rolled back and done again on the new state; never seen outside the store."""


def transact(
    database: Database, work: Callable[[ManagedTransaction], T], on_conflict: Callable[[], None] = lambda: None
) -> T:
    """Run `work` in one write transaction, again after a transient error (by the driver) or a conflict (here).

    Raises
    ------
    StoreError
        It conflicted with another writer each time.
    """
    from neo4j.exceptions import ClientError, TransientError

    for _ in range(TRIES):
        try:
            with database.session(notifications_min_severity="OFF") as session:
                return session.execute_write(work)
        except (ConflictError, TransientError):
            on_conflict()
        except ClientError as error:
            # A key that another writer has made meanwhile, or a node that it has removed.
            if not (error.code or "").endswith(("ConstraintValidationFailed", "EntityNotFound")):
                raise
            on_conflict()
    raise StoreError(
        f"Another load kept changing the same processes; {TRIES} tries failed. Load again when it is done."
    )
