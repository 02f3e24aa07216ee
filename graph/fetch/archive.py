"""The archive: a folder of dated, compressed JSON Lines, and a manifest that says what is in it.

    find-a-tender-2026-10-01.jsonl.gz   releases dated on that day in London, one a line, in the order they came
    manifest.json                       files with bytes, releases and hash; the time covered; the window under way

A page is appended as one gzip member and flushed to the disk; only then the manifest, replaced as a whole, counts
it. Whatever a kill leaves after the bytes that the manifest counts is cut off when the archive is opened again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from graph.fetch.errors import ArchiveError, PageError
from graph.fetch.licence import ATTRIBUTION, LICENCE
from graph.fetch.page import FetchedRelease, Page, fetched_release
from graph.fetch.privacy import CONTACT_MEMBERS
from graph.fetch.windows import LONDON, Window, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

FORMAT = "tendergraph archive 1"
MANIFEST = "manifest.json"


@dataclass(slots=True)
class ArchiveFile:
    """What the manifest says of one file: bytes and releases that count, and the SHA-256 of those bytes."""

    bytes: int = 0
    releases: int = 0
    sha256: str = hashlib.sha256().hexdigest()


@dataclass(slots=True)
class Underway:
    """A window of which some pages are in the archive: how to go on."""

    window: Window
    asked: datetime
    cursor: str
    pages: int


@dataclass(slots=True)
class Manifest:
    """Everything that the archive knows of itself beside the releases."""

    source: str = ""
    contact_points: bool = False
    covered: list[Window] = field(default_factory=list)
    underway: Underway | None = None
    files: dict[str, ArchiveFile] = field(default_factory=dict)
    loaded: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """What a page brought: releases not met before, met with other content, met as they are; files that grew."""

    new: int = 0
    changed: int = 0
    known: int = 0
    files: tuple[str, ...] = ()


class Archive:
    """An archive that this process alone writes, as a context manager.

    Parameters
    ----------
    folder : Path
        Made when missing.
    keep_contacts : bool or None
        Whether releases keep their contact points; None: as the archive has it, else without.
    source : str
        Address that the releases come from, for the manifest.

    Raises
    ------
    ArchiveError
        Another process writes to it; it has archive files but no manifest; a file is shorter than the manifest
        says; it was made with the other choice of contact points; the folder cannot be written.
    """

    def __init__(self, folder: Path, keep_contacts: bool | None = None, source: str = "") -> None:
        self.folder = folder
        self.manifest = Manifest()
        self._keep_contacts = keep_contacts
        self._source = source
        self._keys: set[str] = set()
        self._versions: set[bytes] = set()
        self._lock = FileLock(folder / ".lock", blocking=False)

    @property
    def without(self) -> frozenset[str]:
        """Members to drop from every release."""
        return frozenset() if self.manifest.contact_points else CONTACT_MEMBERS

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise ArchiveError(
                f"Another fetch or sync is writing to {self.folder}; wait until it is done, or name another folder.",
                path=self.folder,
            ) from None
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        try:
            self._open()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def add(self, page: Page, window: Window, asked: datetime, pages: int) -> Added:
        """Put the new releases of a page on the disk, then record them together with where to go on."""
        fresh = {one.digest: one for one in page.releases if one.digest not in self._versions}
        changed = sum(one.key in self._keys for one in fresh.values())
        lines = _by_file(fresh.values(), window)
        self._append(lines)
        self._versions.update(fresh)
        self._keys.update(one.key for one in fresh.values())
        self.manifest.underway = Underway(window, asked, page.cursor, pages) if page.cursor else None
        self._save()
        return Added(len(fresh) - changed, changed, len(page.releases) - len(fresh), tuple(lines))

    def finish(self, window: Window) -> None:
        """Record that a window is in the archive whole."""
        self.manifest.underway = None
        if window.start < window.end:
            self.manifest.covered = joined([*self.manifest.covered, window])
        self._save()

    def mark_loaded(self, target: str) -> None:
        """Record that the graph ``target`` has every file as it is now."""
        self.manifest.loaded[target] = {name: file.sha256 for name, file in self.manifest.files.items()}
        self._save()

    def not_loaded(self, target: str) -> list[Path]:
        """Files that the graph ``target`` has not, or had with fewer releases."""
        loaded = self.manifest.loaded.get(target, {})
        return [self.folder / n for n, file in sorted(self.manifest.files.items()) if loaded.get(n) != file.sha256]

    def _open(self) -> None:
        found = sorted(path.name for path in self.folder.glob("find-a-tender-*.jsonl.gz"))
        known = read_manifest(self.folder)
        if known is None and found:
            raise ArchiveError(
                f"{self.folder} has {len(found)} archive files but no {MANIFEST}; put the manifest back, or name "
                "another folder and load both.",
                path=self.folder,
            )
        self.manifest = known or Manifest(contact_points=bool(self._keep_contacts))
        if self._keep_contacts not in (None, self.manifest.contact_points):
            kept = "keeps" if self.manifest.contact_points else "drops"
            raise ArchiveError(f"{self.folder} {kept} contact points; name another folder for the other choice.")
        self.manifest.source = self._source or self.manifest.source
        for name, file in self.manifest.files.items():
            self._cut(self.folder / name, file)
            for release in releases_of(self.folder / name):
                self._keys.add(release.key)
                self._versions.add(release.digest)

    def _cut(self, path: Path, file: ArchiveFile) -> None:
        try:
            size = path.stat().st_size
            if size > file.bytes:
                os.truncate(path, file.bytes)
        except FileNotFoundError:
            size = 0
        except OSError as error:
            raise _unwritable(path, error) from error
        if size < file.bytes:
            raise ArchiveError(
                f"{path} has {size:,} bytes, {MANIFEST} says {file.bytes:,}: part of it is gone. Restore it, or "
                "fetch into another folder.",
                path=path,
            )

    def _append(self, lines: dict[str, list[bytes]]) -> None:
        unknown = lines.keys() - self.manifest.files.keys()
        if unknown:
            # Named before they exist, so that whatever a kill leaves of them is known to be ours.
            self.manifest.files |= {name: ArchiveFile() for name in unknown}
            self._save()
        for name, new in lines.items():
            file = self.manifest.files[name]
            member = gzip.compress(b"".join(line + b"\n" for line in new), 6, mtime=0)
            try:
                content = _extend(self.folder / name, file.bytes, member)
            except OSError as error:
                raise _unwritable(self.folder / name, error) from error
            file.bytes = len(content)
            file.releases += len(new)
            file.sha256 = hashlib.sha256(content).hexdigest()

    def _save(self) -> None:
        partial = self.folder / f"{MANIFEST}.partial"
        try:
            with partial.open("w", encoding="utf-8") as stream:
                json.dump(_plain(self.manifest), stream, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(self.folder / MANIFEST)
            _flush_folder(self.folder)
        except OSError as error:
            raise _unwritable(self.folder / MANIFEST, error) from error


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of an archive; None where there is none.

    Raises
    ------
    ArchiveError
        It is there and cannot be read.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_bytes())
        if content["format"] != FORMAT:
            raise ArchiveError(f"{path} is of the format '{content['format']}'; this version reads '{FORMAT}'.")
        underway = content["underway"]
        return Manifest(
            content["source"],
            content["contactPoints"] == "kept",
            [_window(pair) for pair in content["covered"]],
            Underway(_window(underway["window"]), _instant(underway["asked"]), underway["cursor"], underway["pages"])
            if underway
            else None,
            {name: ArchiveFile(**file) for name, file in content["files"].items()},
            content["loaded"],
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            f"{path} cannot be read ({error}); restore it, or name another folder.", path=path
        ) from error


def releases_of(path: Path) -> Iterator[FetchedRelease]:
    """The releases of one archive file, in order.

    Raises
    ------
    ArchiveError
        The file is damaged.
    """
    if not path.exists():
        return
    try:
        with gzip.open(path) as lines:
            for line in lines:
                yield fetched_release(line.rstrip(b"\n"))
    except (OSError, EOFError, PageError, zlib.error) as error:
        raise ArchiveError(f"{path} is damaged ({error}); restore it, or fetch into another folder.") from error


def _by_file(releases: Iterable[FetchedRelease], window: Window) -> dict[str, list[bytes]]:
    """Lines by the file they go into: that of the release's day, else of the day its window begins."""
    lines: dict[str, list[bytes]] = {}
    for release in releases:
        day = release.day or window.start.astimezone(LONDON).date()
        lines.setdefault(f"find-a-tender-{day.isoformat()}.jsonl.gz", []).append(release.line)
    return lines


def _plain(manifest: Manifest) -> dict[str, Any]:
    underway = manifest.underway
    return {
        "format": FORMAT,
        "source": manifest.source,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "contactPoints": "kept" if manifest.contact_points else "dropped",
        "covered": [_pair(window) for window in manifest.covered],
        "underway": {
            "window": _pair(underway.window),
            "asked": underway.asked.isoformat(),
            "cursor": underway.cursor,
            "pages": underway.pages,
        }
        if underway
        else None,
        "files": {
            name: {"bytes": file.bytes, "releases": file.releases, "sha256": file.sha256}
            for name, file in sorted(manifest.files.items())
        },
        "loaded": manifest.loaded,
        # To a reader of OCDS the manifest is a package of no releases, so that the folder can be loaded as it is.
        "releases": [],
    }


def _pair(window: Window) -> list[str]:
    return [window.start.isoformat(), window.end.isoformat()]


def _window(pair: list[str]) -> Window:
    return Window(_instant(pair[0]), _instant(pair[1]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _extend(path: Path, size: int, more: bytes) -> bytes:
    """Put bytes behind the first ``size`` ones of a file, onto the disk; what the file is then."""
    with path.open("ab+") as stream:
        stream.truncate(size)
        stream.write(more)
        stream.flush()
        os.fsync(stream.fileno())
        stream.seek(0)
        return stream.read()


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(f"{path} cannot be written: {error.strerror or error}. What was recorded is kept.", path=path)
