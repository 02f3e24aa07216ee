"""Merge the releases of one process into what they say together (rule 2 of the model)."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ocdsmerge.merge import CompiledRelease

UNMERGED: Final = "release that cannot be merged with the others"
SUPERSEDED: Final = "two releases of different content under one id"
TWINS: Final = "id used twice in an array of a release"


_NOTHING_ODD: Final[Counter[str]] = Counter()


class Mergeable(Protocol):
    """What merging needs to know of a release; :class:`graph.ocds.validate.Release` has it."""

    @property
    def ocid(self) -> str:
        """Its process."""
        ...

    @property
    def id(self) -> str:
        """Its id within the process."""
        ...

    @property
    def date(self) -> str:
        """Its date as published."""
        ...

    @property
    def instant(self) -> datetime:
        """The moment of its date."""
        ...

    @property
    def hash(self) -> str:
        """Hash of its bytes."""
        ...

    @property
    def value(self) -> dict[str, Any]:
        """The release, parsed."""
        ...

    @property
    def is_compiled(self) -> bool:
        """Whether it stands for everything up to its date."""
        ...


@dataclass(slots=True)
class Merged:
    """One process as its releases say together. Nobody changes it.

    Attributes
    ----------
    value : dict[str, Any]
        The compiled release. Parts of it are shared with the releases: do not change it.
    date : str
        Date, as published, of the newest release.
    odd : Counter[str]
        What is odd, by kind.
    unmerged : frozenset[str]
        Hashes of the releases that could not be merged with the others.
    superseded : frozenset[str]
        Hashes of the releases that another one of the same id stands for.
    """

    value: dict[str, Any]
    date: str
    odd: Counter[str]
    unmerged: frozenset[str] = frozenset()
    superseded: frozenset[str] = frozenset()


def merge_process(releases: Iterable[Mergeable]) -> Merged:
    """Merge all releases of one process; their order and repetitions do not matter.

    The newest compiled release stands for everything up to its date. Raw releases after it are merged on top with
    the OCDS merge rules, oldest first. One that cannot be merged is left out, and those after it go on.

    Parameters
    ----------
    releases : Iterable[Release]
        At least one, all of the same ocid.

    Raises
    ------
    ValueError
        There is no release.
    """
    standing, superseded = one_of_each_id(releases)
    if not standing:
        raise ValueError("a process has at least one release")
    if len(standing) == 1 and not superseded:
        only = standing[0]
        if only.is_compiled:
            return Merged(only.value, only.date, _NOTHING_ODD)
        if not has_twins(only.value):
            return Merged(_alone(only), only.date, _NOTHING_ODD)
    odd: Counter[str] = Counter({SUPERSEDED: len(superseded)} if superseded else ())
    base = next((release for release in reversed(standing) if release.is_compiled), None)
    raw = [release for release in standing if base is None or release.instant > base.instant]
    if base is not None and not raw:
        value, unmerged = base.value, frozenset[str]()
    else:
        odd[TWINS] += sum(has_twins(release.value) for release in raw)
        value, unmerged = _merge(base, raw)
        odd[UNMERGED] += len(unmerged)
    return Merged(value, standing[-1].date, +odd, unmerged, frozenset(superseded))


def one_of_each_id(releases: Iterable[Mergeable]) -> tuple[list[Mergeable], set[str]]:
    """Choose one release for each id, and tell the hashes of the others.

    Of two releases with one id and different bytes the later stands, and of one date that with the greater hash.

    Returns
    -------
    tuple[list[Mergeable], set[str]]
        Releases by date, id and hash; hashes of the others.
    """
    releases = list(releases)
    if len(releases) == 1:
        return releases, set()
    standing: dict[str, Mergeable] = {}
    superseded: set[str] = set()
    for release in sorted(releases, key=lambda release: (release.instant, release.id, release.hash)):
        earlier = standing.pop(release.id, release)
        if earlier.hash != release.hash:
            superseded.add(earlier.hash)
        standing[release.id] = release
    return list(standing.values()), superseded


def has_twins(part: dict[str, Any]) -> bool:
    """Whether any array has two objects of one id, which merging makes one."""
    waiting = [part]
    while waiting:
        for value in waiting.pop().values():
            kind = value.__class__
            if kind is dict:
                waiting.append(value)
            elif kind is list and value:
                objects = [each for each in value if each.__class__ is dict]
                if len(objects) > 1 and _share_an_id(objects):
                    return True
                waiting += objects
    return False


def _share_an_id(objects: list[dict[str, Any]]) -> bool:
    ids = [each["id"] for each in objects if "id" in each]
    try:
        return len(set(ids)) < len(ids)
    except TypeError:  # an id that is an object or array is no key: let merging judge
        return True


def _alone(release: Mergeable) -> dict[str, Any]:
    """Compile a single release: it says what it says.

    The merge of one release would drop nothing but nulls and empty objects and arrays, at ten times the cost.
    """
    return {**release.value, "id": f"{release.ocid}-{release.date}", "tag": ["compiled"]}


_FAILURES: Final = (TypeError, AttributeError, KeyError, ValueError)
"""What ocdsmerge raises where releases contradict one another in kind (InconsistentTypeError is a TypeError), or
where an id is no key."""


def _merge(base: Mergeable | None, raw: Sequence[Mergeable]) -> tuple[dict[str, Any], frozenset[str]]:
    """Merge all, else as many as can be, in their order."""
    import warnings

    from ocdsmerge.exceptions import DuplicateIdValueWarning

    # Counted as TWINS instead.
    warnings.simplefilter("ignore", DuplicateIdValueWarning)
    merger = _merger(base)
    try:
        for release in raw:
            merger.append(release.value)
        return _compile(merger), frozenset()
    except _FAILURES:
        return _merge_some(base, raw)


def _merge_some(base: Mergeable | None, raw: Sequence[Mergeable]) -> tuple[dict[str, Any], frozenset[str]]:
    value = None if base is None else base.value
    merged, unmerged = _merger(base), set()
    for release in raw:
        trial = _merger(None)
        trial.data = dict(merged.data)
        try:
            trial.append(release.value)
            value = _compile(trial)
            merged = trial
        except _FAILURES:
            unmerged.add(release.hash)
    if value is None:
        # Not one can be merged, not even alone: the newest stands as it is.
        unmerged.discard(raw[-1].hash)
        value = _alone(raw[-1])
    return value, frozenset(unmerged)


def _merger(base: Mergeable | None) -> CompiledRelease:
    from ocdsmerge.merge import CompiledRelease

    return CompiledRelease(None if base is None else base.value, merge_rules=merge_rules())


def _compile(merger: CompiledRelease) -> dict[str, Any]:
    # Where releases contradict one another ocdsmerge can append to a list that it has from a release.
    merger.data = {path: value[:] if value.__class__ is list else value for path, value in merger.data.items()}
    compiled: dict[str, Any] = merger.asdict()
    return compiled


@cache
def merge_rules() -> dict[tuple[str, ...], str]:
    """How paths merge, other than by id: ``wholeListMerge`` or ``omitWhenMerged``; see tables/README.md."""
    lines = (files("graph.ocds") / "tables" / "merge_rules.csv").read_text(encoding="utf-8").splitlines()
    return {tuple(row["path"].split("/")): row["rule"] for row in csv.DictReader(lines)}
