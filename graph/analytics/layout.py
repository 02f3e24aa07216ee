"""Where to draw each node: components laid out by forces, then packed side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

SPACE = 46.0
_STEPS = 110


def positions(adjacency: csr_array, seed: int = 0) -> NDArray[np.float64]:
    """Coordinates of each node, shape (n, 2), with about ``SPACE`` between neighbours; the same for the same seed.

    Each component is laid out by the forces of ForceAtlas2 (Jacomy et al. 2014: attraction grows with distance, nodes
    with many links push harder), which puts leaves around their hub; components are packed in shelves, large first.
    """
    size = adjacency.shape[0]
    count, labels = connected_components(adjacency, directed=False)
    members = [np.flatnonzero(labels == label) for label in range(count)]
    members.sort(key=lambda nodes: (-len(nodes), nodes[0]))
    result = np.zeros((size, 2))
    placed = [_component(adjacency[nodes][:, nodes], seed) for nodes in members]
    for nodes, place, corner in zip(members, placed, _shelves(placed), strict=True):
        result[nodes] = place + corner
    return result


def _component(adjacency: csr_array, seed: int) -> NDArray[np.float64]:
    """Coordinates of one component, its lower corner at (0, 0)."""
    size = adjacency.shape[0]
    if size == 1:
        return np.zeros((1, 2))
    place = _spread(_forces(adjacency, seed)) if size > 2 else np.array([[0.0, 0.0], [SPACE, 0.0]])
    return place - place.min(axis=0)


def _forces(adjacency: csr_array, seed: int) -> NDArray[np.float64]:
    size = adjacency.shape[0]
    links = adjacency.copy().astype(np.float32)
    links.data[:] = 1.0
    degree = np.diff(links.indptr).astype(np.float32)
    mass = degree + 1
    place = np.random.default_rng(seed).normal(size=(size, 2)).astype(np.float32) * np.sqrt(size)
    masses = np.outer(mass, mass)
    apart = np.empty_like(masses)
    for step in range(_STEPS):
        square = (place**2).sum(axis=1)
        np.matmul(place * -2, place.T, out=apart)
        apart += square[:, None]
        apart += square[None, :]
        np.maximum(apart, 0.05, out=apart)
        np.divide(masses, apart, out=apart)
        force = place * apart.sum(axis=1)[:, None] - apart @ place
        force -= place * degree[:, None] - links @ place
        force -= 0.05 * mass[:, None] * place
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        reach = np.sqrt(size) * 0.6 * (1 - step / _STEPS) ** 1.5 + 0.02
        place += force / length[:, None] * np.minimum(length / mass, reach)[:, None]
    return place.astype(float)


def _spread(place: NDArray[Any]) -> NDArray[np.float64]:
    """Scaled so that nodes lie apart as they should on the screen, and pushed off one another where they touch."""
    from scipy.spatial import cKDTree

    # Forces leave a dense middle and a wide rim: the square root of the radius gives each part of the disc its share.
    around = place - place.mean(axis=0)
    radius = np.maximum(np.sqrt((around**2).sum(axis=1)), 1e-9)
    usual = float(np.sqrt((radius**2).mean()))
    result = around * ((SPACE * 0.55 * np.sqrt(len(place)) / usual) * (radius / usual) ** -0.4)[:, None]
    for _ in range(60):
        pairs = cKDTree(result).query_pairs(SPACE * 0.6, output_type="ndarray")
        if not len(pairs):
            break
        gap = result[pairs[:, 0]] - result[pairs[:, 1]]
        length = np.maximum(np.sqrt((gap**2).sum(axis=1)), 1e-6)
        move = gap / length[:, None] * ((SPACE * 0.62 - length) / 2)[:, None]
        np.add.at(result, pairs[:, 0], move)
        np.add.at(result, pairs[:, 1], -move)
    return result


def _shelves(placed: list[NDArray[Any]]) -> list[NDArray[np.float64]]:
    """Lower corner of each component: rows of about equal width, as wide as the whole is high times 1.3."""
    sizes = [place.max(axis=0) + SPACE * 1.5 for place in placed]
    area = sum(float(width * height) for width, height in sizes)
    wide = max(np.sqrt(area * 1.3), max((float(width) for width, _ in sizes), default=0.0))
    corners, x, y, high = [], 0.0, 0.0, 0.0
    for width, height in sizes:
        if x and x + width > wide:
            x, y, high = 0.0, y + high, 0.0
        corners.append(np.array([x, y]))
        x, high = x + float(width), max(high, float(height))
    return corners
