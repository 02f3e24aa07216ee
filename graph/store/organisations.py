"""Organisations: what is true of each now (rule 6), its labels and its region.

What is true is what the newest release that states it says, property by property, over all PARTY_TO. A new statement
that agrees with what the graph says, or speaks of what was not stated, needs no look at the others; only where it
disagrees, or where a statement was changed or withdrawn, are all PARTY_TO of the organisation read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cypher
from graph.model import STATED_PROPERTIES
from graph.store.councils import identities
from graph.store.process import changed_properties
from graph.store.statements import for_label
from graph.store.temporal import instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neo4j import ManagedTransaction

    from graph.mapping.rows import Props
    from graph.store.changes import Changes
    from graph.store.codes import Codes

_STEP = 1000
_IDENTIFYING = {"names", "scheme", "identifier"}
"""Properties that say which council an organisation is."""


@dataclass(slots=True)
class Statements:
    """What the processes of a batch say of organisations.

    Attributes
    ----------
    parties : dict[str, list[tuple[float, str, Props]]]
        Organisation id -> (instant, ocid, properties of the PARTY_TO) of each new statement.
    buyers, suppliers : set[str]
        Organisations that issue a tender, or that an award is to, by what the batch adds.
    disturbed : set[str]
        Organisations of which something was changed or withdrawn.
    """

    parties: dict[str, list[tuple[float, str, Props]]] = field(default_factory=dict)
    buyers: set[str] = field(default_factory=set)
    suppliers: set[str] = field(default_factory=set)
    disturbed: set[str] = field(default_factory=set)

    def add(self, organisation: str, ocid: str, party_to: Props) -> None:
        """Add a PARTY_TO."""
        self.parties.setdefault(organisation, []).append((instant(party_to.get("date")), ocid, party_to))


@dataclass(slots=True)
class Plan:
    """What to do about the organisations of a batch.

    Attributes
    ----------
    created : dict[str, Props]
        Those that are not there, with all their properties.
    located : dict[str, str]
        Those of them that have a region, with its code.
    known : list[str]
        Those that are there.
    updates : list[dict]
        Rows for the statement write/organisations_set.
    buyers, suppliers : list[str]
        Those that lack the label.
    identified : dict[str, dict[str, str]]
        Those of `created` that are councils, with the code and rule of each council that they are.
    reread : set[str]
        Those whose PARTY_TO must all be read again, after the batch is written.
    """

    created: dict[str, Props] = field(default_factory=dict)
    located: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    buyers: list[str] = field(default_factory=list)
    suppliers: list[str] = field(default_factory=list)
    identified: dict[str, dict[str, str]] = field(default_factory=dict)
    reread: set[str] = field(default_factory=set)

    def regions(self) -> set[str]:
        """Regions that it needs."""
        return {*self.located.values(), *(row["region"] for row in self.updates if row["moves"])}


def plan(transaction: ManagedTransaction, statements: Statements, *, councils: bool) -> Plan:
    """Lock the organisations of a batch and decide what to do about each; with `councils` also which are councils."""
    result = Plan(reread=set(statements.disturbed))
    ids = sorted(statements.parties.keys() | statements.disturbed)
    met = {row["id"]: row for row in transaction.run(cypher.text("write/organisations_met"), ids=ids)}
    for organisation, said in statements.parties.items():
        stated, names, region = newest(said)
        if organisation not in met:
            result.created[organisation] = {"id": organisation, **stated, **({"names": names} if names else {})}
            if region is not None:
                result.located[organisation] = region
            if councils and (found := identities(result.created[organisation])):
                result.identified[organisation] = found
            continue
        result.known.append(organisation)
        row = met[organisation]
        labels = {
            "buyer": row["buyer"] or organisation in statements.buyers,
            "supplier": row["supplier"] or organisation in statements.suppliers,
        }
        if organisation in result.reread:
            continue
        change = _fill(row, labels, (stated, names, region))
        if change is None or (councils and _IDENTIFYING & change["changes"].keys()):
            result.reread.add(organisation)
        elif change["changes"] or change["moves"]:
            result.updates.append(change)
    for wanted, label, lacking in (
        (statements.buyers, "buyer", result.buyers),
        (statements.suppliers, "supplier", result.suppliers),
    ):
        lacking.extend(each for each in sorted(wanted) if each not in met or not met[each][label])
    return result


def newest(said: list[tuple[float, str, Props]]) -> tuple[Props, list[str], str | None]:
    """What the newest statement says, property by property; all names, sorted; the region's code."""
    stated: Props = {}
    region = None
    ordered = said if len(said) == 1 else sorted(said, key=lambda each: each[:2], reverse=True)
    for _, _, properties in ordered:
        for name in STATED_PROPERTIES:
            if name in properties and name not in stated:
                stated[name] = properties[name]
        if region is None:
            region = properties.get("region")
    names = sorted({properties["name"] for _, _, properties in said if "name" in properties})
    return stated, names, region


def _fill(row: Any, labels: dict[str, bool], news: tuple[Props, list[str], str | None]) -> dict[str, Any] | None:
    """What was not stated before, to be set; None where the news disagree with what the graph says."""
    stated, names, region = news
    properties = row["properties"]
    changes: Props = {}
    for name, value in stated.items():
        if name not in properties:
            changes[name] = value
        elif properties[name] != value:
            return None
    if region is not None and row["region"] not in (None, region):
        return None
    moves = region is not None and row["region"] is None
    if names and not set(names) <= set(properties.get("names", ())):
        changes["names"] = sorted({*properties.get("names", ()), *names})
    return {"id": row["id"], "changes": changes, "moves": moves, "region": region, **labels}


def update(transaction: ManagedTransaction, rows: list[dict[str, Any]], changes: Changes) -> None:
    """Set what has become true of organisations; their regions must be there."""
    if not rows:
        return
    counters = transaction.run(cypher.text("write/organisations_set"), rows=rows).consume().counters
    changes.nodes_changed["Organisation"] += sum(bool(row["changes"] or row.get("relabelled")) for row in rows)
    changes.relationships_created["LOCATED_IN"] += counters.relationships_created
    changes.relationships_removed["LOCATED_IN"] += counters.relationships_deleted


def reread(
    transaction: ManagedTransaction, ids: Iterable[str], codes: Codes, changes: Changes, *, councils: bool
) -> set[str]:
    """Read all that is said of organisations again, set what is true, remove those nothing speaks of.

    With `councils` it is also said which of them are councils. The transaction must hold their locks.

    Returns
    -------
    set[str]
        Regions that they have left.
    """
    left: set[str] = set()
    ordered = sorted(ids)
    for start in range(0, len(ordered), _STEP):
        result = transaction.run(cypher.text("write/organisations_stated"), ids=ordered[start : start + _STEP])
        updates, gone, identified = [], [], []
        for row in result:
            if row["region"] is not None and (not row["needed"] or row["region"] != row["stated"]["region"]):
                left.add(row["region"])
            if not row["needed"]:
                gone.append(row["id"])
                changes.relationships_removed["LOCATED_IN"] += row["region"] is not None
                changes.relationships_removed["IDENTIFIED_AS"] += len(row["identified"])
                continue
            if change := _correction(row):
                updates.append(change)
            if councils and (found := identities(_true(row))) != dict(row["identified"]):
                identified.append({"id": row["id"], "councils": list(map(list, found.items()))})
        codes.ensure(transaction, "Region", {row["region"] for row in updates if row["region"] is not None}, changes)
        update(transaction, updates, changes)
        _identify(transaction, identified, changes)
        _remove(transaction, gone, changes)
    return left


def _correction(row: Any) -> dict[str, Any] | None:
    changes = changed_properties(row["properties"], _true(row))
    moves = row["stated"]["region"] != row["region"]
    relabelled = (row["issues"], row["supplies"]) != (row["buyer"], row["supplier"])
    if not (changes or moves or relabelled):
        return None
    return {
        "id": row["id"],
        "changes": changes,
        "moves": moves,
        "region": row["stated"]["region"],
        "buyer": row["issues"],
        "supplier": row["supplies"],
        "relabelled": relabelled,
    }


def _true(row: Any) -> Props:
    """The properties that an organisation shall have."""
    stated = {name: value for name, value in row["stated"].items() if value is not None and name != "region"}
    names = sorted(stated.pop("names"))
    return {"id": row["id"], **stated, **({"names": names} if names else {})}


def _identify(transaction: ManagedTransaction, rows: list[dict[str, Any]], changes: Changes) -> None:
    if rows:
        counters = transaction.run(cypher.text("write/organisations_identified"), rows=rows).consume().counters
        changes.relationships_created["IDENTIFIED_AS"] += counters.relationships_created
        changes.relationships_removed["IDENTIFIED_AS"] += counters.relationships_deleted


def _remove(transaction: ManagedTransaction, ids: list[str], changes: Changes) -> None:
    if ids:
        transaction.run(for_label("write/node_remove", "Organisation"), keys=ids).consume()
        changes.nodes_removed["Organisation"] += len(ids)
