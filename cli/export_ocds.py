"""`tendergraph export ocds`: the stored releases, as they were received."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command("ocds")
def export_ocds(
    ocids: Annotated[list[str] | None, typer.Argument(help="Ocids; all without any.", metavar="[OCID...]")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.", dir_okay=False)
    ] = None,
) -> None:
    """Give back the releases as they were received, one a line (JSON Lines).

    What is given back equals what was loaded, value by value, numbers such as 1e9999 included.
    """
    from cli.present import progress
    from graph.errors import UsageError
    from graph.maintain import export_releases
    from graph.store.connection import connect

    partial = output.with_name(output.name + ".partial") if output else None
    with connect() as database, progress("releases") as advance:
        lines = export_releases(database, ocids or [])
        try:
            with partial.open("wb") if partial else nullcontext(sys.stdout.buffer) as stream:
                for line in lines:
                    stream.write(line + b"\n")
                    advance()
            if partial and output:
                partial.replace(output)
        except BrokenPipeError:
            raise
        except OSError as error:
            message = f"--output {output} cannot be written: {error.strerror}. Name a file in a folder that exists."
            raise UsageError(message, path=output) from error
