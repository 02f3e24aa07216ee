"""What reading gives: a release as received, or what could not be used, with the reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from graph.ocds.parse import parse


@dataclass(slots=True)
class Received:
    """One release as received. Nobody changes it: it is not frozen because that would cost more than the rest of it.

    Attributes
    ----------
    raw : bytes
        Exactly the bytes of this release in its source.
    value : dict[str, Any]
        Those bytes, parsed. A number beyond the range of a double, such as 1e9999, is ``inf``.
    source : str
        The file, URL or archive member (``archive.zip!member``) it came from.
    position : str
        Where in the source: ``line 12``, ``releases[5]``, ``line 12, releases[5]``.
    extensions : tuple[str, ...]
        URLs of the OCDS extensions that its package declares.
    compiled : bool
        Whether it is the compiledRelease of a record.
    known_hash : str or None
        Its :attr:`hash`, if it is known already.
    """

    raw: bytes
    value: dict[str, Any]
    source: str
    position: str
    extensions: tuple[str, ...] = ()
    compiled: bool = False
    known_hash: str | None = field(default=None, repr=False, compare=False)

    @property
    def hash(self) -> str:
        """SHA-256 of `raw`, in hexadecimal; found when first asked for."""
        if self.known_hash is None:
            self.known_hash = hashlib.sha256(self.raw).hexdigest()
        return self.known_hash

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process gets the bytes alone, and parses them in less time than a pickled value would take."""
        return _again, (self.raw, self.source, self.position, self.extensions, self.compiled, self.known_hash)


def _again(raw: bytes, source: str, position: str, *rest: Any) -> Received:
    return Received(raw, parse(raw), source, position, *rest)


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be used.

    Attributes
    ----------
    source, position : str
        As in :class:`Received`; the position is empty where the whole source is meant.
    ocid : str or None
        The ocid, if known.
    reason : str
        One sentence.
    raw : bytes or None
        The input itself; none where nothing could be read, or where it is larger than is kept.
    """

    source: str
    position: str
    ocid: str | None
    reason: str
    raw: bytes | None = None


Item = Received | Reject
