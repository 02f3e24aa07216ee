"""Constraints and indexes of the model as text."""

from __future__ import annotations

from graph import model
from graph.catalogue.front_matter import split
from graph.store.search import INDEXES, index_statement
from graph.store.statements import constraint


def schema_text() -> str:
    """The statements that make the constraints and full-text indexes, each ended by a semicolon."""
    statements = [constraint(node.label) for node in model.NODES if node.of is None]
    statements += [index_statement(label) for label in INDEXES]
    return "".join(f"{split(text, 'cypher/schema')[1]};\n" for text in statements)
