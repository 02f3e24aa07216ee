"""Write processes that the graph does not know yet: one statement for all of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher
from graph.store.conflict import ConflictError
from graph.store.process import DERIVED_LINKS, LINKS, related, wanted
from graph.store.temporal import packed_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from neo4j import ManagedTransaction

    from graph.store.changes import Changes
    from graph.store.organisations import Plan
    from graph.store.process import Process, State

_LISTS = {
    "Organisation": "organisations",
    "CPV": "cpvs",
    "Region": "regions",
    "Council": "councils",
    "Tender": "tenders",
    "Lot": "lots",
    "Award": "awards",
    "Contract": "contracts",
    "Release": "releases",
}
_PATTERNS = LINKS | DERIVED_LINKS
_SHARED = ("CPV", "Region", "Council")
_CREATED = ("Organisation", "Lot", "Award", "Contract", "Release")


class _Lists:
    """The statement's lists of nodes, and the place of each key in them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Any]] = {label: [] for label in _LISTS}
        self.places: dict[str, dict[str, int]] = {label: {} for label in _LISTS}

    def add(self, label: str, key: str, row: Any) -> int:
        places = self.places[label]
        if key not in places:
            places[key] = len(places)
            self.rows[label].append(row)
        return places[key]


def write_new(
    transaction: ManagedTransaction,
    processes: list[Process],
    plan: Plan,
    codes: Mapping[str, Iterable[str]],
    changes: Changes,
) -> None:
    """Write new processes with their releases, and the organisations of `plan` that are not there.

    Codes and tenders must be there already (the tenders as stubs that this transaction has locked). `codes` are those
    that the batch needs, by label; they are locked.

    Raises
    ------
    ConflictError
        The statement did not create exactly what it should: something shared was removed meanwhile.
    """
    lists = _Lists()
    for label, needed in codes.items():
        _add_all(lists, label, sorted(needed))
    for organisation, properties in plan.created.items():
        lists.add("Organisation", organisation, properties)
    for organisation in plan.known:
        lists.add("Organisation", organisation, organisation)
    links: dict[str, list[Any]] = {name: [] for name in _PATTERNS}
    states = [wanted(process) for process in processes]
    for state in states:
        _add_nodes(state, lists)
    for process, state in zip(processes, states, strict=True):
        for ocid in related(process):
            lists.add("Tender", ocid, {"ocid": ocid})
        _add_links(state, lists, links)
    places = lists.places["Organisation"]
    located = [
        [places[organisation], lists.add("Region", region, region)] for organisation, region in plan.located.items()
    ]
    identified = [
        [places[organisation], lists.add("Council", code, code), rule]
        for organisation, found in plan.identified.items()
        for code, rule in found.items()
    ]
    buyers = _add_all(lists, "Organisation", plan.buyers)
    suppliers = _add_all(lists, "Organisation", plan.suppliers)
    known = lists.rows["Organisation"][len(plan.created) :]
    parameters = {
        **{_LISTS[label]: rows for label, rows in lists.rows.items()},
        "organisations": list(plan.created.values()),
        "known": known,
        "buyers": buyers,
        "suppliers": suppliers,
        "located": located,
        "identified": identified,
        "links": links,
    }
    counters = transaction.run(cypher.text("write/new"), batch=parameters).consume().counters
    _count(parameters, changes)
    nodes = sum(len(parameters[_LISTS[label]]) for label in _CREATED)
    relationships = len(located) + len(identified) + sum(map(len, links.values()))
    if (counters.nodes_created, counters.relationships_created) != (nodes, relationships):
        raise ConflictError


def _add_all(lists: _Lists, label: str, keys: Iterable[str]) -> list[int]:
    return [lists.add(label, key, key) for key in keys]


def _add_nodes(state: State, lists: _Lists) -> None:
    for label, nodes in state.nodes.items():
        for key, properties in nodes.items():
            lists.add(label, key, packed_row(properties))


def _add_links(state: State, lists: _Lists, links: dict[str, list[Any]]) -> None:
    for name, pattern in _PATTERNS.items():
        start, _, end = pattern
        starts, ends = lists.places[start], lists.places[end]
        rows = links[name]
        for key, properties in state.relationships[pattern].items():
            # Codes come by their relationships; all else has its place already.
            first = lists.add(start, key[0], key[0]) if start in _SHARED else starts[key[0]]
            last = lists.add(end, key[1], key[1]) if end in _SHARED else ends[key[1]]
            rows.append([first, last, packed_row(properties) if properties else properties])


def _count(parameters: dict[str, Any], changes: Changes) -> None:
    for label in _CREATED:
        changes.nodes_created[label] += len(parameters[_LISTS[label]])
    for name, rows in parameters["links"].items():
        changes.relationships_created[_PATTERNS[name].type] += len(rows)
    changes.relationships_created["IDENTIFIED_AS"] += len(parameters["identified"])
    changes.relationships_created["LOCATED_IN"] += len(parameters["located"])
