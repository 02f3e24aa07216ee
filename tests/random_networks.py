"""Random bipartite networks for the tests of the analytics."""

import numpy as np

from graph.analytics.network import Edges, Network, Nodes


def random_network(seed: int) -> Network:
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 14)), int(rng.integers(1, 22))
    linked = rng.random((n, m)) < rng.random((n, 1)) * rng.random((1, m)) * rng.uniform(0.6, 3)
    linked[rng.integers(n), rng.integers(m)] = True
    rows, columns = np.nonzero(linked)
    edges = Edges.counted(rows, columns, rng.integers(1, 6, len(rows)))
    return Network.build(
        Nodes.of("buyer", (f"B{i}" for i in range(n))),
        Nodes.of("supplier", (f"S{i}" for i in range(m))),
        edges,
    )
