"""The command or the server killed at any moment of a load: every process stays whole, and loading again ends the same.

``TENDERGRAPH_TEST_KILLS`` says how many moments; `just faults` takes 50.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.generate import generate
from graph.load import load
from graph.server.local import LocalServer
from graph.settings import load_settings
from graph.store.connection import connect
from graph.store.fingerprint import fingerprint

KILLS = int(os.environ.get("TENDERGRAPH_TEST_KILLS", "2"))
RELEASES = 240
MANY = 10  # so many kills at random moments cannot all miss the load
pytestmark = pytest.mark.timeout(120 + 120 * KILLS)
COMMAND = Path(sys.executable).with_name("tendergraph")
WHOLE = """
MATCH (t:Tender)
WHERE EXISTS { (t)<-[:ABOUT]-() } AND NOT EXISTS { (t)-[:HAS]->() }
   OR NOT EXISTS { (t)<-[:ABOUT|RELATED_TO]-() }
RETURN count(t) AS torn
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("kills") / "releases.jsonl"
    path.write_bytes(b"\n".join(generate(RELEASES, seed=11, compiled=False, bad_rate=0.02)) + b"\n")
    return path


def start(file: Path, folder: Path, environment: dict[str, str], *options: str) -> subprocess.Popen:
    command = [
        COMMAND,
        "load",
        file,
        "--batch",
        "8",
        "--rejects",
        folder / "rejects.jsonl",
        "--format",
        "json",
        *options,
    ]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)


def seconds_of_a_load(database, process: subprocess.Popen) -> float:
    """How long the command writes, from its first release on."""
    await_first(database, process)
    began = time.monotonic()
    process.communicate()
    return time.monotonic() - began


def await_first(database, process: subprocess.Popen) -> None:
    while process.poll() is None and not database.read("MATCH (r:Release) RETURN 1 AS one LIMIT 1"):
        time.sleep(0.01)


def assert_same(report, whole) -> None:
    assert report.read == report.loaded + report.unchanged + report.rejected.total() == whole.read
    assert report.rejected == whole.rejected


def clear(database) -> None:
    with database.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()


def test_the_command_killed(database, neo4j_environment, file, tmp_path):
    whole = load([file], database)
    expected = fingerprint(database)
    clear(database)
    seconds = seconds_of_a_load(database, start(file, tmp_path, neo4j_environment))
    assert fingerprint(database) == expected
    dice = random.Random(7)
    cut = 0
    for _ in range(KILLS):
        clear(database)
        process = start(file, tmp_path, neo4j_environment)
        await_first(database, process)
        time.sleep(dice.uniform(0, 1) * seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert database.read(WHOLE) == [{"torn": 0}]
        report = load([file], database)
        assert_same(report, whole)
        assert fingerprint(database) == expected
        cut += report.loaded > 0
    print(f"{KILLS} kills of the command, {cut} in the middle: {expected}")
    assert cut or KILLS < MANY


def test_the_server_killed(file, tmp_path):
    local = LocalServer(replace(load_settings(), uri=None, home=tmp_path / "home", heap="512m", page_cache="128m"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"TENDERGRAPH_HOME": str(tmp_path / "home"), "COLUMNS": "200"}
    try:
        local.start()
        with connect(local.settings) as database:
            whole = load([file], database)
            expected = fingerprint(database)
            clear(database)
            seconds = seconds_of_a_load(database, start(file, tmp_path, environment))
        dice = random.Random(8)
        cut = 0
        for number in range(KILLS if KILLS > 2 else 1):
            with connect(local.settings) as database:
                clear(database)
                process = start(file, tmp_path, environment)
                await_first(database, process)
            time.sleep(dice.uniform(0, 0.9) * seconds)
            os.kill(local.status().pid, signal.SIGKILL)
            if number % 2:
                said = process.communicate(timeout=180)[1]
                local.start()
            else:
                local.start()
                said = process.communicate(timeout=180)[1]
            assert b"Traceback" not in said
            with connect(local.settings) as database:
                assert database.read(WHOLE) == [{"torn": 0}]
                report = load([file], database)
                assert_same(report, whole)
                assert fingerprint(database) == expected
            cut += report.loaded > 0
        print(f"{KILLS} kills of the server, {cut} in the middle: {expected}")
        assert cut or KILLS < MANY
    finally:
        local.stop(seconds=5)
