"""Two writers met: what one was about to use, the other has made or removed."""

from __future__ import annotations


class ConflictError(Exception):
    """The transaction must be rolled back and done again on the new state; never seen outside the store."""
