"""How a measure's arrays become :class:`graph.records.Records`: with the parameters and versions that made them."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.records import Column, Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from graph.analytics.network import Network

ENGINES = ("numpy", "scipy", "networkx", "graspologic-native")


def made_by(network: Network, **parameters: Any) -> dict[str, Any]:
    """What made a result: the network's filters and sizes, the parameters given, the versions of the engines."""
    size = {
        f"{network.top.kind}s": len(network.top),
        f"{network.bottom.kind}s": len(network.bottom),
        "links": int(network.awards.nnz),
    }
    return {**network.parameters, **size, **parameters, "versions": versions()}


def versions() -> dict[str, str]:
    """Versions of tendergraph and of the libraries that compute."""
    return {name: version(name) for name in ("tendergraph", *ENGINES)}


def records(
    title: str, columns: Sequence[Column], data: Mapping[str, NDArray[Any]], parameters: dict[str, Any]
) -> Records:
    """Records from one array a column, in the order of ``columns``; NaN and NaT become None."""
    listed = [plain(data[column.name]) for column in columns]
    return Records(title, columns, list(zip(*listed, strict=True)), parameters)


def limited(found: Records, limit: int | None) -> Records:
    """The first ``limit`` rows of a result, with ``more`` set where that cuts it."""
    if limit is None or len(found.rows) <= limit:
        return found
    return replace(found, rows=found.rows[:limit], parameters={**found.parameters, "limit": limit}, more=True)


def plain(values: NDArray[Any]) -> list[Any]:
    """An array as Python values: None for NaN and NaT, ISO text for dates."""
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return [None if np.isnat(day) else str(day) for day in array]
    if array.dtype.kind == "f":
        return [None if number != number else number for number in array.tolist()]  # noqa: PLR0124 - NaN
    return list(array.tolist())


def ranked(values: NDArray[Any], limit: int | None = None) -> NDArray[np.intp]:
    """Positions from the largest value down, ties in the order they stand, NaN last; at most ``limit``."""
    order = np.argsort(-np.asarray(values, np.float64), kind="stable")
    return order[:limit]


def node_columns(kinds: Iterable[str]) -> list[Column]:
    """The columns ``id`` and ``name`` of a result about nodes of these kinds."""
    what = " or ".join(kinds)
    return [
        Column("id", "string", "", f"Id of the {what}"),
        Column("name", "string", "", f"Name of the {what}"),
    ]
