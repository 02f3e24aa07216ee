"""How fast the catalogue answers, on generated graphs of several sizes: `python -m benchmarks.queries`.

For each size a local server of its own is started in a temporary home, loaded and warmed. Questions that start from one
node are asked for nodes drawn at random (the same for the same seed), the others a few times; the table has the median
and the 99th percentile in milliseconds, and for one-node questions how much slower the largest size is than the
smallest. Timing is that of the catalogue: binding, the round trip, all rows; not the start of a command.

    python -m benchmarks.queries --sizes 20000 200000
    python -m benchmarks.queries --sizes 1000 5000 --rounds 50      # a quick look
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.generate import generate
from graph.catalogue.ask import ask
from graph.catalogue.catalogue import Catalogue
from graph.load import load
from graph.server.local import LocalServer
from graph.settings import load_settings
from graph.store.connection import connect

if TYPE_CHECKING:
    from graph.catalogue.question import Question
    from graph.store.connection import Database

# Parameter -> statement that gives values to draw from, most of them of ordinary nodes and some of the largest.
_VALUES = {
    "supplier": "MATCH (s:Supplier) RETURN s.id AS value ORDER BY value",
    "buyer": "MATCH (b:Buyer) RETURN b.id AS value ORDER BY value",
    "buyers": "MATCH (b:Buyer) RETURN b.id AS value ORDER BY value",
    "start": "MATCH (b:Buyer) RETURN b.id AS value ORDER BY value",
    "end": "MATCH (s:Supplier) RETURN s.id AS value ORDER BY value",
    "ocid": "MATCH (t:Tender)-[:HAS]->() RETURN DISTINCT t.ocid AS value ORDER BY value",
    "cpv": "MATCH (c:CPV) WHERE c.level = 'category' RETURN c.code AS value ORDER BY value",
    "council": "MATCH (c:Council) RETURN c.code AS value ORDER BY value",
}
_OTHER = {"since": "2026-01-01"}


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description="Speed of the catalogue.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 200_000], help="releases")
    parser.add_argument("--rounds", type=int, default=200, help="times a one-node question is asked")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", nargs="+", help="names of questions")
    options = parser.parse_args()
    measured = {size: measure(size, options) for size in options.sizes}
    print_table(measured)


def measure(size: int, options: argparse.Namespace) -> dict[str, tuple[bool, float, float]]:
    """Question -> whether it starts from one node, median and 99th percentile in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        releases = home / "releases.jsonl"
        with releases.open("wb") as file:
            file.writelines(line + b"\n" for line in generate(size, options.seed))
        settings = replace(load_settings(), uri=None, home=home / "home")
        server = LocalServer(settings)
        server.start()
        try:
            with connect(settings) as database:
                started = time.perf_counter()
                load([releases], database)
                print(f"{size:,} releases loaded in {time.perf_counter() - started:.0f} s", flush=True)
                measured = {"(RETURN 1, for comparison)": round_trips(database, options.rounds)}
                measured |= {q.name: times(database, q, options) for q in Catalogue.read() if _wanted(q, options.only)}
                return measured
        finally:
            server.stop()


def round_trips(database: Database, rounds: int) -> tuple[bool, float, float]:
    """The same measure of a statement that does nothing: what the connection and a busy machine cost."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        database.read("RETURN 1 AS one")
        taken.append((time.perf_counter() - started) * 1000)
    return True, statistics.median(taken), sorted(taken)[max(0, round(0.99 * len(taken)) - 1)]


def times(database: Database, question: Question, options: argparse.Namespace) -> tuple[bool, float, float]:
    """Ask a question many times, after a few that warm it."""
    drawn = Random(options.seed)
    pools = {p.name: [r["value"] for r in database.read(_VALUES[p.name])] for p in question.parameters if p.required
             and p.name in _VALUES}  # fmt: skip
    one_node = bool(pools)
    rounds = options.rounds if one_node else max(3, options.rounds // 20)
    taken = []
    for number in range(rounds + rounds // 4 + 1):
        given: dict[str, Any] = {p.name: _OTHER[p.name] for p in question.parameters if p.required and p.name in _OTHER}
        for name, pool in pools.items():
            given[name] = drawn.sample(pool, min(3, len(pool))) if name == "buyers" else drawn.choice(pool or [None])
        if None in given.values():
            return one_node, float("nan"), float("nan")
        started = time.perf_counter()
        ask(database, question, given)
        if number > rounds // 4:
            taken.append((time.perf_counter() - started) * 1000)
    return one_node, statistics.median(taken), sorted(taken)[max(0, round(0.99 * len(taken)) - 1)]


def print_table(measured: dict[int, dict[str, tuple[bool, float, float]]]) -> None:
    """One row a question: median and 99th percentile at each size, and the ratio of the medians."""
    sizes = list(measured)
    print("| query | starts from | " + " | ".join(f"{s:,}: median ms | p99 ms" for s in sizes) + " | slower |")
    print("|---|---|" + "---:|---:|" * len(sizes) + "---:|")
    for name, (one_node, *_) in measured[sizes[0]].items():
        cells = " | ".join(f"{measured[s][name][1]:.1f} | {measured[s][name][2]:.1f}" for s in sizes)
        ratio = measured[sizes[-1]][name][1] / measured[sizes[0]][name][1]
        print(f"| {name} | {'one node' if one_node else 'all'} | {cells} | {ratio:.2f} |")


def _wanted(question: Question, only: list[str] | None) -> bool:
    return not only or question.name in only


if __name__ == "__main__":
    main()
