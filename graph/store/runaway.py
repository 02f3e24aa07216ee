"""Statements that the server does not end: it looks at its clock between rows, not within one expression.

A list comprehension over 10^12 numbers, a regular expression that backtracks without end, or one that fills the heap
goes on after its transaction was ended, and only the end of the server's process ends it. The local server is ours to
end: its data are kept, and it is started again at once.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store.connection import Database

_ENDING_SECONDS = 2.0
_ASKING_SECONDS = 10.0


def end_statement(database: Database, mark: str) -> str:
    """End the transaction with this mark, with the whole local server where it goes on nevertheless.

    Where others have transactions on a server that answers, it is left to run.

    Returns
    -------
    str
        A sentence, after a space, on what had to be done; empty when the transaction just ended.
    """
    server = database.local_server
    pid = server.pid if server else None
    answers = server is None or server.answers()
    left = _within(_ASKING_SECONDS, lambda: _terminated(database, mark)) if answers else None
    if server is None or left == "none":
        return ""
    if left == "with others":
        return " It still keeps the server busy, which others use: `tendergraph server stop` ends it."
    server.restart(pid)
    return " The local server could not end it alone and was started again; the data are as they were."


def revive(database: Database) -> str:
    """Start the local server again where it does not answer any more; a sentence, after a space, if so."""
    server = database.local_server
    if server is None:
        return ""
    pid = server.pid
    if server.answers():
        return ""
    server.restart(pid)
    return " The local server did not bear it and was started again; the data are as they were."


def _terminated(database: Database, mark: str) -> str:
    """End the transaction; what is left of it after a moment: ``none``, ``alone`` or ``with others``."""
    deadline = time.monotonic() + _ENDING_SECONDS
    with database.session() as session:
        while True:
            found = session.run(cypher.text("status/guarded"), mark=mark).data()
            ours = [row["id"] for row in found if row["ours"]]
            if not ours:
                return "none"
            if time.monotonic() > deadline:
                return "with others" if len(found) > len(ours) + 1 else "alone"
            for transaction in ours:
                session.run(cypher.text("status/end_transaction"), id=transaction).consume()
            time.sleep(0.1)


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """The answer, or None where there is none in time or the server fails at it."""
    outcome: Future[Any] = Future()

    def run() -> None:
        try:
            outcome.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - whoever waits for the outcome gets it
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(seconds)
    except Exception:  # noqa: BLE001 - a server in this state may fail in any way
        return None
