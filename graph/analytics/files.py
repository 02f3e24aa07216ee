"""A network as a file for Gephi, Cytoscape, igraph, pandas or a spreadsheet."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.exchange.stream import folder_for
from graph.records import FORMULA_STARTS

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from graph.analytics.network import Network

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xml(network: Network, path: Path, form: str) -> Path:
    """Write GraphML or GEXF; node keys are :meth:`Network.keys`, links carry awards, values by currency and dates.

    Characters that XML cannot hold (most control characters) are left out of names.

    Raises
    ------
    UsageError
        The file cannot be written.
    """
    graph = xml_safe(network.to_networkx())
    import networkx as nx

    partial = path.with_name(path.name + ".partial")
    try:
        if form == "graphml":
            nx.write_graphml_xml(graph, partial, infer_numeric_types=True)
        else:
            nx.write_gexf(graph, partial)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", path=str(path)) from error
    return path


def xml_safe(graph: nx.Graph) -> nx.Graph:
    """The graph with every text without the characters that XML cannot hold, and ``label`` for Gephi."""
    for _, facts in graph.nodes(data=True):
        facts.update({name: _NO_XML.sub("", value) for name, value in facts.items() if isinstance(value, str)})
        facts["label"] = facts["name"]
    return graph


def write_spreadsheet(network: Network, folder: Path) -> list[Path]:
    """Write nodes.csv and links.csv into a new folder, safe to open in a spreadsheet.

    A text that a spreadsheet would take for a formula (it starts with = + - @, a tab or the end of a line) has an
    apostrophe in front.

    Raises
    ------
    UsageError
        The folder holds files or cannot be made.
    """
    folder_for(folder)
    tables = tables_of(network)
    paths = []
    for name, (columns, rows) in tables.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            writer.writerows([[_safe(value) for value in row] for row in rows])
        paths.append(path)
    return paths


def write_parquet(network: Network, folder: Path) -> list[Path]:
    """Write nodes.parquet and links.parquet into a new folder.

    Raises
    ------
    UsageError
        No pyarrow, or the folder holds files or cannot be made.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: install tendergraph[parquet].") from error
    folder_for(folder)
    paths = []
    for name, (columns, rows) in tables_of(network).items():
        path = folder / f"{name}.parquet"
        values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
        pq.write_table(pa.table({column: list(data) for column, data in zip(columns, values, strict=True)}), path)
        paths.append(path)
    return paths


def tables_of(network: Network) -> dict[str, tuple[list[str], list[list[Any]]]]:
    """Two tables, nodes and links: names of the columns and the rows."""
    facts = sorted({name for nodes in (network.top, network.bottom) for name in nodes.facts})
    keys = (network.keys("top"), network.keys("bottom"))
    nodes = [
        [key, str(side.kind), str(side.ids[at]), str(side.names[at]), *(_fact(side.facts, name, at) for name in facts)]
        for side, own in zip((network.top, network.bottom), keys, strict=True)
        for at, key in enumerate(own)
    ]
    ends = zip(*(part.tolist() for part in network.ends()), strict=True)
    money = [f"value_{currency}" for currency in network.values]
    columns = ["source", "target", "awards", "valued", *money, "first", "last"]
    links = []
    for at, (row, column) in enumerate(ends):
        link = {"source": keys[0][row], "target": keys[1][column], **network.link(at)}
        links.append([link.get(name) for name in columns])
    return {"nodes": (["key", "kind", "id", "name", *facts], nodes), "links": (columns, links)}


def _fact(facts: dict[str, Any], name: str, at: int) -> Any:
    return facts[name][at] if name in facts else None


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
