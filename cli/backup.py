"""`tendergraph backup`: the local graph in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="File to write, such as graph.dump.", dir_okay=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Save the local graph in one file, a dump of Neo4j's own; the server is stopped meanwhile.

    Example: tendergraph backup graph-2026-11-22.dump
    """
    from cli.notices import show_notices
    from cli.present import voice
    from graph.errors import UsageError
    from graph.server.backup import backup as write
    from graph.settings import load_settings

    if file.exists() and not force:
        raise UsageError(f"{file} is there already; give another name, or --force to replace it.", path=str(file))
    show_notices()
    size = write(load_settings(), file)
    voice.say(f"Saved in {file}, {size / 1e6:,.1f} MB. Bring it back with `tendergraph restore {file}`.")
