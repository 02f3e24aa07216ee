"""Networks read from Neo4j: one statement each, streamed into arrays."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

import cypher
from graph.analytics.links import buyer_links
from graph.analytics.network import Edges, Network, Nodes
from graph.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from graph.store.connection import Database

NetworkKind = Literal[
    "buyer-supplier", "council-supplier", "award-supplier", "cpv-supplier", "region-supplier", "period-supplier",
    "tender-council", "tender-cpv",
]  # fmt: skip
EXCLUDED = ("cancelled", "unsuccessful")
# Parameter of the statement, and the usual number of digits, letters of a region or letters of a date.
LEVELS = {"cpv-supplier": ("digits", 2), "region-supplier": ("length", 3), "period-supplier": ("letters", 4)}
_NAMES = {
    "buyer": "facts_organisation", "supplier": "facts_organisation", "cpv": "names_cpv", "region": "names_region",
    "council": "names_council", "tender": "names_tender",
}  # fmt: skip
_FETCH = 10_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Which awards count.

    Parameters
    ----------
    since, until : date, optional
        Award dates, both days included; awards without a date are left out when either is given.
    cpv : str, optional
        First digits of a CPV code of the lot, or of its tender where the lot has none.
    region : str, optional
        First letters of a region of delivery, likewise.
    buyer_kind : str, optional
        Kind of the buyer as published.
    statuses : tuple of str, optional
        Award statuses; all but cancelled and unsuccessful by default.
    awards : int
        Fewest awards between two nodes.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    cpv: str | None = None
    region: str | None = None
    buyer_kind: str | None = None
    statuses: tuple[str, ...] | None = None
    awards: int = 1

    def parameters(self) -> dict[str, Any]:
        """What the statements take."""
        values = {name: value for name, value in asdict(self).items() if name != "awards"}
        dates = {name: values[name] and values[name].isoformat() for name in ("since", "until")}
        statuses = list(self.statuses) if self.statuses else None
        return {**values, **dates, "statuses": statuses, "excluded": list(EXCLUDED)}

    def told(self) -> dict[str, Any]:
        """What a result says of them."""
        given = {name: value for name, value in self.parameters().items() if value is not None and name != "excluded"}
        if not self.statuses:
            given["statuses_excluded"] = list(EXCLUDED)
        return given


def read_network(
    database: Database, kind: NetworkKind = "buyer-supplier", filters: Filters | None = None, *,
    level: int | None = None, report: Callable[[int], None] | None = None,
) -> Network:  # fmt: skip
    """A network from the graph.

    Parameters
    ----------
    database : Database
        An open connection.
    kind : NetworkKind
        What is linked to what; each is a statement of ``cypher/analytics``.
    filters : Filters, optional
        Which awards count.
    level : int, optional
        Digits of the CPV codes (2), letters of the regions (3) or of the award dates (4), where the kind has them.
    report : callable, optional
        Called with the number of links read so far.

    Returns
    -------
    Network
        Organisations have the facts ``region``, ``kind`` and ``cpv`` (the division of most of their awards).

    Raises
    ------
    UsageError
        No such kind.
    """
    if kind not in get_args(NetworkKind):
        raise UsageError(f"No network {kind!r}: use one of {', '.join(get_args(NetworkKind))}.", kind=kind)
    filters = filters or Filters()
    parameters = filters.parameters()
    told = {"network": kind, **filters.told()}
    if kind in LEVELS:
        name, usual = LEVELS[kind]
        parameters[name] = told[name] = level or usual
    statement = f"analytics/{kind.replace('-', '_')}"
    if kind == "buyer-supplier":
        narrowed = filters.cpv is not None or filters.region is not None
        statement += "_of_lots" if narrowed else ""
    links = buyer_links if kind == "buyer-supplier" else _edges
    ids, edges = links(_stream(database, cypher.text(statement), parameters), report)
    kinds = kind.split("-")
    top, bottom = (_nodes(database, one, keys) for one, keys in zip(kinds, ids, strict=True))
    network = Network.build(top, bottom, edges, told)
    return network.at_least(filters.awards) if filters.awards > 1 else network


def with_divisions(
    database: Database, network: Network, filters: Filters | None = None
) -> dict[tuple[str, str], list[str]]:
    """Give the network's organisations the fact ``cpv``, the division of most of their awards that pass the filters.

    Returns
    -------
    dict
        The CPV divisions, by their names, of the awards of each pair (buyer id, supplier id).
    """
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    kept = _pairs(network)
    tallies: dict[str, dict[str, Counter[str]]] = {"buyer": defaultdict(Counter), "supplier": defaultdict(Counter)}
    for row in _stream(database, cypher.text("analytics/facts_division"), (filters or Filters()).parameters()):
        buyer, supplier, division, awards = row
        if (buyer, supplier) not in kept:
            continue
        tallies["buyer"][buyer][division] += awards
        tallies["supplier"][supplier][division] += awards
        links[buyer, supplier].append(division)
    divisions = {division for tally in tallies["supplier"].values() for division in tally}
    names = _names(database, "names_cpv", [f"{division}000000" for division in sorted(divisions)])
    for nodes in (network.top, network.bottom):
        if nodes.kind in tallies:
            nodes.facts["cpv"] = _leading(nodes, tallies[nodes.kind], names)
    return {pair: [names.get(f"{code}000000") or code for code in sorted(codes)] for pair, codes in links.items()}


def _pairs(network: Network) -> set[tuple[str, str]]:
    rows, columns = network.ends()
    return set(zip(network.top.ids[rows].tolist(), network.bottom.ids[columns].tolist(), strict=True))


def _stream(database: Database, statement: str, parameters: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows as plain tuples, without a dict for each."""
    with database.session(default_access_mode="READ", fetch_size=_FETCH) as session:
        for record in session.run(statement, parameters):
            yield tuple(record)


def _edges(
    rows: Iterator[tuple[Any, ...]], report: Callable[[int], None] | None
) -> tuple[tuple[list[str], list[str]], Edges]:
    """The sorted ids of both sides, and the links between their positions."""
    tops: dict[str, int] = {}
    bottoms: dict[str, int] = {}
    columns: list[list[Any]] = [[] for _ in range(8)]
    add = [column.append for column in columns]
    for number, (top, bottom, *facts) in enumerate(rows, 1):
        add[0](tops.setdefault(top, len(tops)))
        add[1](bottoms.setdefault(bottom, len(bottoms)))
        for place, fact in enumerate(facts, 2):
            add[place](fact)
        if report and number % _FETCH == 0:
            report(number)
    ends, ids = [], []
    for codes, known in ((columns[0], tops), (columns[1], bottoms)):
        # The same graph gives the same arrays, whatever order the database answers in.
        order = sorted(known)
        places = np.empty(len(known), np.int64)
        places[[known[key] for key in order]] = np.arange(len(order))
        ends.append(places[np.array(codes, np.int64)])
        ids.append(order)
    currency = np.array(columns[2], object)
    share = np.array([np.nan if amount is None else amount for amount in columns[5]], float)
    values = {name: np.where(currency == name, share, np.nan) for name in sorted(set(columns[2]) - {None})}
    days = [_days(column) for column in columns[6:]]
    counts = (np.array(columns[3], np.int64), np.array(columns[4], np.int64))
    return (ids[0], ids[1]), Edges(ends[0], ends[1], *counts, values, *days)


def _days(column: list[int | None]) -> NDArray[Any]:
    unknown = np.array([day is None for day in column], bool)
    days = np.array([day or 0 for day in column], np.int64).astype("datetime64[D]")
    days[unknown] = np.datetime64("NaT")
    return days


def _nodes(database: Database, kind: str, ids: list[str]) -> Nodes:
    if kind not in _NAMES:
        return Nodes.of(kind, ids)
    if kind == "cpv":
        names = _names(database, "names_cpv", [key.ljust(8, "0") for key in ids])
        return Nodes.of(kind, ids, [names.get(key.ljust(8, "0")) or key for key in ids])
    if _NAMES[kind] != "facts_organisation":
        names = _names(database, _NAMES[kind], ids)
        return Nodes.of(kind, ids, [names.get(key) or key for key in ids])
    found = {facts[0]: facts for facts in _facts(database, "facts_organisation", ids)}
    rows = [found.get(key, (key, None, None, None)) for key in ids]
    nodes = Nodes.of(kind, ids, [row[1] or row[0] for row in rows])
    for name, place in (("kind", 2), ("region", 3)):
        fact = np.empty(len(ids), object)
        fact[:] = [row[place] for row in rows]
        # The node's own attribute ``kind`` says which side it is on.
        nodes.facts["authority" if name == "kind" else name] = fact
    return nodes


def _names(database: Database, statement: str, ids: list[str]) -> dict[str, str | None]:
    return dict(_facts(database, statement, ids))


def _facts(database: Database, statement: str, ids: list[str]) -> Iterator[list[Any]]:
    """What a statement tells of the nodes with these keys, ten thousand at a time."""
    for start in range(0, len(ids), _FETCH):
        given = {"ids": ids[start : start + _FETCH]}
        for (facts,) in _stream(database, cypher.text(f"analytics/{statement}"), given):
            yield from facts


def _leading(nodes: Nodes, tallies: dict[str, Counter[str]], names: dict[str, str | None]) -> NDArray[Any]:
    fact = np.empty(len(nodes), object)
    for position, key in enumerate(nodes.ids):
        tally = tallies.get(key)
        if tally:
            division = min(tally, key=lambda code: (-tally[code], code))
            fact[position] = names.get(f"{division}000000") or division
    return fact
