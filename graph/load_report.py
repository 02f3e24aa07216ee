"""What a load did."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graph.store.changes import Changes

if TYPE_CHECKING:
    from graph.ocds.items import Reject

FIRST: Final = 5
"""Rejects that a report names; the file of rejects has all."""

_PARTICULAR = re.compile(r"(?<=[Tt]he date of the release), .*?,(?= is no)|: .*| \(.*\)", re.DOTALL)


@dataclass(slots=True)
class LoadReport:
    """Counts of a load; ``read == loaded + unchanged + rejected`` always (rule 3).

    Attributes
    ----------
    read : int
        Releases read, and things that should have been releases.
    loaded : int
        Releases that are new in the graph.
    unchanged : int
        Releases that the graph had already, or had under their id in a newer form.
    rejected : Counter[str]
        Those that could not be used, by reason.
    first_rejects : list[dict[str, str | None]]
        Where the first of them are, with their ocid if known and their whole reason.
    odd : Counter[str]
        What is odd in those that loaded, by kind.
    changes : Changes
        Nodes and relationships created, changed and removed.
    seconds : float
        Time taken.
    stopped : str or None
        Why it ended before the end of its sources.
    bytes_read : int
        Bytes of all that was read, unpacked.
    """

    read: int = 0
    loaded: int = 0
    unchanged: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejects: list[dict[str, str | None]] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)
    changes: Changes = field(default_factory=Changes)
    seconds: float = 0.0
    stopped: str | None = None
    bytes_read: int = 0

    def reject(self, reject: Reject) -> None:
        """Count a reject under the general part of its reason."""
        self.rejected[_PARTICULAR.sub("", reject.reason).rstrip(".") + "."] += 1
        if len(self.first_rejects) < FIRST:
            self.first_rejects.append(
                {
                    "source": reject.source,
                    "position": reject.position or None,
                    "ocid": reject.ocid,
                    "reason": reject.reason,
                }
            )

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON holds it."""
        return {
            "read": self.read,
            "loaded": self.loaded,
            "unchanged": self.unchanged,
            "rejected": dict(self.rejected.most_common()),
            "first_rejects": self.first_rejects,
            "odd": dict(self.odd.most_common()),
            **self.changes.as_dict(),
            "seconds": round(self.seconds, 3),
            "stopped": self.stopped,
        }
