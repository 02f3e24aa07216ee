"""The installed command `sync`, killed at random moments of its work, with faults in a tenth of the answers."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from imitation.data import gzip_lines, keys, publish
from imitation.find_a_tender import Imitation

from graph.fetch.privacy import CONTACT_MEMBERS, one_line
from graph.load import load
from graph.store.fingerprint import fingerprint

COMMAND = Path(sys.executable).with_name("tendergraph")
#: The full figure is 20 kills in a week of 2,600 releases.
KILLS = int(os.environ.get("TENDERGRAPH_TEST_KILLS", "2"))
START = (datetime.now().astimezone() - timedelta(days=8)).replace(hour=0, minute=0, second=0, microsecond=0)
FAULTS = ["500", "503", "429", "html", "half", "reset", "truncated", "repeat", "empty", "no ids"]


def test_killed_at_random_moments_the_graph_is_that_of_one_load(database, neo4j_server, tmp_path):
    environment = {
        **os.environ,
        "NEO4J_URI": neo4j_server.uri,
        "NEO4J_USERNAME": neo4j_server.username,
        "NEO4J_PASSWORD": neo4j_server.password,
        "TENDERGRAPH_FTS_RATE": "12/1",
        "TENDERGRAPH_FTS_TIMEOUT": "4",
        "TENDERGRAPH_HOME": str(tmp_path / "home"),
        "TENDERGRAPH_CACHE": str(tmp_path / "cache"),
    }
    with Imitation(limit=12, period=1.0, page_size=20, retry_after="1") as imitation:
        published = publish(imitation, 130 * KILLS, start=START.isoformat(), seed=5)
        imitation.fault = lambda number, query: FAULTS[number // 10 % len(FAULTS)] if number % 10 == 4 else None
        environment["TENDERGRAPH_FTS_URL"] = imitation.url
        command = [COMMAND, "sync", "--since", START.date().isoformat(), "-o", tmp_path / "archive"]
        phases = [kill_once(command, environment, tmp_path, imitation) for _ in range(KILLS)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert Counter(keys(gzip_lines(tmp_path / "archive"))) == Counter(keys(published))
        assert imitation.most_requests() <= 12
    killed = fingerprint(database)
    with database.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(b"".join(one_line(line, CONTACT_MEMBERS) + b"\n" for line in published))
    load([whole], database)
    assert fingerprint(database) == killed
    print(f"{len(published)} releases, killed while {Counter(phases)}, {len(imitation.log)} requests, {killed}")
    print(
        f"answers {Counter(r.fault or r.status for r in imitation.log)}, at most {imitation.most_requests()} a period"
    )


def kill_once(command, environment, folder, imitation):
    """Start it, kill it at a moment of its work; what it was doing then."""
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    before, limit = len(imitation.log), time.monotonic() + 30
    while len(imitation.log) == before and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)
    time.sleep(Random().uniform(0, 0.8))
    asked = len(imitation.log)
    time.sleep(0.1)
    phase = "fetching" if len(imitation.log) > asked else "waiting or loading"
    ended = process.poll()
    process.kill()
    _, said = process.communicate()
    assert ended in (None, 0), said
    return phase if ended is None else "done"


def test_watch_goes_on_through_a_failure_and_ends_at_an_interrupt(database, neo4j_server, tmp_path):
    environment = {
        **os.environ,
        "NEO4J_URI": neo4j_server.uri,
        "NEO4J_USERNAME": neo4j_server.username,
        "NEO4J_PASSWORD": neo4j_server.password,
        "TENDERGRAPH_FTS_RATE": "1000/1",
        "TENDERGRAPH_FTS_PATIENCE": "2",
        "TENDERGRAPH_HOME": str(tmp_path / "home"),
        "TENDERGRAPH_CACHE": str(tmp_path / "cache"),
    }
    with Imitation(limit=1000, period=1.0) as imitation:
        published = publish(imitation, 20, start=START.isoformat(), seed=6)
        imitation.fault = lambda number, query: "redirect" if number == 1 else None
        environment["TENDERGRAPH_FTS_URL"] = imitation.url
        command = [COMMAND, "sync", "--since", START.date().isoformat(), "--watch", "0.02", "-o", tmp_path / "archive"]
        process = subprocess.Popen(
            command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        limit = time.monotonic() + 60
        while len(imitation.log) < 6 and process.poll() is None and time.monotonic() < limit:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        shown, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "another address than" in said
    assert "The next sync is in 0.02 min." in said
    assert "Traceback" not in said
    assert shown.count("Sync") >= 3
    with database.session() as session:
        assert session.run("MATCH (r:Release) RETURN count(r) AS n").single()["n"] == len(published)
