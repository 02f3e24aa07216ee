"""The command `tendergraph`: a table of commands, each imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cli.examples import with_examples

# theme -> command -> (module with a Typer `app`, one line for the list of commands)
COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "Start": {
        "demo": ("cli.demo", "Load the example releases into a home of their own and take a tour."),
        "doctor": ("cli.doctor", "Check Python, Java, Neo4j, ports, memory and disk, and say what to do."),
    },
    "Data in and out": {
        "load": ("cli.load", "Load OCDS releases into the graph."),
        "fetch": ("cli.fetch", "Fetch releases of Find a Tender into an archive of files."),
        "sync": ("cli.sync", "Fetch what is new since the last sync, and load it."),
        "export": ("cli.export", "Give back the releases, or the graph for other tools."),
        "rebuild": ("cli.rebuild", "Map all stored releases again, in place."),
        "forget": ("cli.forget", "Remove a process and what only it needed."),
    },
    "Ask": {
        "query": ("cli.query", "Named questions, with parameters."),
        "show": ("cli.show", "One organisation, tender, lot, award, CPV code, region or council, in full."),
        "search": ("cli.search", "Find organisations, tenders and CPV codes by words."),
        "cypher": ("cli.cypher", "Run your own Cypher, read-only."),
        "shell": ("cli.shell", "Write Cypher at a prompt, read-only."),
        "schema": ("cli.schema", "The model: labels, properties, relationships; is the graph as it says?"),
    },
    "Analyse": {
        "analyse": ("cli.analyse", "Networks of buyers and suppliers: centre, communities, overlap, concentration."),
        "councils": ("cli.councils", "Which councils buy together, share suppliers, and could."),
    },
    "Database": {
        "status": ("cli.status", "Where the graph is and what is in it."),
        "server": ("cli.server", "The local Neo4j: start, stop, status, logs, reset."),
        "fingerprint": ("cli.fingerprint", "One hash over all facts of the graph."),
        "backup": ("cli.backup", "Save the local graph in one file."),
        "restore": ("cli.restore", "Bring a saved graph back."),
    },
}


class ThemedGroup(TyperGroup):
    """The root group: imports a command's module when the command is called, lists commands by theme."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Names of all commands, in the order of the help."""
        return [name for commands in COMMANDS.values() for name in commands]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Import and return one command; None when there is none of that name."""
        for commands in COMMANDS.values():
            if cmd_name in commands:
                command = typer.main.get_command(_as_part(import_module(commands[cmd_name][0]).app))
                command.name = cmd_name
                return with_examples(command, cmd_name)
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the commands theme by theme, without importing them."""
        width = max(map(len, self.list_commands(None)))
        for theme, commands in COMMANDS.items():
            with formatter.section(theme):
                formatter.write_dl([(name.ljust(width), line) for name, (_, line) in commands.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, with the nearest names when there is none."""
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            from difflib import get_close_matches

            near = get_close_matches(name, self.list_commands(ctx), n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {name!r}.{hint} `tendergraph --help` lists them all.")
        return super().resolve_command(ctx, args)


def _as_part(app: typer.Typer) -> typer.Typer:
    """A command's app as a part of this one: help as plain text, and options of completion at the root alone."""
    app._add_completion = False  # noqa: SLF001
    app.rich_markup_mode = None
    return app


app = typer.Typer(
    cls=ThemedGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 the work failed or some releases were rejected; 2 wrong use.",
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        from graph import __version__

        typer.echo(f"tendergraph {__version__}")
        raise typer.Exit


@app.callback()
def root(
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, show_default=False, help="Say more; -vv says most.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only results and errors.")] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Work on the example graph of `tendergraph demo`, never on your own.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the code an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Public procurement as a graph: load OCDS releases into Neo4j, ask, analyse, see who buys together."""
    from cli.notices import show_notices
    from cli.present import voice

    del version
    voice.verbosity = -1 if quiet else verbose
    voice.debug = debug
    if demo:
        os.environ["TENDERGRAPH_DEMO"] = "true"
    show_notices()


def main() -> None:
    """Run the command line; every failure ends in one sentence and an exit code."""
    from graph.errors import TendergraphError

    try:
        typer.main.get_command(app).main(prog_name="tendergraph")
    except TendergraphError as error:
        _fail(error, error.message, error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001
        _fail(
            error,
            f"Something failed that should not: {type(error).__name__}: {error}. "
            "Run again with --debug before the command to see where, and please report it.",
            1,
        )


def _fail(error: BaseException, sentence: str, exit_code: int) -> None:
    from cli.present import voice

    if voice.debug:
        import traceback

        traceback.print_exception(error)
    if _interrupted(error):
        sys.exit(130)
    typer.echo(f"tendergraph: {sentence}", err=True)
    sys.exit(exit_code)


def _interrupted(error: BaseException | None) -> bool:
    """Whether it arose while the user's interrupt was being cleaned up after, as a broken connection can."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


if __name__ == "__main__":
    main()
