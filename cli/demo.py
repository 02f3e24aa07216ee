"""`tendergraph demo`: the example releases in a home of their own, and a tour through them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from graph.demo.tour import Stop
    from graph.records import Records
    from graph.settings import Settings

app = typer.Typer()


@app.command(
    epilog="Examples: `tendergraph demo`; `tendergraph --demo query top-buyers` asks the example graph; "
    "`tendergraph demo --reset` removes it."
)
def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Remove the example graph and end.")] = False,
    pause: Annotated[
        bool, typer.Option("--pause/--no-pause", help="Wait for Enter after each question, on a terminal.")
    ] = True,
) -> None:
    """Load the example releases into a home of their own and take a tour of six questions.

    All in it is invented but the names of councils. Your own graph is never touched.
    """
    os.environ["TENDERGRAPH_DEMO"] = "true"
    from graph.settings import load_settings

    settings = load_settings()
    if reset:
        _reset(settings)
        return
    _load(settings)
    picture = settings.home_folder / "communities.html"
    from graph.demo.tour import tour

    stops = tour(picture)
    for number, stop in enumerate(stops, 1):
        _show(number, stop)
        if pause and number < len(stops) and sys.stdin.isatty() and sys.stdout.isatty():
            typer.prompt("Enter for the next question", default="", show_default=False, prompt_suffix=" ... ")
    _open(picture)
    typer.echo(_NEXT)


_NEXT = """
What to do next
  tendergraph --demo query              more questions for the example graph
  tendergraph --demo shell              ask in Cypher of your own; nothing you type can change the graph
  tendergraph load FILE...              your own OCDS releases, into a graph of their own
  tendergraph sync                      or the newest ones of Find a Tender
  tendergraph demo --reset              remove the example graph"""


def _reset(settings: Settings) -> None:
    import shutil

    from graph.server.local import LocalServer

    server = LocalServer(settings)
    if not server.home.path.exists():
        typer.echo("There is no example graph.")
        return
    server.reset()
    shutil.rmtree(server.home.path)
    typer.echo("The example graph is gone.")


def _load(settings: Settings) -> None:
    from cli.present import voice
    from graph.demo.tour import releases
    from graph.load import LoadOptions, load
    from graph.store.connection import connect

    voice.say("Starting Neo4j for the example graph ...")
    with connect(settings) as database:
        voice.say("Loading the example releases ...")
        report = load([releases()], database, LoadOptions())
    known = f", {report.unchanged} of them known already" if report.unchanged else ""
    typer.echo(f"{report.read} invented releases are in the graph at {database.uri}{known}.")


def _show(number: int, stop: Stop) -> None:
    """The command as a user types it, what it answers in words, and the columns that matter of its first rows."""
    from textwrap import fill

    from cli.present import emit

    typer.echo(f"\n{typer.style(f'{number}. {stop.question}', bold=True)}")
    typer.echo(f"   $ tendergraph --demo {' '.join(_quoted(part) for part in stop.command)}\n")
    records = _answer(stop.command)
    words = stop.words(list(records)) if records.rows else "Nothing found."
    typer.echo(f"{fill(words, 100)}\n")
    emit(_short(records, stop))


def _answer(arguments: tuple[str, ...]) -> Records:
    """Run a command of this program as its command line would, and take its records instead of showing them."""
    from cli.main import app as root
    from cli.present import voice

    heard: list[Records] = []
    before = voice.verbosity
    voice.listener, voice.verbosity = heard.append, -1
    try:
        typer.main.get_command(root).main(["--quiet", *arguments], prog_name="tendergraph", standalone_mode=False)
    finally:
        voice.listener, voice.verbosity = None, before
    return heard[-1]


def _short(records: Records, stop: Stop) -> Records:
    from dataclasses import replace

    names = [column.name for column in records.columns]
    places = [names.index(name) for name in stop.columns]
    rows: list[tuple[Any, ...]] = [tuple(row[at] for at in places) for row in records.rows[: stop.rows]]
    return replace(records, columns=[records.columns[at] for at in places], rows=rows, notes=[], more=False)


def _quoted(part: str) -> str:
    from shlex import quote

    return f'"{part}"' if " " in part and not set(part) & set('"$`\\!') else quote(part)


def _open(picture: Path) -> None:
    """Open the picture where there is a terminal and a display; say where it is in any case."""
    typer.echo(f"The picture of question 6: {picture}")
    display = (
        os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if sys.stdout.isatty() and sys.stdin.isatty() and display:
        typer.launch(str(picture))
