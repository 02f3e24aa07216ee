"""`tendergraph forget`: remove processes and what only they needed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.options import FormatOption, OutputOption, YesOption

app = typer.Typer()


@app.command()
def forget(
    ocids: Annotated[list[str], typer.Argument(help="Ocids of the processes.", metavar="OCID...")],
    yes: YesOption = False,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Remove processes, their releases, and whatever only they needed.

    A process that others name stays as a stub: its ocid alone. Nothing another process needs is removed.
    """
    from cli.load_records import present_changes
    from graph.errors import UsageError
    from graph.maintain import forget as forget_processes
    from graph.store.connection import connect

    ocids = sorted(set(ocids))
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("forget removes releases from the graph: add --yes where nobody can be asked.")
        typer.confirm(f"Remove {len(ocids)} process(es) and their releases from the graph?", abort=True, err=True)
    with connect() as database:
        changes = forget_processes(database, ocids)
    present_changes(changes, f"Forgotten: {len(ocids)} process(es)", form, output)
