"""`tendergraph server`: the local Neo4j of this machine and user."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Format, FormatOption, OutputOption, YesOption

if TYPE_CHECKING:
    from graph.server.local import LocalServer

app = typer.Typer(no_args_is_help=True, help="The local Neo4j of this machine and user.")


@app.command()
def start(
    port: Annotated[
        int | None, typer.Option("--port", min=1024, max=65535, help="Bolt port from now on, on 127.0.0.1 only.")
    ] = None,
) -> None:
    """Start the local Neo4j and wait until it answers; the first time, fetch it.

    It goes on when this command ends, and until `tendergraph server stop`.
    """
    server = _server()
    running = server.endpoint()
    endpoint = server.start(port)
    typer.echo(f"Neo4j {'was already running' if running else 'runs'} at {endpoint.uri}.")


@app.command()
def stop(
    seconds: Annotated[
        float, typer.Option("--timeout", min=0, help="Seconds to let it finish before it is ended.")
    ] = 60.0,
) -> None:
    """Stop the local Neo4j; the data stay."""
    typer.echo("Neo4j has stopped." if _server().stop(seconds) else "No local Neo4j was running.")


@app.command()
def status(form: FormatOption = None, output: OutputOption = None) -> None:
    """Whether the local Neo4j runs, where its files are, on which Java and with how much memory."""
    from cli.present import emit, emit_json
    from graph.records import Column, Records

    report = asdict(_server().status())
    if form is Format.json or (form is None and output and output.suffix.lower() == ".json"):
        emit_json(report, output)
        return
    rows: list[tuple[Any, ...]] = [(name.replace("_", " "), value) for name, value in report.items()]
    emit(Records("The local Neo4j", [Column("what", "string"), Column("value")], rows), form, output)


@app.command()
def logs(
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the newest lines.")] = 50,
    debug: Annotated[
        bool, typer.Option("--debug", help="Neo4j's debug.log instead of what the server prints.")
    ] = False,
) -> None:
    """Show the newest lines of the local Neo4j's log."""
    from graph.errors import NotFoundError

    log = _server().home.log
    path = log.with_name("debug.log") if debug else log
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            newest = deque(file, maxlen=lines)
    except OSError as error:
        raise NotFoundError(f"{path} cannot be read ({error.strerror}); has the server been started?") from error
    typer.echo("".join(newest), nl=False)


@app.command()
def reset(yes: YesOption = False) -> None:
    """Stop the local Neo4j and delete all its data, for good."""
    server = _server()
    if not yes:
        typer.confirm(f"Delete the graph and everything else in {server.home.path}?", abort=True, err=True)
    server.reset()
    typer.echo(f"The local Neo4j of {server.home.path} is empty; `tendergraph server start` begins anew.")


@app.command()
def env() -> None:
    """Print how other programs join: shell exports of NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Use it as `eval "$(tendergraph server env)"`; it starts the server if it does not run.
    """
    from shlex import quote

    server = _server()
    endpoint = server.endpoint() or server.start()
    values = {
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USERNAME": endpoint.username,
        "NEO4J_PASSWORD": endpoint.password,
        "NEO4J_DATABASE": endpoint.database or "",
    }
    form = "$env:{}={}" if os.name == "nt" else "export {}={}"
    for name, value in values.items():
        typer.echo(form.format(name, quote(value) if os.name != "nt" else f"'{value}'"))


def _server() -> LocalServer:
    from graph.server.local import LocalServer
    from graph.settings import load_settings

    return LocalServer(load_settings())
