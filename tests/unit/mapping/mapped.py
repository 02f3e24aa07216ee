"""One process to map in a test: a release of a few parts, and short ways to read its rows."""

from __future__ import annotations

from typing import Any

from graph.mapping import ProcessRows, map_process

OCID = "ocds-test-1"
COUNCIL = {"id": "GB-PPON-PAAA-1111-BBBB", "name": "Ashford Council", "roles": ["buyer"]}
SUPPLIER = {"id": "GB-COH-01234567", "name": "Birch Ltd", "roles": ["supplier"]}
OTHER = {"id": "GB-COH-SC012345", "name": "Cedar Ltd", "roles": ["supplier"]}


def release(**parts: Any) -> dict[str, Any]:
    """A compiled release of one buyer and two suppliers, with the parts given."""
    return {
        "ocid": OCID,
        "id": "r1",
        "date": "2026-08-01T10:00:00+01:00",
        "tag": ["compiled"],
        "parties": [COUNCIL, SUPPLIER, OTHER],
        "buyer": {"id": COUNCIL["id"], "name": COUNCIL["name"]},
    } | parts


def mapped(**parts: Any) -> Mapped:
    """Rows of :func:`release`."""
    return Mapped(map_process(release(**parts)))


class Mapped:
    """Rows with keys shortened by the ocid."""

    def __init__(self, rows: ProcessRows) -> None:
        self.rows = rows
        self.odd = rows.odd

    def nodes(self, label: str) -> dict[str, dict[str, Any]]:
        return {_short(key): props for key, props in self.rows.nodes.get(label, {}).items()}

    def node(self, label: str, key: str = OCID) -> dict[str, Any]:
        return self.nodes(label)[_short(key)]

    def rels(self, kind: str, start: str | None = None) -> dict[tuple[str, ...], dict[str, Any]]:
        """Relationships of a type, of one start label where the type has several."""
        return {
            tuple(map(_short, ends)): props
            for pattern, found in self.rows.relationships.items()
            if pattern.type == kind and start in (None, pattern.start)
            for ends, props in found.items()
        }


def _short(key: str) -> str:
    return key.removeprefix(f"{OCID}/")
