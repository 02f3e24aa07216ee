"""Records to people and machines: table, JSON, JSON Lines, CSV, Markdown; notices and progress on stderr."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.records import Column, Records


@dataclass(slots=True)
class Voice:
    """How much is said on stderr: -1 errors only, 0 notices, 1 and 2 more; who hears records instead of stdout."""

    verbosity: int = 0
    debug: bool = False
    listener: Callable[[Records], None] | None = None

    def say(self, sentence: str, level: int = 0) -> None:
        """Write a sentence to stderr if the user wants to hear this level."""
        if self.verbosity >= level:
            typer.echo(sentence, err=True)


voice = Voice()


def emit(records: Records, form: Format | None = None, output: Path | None = None) -> None:
    """Write records to stdout or to a file.

    Raises
    ------
    graph.errors.UsageError
        The file cannot be written.

    """
    if voice.listener:
        voice.listener(records)
        return
    form = form or _format_of(output)
    text = {
        Format.table: _table,
        Format.json: _json,
        Format.jsonl: _jsonl,
        Format.csv: _csv,
        Format.md: _markdown,
    }[form](records)
    write_text(text, output)
    if form in (Format.jsonl, Format.csv):
        for note in notes_of(records):
            voice.say(note)


def emit_json(value: Any, output: Path | None = None) -> None:
    """Write any value as indented JSON, temporal values in ISO 8601."""
    write_text(json_text(value) + "\n", output)


def write_text(text: str, output: Path | None) -> None:
    """Write to stdout, or to a file that is replaced only when it is whole."""
    if output is None:
        typer.echo(text, nl=False)
        return
    from graph.errors import UsageError

    partial = output.with_name(output.name + ".partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(output)
    except OSError as error:
        message = f"--output {output} cannot be written: {error.strerror}. Name a file in a folder that exists."
        raise UsageError(message, path=output) from error
    voice.say(f"Written to {output}.")


def notes_of(records: Records) -> list[str]:
    """The notes of a record set, with one that says that a limit cut it, unless the guard's own note does."""
    if not records.more or any(note.startswith("Cut ") for note in records.notes):
        return records.notes
    return [*records.notes, f"There is more: only the first {len(records)} rows are shown. Raise --limit to see it."]


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Any]:
    """Show a bar on stderr while it is a terminal; yields ``advance(n=1, total=None, description=None)``."""
    if not sys.stderr.isatty() or voice.verbosity < 0:
        yield lambda *_args, **_kwargs: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=total)

        def advance(n: int = 1, total: int | None = None, description: str | None = None) -> None:
            if total is not None:
                bar.update(task, total=total)
            if description is not None:
                bar.update(task, description=description)
            bar.advance(task, n)

        yield advance


def _format_of(output: Path | None) -> Format:
    endings = {".json": Format.json, ".jsonl": Format.jsonl, ".csv": Format.csv, ".md": Format.md}
    return endings.get(output.suffix.lower(), Format.table) if output else Format.table


def _table(records: Records) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in records.columns:
        number = column.type in ("integer", "number")
        header = f"{column.name}\n({column.unit})" if column.unit not in ("", "year") else column.name
        table.add_column(Text(header), justify="right" if number else "left", overflow="fold")
    for row in records.rows:
        table.add_row(*(Text(for_people(value, column)) for value, column in zip(row, records.columns, strict=True)))
    buffer = io.StringIO()
    width = None if terminal else max(200, 60 * len(records.columns))
    console = Console(file=buffer, width=width, force_terminal=terminal, highlight=False)
    if width is None:
        console.width = Console().width
    # Not the table's own title, which is folded to the width of a narrow table.
    console.print(Text(records.title, style="bold"))
    console.print(table if records.rows else Text("  Nothing found."))
    for note in notes_of(records):
        console.print(Text(note, style="dim"))
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def for_people(value: Any, column: Column | None = None) -> str:
    """One value as a person reads it: thousands separated, a date without midnight, a list by commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if column and column.unit == "year" else f"{value:,}"
    if isinstance(value, float):
        return _number(value, column.unit if column else "")
    if isinstance(value, (list, tuple)):
        return ", ".join(for_people(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {for_people(item)}" for key, item in value.items())
    if isinstance(value, dt.datetime) or hasattr(value, "iso_format"):
        return _plain(value)[:16].replace("T", " ")
    return str(value)


def _number(value: float, unit: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124
        return str(value)
    if abs(value) >= 1000 or (len(unit) == 3 and unit.isupper()):
        return f"{value:,.2f}".removesuffix(".00")
    if unit.startswith("share") and 0 < value < 0.0001:
        return "<0.0001"
    return f"{value:.4g}"


def json_text(value: Any) -> str:
    """Indented JSON text of any result."""
    import json

    return json.dumps(value, default=_plain, ensure_ascii=False, indent=2, allow_nan=True)


def _json(records: Records) -> str:
    columns = [{"name": c.name, "type": c.type, "unit": c.unit, "meaning": c.meaning} for c in records.columns]
    whole = {
        "title": records.title,
        "parameters": records.parameters,
        "columns": columns,
        "records": list(records),
        "more": records.more,
        "notes": notes_of(records),
    }
    return json_text(whole) + "\n"


def _jsonl(records: Records) -> str:
    import json

    return "".join(json.dumps(record, default=_plain, ensure_ascii=False) + "\n" for record in records)


def _csv(records: Records) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in records.columns])
    writer.writerows([[_cell(value) for value in row] for row in records.rows])
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    """A CSV cell. Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None or isinstance(value, (int, float)):
        return "" if value is None else value
    if isinstance(value, (list, tuple, dict)):
        import json

        value = json.dumps(value, default=_plain, ensure_ascii=False)
    from graph.records import FORMULA_STARTS

    text = _plain(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _markdown(records: Records) -> str:
    def cell(value: Any, column: Column) -> str:
        return for_people(value, column).replace("|", "\\|").replace("\n", " ")

    names = [f"{c.name} ({c.unit})" if c.unit not in ("", "year") else c.name for c in records.columns]
    rules = ["---:" if c.type in ("integer", "number") else "---" for c in records.columns]
    lines = [
        f"**{records.title}**",
        "",
        f"| {' | '.join(names)} |",
        f"| {' | '.join(rules)} |",
        *(f"| {' | '.join(map(cell, row, records.columns))} |" for row in records.rows),
        *(f"\n{note}" for note in notes_of(records)),
    ]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> str:
    """Temporal values of Python and Neo4j in ISO 8601, bytes by their length, all else as text."""
    if hasattr(value, "iso_format"):
        return str(value.iso_format())
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    return str(value)
