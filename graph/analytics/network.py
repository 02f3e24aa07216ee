"""The bipartite network: who is linked to whom, as sparse arrays with their ids beside them.

A :class:`Network` is what every measure of this package takes. Its rows (``top``) are usually buyers and its
columns (``bottom``) suppliers; tenders and CPV codes, or tenders and councils, have the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy.sparse import coo_array, csr_array

from graph.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    from numpy.typing import NDArray

Side = Literal["top", "bottom"]


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The nodes of one side, in the order of the rows (or columns) of the network.

    Parameters
    ----------
    kind : str
        What they are: ``buyer``, ``supplier``, ``council``, ``tender``, ``cpv``, ...
    ids, names : NDArray of str, shape (n,)
        Keys in the graph, and names for people.
    facts : dict of NDArray, each of shape (n,)
        What else is known of each node: ``region``, ``cpv``, ``kind``, ...
    """

    kind: str
    ids: NDArray[Any]
    names: NDArray[Any]
    facts: dict[str, NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: str, ids: Iterable[str], names: Iterable[str] | None = None) -> Nodes:
        """Nodes from plain strings; a node without a name is called by its id."""
        keys = _strings(ids)
        return cls(kind, keys, keys if names is None else _strings(names))

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, index: NDArray[Any]) -> Nodes:
        """The nodes at ``index`` (positions or a mask), in that order."""
        facts = {name: values[index] for name, values in self.facts.items()}
        return Nodes(self.kind, self.ids[index], self.names[index], facts)

    def position(self, key: str) -> int:
        """Position of the node with the id ``key``, or the only one with that name.

        Raises
        ------
        NotFoundError
            No node here has that id or name, or several have that name.
        """
        for known in (self.ids, self.names):
            found = np.flatnonzero(known == key)
            if len(found) == 1:
                return int(found[0])
            if len(found) > 1:
                message = f"{key!r} is the name of {len(found)} {self.kind}s: give one id of {list(self.ids[found])}."
                raise NotFoundError(message, name=key)
        raise NotFoundError(f"No {self.kind} of this network has the id or name {key!r}.", name=key)


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Links as columns of equal length, before they are put in order and summed by pair.

    Parameters
    ----------
    top, bottom : NDArray of int
        Positions of the two ends.
    awards : NDArray of int
        Distinct awards behind each link.
    valued : NDArray of int
        How many of these awards have a value.
    values : dict of NDArray of float
        Sum of the shares by currency; NaN where there is none. Currencies are never added.
    first, last : NDArray of datetime64[D]
        Earliest and latest award date; NaT where unknown.
    """

    top: NDArray[Any]
    bottom: NDArray[Any]
    awards: NDArray[Any]
    valued: NDArray[Any]
    values: dict[str, NDArray[Any]]
    first: NDArray[Any]
    last: NDArray[Any]

    @classmethod
    def counted(cls, top: NDArray[Any], bottom: NDArray[Any], awards: NDArray[Any] | None = None) -> Edges:
        """Links of which only the number of awards is known (1 each by default)."""
        size = len(top)
        unknown = np.full(size, np.datetime64("NaT", "D"))
        count = np.ones(size, np.int64) if awards is None else np.asarray(awards)
        return cls(np.asarray(top), np.asarray(bottom), count, np.zeros(size, np.int64), {}, unknown, unknown)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A bipartite network and what is known of each link.

    Parameters
    ----------
    top, bottom : Nodes
        The two sides, n and m nodes.
    awards : csr_array of int64, shape (n, m)
        Distinct awards (or what the network counts) by pair; indices sorted, no explicit zeros.
    valued : NDArray of int64
        Awards with a value, in the order of ``awards.data``.
    values : dict of NDArray of float64
        Sum of shares by currency, in the same order, in units of that currency; NaN where none was published.
    first, last : NDArray of datetime64[D]
        Dates of the earliest and latest award, in the same order.
    parameters : dict
        The filters that made it.
    """

    top: Nodes
    bottom: Nodes
    awards: csr_array
    valued: NDArray[np.int64]
    values: dict[str, NDArray[np.float64]]
    first: NDArray[Any]
    last: NDArray[Any]
    parameters: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def build(cls, top: Nodes, bottom: Nodes, edges: Edges, parameters: Mapping[str, Any] | None = None) -> Network:
        """Put the links in order, sum those between the same two nodes, and check that both ends exist."""
        order, starts = grouped((edges.bottom, edges.top))
        rows, columns = edges.top[order], edges.bottom[order]

        def summed(values: NDArray[Any]) -> NDArray[Any]:
            return np.add.reduceat(values[order], starts) if len(starts) else values[:0]

        matrix = coo_array(
            (summed(np.asarray(edges.awards, np.int64)), (rows[starts], columns[starts])),
            shape=(len(top), len(bottom)),
        ).tocsr()
        values = {name: sum_known(amounts[order], starts) for name, amounts in sorted(edges.values.items())}
        return cls(
            top, bottom, matrix, summed(np.asarray(edges.valued, np.int64)), values,
            extreme(np.fmin, edges.first[order], starts), extreme(np.fmax, edges.last[order], starts),
            dict(parameters or {}),
        )  # fmt: skip

    @classmethod
    def from_networkx(cls, graph: nx.Graph, weight: str = "awards") -> Network:
        """A network from a networkx graph whose nodes have the attribute ``bipartite`` (0: top, 1: bottom).

        Raises
        ------
        UsageError
            A node lacks the attribute, or a link joins two nodes of one side.
        """
        sides: tuple[list[Any], list[Any]] = ([], [])
        for node, side in graph.nodes(data="bipartite"):
            if side not in (0, 1):
                raise UsageError(f"Node {node!r} needs the attribute bipartite, 0 or 1.", node=node)
            sides[side].append(node)
        at = [{node: position for position, node in enumerate(nodes)} for nodes in sides]
        ends = []
        for one, other, count in graph.edges(data=weight, default=1):
            top, bottom = (one, other) if one in at[0] else (other, one)
            if top not in at[0] or bottom not in at[1]:
                raise UsageError(f"The link {one!r} - {other!r} joins two nodes of one side.", node=one)
            ends.append((at[0][top], at[1][bottom], count))
        columns = np.array(ends, np.int64).reshape(-1, 3)
        edges = Edges.counted(columns[:, 0], columns[:, 1], columns[:, 2])
        tops, bottoms = (_from_graph(graph, nodes, kind) for nodes, kind in zip(sides, ("top", "bottom"), strict=True))
        return cls.build(tops, bottoms, edges)

    def to_networkx(self, *, directed: bool = False) -> nx.Graph:
        """The same network in networkx: attribute ``bipartite`` 0 for top and 1 for bottom.

        Node keys are :meth:`keys`; nodes carry ``graph_id`` (not ``id``, which GEXF would take for the key), ``name``,
        ``kind`` and what else is known. Links carry ``awards``, ``value_GBP`` (one for each currency), ``first`` and
        ``last`` (ISO dates); a directed graph has its links from top to bottom.
        """
        import networkx as nx

        graph = nx.DiGraph() if directed else nx.Graph()
        keys = (self.keys("top"), self.keys("bottom"))
        for number, nodes in enumerate((self.top, self.bottom)):
            for position, key in enumerate(keys[number]):
                facts = {name: _plain(values[position]) for name, values in nodes.facts.items()}
                known = {name: value for name, value in facts.items() if value is not None}
                graph.add_node(
                    key, **known, bipartite=number, kind=nodes.kind,
                    graph_id=str(nodes.ids[position]), name=str(nodes.names[position]),
                )  # fmt: skip
        rows, columns = self.ends()
        for position, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
            graph.add_edge(keys[0][row], keys[1][column], **self.link(position))
        return graph

    def keys(self, side: Side) -> list[str]:
        """Node keys that no two nodes share: the id, with ``#supplier`` (the kind) where both sides have that id."""
        ids = [str(key) for key in self.nodes(side).ids]
        if side == "top":
            return ids
        both = set(self.top.ids.tolist())
        return [f"{key}#{self.bottom.kind}" if key in both else key for key in ids]

    def link(self, position: int) -> dict[str, Any]:
        """What is known of the link at ``position`` of ``awards.data``, in plain Python values."""
        facts: dict[str, Any] = {
            "awards": int(self.awards.data[position]),
            "valued": int(self.valued[position]),
        }
        for currency, amounts in self.values.items():
            if not np.isnan(amounts[position]):
                facts[f"value_{currency}"] = float(amounts[position])
        for name, dates in (("first", self.first), ("last", self.last)):
            if not np.isnat(dates[position]):
                facts[name] = str(dates[position])
        return facts

    def ends(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Row and column of every link, in the order of ``awards.data``."""
        rows = np.repeat(np.arange(len(self.top)), np.diff(self.awards.indptr))
        return rows, self.awards.indices

    def side(self, kind: str) -> Side:
        """Which side has the nodes of this kind (``buyer``, ``buyers``, ``top``, ...).

        Raises
        ------
        UsageError
            Neither has.
        """
        for side in ("top", "bottom"):
            name = self.nodes(side).kind
            if kind in (side, name, f"{name}s"):
                return side
        raise UsageError(f"This network has {self.top.kind}s and {self.bottom.kind}s, no {kind!r}.", kind=kind)

    @property
    def unit(self) -> str:
        """What the numbers of links count: awards, or links alone (a tender and its councils or codes)."""
        return "links" if self.top.kind == "tender" else "awards"

    def nodes(self, side: Side) -> Nodes:
        """The nodes of one side."""
        return self.top if side == "top" else self.bottom

    def matrix(self, side: Side = "top", weight: str = "") -> csr_array:
        """The biadjacency with ``side`` as rows.

        Parameters
        ----------
        side : Side
            Rows of the result.
        weight : str
            ``""``: 1 where there is a link (int32); ``awards``: their number; a currency: the value in it, 0 where
            none is known (float64).

        Raises
        ------
        UsageError
            The network has no value in that currency.
        """
        data: NDArray[Any]
        if not weight:
            data = np.ones(self.awards.nnz, np.int32)
        elif weight == "awards":
            data = self.awards.data
        elif weight in self.values:
            data = np.nan_to_num(self.values[weight], nan=0.0)
        else:
            known = ", ".join(["awards", *self.values])
            raise UsageError(f"No weight {weight!r} here: this network has {known}.", weight=weight)
        matrix = csr_array((data, self.awards.indices, self.awards.indptr), shape=self.awards.shape)
        return matrix if side == "top" else matrix.T.tocsr()

    def adjacency(self, weight: str = "") -> csr_array:
        """Symmetric adjacency of all nodes, bottom nodes after top nodes, shape (n + m, n + m)."""
        size = len(self.top)
        rows, columns = self.ends()
        ends = (np.concatenate([rows, columns + size]), np.concatenate([columns + size, rows]))
        data = np.tile(self.matrix("top", weight).data, 2)
        return csr_array((data, ends), shape=(size + len(self.bottom),) * 2)

    def degrees(self, side: Side = "top") -> NDArray[np.int64]:
        """Number of different partners of each node of ``side``."""
        if side == "top":
            return np.diff(self.awards.indptr).astype(np.int64)
        return np.bincount(self.awards.indices, minlength=len(self.bottom)).astype(np.int64)

    def keep(self, links: NDArray[np.bool_], **parameters: Any) -> Network:
        """The network of the links where the mask is true, without nodes that lose all of theirs."""
        rows, columns = (ends[links] for ends in self.ends())
        top, row = np.unique(rows, return_inverse=True)
        bottom, column = np.unique(columns, return_inverse=True)
        values = {name: amounts[links] for name, amounts in self.values.items()}
        edges = Edges(
            row,
            column,
            self.awards.data[links],
            self.valued[links],
            values,
            self.first[links],
            self.last[links],
        )
        built = Network.build(self.top.take(top), self.bottom.take(bottom), edges, {**self.parameters, **parameters})
        return replace(
            built,
            values={name: amounts for name, amounts in built.values.items() if not np.isnan(amounts).all()},
        )

    def at_least(self, awards: int) -> Network:
        """The network of the pairs with at least that many awards."""
        return self.keep(self.awards.data >= awards, minimum_awards=awards)


def _strings(values: Iterable[str]) -> NDArray[Any]:
    listed = list(values)
    array = np.empty(len(listed), object)
    array[:] = listed
    return array


def _from_graph(graph: nx.Graph, nodes: list[Any], side: str) -> Nodes:
    kind = graph.nodes[nodes[0]].get("kind", side) if nodes else side
    ids = _strings(graph.nodes[node].get("graph_id", node) for node in nodes)
    return Nodes(kind, ids, _strings(str(graph.nodes[node].get("name", node)) for node in nodes))


def grouped(keys: tuple[NDArray[Any], ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An order that brings equal keys (the last the first to sort by) together, and where each group starts in it."""
    order = np.lexsort(keys)
    new = np.zeros(len(order), bool)
    new[:1] = True
    for key in keys:
        found = key[order]
        new[1:] |= found[1:] != found[:-1]
    return order, np.flatnonzero(new)


def sum_known(amounts: NDArray[Any], starts: NDArray[Any]) -> NDArray[np.float64]:
    """Sum by group, NaN only where every amount of the group is NaN."""
    if not len(starts):
        return np.zeros(0)
    known = ~np.isnan(amounts)
    total = np.add.reduceat(np.where(known, amounts, 0.0), starts)
    return np.where(np.add.reduceat(known.astype(np.int64), starts) > 0, total, np.nan)


def extreme(choose: np.ufunc, dates: NDArray[Any], starts: NDArray[Any]) -> NDArray[Any]:
    """Earliest (``np.fmin``) or latest (``np.fmax``) date by group, NaT only where every date of the group is NaT."""
    days = np.asarray(dates, "datetime64[D]")
    return choose.reduceat(days, starts) if len(starts) else days[:0]


def _plain(value: Any) -> Any:
    """A value that GraphML, GEXF and JSON can hold; None where it is unknown."""
    plain = value.item() if isinstance(value, np.generic) else value
    return None if plain is None or plain != plain else plain  # noqa: PLR0124 - NaN is the one value unequal to itself
