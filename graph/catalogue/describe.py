"""One thing of the graph in full: its facts, their sources, its neighbours, and what to ask next."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import cypher
from graph import model
from graph.catalogue import lookup
from graph.errors import NotFoundError
from graph.records import Column, Records
from graph.store.search import cpv_code
from graph.store.values import plain

if TYPE_CHECKING:
    from graph.store.connection import Database

_COLUMNS = (
    Column("part", "string", meaning="facts, or the kind of neighbour."),
    Column("what", "string", meaning="Property, or key of the neighbour."),
    Column("value", "any", meaning="Its value, or name of the neighbour."),
    Column("source", "string", meaning="Process, release and notice that states it."),
)
_DEEPER = {
    "Organisation": (
        "tendergraph query supplier-profile --supplier {key}",
        "tendergraph query supplier-awards --supplier {key}",
        "tendergraph query competitors --supplier {key}",
        "tendergraph query buyer-profile --buyer {key}",
        "tendergraph query buyer-suppliers --buyer {key}",
        "tendergraph query contracts-ending --buyer {key}",
    ),
    "Tender": ("tendergraph query timeline --ocid {key}", "tendergraph query council-evidence --ocid {key}"),
    "Lot": ("tendergraph show {ocid}", "tendergraph query timeline --ocid {ocid}"),
    "Award": ("tendergraph show {ocid}", "tendergraph query timeline --ocid {ocid}"),
    "CPV": ("tendergraph query cpv-lots --cpv {key}", "tendergraph query top-suppliers --cpv {key}"),
    "Region": ("tendergraph query top-suppliers --region {key}", "tendergraph query spend --region {key}"),
    "Council": (
        "tendergraph query council-processes --council {key}",
        "tendergraph query councils-together --council {key}",
    ),
}
_TITLES = (("facts", "name"), ("facts", "title"), ("facts", "description"))
_OCID = re.compile(r"ocds-[a-z0-9]{6}-[^/]+", re.IGNORECASE)


def describe(database: Database, text: str, label: str | None = None) -> Records:
    """All that the graph says of one thing.

    Parameters
    ----------
    database : Database
        The graph.
    text : str
        Id or name of an organisation, ocid, ``<ocid>/<lot or award id>``, code of a CPV, region or council, or a name.
    label : str, optional
        Label of what is meant, where a key fits several: a lot and an award may have one id.

    Returns
    -------
    Records
        Rows of part, what, value and source; the notes are commands that go deeper.

    Raises
    ------
    NotFoundError
        Nothing has this key or name.
    AmbiguousError
        Several organisations have it.

    """
    with lookup.in_a_filled_graph(database):
        label, key, others = _resolve(database, text.strip(), label)
    keys = [p.name for p in model.NODE[label].properties if p.type != "BYTES"]
    rows = database.read(cypher.text(f"explore/show_{label.lower()}"), key=key, properties=keys)
    found = [tuple(plain(value) for value in row.values()) for row in rows]
    titles = [row[2] for row in found if row[:2] in _TITLES or row[0] in ("lot of", "award of")]
    title = str(next((title for title in titles if title), key))
    ocid = match[0] if (match := _OCID.match(key)) else ""
    roles = {row[1] for row in found if row[0] == "roles"}
    deeper = [
        line.format(key=shlex.quote(key), ocid=shlex.quote(ocid)) for line in _DEEPER[label] if _fits(line, roles)
    ]
    deeper += [f"tendergraph show --as {other.lower()} {shlex.quote(key)}" for other in others]
    return Records(f"{label} {key}: {title}", _COLUMNS, found, {"label": label, "key": key}, deeper)


def _fits(line: str, roles: set[str]) -> bool:
    """Whether a question for suppliers or buyers makes sense for an organisation of these roles."""
    return all(role in roles for role in ("supplier", "buyer") if f"--{role} " in line)


def _resolve(database: Database, text: str, label: str | None) -> tuple[str, str, list[str]]:
    """Label and key of what is meant, and other labels of this key: a key first, then a region's name, then a name."""
    rows = database.read(cypher.text("explore/by_key"), key=text, upper=text.upper(), code=cpv_code(text))
    found = [row for row in rows if label in (None, row["label"])]
    if found:
        others = sorted({row["label"] for row in rows} - {found[0]["label"]})
        return found[0]["label"], found[0]["key"], others
    if label == "Council":
        return label, lookup.council(database, text).key, []
    if label == "CPV":
        return label, lookup.cpv(database, text).key, []
    if label not in (None, "Organisation", "Region") or _OCID.match(text) or cpv_code(text) is not None:
        what = label.lower() if label else "process, lot, award or code"
        message = f"There is no {what} {text!r} in the graph; `tendergraph search` finds things by words."
        raise NotFoundError(message, name=text)
    regions = [row["key"] for row in database.read(cypher.text("explore/regions")) if row["name"] == text]
    if label == "Region" or (regions and label is None):
        return "Region", lookup.region(database, text).key, []
    return "Organisation", lookup.organisation(database, text).key, []
