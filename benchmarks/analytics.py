"""Analytics against networkx and scipy, every figure of one run.

    python benchmarks/analytics.py [--buyers 2000] [--suppliers 40000] [--links 100000] [--skip-networkx]

Each part runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def skewed(buyers: int, suppliers: int, links: int, seed: int = 1) -> Any:
    """A network with Zipf-like degrees on both sides: a few large buyers, a few suppliers to many."""
    from graph.analytics.network import Edges, Network, Nodes

    rng = np.random.default_rng(seed)
    chance = [1.0 / np.arange(1, size + 1) ** power for size, power in ((buyers, 0.8), (suppliers, 0.6))]
    chance = [weight / weight.sum() for weight in chance]
    # Every supplier has at least one link; the rest fall where size draws them.
    found = rng.choice(buyers, suppliers, p=chance[0]) * suppliers + np.arange(suppliers)
    while len(found) < links:
        size = (links - len(found)) * 2
        ends = [rng.choice(len(weight), size, p=weight) for weight in chance]
        more = np.setdiff1d(ends[0] * suppliers + ends[1], found)
        found = np.concatenate([found, rng.permutation(more)[: links - len(found)]])
    pairs = found[:links]
    edges = Edges.counted(pairs // suppliers, pairs % suppliers, rng.geometric(0.6, links))
    tops, bottoms = (
        Nodes.of(kind, [f"{kind[0]}{n}" for n in range(size)])
        for kind, size in (("buyer", buyers), ("supplier", suppliers))
    )
    return Network.build(tops, bottoms, edges).keep(np.ones(links, bool))


def ours_overlap(network: Any) -> dict[str, Any]:
    """Our projection, every pair tested and corrected."""
    from graph.analytics.overlap import overlap

    found = overlap(network)
    return {"pairs": len(found.a), "validated at 0.05": int((found.q_value <= 0.05).sum())}


def bare_product(network: Any) -> dict[str, Any]:
    """Scipy's product of the biadjacency with itself."""
    matrix = network.matrix()
    return {"stored": int((matrix @ matrix.T).nnz)}


def bare_tests(network: Any) -> dict[str, Any]:
    """Scipy's product, its hypergeometric tail for every pair, its Benjamini-Hochberg."""
    from scipy.stats import false_discovery_control, hypergeom

    matrix = network.matrix()
    product = (matrix @ matrix.T).tocoo()
    upper = product.row < product.col
    degrees = network.degrees()
    p = hypergeom.sf(
        product.data[upper] - 1, len(network.bottom), degrees[product.row[upper]], degrees[product.col[upper]]
    )
    every = np.ones(len(network.top) * (len(network.top) - 1) // 2)
    every[: len(p)] = np.clip(p, 0, 1)
    return {"validated at 0.05": int((false_discovery_control(every) <= 0.05).sum())}


def ours_tests(pairs: Any) -> dict[str, Any]:
    """Our tests and corrections of pairs that the product has found."""
    from graph.analytics.overlap import corrected, hypergeometric

    shared, first, second, universe, tests = pairs
    return {"validated at 0.05": int((corrected(hypergeometric(shared, first, second, universe), tests) <= 0.05).sum())}


def pairs_of(network: Any) -> Any:
    """What the tests need of every pair that shares a supplier."""
    from graph.analytics.overlap import shared_partners

    a, b, shared = shared_partners(network, "top")
    degrees, size = network.degrees(), len(network.top)
    return shared, degrees[a], degrees[b], len(network.bottom), size * (size - 1) // 2


def networkx_projection(graph: Any) -> dict[str, Any]:
    """Networkx's projection, no test."""
    import networkx as nx

    top = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    return {"links": nx.bipartite.weighted_projected_graph(graph, top).number_of_edges()}


def ours_communities(projection: Any) -> dict[str, Any]:
    """Leiden on the projection."""
    from graph.analytics.communities import leiden, modularity

    labels = leiden(projection.adjacency, seed=1)
    return {
        "communities": int(labels.max()) + 1,
        "modularity": round(modularity(projection.adjacency, labels), 5),
    }


def networkx_louvain(graph: Any) -> dict[str, Any]:
    """Networkx's Louvain on the same projection."""
    import networkx as nx

    found = nx.community.louvain_communities(graph, seed=1)
    return {"communities": len(found), "modularity": round(nx.community.modularity(graph, found), 5)}


def projected(network: Any) -> Any:
    """The projection both start from."""
    from graph.analytics.projection import project

    return project(network)


PARTS = {
    "overlap, all pairs validated": (ours_overlap, lambda network: network, 5),
    "scipy: bare product": (bare_product, lambda network: network, 5),
    "scipy: product + hypergeom.sf + BH": (bare_tests, lambda network: network, 1),
    "our tests alone, pairs given": (ours_tests, pairs_of, 5),
    "networkx: projection alone": (networkx_projection, lambda network: network.to_networkx(), 1),
    "communities (Leiden)": (ours_communities, projected, 3),
    "networkx: Louvain": (networkx_louvain, lambda network: projected(network).to_networkx(), 1),
}


def run(name: str, sizes: tuple[int, int, int], out: Any) -> None:
    """Time one part in this process and hand its figures over."""
    work, prepare, times = PARTS[name]
    network = skewed(*sizes)
    given = prepare(network)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        facts = work(given)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out.put({"part": name, "s": min(seconds), "peak MB": peak // 1024, "of it before": before // 1024, **facts})


def main() -> None:
    """Run every part in turn and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("buyers", 2_000), ("suppliers", 40_000), ("links", 100_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--skip-networkx", action="store_true")
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    found = {}
    for name in PARTS:
        if given.skip_networkx and (name.startswith("networkx") or "sf +" in name):
            continue
        out = context.Queue()
        process = context.Process(target=run, args=(name, (given.buyers, given.suppliers, given.links), out))
        process.start()
        found[name] = out.get()
        process.join()
        print(json.dumps(found[name]))
    ratios(found)


def ratios(found: dict) -> None:
    """The ratios that the project promises, beside what was measured."""

    def s(name: str) -> float:
        return found[name]["s"] if name in found else float("nan")

    ours, product = s("overlap, all pairs validated"), s("scipy: bare product")
    tests, louvain = s("our tests alone, pairs given"), s("networkx: Louvain")
    mine = [name for name in found if not name.startswith(("networkx", "scipy"))]
    lines = [
        ("networkx projection / our validated overlap", s("networkx: projection alone") / ours, "50 or more"),
        ("our validated overlap / (scipy's bare product + our tests)", ours / (product + tests), "1.5 or less"),
        (
            "our validated overlap / scipy's product + tests",
            ours / s("scipy: product + hypergeom.sf + BH"),
            "1.5 or less",
        ),
        ("networkx Louvain / our communities", louvain / s("communities (Leiden)"), "10 or more"),
        ("peak memory of ours, MB", max(found[name]["peak MB"] for name in mine), "1024 or less"),
    ]
    for name, value, promise in lines:
        print(f"{name}: {value:.3g} (promise: {promise})")


if __name__ == "__main__":
    main()
