"""`tendergraph export graphml | gexf | csv | parquet | jsonl | ftm`: the graph and its networks for other tools."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.network_options import Request, reads_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

app = typer.Typer()

FileArgument = Annotated[Path, typer.Argument(help="File to write.", dir_okay=False)]
FolderArgument = Annotated[Path, typer.Argument(help="New folder to write into.", file_okay=False)]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead of the screen.", dir_okay=False)
]


class Reader(StrEnum):
    """Who reads the CSV."""

    neo4j = "neo4j"
    spreadsheet = "spreadsheet"


@app.command()
@reads_network
def graphml(request: Request, *, file: FileArgument) -> None:
    """A network as GraphML, for Gephi, Cytoscape, igraph, yEd and networkx."""
    _xml(request, file, "graphml")


@app.command()
@reads_network
def gexf(request: Request, *, file: FileArgument) -> None:
    """A network as GEXF, for Gephi and networkx."""
    _xml(request, file, "gexf")


@app.command()
@reads_network
def parquet(request: Request, *, folder: FolderArgument) -> None:
    """A network as two Parquet files, nodes and links, for pandas, DuckDB and Spark."""
    from cli.present import voice
    from graph.analytics.files import write_parquet
    from graph.store.connection import connect

    with connect() as database:
        network = request.read(database)
    voice.say(f"Written: {', '.join(map(str, write_parquet(network, folder)))}.")


@app.command("csv")
@reads_network
def csv_(
    request: Request,
    *,
    folder: FolderArgument,
    reader: Annotated[
        Reader,
        typer.Option(
            "--for",
            help="neo4j: the whole graph, exact, for neo4j-admin (the network options do not count). "
            "spreadsheet: a network as nodes and links, texts that look like formulas made safe.",
        ),
    ] = Reader.neo4j,
) -> None:
    """CSV: the whole graph for `neo4j-admin database import`, or a network for a spreadsheet.

    import.txt in the folder is the command that imports the files into an empty Neo4j.
    """
    from cli.present import progress, voice
    from graph.analytics.files import write_spreadsheet
    from graph.exchange.admin_csv import COMMAND, export_admin_csv
    from graph.store.connection import connect

    with connect() as database:
        if reader is Reader.neo4j:
            with progress("nodes and relationships") as advance:
                written = export_admin_csv(database, folder, advance)
            voice.say(f"Written: {len(written)} files and {COMMAND}, the command that imports them, in {folder}.")
            return
        network = request.read(database)
    voice.say(f"Written: {', '.join(map(str, write_spreadsheet(network, folder)))}.")


@app.command()
def jsonl(output: OutputOption = None) -> None:
    """The whole graph as JSON Lines, one node or relationship each; releases themselves with `export ocds`."""
    from graph.exchange.json_lines import graph_lines

    _lines(graph_lines, output)


@app.command()
def ftm(output: OutputOption = None) -> None:
    """Organisations, awards and their suppliers as FollowTheMoney entities, for Aleph and yente."""
    from graph.exchange.follow_the_money import entity_lines

    _lines(entity_lines, output)


def _xml(request: Request, file: Path, form: str) -> None:
    from cli.present import voice
    from graph.analytics.files import write_xml
    from graph.store.connection import connect

    with connect() as database:
        network = request.read(database)
    write_xml(network, file, form)
    voice.say(f"Written to {file}: {len(network.top) + len(network.bottom):,} nodes, {network.awards.nnz:,} links.")


def _lines(source: Callable[[Any], Iterator[bytes]], output: Path | None) -> None:
    from cli.present import progress, voice
    from graph.errors import UsageError
    from graph.store.connection import connect

    partial = output.with_name(output.name + ".partial") if output else None
    try:
        stream_of = partial.open("wb") if partial else nullcontext(sys.stdout.buffer)
        with connect() as database, progress("lines") as advance, stream_of as stream:
            for line in source(database):
                stream.write(line + b"\n")
                advance()
        if partial and output:
            partial.replace(output)
            voice.say(f"Written to {output}.")
    except OSError as error:
        if partial is None or isinstance(error, BrokenPipeError):
            raise
        message = f"--output {output} cannot be written: {error.strerror}. Name a file in a folder that exists."
        raise UsageError(message, path=str(output)) from error
