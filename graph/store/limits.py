"""Limits of one guarded statement: time, rows, bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one statement may use at the most.

    Parameters
    ----------
    seconds : float
        Time on the server, planning included; the server itself ends the transaction.
    rows : int
        Rows that are given back.
    size : int
        Bytes that are given back, about as they are in JSON.
    """

    seconds: float = 30.0
    rows: int = 10_000
    size: int = 64 * MEBIBYTE


def size_of(value: Any) -> int:
    """Bytes of a value, about as it would be in JSON; without recursion, as lists may be nested deep."""
    total = 0
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, (str, bytes, bytearray)):
            total += len(value) + 2
        elif isinstance(value, dict):
            total += 2
            waiting.extend(value.keys())
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple)):
            total += 2
            waiting.extend(value)
        else:
            total += 8
    return total
