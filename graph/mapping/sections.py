"""The parts of a compiled release that several mappings read, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.mapping.values import obj, objects

Object = dict[str, Any]


@dataclass(slots=True)
class Sections:
    """Parts of one release, as published; what is absent or of another type is empty.

    Attributes
    ----------
    release, tender : dict
    awards, contracts, lots : sequence of dict
    items : sequence of dict
        Items of the tender, the awards and the contracts.
    documents : sequence of dict
        Documents of planning, the tender, the awards and the contracts.
    """

    release: Object
    tender: Object
    lots: list[Object]
    awards: list[Object]
    contracts: list[Object]
    items: list[Object]
    documents: list[Object]

    @classmethod
    def of(cls, release: Object) -> Sections:
        """Gather the parts of a release."""
        tender, planning = obj(release.get("tender")), obj(release.get("planning"))
        awards, contracts = objects(release.get("awards")), objects(release.get("contracts"))
        items, documents = objects(tender.get("items")), objects(tender.get("documents"))
        if "documents" in planning:
            documents = objects(planning["documents"]) + documents
        for part in (*awards, *contracts):
            if "items" in part:
                items += objects(part["items"])
            if "documents" in part:
                documents += objects(part["documents"])
        return cls(release, tender, objects(tender.get("lots")), awards, contracts, items, documents)
