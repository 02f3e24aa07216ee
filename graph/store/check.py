"""The model against the database: live counts, and whether the graph follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher
from graph import model
from graph.catalogue.front_matter import split
from graph.records import Column, Records
from graph.store.search import INDEXES

if TYPE_CHECKING:
    from graph.store.connection import Database

RULES = (
    "supplier_without_award",
    "award_to_no_supplier_label",
    "buyer_without_tender",
    "lot_without_tender",
    "tender_without_lot",
    "stub_without_name",
    "award_for_no_lot",
    "share_of_no_value",
    "share_sums",
    "cpv_not_broader",
    "implied_beside_others",
)
"""Statements cypher/schema/rule_*.cypher, each of which finds what breaks one rule of the model."""


def schema_records(database: Database | None = None) -> Records:
    """The model: each label and pattern with key, properties and meaning; live counts where there is a database."""
    counts = _counts(database) if database else {}
    rows: list[tuple[Any, ...]] = []
    for node in model.NODES:
        names = ", ".join(p.name for p in node.properties)
        rows.append(("node", node.label, node.key, names, node.description, counts.get(node.label)))
    for relationship in model.RELATIONSHIPS:
        names = ", ".join(p.name for p in relationship.properties)
        written = pattern_text(relationship.pattern)
        key = ", ".join(relationship.identity)
        rows.append(("relationship", written, key, names, relationship.description, counts.get(written)))
    columns = [
        Column("kind", "string", meaning="node or relationship."),
        Column("name", "string", meaning="Label or pattern."),
        Column("key", "string", meaning="Key of a node; what tells two relationships of one pair of ends apart."),
        Column("properties", "string", meaning="Names of its properties."),
        Column("meaning", "string", meaning="What it is."),
        Column("count", "integer", meaning="How many there are now."),
    ]
    return Records("The model", columns if database else columns[:-1], rows if database else [r[:-1] for r in rows])


def pattern_text(pattern: model.Pattern) -> str:
    """A pattern as Cypher draws it."""
    return f"(:{pattern.start})-[:{pattern.type}]->(:{pattern.end})"


def check(database: Database) -> Records:
    """What of the graph does not follow the model: undeclared names, missing keys and constraints, broken rules.

    Returns
    -------
    Records
        One row for each kind of fault; none where the graph is as the model says.

    """
    rows = [*_undeclared(database), *_keys(database), *_patterns(database), *_rules(database)]
    columns = [
        Column("check", "string", meaning="What is checked."),
        Column("what", "string", meaning="Where it does not hold."),
        Column("count", "integer", meaning="How often."),
        Column("example", "string", meaning="Key of one."),
    ]
    return Records("Where the graph does not follow the model", columns, rows)


def _undeclared(database: Database) -> list[tuple[Any, ...]]:
    labels = {row["label"] for row in database.read("CALL db.labels()")}
    types = {row["relationshipType"] for row in database.read("CALL db.relationshipTypes()")}
    found = [
        *(("undeclared label", name, "status/nodes", "Label") for name in labels - {n.label for n in model.NODES}),
        *(
            ("undeclared relationship type", name, "status/relationships", "TYPE")
            for name in types - {r.pattern.type for r in model.RELATIONSHIPS}
        ),
    ]
    # Neo4j remembers names that nothing has any more.
    rows = [(kind, name, _count(database, statement, place, name), None) for kind, name, statement, place in found]
    return sorted(row for row in rows if row[2])


def _keys(database: Database) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    constraints = {
        (row["labelsOrTypes"][0], row["properties"][0])
        for row in database.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties")
        if row["labelsOrTypes"] and row["properties"]
    }
    known = {row["name"] for row in database.read("SHOW FULLTEXT INDEXES YIELD name")}
    rows += [("missing index", name, 1, None) for name, _, _ in INDEXES.values() if name not in known]
    for node in model.NODES:
        if node.of is not None:
            continue
        if (node.label, node.key) not in constraints:
            rows.append(("missing constraint", f"{node.label}({node.key})", 1, None))
        statement = _named(cypher.text("schema/without_key"), {"Label": node.label, "key_name": node.key})
        if count := database.read(statement)[0]["count"]:
            rows.append(("missing key", f"{node.label}({node.key})", count, None))
    return rows


def _patterns(database: Database) -> list[tuple[Any, ...]]:
    declared = {(r.pattern.start, r.pattern.type, r.pattern.end) for r in model.RELATIONSHIPS}
    second = {node.label: node.of for node in model.NODES if node.of}
    rows: list[tuple[Any, ...]] = []
    for row in database.read(cypher.text("schema/patterns")):
        starts, ends = ({second.get(label, label) for label in row[side]} for side in ("start", "end"))
        if not any((start, row["type"], end) in declared for start in starts for end in ends):
            written = f"({':'.join(row['start'])})-[:{row['type']}]->({':'.join(row['end'])})"
            rows.append(("undeclared pattern", written, row["count"], None))
    return rows


def _rules(database: Database) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for name in RULES:
        text = cypher.text(f"schema/rule_{name}")
        found = database.read(text)[0]
        if found["count"]:
            head, _ = split(text, name)
            rows.append(("broken rule", head["title"], found["count"], found["example"]))
    return rows


def _counts(database: Database) -> dict[str, int]:
    counts = {node.label: _count(database, "status/nodes", "Label", node.label) for node in model.NODES}
    for relationship in model.RELATIONSHIPS:
        pattern = relationship.pattern
        names = {"StartLabel": pattern.start, "TYPE_NAME": pattern.type, "EndLabel": pattern.end}
        counts[pattern_text(pattern)] = database.read(_named(cypher.text("schema/pattern_count"), names))[0]["count"]
    return counts


def _count(database: Database, statement: str, place: str, name: str) -> int:
    quoted = name.replace("`", "``").replace("'", "\\'")
    text = (
        split(cypher.text(statement), statement)[1]
        .replace(f"'{place}'", f"'{quoted}'")
        .replace(f":{place}", f":`{quoted}`")
    )
    return sum(row["count"] for row in database.read(text))


def _named(text: str, names: dict[str, str]) -> str:
    """The statement with names of the model in the places that stand for them."""
    statement = split(text, "cypher/schema")[1]
    for place, name in names.items():
        statement = statement.replace(place, f"`{name}`")
    return statement
