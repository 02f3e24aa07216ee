"""Open what the sources name: files, folders, patterns, standard input; packed or not, told by their first bytes."""

from __future__ import annotations

import glob
import io
import os
import shutil
import stat
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

from graph.errors import SourceError
from graph.ocds.items import Reject
from graph.ocds.scan import CHUNK, Readable

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

    import zstandard

MOST_LAYERS: Final = 2
"""Times that a source may be packed: a gzip file within a zip archive is two."""

MOST_RATIO: Final = 500
"""Unpacked bytes for each packed one beyond which a source is refused; JSON packs 5 to 100 times."""

FREE_BYTES: Final = 64 << 20
"""Unpacked bytes up to which the ratio is not looked at."""

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_LONGEST_MAGIC: Final = 4
_ZSTD_STEP: Final = 2048


@dataclass(slots=True)
class Stream:
    """Unpacked bytes of one file or archive member."""

    source: str
    reader: Readable

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""
        return self.reader.read(size)


def open_streams(sources: Sequence[str | Path], stdin: IO[bytes] | None = None) -> Iterator[Stream | Reject]:
    """Open one file after the other; each is closed when the next is asked for.

    Raises
    ------
    SourceError
        A source does not exist, or a pattern fits nothing; raised by the call itself.
    """
    return _streams([entry for source in sources for entry in _entries(str(source))], stdin)


def failure_reason(error: Exception) -> str:
    """One sentence on why a source could not be read to its end."""
    if isinstance(error, SourceError):
        return error.message
    if isinstance(error, PermissionError):
        return "The file may not be read: its permissions forbid it."
    if isinstance(error, OSError) and error.strerror:
        return f"The file cannot be read: {error.strerror}."
    return f"The archive is damaged or cut short: {str(error).strip().rstrip('.')}."


def _entries(source: str) -> list[str]:
    if source == "-" or Path(source).exists():
        return [source]
    is_pattern = glob.has_magic(source)
    found = sorted(glob.glob(source, recursive=True)) if is_pattern else []  # noqa: PTH207 - Path.glob is relative
    if not found:
        what = "Nothing fits the pattern" if is_pattern else "There is no file or folder"
        raise SourceError(f"{what} {source}: name a file, a folder, a pattern, or - for standard input.", path=source)
    return [entry for entry in found if not (Path(entry).is_dir() and "**" in source)]


def _streams(entries: list[str], stdin: IO[bytes] | None) -> Iterator[Stream | Reject]:
    for entry in entries:
        if entry == "-":
            yield from _unpacked(_Reader(stdin or sys.stdin.buffer), "stdin", 0)
        elif Path(entry).is_dir():
            for found in _files_in(entry):
                if isinstance(found, Reject):
                    yield found
                else:
                    yield from _file(found)
        else:
            yield from _file(entry)


def _files_in(folder: str) -> Iterator[str | Reject]:
    """Regular files of a folder and its subfolders by name; hidden ones are passed over."""
    refused: list[OSError] = []
    for path, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(path, name)
            if not name.startswith(".") and (not file.exists() or stat.S_ISREG(file.stat().st_mode)):
                yield str(file)
    for error in refused:
        yield Reject(str(error.filename), "", None, failure_reason(error).replace("file", "folder"))


def _file(path: str) -> Iterator[Stream | Reject]:
    try:
        stream = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed by the next statement
    except OSError as error:
        yield Reject(path, "", None, failure_reason(error))
        return
    with stream:
        # No further than the file goes now: rejects of this load may be added to it.
        yield from _unpacked(_Reader(stream, os.fstat(stream.fileno()).st_size), path, 0)


class _Reader:
    """A stream whose first bytes can be looked at, that knows how many have been read of it, and ends at `size`.

    A size of 0 is that of a pipe, or of a file that the system makes as it is read: it has no known end.
    """

    def __init__(self, stream: Readable, size: int = 0) -> None:
        self.stream = stream
        self.size = size
        self.consumed = 0
        self._head = b""

    def peek(self) -> bytes:
        while len(self._head) < _LONGEST_MAGIC:
            block = self.stream.read(_LONGEST_MAGIC - len(self._head))
            if not block:
                break
            self._head += block
        return self._head

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            end = len(self._head) if size < 0 else size
            block, self._head = self._head[:end], self._head[end:]
        else:
            left = self.size - self.consumed if self.size else size
            block = (self.stream.read(min(size, left) if size >= 0 else left) or b"") if left else b""
        self.consumed += len(block)
        return block


class _Unpacking:
    """Bytes that are unpacked from `packed`, refused when they are too many times more."""

    def __init__(self, stream: Readable, packed: _Reader, size: int | None = None) -> None:
        # One block at a time where the stream can: what a damaged archive still gives before its damage is not lost.
        self._read = getattr(stream, "read1", stream.read)
        self._packed = packed
        self._size = size
        self._given = 0

    def read(self, size: int, /) -> bytes:
        block: bytes = self._read(size)
        self._given += len(block)
        consumed = self._packed.consumed if self._size is None else self._size
        if self._given > FREE_BYTES and self._given > MOST_RATIO * consumed:
            raise SourceError(
                f"It unpacks to more than {MOST_RATIO} times its size, as an archive bomb does: refused; "
                "unpack it yourself if you trust it."
            )
        return block


def _unpacked(packed: _Reader, source: str, layers: int) -> Iterator[Stream | Reject]:
    try:
        head = packed.peek()
        if not head.startswith((_GZIP, _ZSTD, *_ZIP)):
            yield Stream(source, packed)
        elif layers == MOST_LAYERS:
            yield Reject(source, "", None, f"It is packed more than {MOST_LAYERS} times: unpack it first.")
        elif head.startswith(_ZIP):
            yield from _members(packed, source, layers)
        elif (damage := _damage_of_file(packed)) is not None:
            yield Reject(source, "", None, _damage_reason(damage))
        else:
            yield from _unpacked(_Reader(_unpacking(packed)), source, layers + 1)
    except Exception as error:  # noqa: BLE001 - whatever a damaged archive raises is a reject of that source
        yield Reject(source, "", None, failure_reason(error))


def _unpacking(packed: _Reader) -> _Unpacking:
    """Unpacked bytes of what begins as gzip or zstd does."""
    if not packed.peek().startswith(_GZIP):
        return _Unpacking(_Unzstd(packed), packed)
    import gzip

    return _Unpacking(gzip.GzipFile(fileobj=cast("IO[bytes]", packed), mode="rb"), packed)


def _damage_of_file(packed: _Reader) -> Exception | None:
    """Damage of a file that can be read twice; None where it is only cut short: what comes before the cut is sound."""
    file = packed.stream
    if not isinstance(file, io.IOBase) or not file.seekable():
        return None
    at = file.tell()
    file.seek(0)
    try:
        return _damage(_unpacking(_Reader(packed.stream, packed.size)))
    finally:
        file.seek(at)


def _damage(unpacking: _Unpacking) -> Exception | None:
    """What comes up when all is unpacked, none but an early end aside.

    Packed bytes that have changed may unpack to JSON that nobody published. The checksum that shows it is at their
    end, so that all must be unpacked before any of it is used.
    """
    try:
        while unpacking.read(CHUNK):
            pass
    except EOFError:
        return None
    except Exception as error:  # noqa: BLE001 - whatever a damaged archive raises is what is asked for
        # Bytes behind a sound gzip file are told when what is before them has been read.
        return None if str(error).startswith("Not a gzipped file") else error
    return None


def _damage_reason(damage: Exception) -> str:
    reason = failure_reason(damage)
    return reason if isinstance(damage, SourceError) else f"{reason[:-1]}; nothing of it is used: fetch it again."


class _Unzstd:
    """Bytes of the zstd frames of `packed`; unlike zstandard's own reader it tells when the last one is cut short."""

    def __init__(self, packed: Readable) -> None:
        import zstandard

        self._packed = packed
        self._start = zstandard.ZstdDecompressor().decompressobj
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._rest = b""
        self._given = b""

    def read(self, size: int, /) -> bytes:
        while not self._given:
            # Little at a time, since 4 bytes can hold 128 kB.
            block, self._rest = self._rest or self._packed.read(_ZSTD_STEP), b""
            if not block and self._frame is not None:
                raise EOFError("the last zstd frame ends too early")
            if not block:
                return b""
            self._frame = self._frame or self._start()
            self._given = self._frame.decompress(block)
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        block, self._given = self._given[:size], self._given[size:]
        return block


def _members(packed: _Reader, source: str, layers: int) -> Iterator[Stream | Reject]:
    import zipfile

    with ExitStack() as stack:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(_seekable(packed))))
        for member in archive.infolist():
            if not member.is_dir():
                yield from _member(archive, member, f"{source}!{member.filename}", layers)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: str, layers: int) -> Iterator[Stream | Reject]:
    try:
        stream = archive.open(member)
    except Exception as error:  # noqa: BLE001 - encrypted (RuntimeError), unknown packing, damaged: a reject of it
        yield Reject(source, "", None, failure_reason(error))
        return
    with stream:
        if (damage := _damage(_unpacking_member(stream, member))) is not None:
            yield Reject(source, "", None, _damage_reason(damage))
            return
        stream.seek(0)
        yield from _unpacked(_Reader(_unpacking_member(stream, member)), source, layers + 1)


def _unpacking_member(stream: IO[bytes], member: zipfile.ZipInfo) -> _Unpacking:
    reader = _Reader(cast("Readable", stream))
    return _Unpacking(reader, reader, member.compress_size)


def _seekable(packed: _Reader) -> IO[bytes]:
    """The same bytes as a file that can be read from any place, as zip needs."""
    stream = packed.stream
    if isinstance(stream, io.IOBase) and stream.seekable():
        stream.seek(0)
        return cast("IO[bytes]", stream)
    spooled = tempfile.SpooledTemporaryFile(max_size=FREE_BYTES)  # noqa: SIM115 - closed by the caller
    shutil.copyfileobj(packed, spooled, CHUNK)
    spooled.seek(0)
    return cast("IO[bytes]", spooled)
