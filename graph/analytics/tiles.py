"""A tile map: each place in a cell of its own, near where it is, in a grid with one column and row for each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray


def cells(places: NDArray[np.float64], columns: int, rows: int) -> NDArray[np.int64]:
    """Cell (column, row from the top) of each place, no two the same, as near as can be in all.

    Parameters
    ----------
    places : NDArray of float, shape (n, 2)
        Longitude and latitude, in degrees.
    columns, rows : int
        Size of the grid; at least n cells.

    Returns
    -------
    NDArray of int64, shape (n, 2)

    Notes
    -----
    Places are first spread: half of each coordinate is its rank, so that crowded areas get room. The sum of squared
    distances from spread place to cell is then the least possible (linear assignment).
    """
    spread = np.column_stack([_spread(places[:, 0]) * (columns - 1), (1 - _spread(places[:, 1])) * (rows - 1)])
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).reshape(-1, 2)
    cost = ((spread[:, None, :] - grid[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(cost)
    return grid[chosen]


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """0 to 1: the mean of the value between its extremes and of its rank."""
    scaled = (values - values.min()) / np.ptp(values)
    rank = np.argsort(np.argsort(values, kind="stable"), kind="stable") / max(len(values) - 1, 1)
    return (scaled + rank) / 2
