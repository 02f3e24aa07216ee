"""One process to map in a test: a release of a few parts, and short ways to read its rows."""

from __future__ import annotations

from typing import Any

from graph import model
from graph.mapping import ProcessRows, map_process
from graph.mapping.codes import cpv_and_above, regions_and_above

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
    return Mapped(with_codes(map_process(release(**parts))))


def with_codes(rows: ProcessRows) -> ProcessRows:
    """Add the code nodes that the process needs, as they stand in the graph."""
    links = rows.relationships
    codes = {end[1] for pattern in (model.TENDER_CPV, model.LOT_CPV) for end in links[pattern]}
    regions = {end[1] for pattern in (model.TENDER_REGION, model.LOT_REGION) for end in links[pattern]}
    regions |= {props["region"] for props in links[model.PARTY_TO].values() if "region" in props}
    rows.nodes["CPV"], links[model.BROADER] = cpv_and_above(sorted(codes))
    rows.nodes["Region"], links[model.REGION_PART_OF] = regions_and_above(sorted(regions))
    return rows


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
