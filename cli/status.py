"""`tendergraph status`: where the graph is and what is in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from cli.options import Format, FormatOption, OutputOption

if TYPE_CHECKING:
    from graph.store.overview import Overview

app = typer.Typer()


@app.command()
def status(form: FormatOption = None, output: OutputOption = None) -> None:
    """Where the graph is and what is in it: server, database, counts, last load, size on disk."""
    from cli.present import emit, emit_json
    from graph.server.home import Home
    from graph.settings import load_settings
    from graph.store.connection import connect
    from graph.store.overview import overview

    settings = load_settings()
    data = None if settings.uri else Home(settings.home_folder).data
    with connect(settings) as database:
        found = overview(database, data)
    if form is Format.json or (form is None and output and output.suffix.lower() == ".json"):
        emit_json(asdict(found), output)
    else:
        emit(_records(found), form, output)


def _records(found: Overview) -> Any:
    from graph.fetch.licence import ATTRIBUTION
    from graph.records import Column, Records

    load = found.last_load
    last = (
        f"{load.finished} ({load.what}: {load.read:,} read, {load.loaded:,} loaded, {load.unchanged:,} unchanged, "
        f"{load.rejected:,} rejected)"
        if load
        else "none from this machine"
    )
    rows: list[tuple[str, str, Any]] = [
        ("server", "address", found.uri),
        ("server", "neo4j", f"{found.version} {found.edition}"),
        ("server", "database", found.database),
        ("server", "last load", last),
        *([("server", "size on disk", f"{found.size / 1e6:,.1f} MB")] if found.size is not None else []),
        ("nodes", "all", found.nodes),
        *(("nodes", name, count) for name, count in found.labels.items()),
        ("relationships", "all", found.relationships),
        *(("relationships", name, count) for name, count in found.types.items()),
    ]
    columns = [
        Column("what", "string", meaning="server, nodes or relationships"),
        Column("name", "string", meaning="What is told, a label or a relationship type."),
        Column("value", "any", meaning="What it is, or how many there are."),
    ]
    notes = []
    if found.nodes:
        notes = [
            "A node with two labels, such as Organisation and Buyer, counts under both.",
            f"UK releases: {ATTRIBUTION}",
        ]
    return Records(f"Neo4j {found.version} at {found.uri}", columns, rows, notes=notes)
