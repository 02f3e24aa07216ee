"""Reading the buyer-supplier network from Neo4j, beside what the driver itself can read.

    TENDERGRAPH_HOME=$(mktemp -d) python benchmarks/read_network.py [--links 100000]

It fills the database that the settings name, which has to be empty, with one award for each link.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store.connection import Database

NODES = "UNWIND $ids AS id CREATE (o:Organisation {id: id, name: 'Organisation ' + id}) SET o:$($label)"
AWARDS = """
UNWIND $rows AS row
MATCH (buyer:Organisation {id: row[0]}), (supplier:Organisation {id: row[1]})
CREATE (buyer)-[:ISSUED]->(:Tender {ocid: row[2]})-[:HAS]->(:Lot {id: row[2] + '/1', lotId: '1'})
       -[:AWARDED_TO {awardId: '1', status: 'active', date: datetime('2026-01-01T00:00:00Z'), currency: 'GBP',
                      share: 1000.0, lotsStated: true}]->(supplier)
"""
# As many rows of the same shape, made up by the server: what driver and protocol can do.
BARE = """
UNWIND range(1, $links) AS n
RETURN 'GB-PPON-' + n AS top, 'GB-COH-' + n AS bottom, 'GBP' AS currency, 1 AS awards, 1 AS valued, 1000.0 AS share,
       20454 AS first, 20454 AS last
"""


def fill(database: Database, links: int) -> None:
    """Organisations and awards, in the skew of benchmarks/analytics.py."""
    from analytics import skewed

    from graph.store.schema import apply_schema

    apply_schema(database)
    network = skewed(2_000, 40_000, links)
    for label, nodes in (("Buyer", network.top), ("Supplier", network.bottom)):
        for start in range(0, len(nodes), 10_000):
            database.write(NODES, ids=nodes.ids[start : start + 10_000].tolist(), label=label)
    rows, columns = network.ends()
    listed = [
        [top, bottom, f"ocds-bench-{number}"]
        for number, (top, bottom) in enumerate(zip(network.top.ids[rows], network.bottom.ids[columns], strict=True))
    ]
    for start in range(0, len(listed), 5_000):
        database.write(AWARDS, rows=listed[start : start + 5_000])


def best(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Shortest of several runs, in seconds, and what the last one gave."""
    seconds, found = [], None
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def main() -> None:
    """Fill, read, and print links a second."""
    from graph.analytics.read import read_network
    from graph.store.connection import connect

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=100_000)
    links = parser.parse_args().links
    with connect() as database:
        held = database.read("MATCH (t:Tender) RETURN count(t) AS tenders")[0]["tenders"]
        if held == 0:
            fill(database, links)
        elif held != links:
            sys.exit(f"{database.uri} holds {held} tenders: give an empty database.")

        def bare() -> int:
            with database.session(fetch_size=10_000) as session:
                return sum(1 for _ in session.run(BARE, links=links))

        seconds, count = best(bare)
        print(f"driver alone, {count:,} rows of the same shape: {seconds:.2f} s, {count / seconds:,.0f} rows/s")
        seconds, network = best(lambda: read_network(database))
        count = network.awards.nnz
        print(f"network read: {count:,} links in {seconds:.2f} s, {count / seconds:,.0f} links/s")


if __name__ == "__main__":
    main()
