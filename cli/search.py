"""`tendergraph search`: find organisations, tenders and CPV codes by words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import FormatOption, LimitOption, OutputOption

app = typer.Typer(add_completion=False)


class Kind(StrEnum):
    """What to look for."""

    organisation = "organisation"
    tender = "tender"
    cpv = "cpv"


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words of a name, title or description; spelling may be off.")],
    kind: Annotated[list[Kind] | None, typer.Option("--kind", "-k", help="Only these; all three without it.")] = None,
    limit: LimitOption = 10,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Find organisations, tenders and CPV codes by words, the best first, each kind apart."""
    from cli.present import emit
    from graph.records import Column, Records
    from graph.store.connection import connect
    from graph.store.search import find

    labels = {Kind.organisation: "Organisation", Kind.tender: "Tender", Kind.cpv: "CPV"}
    text = " ".join(words)
    rows = []
    more = False
    with connect() as database:
        for one in kind or list(Kind):
            hits = find(database, labels[one], text, limit + 1)
            more = more or len(hits) > limit
            rows += [(str(one), hit.key, hit.name, round(hit.score, 3)) for hit in hits[:limit]]
    columns = [
        Column("kind", "string", meaning="organisation, tender or cpv."),
        Column("key", "string", meaning="Id, ocid or code; `tendergraph show` takes it."),
        Column("name", "string", meaning="Name, title or description."),
        Column("score", "number", meaning="How well it fits; comparable within a kind alone."),
    ]
    notes = ["All words are looked for; where nothing has them all, words of nearly the same letters count too."]
    if more:
        notes.append(f"There is more: only the first {limit} of each kind are shown. Raise --limit to see it.")
    emit(Records(f"Found for {text}", columns, rows, {"words": text}, notes), form, output)
