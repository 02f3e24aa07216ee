"""The same measures inside Neo4j, by its Graph Data Science library, for graphs past one machine's memory.

Only the buyer-supplier network is projected there, and nothing of it is read here but the scores.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import cypher
from graph.errors import StoreError, UsageError
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.analytics.read import Filters
    from graph.store.connection import Database

_MEASURES: dict[str, tuple[str, dict[str, Any]]] = {
    "degree": ("gds_degree", {}),
    "strength": ("gds_degree", {"relationshipWeightProperty": "awards"}),
    "pagerank": (
        "gds_pagerank",
        {"relationshipWeightProperty": "awards", "dampingFactor": 0.85, "maxIterations": 200, "tolerance": 1e-12},
    ),
    "betweenness": ("gds_betweenness", {}),
}


def central(database: Database, filters: Filters, measures: Iterable[str], limit: int | None = None) -> Records:
    """Degree, strength, PageRank and betweenness of every organisation, by the first measure.

    PageRank sums to the number of nodes in that library: here it is divided by it. Betweenness is the plain number of
    shortest paths, not a share. An organisation that both buys and supplies is one node.

    Raises
    ------
    UsageError
        The library is not there, or has no such measure here.
    """
    chosen = list(measures)
    for measure in chosen:
        if measure not in _MEASURES:
            known = ", ".join(_MEASURES)
            raise UsageError(f"--engine gds has no measure {measure!r}: use some of {known}.", measure=measure)
    scores: list[dict[str, Any]] = []
    with _projection(database, filters) as (name, size):
        for measure in chosen:
            statement, options = _MEASURES[measure]
            found = database.read(cypher.text(f"analytics/{statement}"), graph=name, options=options)
            scale = 1 / size if measure == "pagerank" and size else 1
            scores.append({row["id"]: row["score"] * scale for row in found})
    order = sorted(scores[0], key=lambda key: (-scores[0][key], key))
    kept = order[:limit]
    names = _names(database, kept)
    rows: list[tuple[Any, ...]] = [
        (key, names.get(key, key), "organisation", *(score.get(key) for score in scores)) for key in kept
    ]
    columns = [Column("id", "string"), Column("name", "string"), Column("kind", "string")]
    columns += [Column(measure, "number") for measure in chosen]
    made = {**filters.told(), "engine": "gds", "measures": chosen, "limit": limit}
    return Records("Central organisations", columns, rows, made, more=len(kept) < len(order))


def communities(database: Database, filters: Filters, *, seed: int = 0) -> Records:
    """Leiden communities of the links themselves, weighted by awards: one row an organisation.

    Raises
    ------
    UsageError
        The library is not there.
    """
    options = {"relationshipWeightProperty": "awards", "randomSeed": seed, "concurrency": 1}
    with _projection(database, filters) as (name, _):
        found = database.read(cypher.text("analytics/gds_leiden"), graph=name, options=options)
    members: dict[Any, list[str]] = {}
    for row in found:
        members.setdefault(row["score"], []).append(row["id"])
    groups = sorted((sorted(ids) for ids in members.values()), key=lambda ids: (-len(ids), ids[0]))
    names = _names(database, [key for ids in groups for key in ids])
    rows = [(key, names.get(key, key), "organisation", number) for number, ids in enumerate(groups) for key in ids]
    columns = [
        Column("id", "string"),
        Column("name", "string"),
        Column("kind", "string"),
        Column("community", "integer"),
    ]
    return Records("Members of the communities", columns, rows, {**filters.told(), "engine": "gds", "seed": seed})


def similar(database: Database, filters: Filters, key: str, limit: int | None = 20) -> Records:
    """The organisations that share most partners with the one of id ``key``, by Jaccard similarity.

    Raises
    ------
    UsageError
        The library is not there.
    """
    ids = database.read(cypher.text("analytics/internal_id"), id=key)
    if not ids:
        raise UsageError(f"--engine gds takes an id: no organisation has the id {key!r}.", name=key)
    # One more than asked for, so that it can be told whether there are more.
    options = {"sourceNodeFilter": ids[0]["internal"], "topK": 1_000 if limit is None else limit + 1}
    with _projection(database, filters) as (name, _):
        found = database.read(cypher.text("analytics/gds_similarity"), graph=name, options=options)
    found.sort(key=lambda row: (-row["score"], row["id"]))
    names = _names(database, [row["id"] for row in found])
    rows = [(row["id"], names.get(row["id"], row["id"]), row["score"]) for row in found[:limit]]
    columns = [Column("id", "string"), Column("name", "string"), Column("jaccard", "number", "share 0-1")]
    made = {**filters.told(), "engine": "gds", "of": key, "limit": limit}
    return Records(f"Organisations most like {key}", columns, rows, made, more=len(found) > len(rows))


@contextmanager
def _projection(database: Database, filters: Filters) -> Iterator[tuple[str, int]]:
    """The network projected under a name of its own, dropped at the end."""
    if not database.read(cypher.text("analytics/gds_version"))[0]["procedures"]:
        message = (
            f"The Neo4j at {database.uri} has no Graph Data Science library, which --engine gds needs: "
            "install the library there, or leave out --engine gds."
        )
        raise UsageError(message, uri=database.uri)
    name = f"tendergraph-{uuid.uuid4().hex[:12]}"
    given = {**filters.parameters(), "graph": name, "minimum": filters.awards}
    try:
        found = database.read(cypher.text("analytics/gds_project"), **given)
        if not found or not found[0]["nodes"]:
            raise StoreError("No award passes these filters: there is nothing to project.")
        yield name, int(found[0]["nodes"])
    finally:
        database.read(cypher.text("analytics/gds_drop"), graph=name)


def _names(database: Database, ids: list[str]) -> dict[str, str]:
    rows = database.read(cypher.text("analytics/facts_organisation"), ids=ids)
    return {key: name or key for row in rows for key, name, *_ in row["facts"]}
