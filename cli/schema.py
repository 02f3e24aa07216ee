"""`tendergraph schema`: the model, drawn, written and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import FormatOption, OutputOption

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="The model: labels, properties, relationships; is the graph as it says?",
)


@app.command()
def show(
    counts: Annotated[bool, typer.Option("--counts/--no-counts", help="Count what is in the graph.")] = True,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Labels, keys, properties and relationships, with how many of each are in the graph."""
    from cli.present import emit
    from graph.store.check import schema_records
    from graph.store.connection import connect

    if not counts:
        emit(schema_records(), form, output)
        return
    with connect() as database:
        emit(schema_records(database), form, output)


@app.command()
def picture(
    output: Annotated[Path, typer.Option("--output", "-o", help="Write the SVG here.", dir_okay=False)] = Path(
        "tendergraph-schema.svg"
    ),
) -> None:
    """Draw the model as an SVG."""
    from cli.present import write_text
    from graph.model_picture import svg

    write_text(svg(), output)


@app.command()
def cypher(output: OutputOption = None) -> None:
    """Constraints and indexes as Cypher."""
    from cli.present import write_text
    from graph.store.ddl import schema_text

    write_text(schema_text(), output)


@app.command()
def check(form: FormatOption = None, output: OutputOption = None) -> None:
    """Whether the graph follows the model; exit code 1 if not."""
    from cli.present import emit, voice
    from graph.store.check import check as checked
    from graph.store.connection import connect

    with connect() as database:
        faults = checked(database)
    if not faults.rows and form is None and output is None:
        voice.say("The graph is as the model says.")
        return
    emit(faults, form, output)
    if faults.rows:
        raise typer.Exit(1)


@app.command()
def apply() -> None:
    """Make the constraints and indexes that are missing."""
    from cli.present import voice
    from graph.store.connection import connect
    from graph.store.schema import apply_schema

    with connect() as database:
        made = apply_schema(database)
    voice.say(f"Constraints and indexes made: {made}.")
