"""`tendergraph restore`: a saved graph instead of the present one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import YesOption

app = typer.Typer(rich_markup_mode=None)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="File that `tendergraph backup` wrote.", dir_okay=False)],
    yes: YesOption = False,
) -> None:
    """Replace the local graph by a saved one; where that fails, the graph stays as it was.

    Example: tendergraph restore graph-2026-11-22.dump
    """
    from cli.notices import show_notices
    from cli.present import voice
    from graph.errors import UsageError
    from graph.server.backup import restore as read
    from graph.settings import load_settings

    settings = load_settings()
    if not yes:
        import sys

        if not sys.stdin.isatty():
            raise UsageError("restore replaces the graph that is there; say --yes where nobody can be asked.")
        typer.confirm(f"Replace the graph in {settings.home_folder} by {file}?", abort=True)
    show_notices()
    read(settings, file)
    voice.say(f"The graph is as {file} has it.")
