"""The collaboration network of councils: who is central, who belongs together, as records, picture and tile map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analytics.council_network import council_network, measured
from graph.collaboration.choose import name_of
from graph.collaboration.procurements import read_awards, read_procurements
from graph.collaboration.suppliers import common_suppliers, validated
from graph.collaboration.together import TIES, pairs
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.analytics.projection import Projection
    from graph.store.connection import Database

SHARED = "shared suppliers"
USUAL = tuple(tie for tie in TIES if tie != "collective")
KINDS = (*TIES, SHARED)
"""What can link two councils; ``shared suppliers`` is the validated overlap in procurements apart from one another."""


def network(database: Database, kinds: Sequence[str] = USUAL, *, alpha: float = 0.05) -> Projection:
    """Councils linked by what they do together.

    Parameters
    ----------
    database : Database
        An open connection.
    kinds : Sequence[str]
        Which links, of ``KINDS``: the weight is their number, of shared suppliers that of the suppliers.
    alpha : float
        ``q_value`` of shared suppliers at most.
    """
    bases = ("party", "text", "collective") if "collective" in kinds else ("party", "text")
    links: dict[tuple[str, str], int] = {}
    for pair in pairs(read_procurements(database, least=2, bases=bases)):
        if weight := sum(count for kind, count in pair.ties.items() if kind in kinds):
            links[pair.a, pair.b] = weight
    if SHARED in kinds:
        for ends, suppliers in _shared(database, alpha).items():
            links[ends] = links.get(ends, 0) + suppliers
    names = {code: name_of(code) for ends in links for code in ends}
    return council_network(links, names, linked_by=list(kinds), alpha=alpha if SHARED in kinds else None)


def described(projection: Projection, limit: int | None = None) -> Records:
    """One row a council, those with most partners first."""
    found, quality = measured(projection)
    found.sort(key=lambda row: (-row["partners"], -row["weight"], row["code"]))
    leading: dict[int, str] = {}
    for row in found:
        leading.setdefault(row["community"], name_of(row["code"]))
    rows = [
        (
            name_of(row["code"]), row["code"], row["partners"], row["weight"], row["betweenness"], row["closeness"],
            row["community"], f"around {leading[row['community']]}",
        )
        for row in found[:limit]
    ]  # fmt: skip
    notes = [f"{len(found):,} councils, {projection.adjacency.nnz // 2:,} links, {len(leading):,} communities."]
    if found:
        notes[0] += f" Modularity of the communities: {quality:.3f}."
    notes.append(
        "A link is a procurement that both take part in (or a shared supplier, if asked for); it is derived by rules."
    )
    told = {**projection.parameters, "limit": limit}
    return Records("The collaboration network of councils", _COLUMNS, rows, told, notes, more=len(rows) < len(found))


def _shared(database: Database, alpha: float) -> dict[tuple[str, str], int]:
    """Pairs of councils with a validated overlap -> suppliers that they share in procurements apart."""
    found = validated(database)
    if found is None:
        return {}
    ids = found.nodes.ids
    held = [(str(ids[a]), str(ids[b])) for a, b, q in zip(found.a, found.b, found.q_value, strict=True) if q <= alpha]
    awards = read_awards(database, sorted({code for pair in held for code in pair})) if held else []
    counts = {(a, b): sum(one.is_apart for one in common_suppliers(awards, a, b)) for a, b in held}
    return {(min(pair), max(pair)): count for pair, count in counts.items() if count}


_COLUMNS = (
    Column("council", "string", "", "Name"),
    Column("code", "string", "", "Code"),
    Column("partners", "integer", "councils", "Councils it is linked to"),
    Column("weight", "integer", "procurements", "Sum of its links"),
    Column("betweenness", "number", "share 0-1", "Shortest paths between other councils that run through it"),
    Column("closeness", "number", "share 0-1", "How near it is to the councils it can reach"),
    Column("community", "integer", "", "Number of its community, 0 the largest"),
    Column("around", "string", "", "The community's council with most partners"),
)
