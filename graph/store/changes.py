"""What a write did: nodes and relationships created, changed and removed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Changes:
    """Counts by label (nodes) and by type (relationships)."""

    nodes_created: Counter[str] = field(default_factory=Counter)
    nodes_changed: Counter[str] = field(default_factory=Counter)
    nodes_removed: Counter[str] = field(default_factory=Counter)
    relationships_created: Counter[str] = field(default_factory=Counter)
    relationships_changed: Counter[str] = field(default_factory=Counter)
    relationships_removed: Counter[str] = field(default_factory=Counter)

    def add(self, other: Changes) -> None:
        """Add the counts of another write."""
        for name in self.__slots__:
            getattr(self, name).update(getattr(other, name))

    def total(self) -> int:
        """How many nodes and relationships were touched: 0 when the graph was as it should be."""
        return sum(getattr(self, name).total() for name in self.__slots__)

    def as_dict(self) -> dict[str, dict[str, dict[str, int]]]:
        """``{"nodes": {"created": {label: count}, ...}, "relationships": {...}}``, without zeros, sorted by name."""
        return {
            what: {
                how: dict(sorted((+getattr(self, f"{what}_{how}")).items()))
                for how in ("created", "changed", "removed")
            }
            for what in ("nodes", "relationships")
        }
