"""Still pictures by matplotlib, SVG or PNG: a network, a concentration curve, awards over time, a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from graph.analytics.concentration import gini, lorenz
from graph.analytics.counted import amounts
from graph.analytics.projection import project
from graph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from graph.analytics.counted import Groups
    from graph.analytics.network import Network

_INK = "#332288"
_MOST_CURVES = 6
_MOST_CELLS = 60


def concentration_curve(network: Network, path: Path, weight: str = "awards") -> Path:
    """Share of the total that the largest suppliers hold, over all groups and for the six largest.

    Raises
    ------
    UsageError
        Not .svg or .png, no matplotlib, no such weight, or a file that cannot be written.
    """
    figure, axes = _figure(path, (8, 6))
    matrix = network.matrix("top", weight)
    whole = np.asarray(matrix.sum(axis=0)).ravel()
    totals = np.asarray(matrix.sum(axis=1)).ravel()
    from graph.analytics.picture import COLOURS

    axes.plot(*lorenz(whole), color="#111", linewidth=2.5, label="all")
    for row, colour in zip(np.argsort(-totals, kind="stable")[:_MOST_CURVES], COLOURS, strict=False):
        share = matrix[[int(row)]]
        amounts = np.asarray(share.todense()).ravel()
        label = f"{_short(str(network.top.names[row]))} (Gini {gini(share)[0]:.2f})"
        axes.plot(*lorenz(amounts), color=colour, label=label)
    axes.plot([0, 1], [0, 1], color="#999", linestyle=":", label="equal parts")
    axes.set(
        xlabel=f"Share of {network.bottom.kind}s, the largest first", ylabel=f"Share of {weight}",
        xlim=(0, 1), ylim=(0, 1.01),
        title=f"Concentration of {network.bottom.kind}s by {network.top.kind}",
    )  # fmt: skip
    axes.legend(loc="lower right", fontsize=8, frameon=False)
    return _save(figure, path)


def awards_over_time(network: Network, path: Path, counted: Groups | None = None, undated: int = 0) -> Path:
    """Awards in each period, as bars; periods between the first and the last without an award stand as gaps.

    Parameters
    ----------
    network : Network
        Its top nodes are periods (``period-supplier``).
    path : Path
        .svg or .png.
    counted : Groups, optional
        The distinct awards of each period; without them an award counts for each of its suppliers.
    undated : int
        Awards without a date, which the chart says that it lacks.
    """
    figure, axes = _figure(path, (9, 4.5))
    ids = [str(key) for key in network.top.ids]
    links = dict(zip(ids, np.asarray(network.awards.sum(axis=1)).ravel().tolist(), strict=True))
    periods = _every_period(ids)
    counts = [links.get(key, 0) for key in periods] if counted is None else amounts(counted, periods)
    axes.bar(np.arange(len(periods)), counts, color=_INK)
    ticks = np.unique(np.linspace(0, len(periods) - 1, min(len(periods), 24)).astype(int))
    axes.set_xticks(ticks, [periods[tick] for tick in ticks], rotation=60, ha="right", fontsize=8)
    axes.yaxis.get_major_locator().set_params(integer=True)
    title = "Awards over time"
    if undated:
        title += f" ({undated:,} awards without a date are not in it)"
    axes.set(ylabel="Awards" if counted is not None else "Awards, one for each supplier", title=title)
    return _save(figure, path)


def _every_period(ids: list[str]) -> list[str]:
    """Years, months or days from the first to the last; as given where they are none of these."""
    unit = {4: "Y", 7: "M", 10: "D"}.get(len(ids[0])) if ids else None
    if unit is None:
        return sorted(ids)
    days = np.array(ids, f"datetime64[{unit}]")
    return np.arange(days.min(), days.max() + 1).astype(str).tolist()


def shared_tenders(network: Network, path: Path) -> Path:
    """How many tenders each two bottom nodes (councils) share, as a heat map of the 60 that share most.

    Raises
    ------
    UsageError
        No two share any.
    """
    projection = project(network, "bottom")
    degrees = np.asarray(projection.adjacency.sum(axis=1)).ravel()
    chosen = np.argsort(-degrees, kind="stable")[: min(_MOST_CELLS, int((degrees > 0).sum()))]
    if not len(chosen):
        raise UsageError(f"No two {network.bottom.kind}s share a {network.top.kind}: there is nothing to draw.")
    # Councils that share tenders stand side by side.
    from graph.analytics.communities import leiden

    part = projection.adjacency[chosen][:, chosen]
    labels = leiden(part)
    order = np.lexsort((-degrees[chosen], labels))
    table = part[order][:, order].toarray().astype(float)
    size = max(5.0, 0.19 * len(chosen) + 3)
    figure, axes = _figure(path, (size, size))
    table[table == 0] = np.nan
    image = axes.imshow(table, cmap="viridis_r", vmin=0)
    names = [_short(str(name)) for name in network.bottom.names[chosen][order]]
    axes.set_xticks(np.arange(len(names)), names, rotation=90, fontsize=6)
    axes.set_yticks(np.arange(len(names)), names, fontsize=6)
    axes.set_title(f"{network.top.kind.capitalize()}s that two {network.bottom.kind}s share")
    figure.colorbar(image, ax=axes, shrink=0.6, label=f"{network.top.kind}s")
    return _save(figure, path)


def still(data: dict[str, Any], path: Path) -> Path:
    """The network of :mod:`graph.analytics.picture` as it stands when opened, the largest nodes named."""
    from matplotlib.collections import LineCollection

    figure, axes = _figure(path, (14, 10))
    nodes = data["nodes"]
    place = np.array([(node["x"], -node["y"]) for node in nodes]).reshape(-1, 2)
    ends = np.array([link[:2] for link in data["links"]], int).reshape(-1, 2)
    axes.add_collection(LineCollection(place[ends], colors="#9aa3ad", linewidths=0.6, alpha=0.6, zorder=1))
    size = np.array([node["size"] for node in nodes], float)
    area = 14 + 260 * size / max(float(size.max(initial=0)), 1.0)
    for side, marker in enumerate("so" if len(data["shapes"]) > 1 else "o"):
        held = [number for number, node in enumerate(nodes) if node["side"] == side]
        colours = [_colour(data, nodes[number]["community"]) for number in held]
        axes.scatter(
            *place[held].T, s=area[held], c=colours, marker=marker, linewidths=0.4, edgecolors="white", zorder=2
        )
    axes.set(title=data["title"])
    axes.axis("off")
    # Equal scales, so that the space between nodes is what the layout gave them.
    axes.set_aspect("equal", adjustable="datalim")
    axes.margins(0.06)
    _legend(figure, data)
    _names(figure, axes, place, [_short(node["name"]) for node in nodes], size)
    return _save(figure, path)


def _legend(figure: Any, data: dict[str, Any]) -> None:
    """What the shapes and the colours are, beside the picture."""
    from textwrap import fill

    from matplotlib.lines import Line2D

    def mark(label: str, marker: str, colour: str, edge: str) -> Any:
        return Line2D(
            [], [], linestyle="", marker=marker, markersize=8, color=colour, markeredgecolor=edge, label=label
        )

    shapes = zip(data["shapes"], "so" if len(data["shapes"]) > 1 else "o", strict=True)
    handles = [mark(kind, marker, "white", "#333") for kind, marker in shapes]
    here = {node["community"] for node in data["nodes"]}
    handles += [
        mark(fill(data["names"][community], 34), "s", _colour(data, community), "white")
        for community in sorted(here & set(range(len(data["colours"]))))
    ]
    if here - set(range(len(data["colours"]))):
        handles.append(mark("all others", "s", data["others"], "white"))
    figure.legend(handles=handles, loc="outside right upper", fontsize=8, frameon=False)


def _names(figure: Any, axes: Any, place: Any, names: list[str], size: Any) -> None:
    """Names of nodes from the largest down, each only where it covers no other."""
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    taken: list[Any] = []
    for number in np.argsort(-size, kind="stable")[:250]:
        text = axes.annotate(names[number], place[number], xytext=(0, -9), textcoords="offset points", ha="center",
                             va="top", fontsize=7, zorder=3)  # fmt: skip
        # With room around, so that two names side by side do not read as one.
        box = text.get_window_extent(renderer).padded(5)
        if any(box.overlaps(other) for other in taken):
            text.remove()
        else:
            taken.append(box)


def _colour(data: dict[str, Any], community: int) -> str:
    colours = data["colours"]
    return str(colours[community]) if 0 <= community < len(colours) else str(data["others"])


def _figure(path: Path, size: tuple[float, float]) -> tuple[Any, Any]:
    if path.suffix.lower() not in (".svg", ".png"):
        raise UsageError(f"--plot {path} must end in .svg or .png: this chart has no HTML form.", path=str(path))
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        message = "SVG and PNG need matplotlib: install tendergraph[plot], or draw into an .html file."
        raise UsageError(message) from error
    # Text stays text in SVG, and the same data gives the same bytes.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "tendergraph"})
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots()


def _save(figure: Any, path: Path) -> Path:
    partial = path.with_name(path.name + ".partial")
    form = path.suffix.lower()[1:]
    try:
        figure.savefig(partial, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"--plot {path} cannot be written: {error.strerror}.", path=str(path)) from error
    return path


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:38].rstrip()}…"
