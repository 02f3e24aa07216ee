"""Make processes ready to be written: releases received and releases stored -> merged -> mapped. No database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.derive import add_councils
from graph.errors import StoreError
from graph.mapping.process import map_process, release_props
from graph.ocds.items import Received, Reject
from graph.ocds.merge import merge_process
from graph.ocds.parse import parse
from graph.ocds.validate import Release, validate
from graph.store.process import Process
from graph.store.releases import compressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.mapping.rows import Props
    from graph.store.releases import Stored


@dataclass(slots=True)
class Prepared:
    """A batch that is ready to be written.

    Attributes
    ----------
    processes : list[Process]
        One for each ocid.
    rejects : list[Reject]
        What could not be used.
    odd : Counter[str]
        Oddities of the releases; those of a process are with its rows.
    """

    processes: list[Process] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)


def prepare(received: Sequence[Received], stored: Mapping[str, Sequence[Stored]], *, councils: bool = True) -> Prepared:
    """Validate releases, and merge and map each process with what is stored of it.

    Parameters
    ----------
    received : Sequence[Received]
        Releases of any processes.
    stored : Mapping[str, Sequence[Stored]]
        Ocid -> its stored releases.
    councils : bool
        Find which councils take part.
    """
    result = Prepared()
    by_ocid: dict[str, list[Release]] = {}
    for each in received:
        checked = validate(each)
        if isinstance(checked, Reject):
            result.rejects.append(checked)
        else:
            result.odd += checked.odd
            by_ocid.setdefault(checked.ocid, []).append(checked)
    for ocid, releases in by_ocid.items():
        result.processes.append(prepare_process(releases, stored.get(ocid, ()), councils=councils))
    return result


def prepare_process(arrived: Sequence[Release], stored: Iterable[Stored], *, councils: bool = True) -> Process:
    """Merge and map one process.

    Raises
    ------
    StoreError
        A stored release cannot be used.
    """
    stored = list(stored)
    based_on = {each.id: each.hash for each in stored}
    known = [*map(restored, stored), *arrived]
    merged = merge_process(known)
    rows = map_process(merged.value, newest_date=merged.date)
    rows.odd.update(merged.odd)
    if councils:
        add_councils(rows, merged.value)
    standing = {each.key: each for each in known if each.hash not in merged.superseded}
    new = {key for key, each in standing.items() if based_on.get(key) != each.hash}
    releases = {
        key: _release_row(each, is_new=key in new, is_unmerged=each.hash in merged.unmerged)
        for key, each in standing.items()
    }
    return Process(rows, releases, based_on, arrived=tuple(arrived), loaded=len(new), councils=councils)


def prepare_again(process: Process, stored: Iterable[Stored]) -> Process:
    """The process made again, on other stored releases than before."""
    return prepare_process(process.arrived, stored, councils=process.councils)


def restored(stored: Stored) -> Release:
    """The release that was stored.

    Raises
    ------
    StoreError
        It cannot be used.
    """
    raw = stored.raw
    checked = validate(Received(raw, parse(raw), stored.source, "", known_hash=stored.hash))
    if isinstance(checked, Release):
        return checked
    raise StoreError(
        f"The stored release {stored.id} cannot be used: {checked.reason} Forget its process and load it again."
    )


def _release_row(release: Release, *, is_new: bool, is_unmerged: bool) -> Props:
    row = release_props(release.value) | {"id": release.key, "hash": release.hash}
    if is_unmerged:
        row["unmerged"] = True
    if is_new:
        row |= {"source": release.received.source, "content": compressed(release.raw)}
    return row
