"""`tendergraph show`: one thing of the graph in full."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import Format, FormatOption, OutputOption

app = typer.Typer(add_completion=False)


class Kind(StrEnum):
    """Kinds of things."""

    organisation = "organisation"
    tender = "tender"
    lot = "lot"
    award = "award"
    cpv = "cpv"
    region = "region"
    council = "council"


_LABELS = {kind: "CPV" if kind is Kind.cpv else kind.capitalize() for kind in Kind}


@app.command()
def show(
    thing: Annotated[
        str, typer.Argument(help="Id or name of an organisation, ocid, lot or award id, CPV, region or council code.")
    ],
    kind: Annotated[
        Kind | None,
        typer.Option("--as", help="What it is, where a key fits several: a lot and an award may share one."),
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """One organisation, tender, lot, award, CPV code, region or council in full.

    Its facts, where each came from (process, release and notice), what it is connected to, and the commands that go
    deeper.
    """
    from cli.present import emit, for_people, write_text
    from graph.catalogue.describe import describe
    from graph.store.connection import connect

    with connect() as database:
        records = describe(database, thing, _LABELS[kind] if kind else None)
    if form not in (None, Format.table) or (form is None and output is not None and output.suffix.lower() in _DATA):
        emit(records, form, output)
        return
    lines = [records.title]
    part = None
    for row in records:
        if row["part"] != part:
            part = row["part"]
            lines += ["", part.upper()]
        source = f"   [{row['source']}]" if row["source"] else ""
        lines.append(f"  {row['what']}: {for_people(row['value'])}{source}" if row["what"] else f"  {row['value']}")
    lines += ["", "GO DEEPER", *(f"  {note}" for note in records.notes)]
    write_text("\n".join(lines) + "\n", output)


_DATA = (".json", ".jsonl", ".csv", ".md")
