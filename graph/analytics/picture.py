"""Pictures of a network: one HTML file that works offline, or a still drawing as SVG or PNG."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.centrality import strength
from graph.analytics.communities import Communities, joint_communities, leiden
from graph.analytics.layout import positions
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from graph.analytics.network import Network
    from graph.analytics.projection import Projection

# Paul Tol's "muted" scheme, told apart by people with any colour vision; grey for what is beyond nine.
COLOURS = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499")
OTHERS = "#B5B5B5"
MOST = 3_000
FEW = 40


def draw(
    network: Network,
    path: Path,
    split: Communities | None = None,
    divisions: Mapping[tuple[str, str], list[str]] | None = None,
) -> Path:
    """Draw a bipartite network into ``path`` (.html, .svg or .png).

    Parameters
    ----------
    network : Network
        What to draw; of more than 3,000 nodes, those with most awards.
    path : Path
        Its ending says how.
    split : Communities, optional
        The colours; found here when None.
    divisions : Mapping, optional
        CPV divisions of each pair (id of the top node, id of the bottom node), to filter by.

    Raises
    ------
    UsageError
        Another ending, a file that cannot be written, or no matplotlib for a still drawing.
    """
    _check(path)
    split = split or joint_communities(network)
    colour = np.concatenate([split.top, split.bottom])
    awards = strength(network)
    kept, held = _largest(network)
    rows, columns = network.ends()
    named = split.names(int(colour.max(initial=-1)) + 1)
    nodes = [
        _node(network, number, int(colour[number]), int(awards[number]))
        for number in kept.tolist()
    ]  # fmt: skip
    place = np.full(len(colour), -1)
    place[kept] = np.arange(len(kept))
    keys = (network.top.ids, network.bottom.ids)
    links = []
    for at in np.flatnonzero(held).tolist():
        row, column = int(rows[at]), int(columns[at])
        found = (divisions or {}).get((keys[0][row], keys[1][column]), [])
        ends = (int(place[row]), int(place[len(network.top) + column]))
        links.append([*ends, int(network.awards.data[at]), found, _facts(network.link(at))])
    facts = {
        "title": f"{network.top.kind.capitalize()}s and {network.bottom.kind}s",
        "unit": network.unit, "size": "awards over its links" if network.unit == "awards" else "links",
        "shown": _shown(len(kept), len(colour)), "made": _told(split.parameters),
        "shapes": [network.top.kind, network.bottom.kind], "names": [str(name) for name in named],
    }  # fmt: skip
    adjacency = network.adjacency()[kept][:, kept]
    return _write(path, nodes, links, adjacency, facts)


def draw_projection(projection: Projection, path: Path) -> Path:
    """Draw a network of nodes of one kind into ``path`` (.html, .svg or .png); nodes without a link are left out.

    Raises
    ------
    UsageError
        As :func:`draw`; or no pair is linked.
    """
    _check(path)
    linked = np.flatnonzero(np.diff(projection.adjacency.indptr))
    if not len(linked):
        raise UsageError("There is no pair to draw: ask for a larger --alpha, or for fewer filters.")
    shared = np.asarray(projection.adjacency.sum(axis=1)).ravel()
    kept = np.sort(linked[np.argsort(-shared[linked], kind="stable")][:MOST])
    adjacency = projection.adjacency[kept][:, kept]
    labels = leiden(adjacency)
    chosen = projection.nodes.take(kept)
    nodes = [
        {
            "id": str(key), "name": str(name), "side": 0, "size": float(shared[at]), "community": int(label),
            "facts": {name: str(values[place]) for name, values in chosen.facts.items() if values[place] is not None},
        }
        for place, (key, name, at, label) in enumerate(zip(chosen.ids, chosen.names, kept, labels, strict=True))
    ]  # fmt: skip
    rows = np.repeat(np.arange(len(kept)), np.diff(adjacency.indptr))
    upper = np.flatnonzero(rows < adjacency.indices)
    links = [[int(rows[at]), int(adjacency.indices[at]), float(adjacency.data[at]), [], {}] for at in upper.tolist()]
    partners = projection.parameters.get("partners", "partner")
    leading = [str(chosen.names[np.flatnonzero(labels == label)[0]]) for label in range(int(labels.max()) + 1)]
    facts = {
        "title": f"{projection.nodes.kind.capitalize()}s that share {partners}s", "unit": f"{partners}s shared",
        "size": f"{partners}s shared, over its links",
        "shown": _shown(len(kept), len(linked)), "made": _told(projection.parameters),
        "shapes": [projection.nodes.kind], "names": [f"around {name}" for name in leading],
    }  # fmt: skip
    return _write(path, nodes, links, adjacency, facts)


def _write(path: Path, nodes: list[dict[str, Any]], links: list[Any], adjacency: Any, facts: dict[str, Any]) -> Path:
    place = positions(adjacency)
    if len(nodes) <= FEW:
        # Every name is shown, and a name needs more room across than a node.
        place = place * (2.2, 1.3)
    for node, (x, y) in zip(nodes, place.tolist(), strict=True):
        node["x"], node["y"] = round(x, 1), round(y, 1)
    data = {**facts, "nodes": nodes, "links": links, "colours": COLOURS, "others": OTHERS}
    if path.suffix.lower() == ".html":
        text = _page(data)
        _save(path, text.encode())
        return path
    from graph.analytics.charts import still

    return still(data, path)


def _page(data: dict[str, Any]) -> str:
    """The template with its script, style, library and data inside: nothing is asked of any other address."""
    web = files("graph.analytics") / "web"
    parts = {
        name: (web / name).read_text(encoding="utf-8") for name in ("picture.css", "picture.js", "cytoscape.min.js")
    }
    # In a script "</" would end it, and these two separators end a line in older JavaScript.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    parts["data"] = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    parts["licence"] = (web / "cytoscape.LICENSE.txt").read_text(encoding="utf-8")
    page = (web / "picture.html").read_text(encoding="utf-8")
    head, *rest = page.split("{{")
    out = [head]
    for piece in rest:
        name, _, tail = piece.partition("}}")
        out += [parts[name], tail]
    return "".join(out)


def _node(network: Network, number: int, community: int, awards: int) -> dict[str, Any]:
    size = len(network.top)
    side = int(number >= size)
    nodes = (network.top, network.bottom)[side]
    at = number - size * side
    facts = {name: str(values[at]) for name, values in nodes.facts.items() if values[at] is not None}
    return {
        "id": str(nodes.ids[at]), "name": str(nodes.names[at]), "side": side, "size": awards,
        "community": community, "facts": facts,
    }  # fmt: skip


def _largest(network: Network) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Positions of the nodes that fit, and a mask of the links between them."""
    size = len(network.top)
    kept = np.sort(np.argsort(-strength(network), kind="stable")[:MOST])
    inside = np.zeros(size + len(network.bottom), bool)
    inside[kept] = True
    rows, columns = network.ends()
    return kept, inside[rows] & inside[columns + size]


def _facts(link: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in link.items() if name not in ("awards", "valued")}


def _shown(kept: int, every: int) -> str:
    return "" if kept == every else f"The {kept:,} of {every:,} nodes with most awards are drawn."


def _told(parameters: dict[str, Any]) -> dict[str, str]:
    left_out = ("versions", "quality", "kept_run")
    known = {name: value for name, value in parameters.items() if name not in left_out and value is not None}
    return {name: ", ".join(map(str, v)) if isinstance(v, list | tuple) else str(v) for name, v in known.items()}


def _check(path: Path) -> None:
    if path.suffix.lower() not in (".html", ".svg", ".png"):
        raise UsageError(f"--plot {path} must end in .html, .svg or .png.", path=str(path))
    if not path.absolute().parent.is_dir():
        raise UsageError(f"--plot {path}: the folder {path.absolute().parent} does not exist.", path=str(path))


def _save(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"--plot {path} cannot be written: {error.strerror}.", path=str(path)) from error
