"""The rows of one process: what mapping hands to whoever writes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.model import Pattern

Props = dict[str, Any]
"""Property name -> value. Absent, never None. Dates are datetime with the published offset (or naive, or date)."""


@dataclass(slots=True)
class ProcessRows:
    """All published facts of one process, ready to be written.

    Attributes
    ----------
    ocid : str
        Key of the process's Tender.
    nodes : dict[str, dict[str, Props]]
        Label -> key -> properties with the key among them. Tender (this one; others named by RELATED_TO have their
        key alone), Lot, Award and Contract. Organisations are not here: their properties follow from PARTY_TO
        (rule 6). Nor are the CPV and Region codes that relationships and PARTY_TO name: see
        :func:`graph.mapping.codes.cpv_and_above`.
    relationships : dict[Pattern, dict[tuple, Props]]
        Pattern -> (start key, end key, *identity values) -> properties, the identity values among them.
        BROADER, PART_OF, LOCATED_IN, ABOUT and derived ones are not here.
    odd : Counter[str]
        Oddities by kind: loaded all the same, counted in the report.
    """

    ocid: str
    nodes: dict[str, dict[str, Props]]
    relationships: dict[Pattern, dict[tuple[str, ...], Props]]
    odd: Counter[str] = field(default_factory=Counter)
