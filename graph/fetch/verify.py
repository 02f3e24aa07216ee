"""Is the archive whole, and how many releases has it by day."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.fetch.archive import MANIFEST, read_manifest, releases_of
from graph.fetch.errors import ArchiveError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from graph.fetch.windows import Window


@dataclass(slots=True)
class Verification:
    """What an archive holds.

    Parameters
    ----------
    by_day : Counter of date
        Releases by the day in London of their ``date``, each release once.
    releases, versions : int
        Releases, and lines: a release that the service changed has a line for each content.
    undated : int
        Releases whose ``date`` is missing or no date-time.
    files : int
        Files, all with the bytes, hash and number of releases that the manifest names.
    covered : list of Window
        The time that was fetched whole.
    """

    by_day: Counter[date] = field(default_factory=Counter)
    releases: int = 0
    versions: int = 0
    undated: int = 0
    files: int = 0
    covered: list[Window] = field(default_factory=list)


def verify(folder: Path) -> Verification:
    """Read a whole archive and hold it against its manifest.

    Raises
    ------
    ArchiveError
        There is no archive, or a file differs from what the manifest says.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ArchiveError(f"{folder} has no {MANIFEST}: it is no archive. Name the folder that was fetched into.")
    result = Verification(files=len(manifest.files), covered=manifest.covered)
    seen: set[str] = set()
    for name, file in sorted(manifest.files.items()):
        path = folder / name
        if file.bytes:
            _check_bytes(path, file.bytes, file.sha256)
        lines = 0
        for release in releases_of(path):
            lines += 1
            if release.key not in seen:
                seen.add(release.key)
                if release.day is None:
                    result.undated += 1
                else:
                    result.by_day[release.day] += 1
        if lines != file.releases:
            raise ArchiveError(f"{path} has {lines:,} releases, {MANIFEST} says {file.releases:,}.", path=path)
        result.versions += lines
    result.releases = len(seen)
    return result


def _check_bytes(path: Path, size: int, sha256: str) -> None:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.", path=path) from error
    if len(content) > size:
        raise ArchiveError(
            f"{path} has {len(content) - size:,} bytes that were never recorded, of a fetch that was stopped or is "
            "running; the next fetch removes them.",
            path=path,
        )
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ArchiveError(f"{path} is not as it was fetched: its SHA-256 differs from {MANIFEST}'s.", path=path)
