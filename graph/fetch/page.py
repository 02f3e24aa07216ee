"""One answer of the service read as a release package: the releases as bytes, and where the next page is."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from graph.fetch.errors import PageError
from graph.fetch.privacy import one_line
from graph.fetch.windows import london_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

P = TypeVar("P")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FetchedRelease:
    """A release as it goes into the archive.

    Parameters
    ----------
    key : str
        ``<ocid>/<release id>``.
    line : bytes
        The release on one line, without its line end.
    day : date or None
        Day in London of its date.
    digest : bytes
        Eight bytes that tell whether the same release came before with the same content.
    """

    key: str
    line: bytes
    day: date | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The releases of one page, and the cursor of the next (None: this was the last)."""

    releases: list[FetchedRelease]
    cursor: str | None


class _Package(msgspec.Struct):
    releases: list[msgspec.Raw]
    links: Any = None


class _RecordPackage(msgspec.Struct):
    records: list[msgspec.Raw]


class _Head(msgspec.Struct):
    ocid: str = ""
    id: str | int = ""
    date: Any = None


def read_page(body: bytes, known_cursors: Collection[str] = (), without: frozenset[str] = frozenset()) -> Page:
    """Read a release package.

    Parameters
    ----------
    body : bytes
        The answer's body.
    known_cursors : Collection of str
        Cursors met before in this window.
    without : frozenset of str
        Members to drop from every release.

    Raises
    ------
    PageError
        It is not JSON or no release package, a release has no id, an empty page has a next one, or the next page is
        one that was read before.
    """
    package = _decode(body, _Package)
    releases = [fetched_release(one_line(bytes(raw), without), number) for number, raw in enumerate(package.releases)]
    cursor = _cursor(package.links)
    if cursor is not None and not releases:
        raise PageError("The service sent a page without releases that has a next page; it cannot be followed.")
    if cursor in known_cursors:
        raise PageError(f"The service sent the cursor {cursor} a second time: its pages go in a circle.", cursor=cursor)
    return Page(releases, cursor)


def fetched_release(line: bytes, number: int = 0) -> FetchedRelease:
    """Read what identifies a release.

    Raises
    ------
    PageError
        It is no object, or has no id.
    """
    try:
        head = msgspec.json.decode(line, type=_Head)
    except (msgspec.DecodeError, RecursionError):
        head = _Head()
    if head.id == "":
        raise PageError(f"Release {number + 1} of the page has no id; none of the page is kept.", number=number)
    day = london_day(head.date) if isinstance(head.date, str) else None
    return FetchedRelease(f"{head.ocid}/{head.id}", line, day, blake2b(line, digest_size=8).digest())


def package_line(body: bytes, of: str, without: frozenset[str]) -> bytes:
    """A whole package on one line, without the members named in ``without``.

    Parameters
    ----------
    body : bytes
        The answer's body.
    of : str
        ``releases`` or ``records``: what a package must have.

    Raises
    ------
    PageError
        It is not JSON, or has none of them.
    """
    package = _decode(body, _Package if of == "releases" else _RecordPackage)
    if not getattr(package, of):
        raise PageError(f"The service sent a package without {of}.")
    return one_line(body.removeprefix(_MARK), without)


def _decode(body: bytes, kind: type[P]) -> P:
    try:
        body.decode("utf-8")
        return msgspec.json.decode(body.removeprefix(_MARK), type=kind)
    except msgspec.ValidationError as error:
        raise PageError(f"The service sent JSON that is no package of the kind asked for ({error}).") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        begins = body[:40].decode("utf-8", "replace").strip().replace("\n", " ")
        raise PageError(
            f"The service sent {len(body):,} bytes that are not JSON (they begin '{begins}').", problem=str(error)
        ) from error


def _cursor(links: Any) -> str | None:
    following = links.get("next") if isinstance(links, dict) else None
    if not following:
        return None
    cursor = parse_qs(urlsplit(str(following)).query).get("cursor", [""])[0]
    if not cursor:
        raise PageError(f"The service names a next page without a cursor ({following}).", link=following)
    return cursor
