"""What belongs to one process in the graph, and how two states of it differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph import model
from graph.mapping.rows import Props
from graph.store.temporal import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.mapping.rows import ProcessRows
    from graph.model import Pattern

Key = tuple[str, ...]
Nodes = dict[str, dict[str, Props]]
Relationships = dict["Pattern", dict[Key, Props]]

OWNED = (*model.OWNED_NODES, "Release")

LINKS: dict[str, Pattern] = {
    name: getattr(model, name)
    for name in (
        "PARTY_TO",
        "ISSUED",
        "HAS",
        "HAS_AWARD",
        "HAS_CONTRACT",
        "QUALIFIED",
        "ABOUT",
        "TENDER_CPV",
        "TENDER_REGION",
        "RELATED_TO",
        "LOT_CPV",
        "LOT_REGION",
        "AWARDED_TO",
        "FOR",
        "TO",
        "SIGNED_AS",
    )
}
"""Every pattern whose relationships belong to one process, by the name it has in statements."""

DERIVED_LINKS: dict[str, Pattern] = {"PARTICIPATES_IN": model.PARTICIPATES_IN, "MENTIONS": model.MENTIONS}
"""Patterns that are derived for a process; left as they are where a load does not derive them."""

_BOOKKEEPING = {label: frozenset(p.name for p in model.NODE[label].properties if p.bookkeeping) for label in OWNED}
_COLLECTIVE = frozenset({"collective"})


@dataclass(slots=True)
class Process:
    """What the graph shall say of one process.

    Attributes
    ----------
    rows : ProcessRows
        Its facts.
    releases : dict[str, Props]
        Its releases by id, all that shall be in the graph: those to be written with `source` and `content`, those
        that are there already without.
    based_on : Mapping[str, str]
        Release id -> hash of the releases that were stored when this was made.
    arrived : Sequence[Any]
        The releases that brought it here, from which it can be made again on another state.
    loaded : int
        How many of them are new in the graph.
    councils : bool
        Whether `rows` hold which councils take part; if not, what the graph says of that stays.
    """

    rows: ProcessRows
    releases: dict[str, Props]
    based_on: Mapping[str, str] = field(default_factory=dict)
    arrived: Sequence[Any] = ()
    loaded: int = 0
    councils: bool = False

    @property
    def ocid(self) -> str:
        """Key of the process."""
        return self.rows.ocid


@dataclass(slots=True)
class State:
    """Nodes and relationships of one process, as stored or as they shall be."""

    nodes: Nodes
    relationships: Relationships


@dataclass(slots=True)
class Difference:
    """How to come from one state to another. A changed row holds only what changes, None for what goes."""

    created: State = field(default_factory=lambda: State({}, {}))
    changed: State = field(default_factory=lambda: State({}, {}))
    removed: State = field(default_factory=lambda: State({}, {}))

    def __bool__(self) -> bool:
        return any(any(kind.values()) for state in self.states() for kind in (state.nodes, state.relationships))

    def states(self) -> Iterator[State]:
        """Created, changed, removed."""
        yield from (self.created, self.changed, self.removed)

    def sink(self, what: str, kind: Any) -> tuple[dict[Any, Props], ...]:
        """Where created, changed and removed rows go: ``nodes`` of a label or ``relationships`` of a pattern."""
        sinks: tuple[dict[Any, Props], ...] = ({}, {}, {})
        for state, rows in zip(self.states(), sinks, strict=True):
            getattr(state, what)[kind] = rows
        return sinks


def wanted(process: Process) -> State:
    """The state that a process shall have."""
    rows = process.rows
    nodes: Nodes = {label: rows.nodes.get(label, {}) for label in OWNED}
    nodes["Tender"] = {process.ocid: nodes["Tender"][process.ocid]}
    nodes["Release"] = process.releases
    relationships = {pattern: rows.relationships.get(pattern, {}) for pattern in (LINKS | DERIVED_LINKS).values()}
    relationships[model.ABOUT] = {(key, process.ocid): {} for key in process.releases}
    return State(nodes, relationships)


def related(process: Process) -> list[str]:
    """Ocids of the other processes that it names."""
    return [ocid for ocid in process.rows.nodes.get("Tender", {}) if ocid != process.ocid]


def difference(present: State, goal: State, *, councils: bool) -> Difference:
    """Compare two states of one process, property by property; what is derived for it only with `councils`."""
    result = Difference()
    for label in OWNED:
        kept = _BOOKKEEPING[label] if councils else _BOOKKEEPING[label] | _COLLECTIVE
        compare(present.nodes.get(label, {}), goal.nodes.get(label, {}), kept, result.sink("nodes", label))
    for pattern in (*LINKS.values(), *(DERIVED_LINKS.values() if councils else ())):
        old, new = present.relationships.get(pattern, {}), goal.relationships.get(pattern, {})
        compare(old, new, frozenset(), result.sink("relationships", pattern))
    return result


def compare(
    old: Mapping[Any, Props], new: Mapping[Any, Props], kept: frozenset[str], sink: tuple[dict[Any, Props], ...]
) -> None:
    """Put the rows of `new` that `old` lacks, what differs in those of both, and those that `new` lacks into `sink`."""
    created, changed, removed = sink
    for key, properties in new.items():
        if key not in old:
            created[key] = properties
        elif changes := changed_properties(old[key], properties, kept):
            changed[key] = changes
    removed.update((key, properties) for key, properties in old.items() if key not in new)


def changed_properties(old: Props, new: Props, kept: frozenset[str] = frozenset()) -> Props:
    """The properties of `new` that differ from `old`, and None for those that it lacks.

    A release that is stored again under its id brings `source` and `content` with its new hash.
    """
    if old == new and all(type(value) is str for value in new.values()):
        return {}
    changes = {
        name: value
        for name, value in new.items()
        if name not in old or (old[name] is not value and canonical(old[name]) != canonical(value))
    }
    if not changes.keys() - kept:
        changes = {}
    changes.update((name, None) for name in old if name not in new and name not in kept)
    return changes
