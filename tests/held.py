"""What a graph holds, in the shape of tests/independent_reading.py's result."""

from collections import defaultdict

from graph.store.connection import Database

KEYS = {"Tender": "ocid", "CPV": "code", "Region": "code", "Council": "code"}
IDENTITY = {"AWARDED_TO": ("awardId",)}
DERIVED = ("IDENTIFIED_AS", "PARTICIPATES_IN", "MENTIONS", "SAME_AS", "SUCCEEDED_BY")


def held(database: Database):
    """Nodes {label: {key: properties}}, relationships {type: {(start, end, *identity): properties}}, second labels."""
    nodes, keys, second = defaultdict(dict), {}, defaultdict(set)
    for row in database.read("MATCH (n) RETURN elementId(n) AS at, labels(n) AS labels, properties(n) AS props"):
        label = next(x for x in row["labels"] if x not in ("Buyer", "Supplier"))
        key = row["props"][KEYS.get(label, "id")]
        keys[row["at"]] = (label, key)
        nodes[label][key] = {k: native(v) for k, v in row["props"].items()}
        for extra in set(row["labels"]) - {label}:
            second[extra].add(key)
    relationships = defaultdict(dict)
    returned = "elementId(a) AS a, type(r) AS type, elementId(b) AS b, properties(r) AS props"
    statement = f"MATCH (a)-[r]->(b) RETURN {returned}"
    for row in database.read(statement):
        kind, props = row["type"], {k: native(v) for k, v in row["props"].items()}
        if kind in DERIVED or keys[row["a"]][0] == "Council":
            continue
        at = (keys[row["a"]][1], keys[row["b"]][1], *(props[name] for name in IDENTITY.get(kind, ())))
        assert at not in relationships[kind], f"{kind} {at} is there twice"
        relationships[kind][at] = props
    return nodes, relationships, second


def native(value):
    """Temporal values of Neo4j as Python's."""
    return value.to_native() if hasattr(value, "to_native") else value
