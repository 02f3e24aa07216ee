"""Loading, against others in the same run: the numbers to read are the ratios.

    python benchmarks/load.py                 all three, with generated releases
    python benchmarks/load.py map bolt        only these
    python benchmarks/load.py map --file releases.jsonl

map    read, validate and map, against followthemoney-ocds 0.3.0 mapping the same file; one process each
bolt   write into an empty database, against a plain script that writes the same rows: neo4j-rust-ext, UNWIND and
       MERGE by label and type, 5,000 rows a statement, one session
scale  the command `load`: peak memory and rate at a tenth of the releases and at all of them

`bolt` and `scale` start a Neo4j of their own in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.generate import generate
from graph import model
from graph.mapping.codes import cpv_and_above, regions_and_above
from graph.mapping.process import map_process
from graph.ocds.items import Received
from graph.ocds.merge import merge_process
from graph.ocds.read import read_sources
from graph.ocds.validate import Release, validate
from graph.prepare import prepare, prepare_again
from graph.server.local import LocalServer
from graph.settings import load_settings
from graph.store.connection import connect
from graph.store.organisations import Statements, newest
from graph.store.process import DERIVED_LINKS, LINKS, wanted
from graph.store.schema import apply_schema
from graph.store.write import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.connection import Database
    from graph.store.process import Process

PEER = "followthemoney-ocds==0.3.0"
#: What that release runs on: later ones lack a function that its command imports.
PEER_NEEDS = ("followthemoney<3", "setuptools<81")
PEER_SCRIPT = """
import json, sys, time
from ftmocds.convert import convert_record
began = time.perf_counter()
count = 0
for line in open(sys.argv[1]):
    for entity in convert_record(json.loads(line)):
        if entity.id is not None:
            json.dumps(entity.to_dict())
    count += 1
print(count / (time.perf_counter() - began))
"""
OUR_SCRIPT = """
import sys
from pathlib import Path
from benchmarks.load import map_rate
print(map_rate(Path(sys.argv[1])))
"""
END = itemgetter(1)
ROWS = 5000
BATCH = 500


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="map, bolt, scale; all without any")
    parser.add_argument("--file", type=Path, help="releases for `map`, one a line; generated ones without")
    parser.add_argument("--releases", type=int, default=6000, help="generated releases for `bolt`")
    parser.add_argument("--map-releases", type=int, default=20_000, help="generated releases for `map`")
    parser.add_argument("--scale", type=int, default=100_000, help="generated releases for `scale`")
    options = parser.parse_args()
    parts = options.parts or ["map", "bolt", "scale"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        if "map" in parts:
            measure_map((options.file or written(folder, options.map_releases)).resolve(), folder)
        if "bolt" in parts:
            measure_bolt(written(folder, options.releases), folder)
        if "scale" in parts:
            measure_scale(folder, options.scale)


def written(folder: Path, count: int) -> Path:
    """A file of generated compiled releases."""
    path = folder / f"{count}.jsonl"
    with path.open("wb") as stream:
        for line in generate(count, seed=1):
            stream.write(line + b"\n")
    return path


def measure_map(file: Path, folder: Path) -> None:
    """Print releases a second of both, and their ratio; best of five each, in turn, every one a process of its own."""
    environment = folder / "peer"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", environment], check=True)
    python = environment / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, PEER, *PEER_NEEDS], check=True)
    ours, theirs = 0.0, 0.0
    for _ in range(5):
        ours = max(ours, printed([sys.executable, "-c", OUR_SCRIPT, file]))
        theirs = max(theirs, printed([python, "-c", PEER_SCRIPT, file]))
    print(f"map    {ours:,.0f} releases/s, {PEER} {theirs:,.0f}: ratio {ours / theirs:.2f}", flush=True)


def printed(command: list[Any]) -> float:
    """The number that a command prints."""
    root = Path(__file__).parents[1]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout)


def map_rate(file: Path) -> float:
    """Releases a second of read, validate, merge and map."""
    began = time.perf_counter()
    count = 0
    codes: set[str] = set()
    regions: set[str] = set()
    for item in read_sources([file]):
        release = validate(item) if isinstance(item, Received) else item
        if isinstance(release, Release):
            merged = merge_process([release])
            links = map_process(merged.value, newest_date=merged.date).relationships
            regions.update(said["region"] for said in links[model.PARTY_TO].values() if "region" in said)
            codes.update(map(END, links[model.TENDER_CPV]))
            regions.update(map(END, links[model.TENDER_REGION]))
        count += 1
    # Nodes that processes share are mapped once for many, as in a load.
    cpv_and_above(codes)
    regions_and_above(regions)
    return count / (time.perf_counter() - began)


def measure_bolt(file: Path, folder: Path) -> None:
    """Print elements (nodes and relationships) a second of both, and their ratio; in turn, best of two each."""
    received = [item for item in read_sources([file]) if isinstance(item, Received)]
    processes = prepare(received, {}, councils=False).processes
    nodes, relationships = plain_rows(processes)
    elements = sum(map(len, nodes.values())) + sum(map(len, relationships.values()))
    ours, theirs = [], []
    with server(folder) as database:
        for _ in range(3):
            theirs.append(elements / timed(database, lambda: write_plainly(database, nodes, relationships)))
            ours.append(elements / timed(database, lambda: write_ours(database, processes)))
    # The first of each warms the server.
    own, plain = max(ours[1:]), max(theirs[1:])
    print(f"bolt   {own:,.0f} elements/s, plain script {plain:,.0f}: ratio {own / plain:.2f} ({elements:,} elements)")
    print(f"       cold {ours[0]:,.0f} and {theirs[0]:,.0f}", flush=True)


def timed(database: Database, work: Any) -> float:
    """Seconds of `work` on an empty database with its constraints."""
    with database.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    apply_schema(database)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def write_ours(database: Database, processes: list[Process]) -> None:
    """Batches of processes, each a transaction."""
    writer = Writer(database, prepare_again, councils=False)
    for start in range(0, len(processes), BATCH):
        writer.write(processes[start : start + BATCH])


def plain_rows(processes: list[Process]) -> tuple[dict[str, list[Any]], dict[model.Pattern, list[Any]]]:
    """The same nodes and relationships as lists of rows."""
    nodes: dict[str, dict[str, Any]] = defaultdict(dict)
    relationships: dict[model.Pattern, dict[Any, Any]] = defaultdict(dict)
    statements = Statements()
    for process in processes:
        state = wanted(process)
        for label, found in (process.rows.nodes | state.nodes).items():
            nodes[label].update(found)
        for pattern, found in (process.rows.relationships | state.relationships).items():
            relationships[pattern].update(found)
        for (organisation, ocid), said in state.relationships[model.PARTY_TO].items():
            statements.add(organisation, ocid, said)
    for organisation, said in statements.parties.items():
        stated, names, region = newest(said)
        nodes["Organisation"][organisation] = {"id": organisation, **stated, "names": names}
        if region is not None:
            relationships[model.LOCATED_IN][organisation, region] = {}
    places = set(relationships[model.TENDER_REGION]) | set(relationships[model.LOCATED_IN])
    codes = sorted({code for _, code in relationships[model.TENDER_CPV]})
    nodes["CPV"], relationships[model.BROADER] = cpv_and_above(codes)
    nodes["Region"], relationships[model.REGION_PART_OF] = regions_and_above(sorted({code for _, code in places}))
    flat = {
        pattern: [{"start": key[0], "end": key[1], "row": properties} for key, properties in found.items()]
        for pattern, found in relationships.items()
        if found and pattern not in DERIVED_LINKS.values()
    }
    assert flat.keys() <= {*LINKS.values(), model.LOCATED_IN, model.BROADER, model.REGION_PART_OF}
    return {label: list(found.values()) for label, found in nodes.items()}, flat


def write_plainly(database: Database, nodes: dict[str, Any], relationships: dict[model.Pattern, Any]) -> None:
    """What a user would write: MERGE by key, label by label and type by type."""
    with database.session() as session:
        for label, rows in nodes.items():
            key = model.NODE[label].key
            statement = f"UNWIND $rows AS row MERGE (n:{label} {{{key}: row.{key}}}) SET n += row"
            for start in range(0, len(rows), ROWS):
                session.run(statement, rows=rows[start : start + ROWS]).consume()
        for (start_label, kind, end_label), rows in relationships.items():
            keys = model.NODE[start_label].key, model.NODE[end_label].key
            identity = " {awardId: row.row.awardId}" if kind == "AWARDED_TO" else ""
            statement = (
                f"UNWIND $rows AS row MATCH (a:{start_label} {{{keys[0]}: row.start}}) "
                f"MATCH (b:{end_label} {{{keys[1]}: row.end}}) MERGE (a)-[r:{kind}{identity}]->(b) SET r += row.row"
            )
            for start in range(0, len(rows), ROWS):
                session.run(statement, rows=rows[start : start + ROWS]).consume()


def measure_scale(folder: Path, count: int) -> None:
    """Print peak memory and rate of the command at a tenth and at all of the releases, and their ratios."""
    figures = []
    with server(folder) as database:
        environment = {**os.environ, "TENDERGRAPH_HOME": str(folder / "home")}
        warm = written(folder, 2000)
        for file in (warm, written(folder, count // 10), written(folder, count)):
            timed(database, lambda: None)
            figures.append(command_figures(file, environment))
    (small_rate, small_memory), (rate, memory) = figures[1:]
    print(f"scale  {count // 10:,}: {small_rate:,.0f} releases/s, {small_memory / 1e6:,.0f} MB")
    print(f"       {count:,}: {rate:,.0f} releases/s, {memory / 1e6:,.0f} MB")
    print(f"       rate {rate / small_rate:.2f}, memory {memory / small_memory:.2f}", flush=True)


def command_figures(file: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Releases a second and peak resident bytes of one run of the command."""
    import json

    command = [
        Path(sys.executable).with_name("tendergraph"),
        "load",
        file,
        "--format",
        "json",
        "-o",
        file.with_suffix(".report.json"),
    ]
    process = subprocess.Popen(command, env=environment, cwd=file.parent, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    report = json.loads(file.with_suffix(".report.json").read_text())
    return report["read"] / report["seconds"], usage.ru_maxrss * 1024


@contextmanager
def server(folder: Path) -> Iterator[Database]:
    """A Neo4j of this run's own."""
    local = LocalServer(replace(load_settings(environment={}), home=folder / "home"))
    os.environ.pop("NEO4J_URI", None)
    try:
        local.start()
        with connect(local.settings) as database:
            yield database
    finally:
        local.stop(seconds=5)


if __name__ == "__main__":
    main()
