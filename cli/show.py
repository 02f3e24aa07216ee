"""`tendergraph show`: one thing of the graph in full."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Format, FormatOption, OutputOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Records

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
    from cli.present import emit, write_text
    from graph.catalogue.describe import describe
    from graph.store.connection import connect

    with connect() as database:
        records = describe(database, thing, _LABELS[kind] if kind else None)
    if form not in (None, Format.table) or (form is None and output is not None and output.suffix.lower() in _DATA):
        emit(records, form, output)
        return
    write_text("\n".join(_page(records)) + "\n", output)


def _page(records: Records) -> Iterator[str]:
    """Part by part; a source that a whole part shares stands beside its heading, once."""
    from cli.present import for_people

    yield records.title
    for part, rows in groupby(records, key=itemgetter("part")):
        listed = list(rows)
        shared = listed[0]["source"] if len({row["source"] for row in listed}) == 1 else None
        yield ""
        yield part.upper() + (f"   [{shared}]" if shared else "")
        for row in listed:
            source = f"   [{row['source']}]" if row["source"] and not shared else ""
            value = for_people(row["value"])
            yield f"  {row['what']}: {value}{source}" if value else f"  {row['what']}{source}"
    yield from ("", "GO DEEPER", *(f"  {note}" for note in records.notes))


_DATA = (".json", ".jsonl", ".csv", ".md")
