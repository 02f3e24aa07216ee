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
    from graph.catalogue.lookup import empty
    from graph.records import Column, Records
    from graph.store.connection import connect
    from graph.store.search import search as searched

    labels = {"CPV" if kind is Kind.cpv else kind.capitalize(): kind for kind in kind or list(Kind)}
    text = " ".join(words)
    with connect() as database:
        found, alike = searched(database, list(labels), text, limit + 1)
        nothing = "" if found else empty(database)
    by_kind = [[hit for hit in found if hit.label == label] for label in labels]
    more = any(len(hits) > limit for hits in by_kind)
    rows = [
        (str(labels[hit.label]), hit.key, hit.name, round(hit.score, 3)) for hits in by_kind for hit in hits[:limit]
    ]
    columns = [
        Column("kind", "string", meaning="organisation, tender or cpv."),
        Column("key", "string", meaning="Id, ocid or code; `tendergraph show` takes it."),
        Column("name", "string", meaning="Name, title or description."),
        Column("score", "number", meaning="How well it fits; comparable within a kind alone."),
    ]
    notes = [
        "Nothing has all these words: what is listed has some, or words of nearly the same letters."
        if alike
        else "What has this key, and what has all the words, the last of which may be a beginning.",
        "--limit is for each kind.",
    ]
    if nothing:
        notes = [nothing]
    emit(Records(f"Found for {text}", columns, rows, {"words": text}, notes, more), form, output)
