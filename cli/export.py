"""`tendergraph export`: the releases, or the graph for other tools."""

from __future__ import annotations

import typer

from cli.export_network import app as networks
from cli.export_ocds import app as ocds

app = typer.Typer(no_args_is_help=True)
app.add_typer(ocds)
app.add_typer(networks)


@app.callback()
def export() -> None:
    """Give back the releases, or the graph for other tools."""
