"""Councils in the same procurements: pairs, groups, and the sentences that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graph.collaboration.choose import name_of
from graph.collaboration.procurements import NAMED, Procurement, read_procurements, totals
from graph.collaboration.sentences import Words, bounds, compiled, marked, string_at
from graph.records import Column, Records

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from graph.collaboration.procurements import Fact
    from graph.store.connection import Database

TIES = ("joint tender", "shared service", "framework", "lead and member", "named together", "collective")
"""How two councils are together in a procurement, the first that holds; see :func:`tie`."""

NOTES = (
    "Derived from parties and texts by rules; --evidence prints the words, `tendergraph councils evidence OCID` all.",
    (
        "awarded: awards made in these procurements, each once, cancelled and unsuccessful ones left out, currencies "
        "apart; it is no council's own share, and the rows overlap: do not add them up."
    ),
)


@dataclass(slots=True)
class Pair:
    """Two councils, a before b, and the procurements that both take part in."""

    a: str
    b: str
    procurements: list[Procurement] = field(default_factory=list)
    ties: dict[str, int] = field(default_factory=dict)

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day of publication."""
        return _days(self.procurements)


def tie(procurement: Procurement, a: str, b: str) -> str:
    """How two councils are together in a procurement.

    - ``shared service``: one organisation, named for both, is a party
    - ``joint tender``: both are parties
    - ``framework``: of the two, not both are parties, and the procurement is a framework or dynamic market
    - ``lead and member``: one is a party, the texts say that the other takes part
    - ``named together``: the texts say that both take part, another organisation buys
    - ``collective``: one of them only as part of a group that is named
    """
    paths = {
        code: {fact.path for fact in procurement.facts if fact.code == code and fact.basis == "party"}
        for code in (a, b)
    }
    if paths[a] and paths[b]:
        return "shared service" if paths[a] & paths[b] else "joint tender"
    if any(procurement.bases(code) == ("collective",) for code in (a, b)):
        return "collective"
    if procurement.is_framework:
        return "framework"
    return "lead and member" if paths[a] or paths[b] else "named together"


def pairs(procurements: Iterable[Procurement], codes: Sequence[str] = ()) -> list[Pair]:
    """Pairs of councils in the same procurements: those with one of ``codes``, within them when several are given."""
    wanted = frozenset(codes)
    found: dict[tuple[str, str], Pair] = {}
    for one in procurements:
        for a, b in combinations(one.councils, 2):
            if not _asked({a, b}, wanted):
                continue
            pair = found.setdefault((a, b), Pair(a, b))
            pair.procurements.append(one)
            kind = tie(one, a, b)
            pair.ties[kind] = pair.ties.get(kind, 0) + 1
    order = sorted(found.values(), key=lambda pair: (-len(pair.procurements), pair.a, pair.b))
    if len(wanted) == 1:
        (own,) = wanted
        return [pair if pair.a == own else Pair(pair.b, pair.a, pair.procurements, pair.ties) for pair in order]
    return order


def together(
    database: Database, codes: Sequence[str] = (), *, bases: Sequence[str] = NAMED, limit: int | None = None
) -> Records:
    """Pairs of councils in the same procurements, those with most first.

    Parameters
    ----------
    database : Database
        An open connection.
    codes : Sequence[str]
        One council: its partners. Several: the pairs among them. None: all pairs.
    bases : Sequence[str]
        Which participation counts: party, text, collective.
    limit : int, optional
        Rows at the most.
    """
    found = pairs(read_procurements(database, codes, least=2, bases=bases), codes)
    rows = [_pair_row(pair) for pair in found[:limit]]
    told = {"councils": list(codes), "basis": list(bases), "limit": limit}
    return Records("Councils in the same procurements", _PAIR, rows, told, [*NOTES], more=len(rows) < len(found))


def groups(
    database: Database, codes: Sequence[str] = (), *, bases: Sequence[str] = NAMED, limit: int | None = None
) -> Records:
    """The sets of councils that take part together, each exactly as in the procurements, those with most first."""
    by_set: dict[tuple[str, ...], list[Procurement]] = defaultdict(list)
    for one in read_procurements(database, codes, least=2, bases=bases):
        if frozenset(codes) <= frozenset(one.councils):
            by_set[one.councils].append(one)
    found = sorted(by_set.items(), key=lambda item: (-len(item[1]), -len(item[0]), item[0]))
    rows = [
        (
            len(members), [name_of(code) for code in members], list(members), len(held), *_days(held), totals(held),
            [one.ocid for one in held],
        )
        for members, held in found[:limit]
    ]  # fmt: skip
    told = {"councils": list(codes), "basis": list(bases), "limit": limit}
    return Records("Groups of councils", _GROUP, rows, told, [*NOTES], more=len(rows) < len(found))


def sentences(
    database: Database, codes: Sequence[str] = (), *, bases: Sequence[str] = NAMED, limit: int | None = None
) -> Records:
    """Each sentence that says that councils take part in a procurement with others, the names marked.

    Parameters
    ----------
    database, codes, bases, limit
        As for :func:`together`.
    """
    wanted = frozenset(codes)
    held = [
        one
        for one in read_procurements(database, codes, least=2, bases=bases)
        if not wanted or any(_asked({a, b}, wanted) for a, b in combinations(one.councils, 2))
    ]
    held.sort(key=lambda one: (one.published is None, -(one.published.toordinal() if one.published else 0), one.ocid))
    rows = evidence_rows(database, held if limit is None else held[: limit + 1])
    told = {"councils": list(codes), "basis": list(bases), "limit": limit}
    notes = ["The names are between \u00ab and \u00bb; path, start and end say where they stand in the stored release."]
    return Records("The words that say so", _SENTENCE, rows[:limit], told, notes, more=len(rows) > len(rows[:limit]))


def evidence_rows(database: Database, procurements: Sequence[Procurement]) -> list[tuple[Any, ...]]:
    """One row for each sentence of each procurement, in their order: see the columns of :func:`sentences`."""
    releases = dict(compiled(database, [one.ocid for one in procurements]))
    return [row for one in procurements for row in _sentences(one, releases.get(one.ocid, {}))]


def _sentences(one: Procurement, release: dict[str, Any]) -> list[tuple[Any, ...]]:
    held: dict[tuple[str, int, int], list[Fact]] = defaultdict(list)
    texts: dict[str, str] = {}
    for fact in one.facts:
        text = texts.setdefault(fact.path, string_at(release, fact.path) or fact.text)
        held[fact.path, *bounds(text, fact.start, fact.end)].append(fact)
    rows = []
    for (path, first, last), facts in sorted(held.items(), key=lambda item: (item[0][0][:8] != "/parties", item[0])):
        names = [Words(fact.path, fact.start, fact.end) for fact in facts]
        places = sorted({(fact.start, fact.end) for fact in facts})
        rows.append((
            one.published, one.ocid, one.title, [name_of(fact.code) for fact in facts],
            sorted({fact.basis for fact in facts}), marked(texts[path], names, (first, last)),
            path, [start for start, _ in places], [end for _, end in places], sorted({fact.rule for fact in facts}),
        ))  # fmt: skip
    return rows


def _asked(pair: set[str], wanted: frozenset[str]) -> bool:
    """Whether a pair answers the question: any, one with the one council, or one within the several."""
    return not wanted or (bool(pair & wanted) if len(wanted) == 1 else pair <= wanted)


def _pair_row(pair: Pair) -> tuple[Any, ...]:
    ties = {kind: pair.ties[kind] for kind in TIES if kind in pair.ties}
    years = sorted({one.published.year for one in pair.procurements if one.published})
    ocids = [one.ocid for one in pair.procurements]
    return (
        name_of(pair.a), pair.a, name_of(pair.b), pair.b, len(pair.procurements), ties, totals(pair.procurements),
        [str(year) for year in years], *pair.days(), ocids,
    )  # fmt: skip


def _days(procurements: Iterable[Procurement]) -> tuple[dt.date | None, dt.date | None]:
    days = [one.published for one in procurements if one.published]
    return min(days, default=None), max(days, default=None)


_COUNTED = (
    Column("first", "date", "", "Day of the earliest first notice"),
    Column("last", "date", "", "Day of the latest first notice"),
)
_AWARDED = Column("awarded", "map", "", "Awards made in them by currency, each once")
_PAIR = (
    Column("council", "string", "", "Name of one"),
    Column("code", "string", "", "Its code"),
    Column("partner", "string", "", "Name of the other"),
    Column("partner_code", "string", "", "Its code"),
    Column("procurements", "integer", "procurements", "Procurements that both take part in"),
    Column("how", "map", "procurements", f"How they are together: {', '.join(TIES)}"),
    _AWARDED,
    Column("years", "list", "", "Years of the first notices"),
    *_COUNTED,
    Column("ocids", "list", "", "The procurements"),
)
_GROUP = (
    Column("size", "integer", "councils", "Councils of the group"),
    Column("councils", "list", "", "Their names"),
    Column("codes", "list", "", "Their codes"),
    Column("procurements", "integer", "procurements", "Procurements that exactly these take part in"),
    *_COUNTED,
    _AWARDED,
    Column("ocids", "list", "", "The procurements"),
)
_SENTENCE = (
    Column("published", "date", "", "Day of the first notice"),
    Column("ocid", "string", "", "The procurement"),
    Column("title", "string", "", "Its title"),
    Column("councils", "list", "", "Councils that the sentence names"),
    Column("basis", "list", "", "party, text or collective"),
    Column("sentence", "string", "", "The sentence, the names between \u00ab and \u00bb"),
    Column("path", "string", "", "JSON pointer of the string in the release"),
    Column("start", "list", "", "First character of each name"),
    Column("end", "list", "", "After the last character of each"),
    Column("rule", "list", "", "Rules that decided"),
)
