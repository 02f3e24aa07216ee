"""Options that many commands share, with one name and one meaning each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How records are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    md = "md"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to write the result; without it, by the ending of --output, else table."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write the result to this file instead of the screen.", dir_okay=False),
]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=1, help="Rows at the most; it says when there are more.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]
