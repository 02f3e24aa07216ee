"""What follows from a process's texts: which councils take part, and which are only named. No database."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from graph.councils.participation import participation
from graph.model import MENTIONS, PARTICIPATES_IN

if TYPE_CHECKING:
    from graph.mapping.rows import ProcessRows


def add_councils(rows: ProcessRows, release: dict[str, Any]) -> None:
    """Add what a compiled release says of councils to the rows of its process.

    PARTICIPATES_IN and MENTIONS with their evidence, and the Tender's `collective`: phrases that name councils only as
    a group, each as JSON.
    """
    found = participation(release)
    rows.relationships[PARTICIPATES_IN] = {
        (each.code, rows.ocid, each.basis, each.path): _evidence(each) for each in found.participants
    }
    mentions: dict[Any, Any] = {
        (rows.ocid, each.code, each.sense, each.path, each.start): _evidence(each) for each in found.mentions
    }
    rows.relationships[MENTIONS] = mentions
    if found.collective:
        phrases = [json.dumps(asdict(phrase), ensure_ascii=False, sort_keys=True) for phrase in found.collective]
        rows.nodes["Tender"][rows.ocid]["collective"] = phrases


def _evidence(found: Any) -> dict[str, Any]:
    evidence = asdict(found)
    del evidence["code"]
    return evidence
