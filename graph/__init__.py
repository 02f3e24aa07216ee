"""Tendergraph: OCDS procurement releases as a Neo4j knowledge graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.client import Tendergraph

__version__ = "0.1.0"

__all__ = ["Tendergraph", "__version__"]


def __getattr__(name: str) -> Any:
    """Import what needs the driver only when it is asked for: every command imports this package."""
    if name == "Tendergraph":
        from graph.client import Tendergraph

        return Tendergraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
