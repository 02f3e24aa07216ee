"""`tendergraph fingerprint`: one hash over all facts of the graph."""

from __future__ import annotations

import typer

app = typer.Typer()


@app.command()
def fingerprint() -> None:
    """One SHA-256 over all facts of the graph.

    Two graphs that say the same have the same fingerprint, in whatever order their releases were loaded. How facts
    came in (source, content) and saved analyses do not count.
    """
    from cli.present import progress
    from graph.store.connection import connect
    from graph.store.fingerprint import fingerprint as fingerprint_of

    with connect() as database, progress("nodes and relationships") as advance:
        digest = fingerprint_of(database, advance)
    typer.echo(digest)
