"""Memory of the local server, from the machine's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.settings import Settings

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Memory:
    """Sizes as Neo4j's configuration writes them, such as ``512m``."""

    heap: str
    page_cache: str
    transaction: str

    @classmethod
    def of(cls, settings: Settings, total: int | None = None) -> Memory:
        """An eighth of the machine's memory for the heap (512 MiB to 8 GiB) and as much for the page cache.

        Half of the heap is the most that one transaction may use: past it Neo4j stops the transaction, not itself.

        Parameters
        ----------
        settings : Settings
            What is set there stands.
        total : int, optional
            Bytes of memory; this machine's (or this container's limit) when None.
        """
        total = machine_memory() if total is None else total
        eighth = max(512, min(8192, total // 8 // _MIB))
        heap = settings.heap or f"{eighth}m"
        page_cache = settings.page_cache or f"{max(256, eighth)}m"
        transaction = settings.transaction_memory or f"{mebibytes(heap) // 2}m"
        return cls(heap.lower(), page_cache.lower(), transaction.lower())


def mebibytes(size: str) -> int:
    """Whole MiB of a size such as ``4g``."""
    number, unit = int(size[:-1]), size[-1].lower()
    return max(1, {"k": number // 1024, "m": number, "g": number * 1024}[unit])


def machine_memory() -> int:
    """Bytes of memory of this machine, or of the container that this process is in."""
    import psutil

    total = int(psutil.virtual_memory().total)
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            total = min(total, int(Path(limit).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return total
