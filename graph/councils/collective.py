"""Phrases for councils as a group that name none of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at ``text[start:end]``, its rule, and the councils it stands for where the register says which."""

    start: int
    end: int
    rule: str
    codes: tuple[str, ...] = ()


def find(text: str) -> list[Found]:
    """Find the collective phrases of a text."""
    return []
