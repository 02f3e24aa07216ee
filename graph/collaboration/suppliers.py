"""Councils that share suppliers, beyond what their size explains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.analytics.overlap import overlap
from graph.analytics.read import Filters, read_network
from graph.collaboration.choose import name_of
from graph.collaboration.procurements import Award, class_names, named_class, read_awards
from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.analytics.overlap import Correction, Null, Overlap
    from graph.store.connection import Database


@dataclass(slots=True)
class Shared:
    """What two councils have in common with one supplier: the awards of each."""

    supplier: str
    name: str
    a: list[Award] = field(default_factory=list)
    b: list[Award] = field(default_factory=list)

    @property
    def is_apart(self) -> bool:
        """Whether each has an award to it in a procurement that the other is no party to."""
        joint = {award.ocid for award in self.a} & {award.ocid for award in self.b}
        return all(any(award.ocid not in joint for award in awards) for awards in (self.a, self.b))


def validated(
    database: Database, *, null: Null = "hypergeometric", correction: Correction = "bh", filters: Filters | None = None
) -> Overlap | None:
    """The validated overlap of all pairs of councils by their suppliers; None where no council has an award."""
    network = read_network(database, "council-supplier", filters or Filters())
    return overlap(network, "top", null, correction) if len(network.top) > 1 else None


def shared_suppliers(
    database: Database, codes: Sequence[str] = (), *, alpha: float | None = 0.05, limit: int | None = None,
    null: Null = "hypergeometric", correction: Correction = "bh",
) -> Records:  # fmt: skip
    """Pairs of councils with common suppliers, the least likely by chance first.

    Parameters
    ----------
    database : Database
        An open connection.
    codes : Sequence[str]
        One council: its pairs. Several: the pairs among them. None: all pairs. The test is that of all pairs always.
    alpha : float or None
        Only pairs with ``q_value`` at most this; None for every pair that shares a supplier.
    limit : int, optional
        Rows at the most.
    null, correction
        As for :func:`graph.analytics.overlap.overlap`.
    """
    found = validated(database, null=null, correction=correction)
    told: dict[str, Any] = {"councils": list(codes), "alpha": alpha, "limit": limit}
    if found is None:
        return Records(_TITLE, _COLUMNS, [], told, ["No two councils have an award that stands."])
    order = _order(found, codes, alpha)
    kept = order[:limit]
    ids = found.nodes.ids
    pairs = [(str(ids[found.a[at]]), str(ids[found.b[at]])) for at in kept]
    awards = read_awards(database, sorted({code for pair in pairs for code in pair}))
    names = class_names(database, {one for award in awards for one in award.classes})
    rows = []
    for at, (a, b) in zip(kept, pairs, strict=True):
        if len(codes) == 1 and b == codes[0]:
            a, b = b, a  # noqa: PLW2901 - the council asked for stands first
        common = common_suppliers(awards, a, b)
        rows.append((
            name_of(a), a, name_of(b), b, int(found.shared[at]), sum(one.is_apart for one in common),
            float(found.expected[at]), float(found.p_value[at]), float(found.q_value[at]),
            [f"{one.name}{'' if one.is_apart else ' (jointly)'}" for one in common], _market(common, names),
        ))  # fmt: skip
    told |= found.parameters
    return Records(_TITLE, _COLUMNS, rows, told, _notes(found, alpha, len(order)), more=len(rows) < len(order))


def common_suppliers(awards: Iterable[Award], a: str, b: str) -> list[Shared]:
    """Suppliers with an award from both councils as parties, those of separate procurements first, by name."""
    held: dict[str, Shared] = {}
    for award in awards:
        for key, name in award.suppliers:
            for code in {a, b} & set(award.councils):
                one = held.setdefault(key, Shared(key, name))
                (one.a if code == a else one.b).append(award)
    both = [one for one in held.values() if one.a and one.b]
    return sorted(both, key=lambda one: (not one.is_apart, one.name, one.supplier))


def _market(common: Iterable[Shared], names: Mapping[str, str]) -> list[str]:
    """CPV classes of the awards to shared suppliers, the commonest first."""
    counts: dict[str, int] = defaultdict(int)
    for code in (code for one in common for award in {*one.a, *one.b} for code in award.classes):
        counts[code] += 1
    return [named_class(code, dict(names)) for code in sorted(counts, key=lambda code: (-counts[code], code))[:8]]


def _order(found: Overlap, codes: Sequence[str], alpha: float | None) -> list[int]:
    wanted = frozenset(codes)
    ids = found.nodes.ids

    def asked(at: int) -> bool:
        pair = {str(ids[found.a[at]]), str(ids[found.b[at]])}
        return not wanted or (bool(pair & wanted) if len(wanted) == 1 else pair <= wanted)

    held = [at for at in range(len(found.a)) if (alpha is None or found.q_value[at] <= alpha) and asked(at)]
    return sorted(held, key=lambda at: (found.p_value[at], -found.shared[at], ids[found.a[at]], ids[found.b[at]]))


def _notes(found: Overlap, alpha: float | None, held: int) -> list[str]:
    within = "" if alpha is None else f", of those asked for {held:,} with q_value <= {alpha}"
    return [
        f"{len(found.a):,} of {found.tests:,} pairs of councils share a supplier{within}; --all shows every pair.",
        (
            f"Universe: the {found.parameters['universe']:,} suppliers with an award that stands, of a tender that a "
            "council is a party to. p_value and q_value are of all pairs of councils, and count each supplier once."
        ),
        (
            "Two councils that buy jointly share those suppliers by that alone: `apart` counts only suppliers that "
            "each has in a procurement without the other too. With apart = 0 the overlap says nothing beyond joint "
            "buying."
        ),
        "A small p_value says that size does not explain the overlap, not why there is one.",
    ]


_TITLE = "Councils that share suppliers"
_COLUMNS = (
    Column("council", "string", "", "Name of one"),
    Column("code", "string", "", "Its code"),
    Column("partner", "string", "", "Name of the other"),
    Column("partner_code", "string", "", "Its code"),
    Column("shared", "integer", "suppliers", "Suppliers with an award from both"),
    Column("apart", "integer", "suppliers", "Of these, with awards of each in procurements without the other"),
    Column("expected", "number", "suppliers", "Mean of the null model"),
    Column("p_value", "number", "probability", "P(X >= shared) under the null model"),
    Column("q_value", "number", "probability", "p_value corrected for the tests of all pairs"),
    Column("suppliers", "list", "", "The suppliers; (jointly) where the procurements are joint ones only"),
    Column("cpv", "list", "", "CPV classes of these awards, the commonest first, eight at the most"),
)
