"""`tendergraph cypher`: a statement of one's own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import FormatOption, OutputOption, YesOption

app = typer.Typer(add_completion=False)


@app.command()
def cypher(  # noqa: PLR0917
    statement: Annotated[str | None, typer.Argument(help="One statement, or - to read it from standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the statement from this file.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="name=value; the value is JSON, or text where it is none. Repeat for more."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at the most; it says when it cut.")] = 10_000,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds on the server at the most.")] = 30.0,
    size: Annotated[int, typer.Option("--max-size", min=1, help="MiB of results at the most.")] = 64,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    yes: YesOption = False,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Run your own Cypher, read-only.

    A statement that could change the graph, read files or addresses, or touch the server is refused, and the refusal
    says why. EXPLAIN gives its plan, PROFILE its plan with what was done.
    """
    from cli.present import emit
    from graph.store.connection import connect
    from graph.store.guard import Limits, read_only
    from graph.store.guard import write as run_writing

    text = _statement(statement, file)
    values = parameters(param or [])
    if write:
        confirm_writing(yes=yes)
    with connect() as database:
        if write:
            records = run_writing(database, text, values)
        else:
            records = read_only(database, text, values, Limits(timeout, limit, size << 20))
    emit(records, form, output)


def confirm_writing(*, yes: bool) -> None:
    """Have the user type the word, unless --yes was given.

    Raises
    ------
    UsageError
        There is no terminal to ask on, or another word was typed.

    """
    from graph.errors import UsageError

    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("--write needs a confirmation typed on a terminal, or --yes.")
    if typer.prompt("This statement may change the graph. Type write to go on", err=True) != "write":
        raise UsageError("Nothing was run: the word write was not typed.")


def parameters(given: list[str]) -> dict[str, Any]:
    """Values of name=value options.

    Raises
    ------
    UsageError
        One has no name, or is nested too deep.

    """
    from graph.errors import UsageError

    values: dict[str, Any] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name.strip():
            raise UsageError(f"--param {item!r} is not of the form name=value.", option="--param")
        try:
            values[name.strip()] = json.loads(value)
        except json.JSONDecodeError:
            values[name.strip()] = value
        except RecursionError as error:
            raise UsageError(f"--param {name.strip()} is nested too deep to be read.", option="--param") from error
    return values


def _statement(statement: str | None, file: Path | None) -> str:
    from graph.errors import UsageError

    if file is not None:
        if statement is not None:
            raise UsageError("Give a statement or --file, not both.")
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"--file {file} cannot be read: {error}.", path=str(file)) from error
    if statement not in (None, "-"):
        return str(statement)
    if sys.stdin.isatty() and statement is None:
        raise UsageError("There is no statement: give one in quotes, --file, or - to read standard input.")
    return sys.stdin.read()


__all__ = ["app", "confirm_writing", "cypher", "parameters"]
