"""The installed commands `load`, `export ocds`, `fingerprint`, `rebuild` and `forget`."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.generate import generate

COMMAND = Path(sys.executable).with_name("tendergraph")
GOOD = b'{"ocid":"ocds-a-1","id":"1","date":"2026-01-01T00:00:00Z","tag":["tender"],"tender":{"title":"a"}}'
NO_DATE = b'{"ocid":"ocds-a-2","id":"1","tag":["tender"]}'


@pytest.fixture
def run(database, neo4j_environment, tmp_path):
    def command(*words):
        return subprocess.run(
            [COMMAND, *words], env=neo4j_environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return command


def releases_held(database) -> int:
    return database.read("MATCH (r:Release) RETURN count(r) AS count")[0]["count"]


def test_load_reports_and_keeps_rejects_that_load_when_mended(run, database, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(GOOD + b"\n" + NO_DATE + b"\nnot json\n")
    done = run("load", "in.jsonl", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["read"], report["loaded"], report["unchanged"], sum(report["rejected"].values())) == (3, 1, 0, 2)
    assert report["nodes"]["created"]["Tender"] == 1
    assert "tendergraph-rejects.jsonl" in done.stderr
    assert "in.jsonl, line 2, ocds-a-2: The release has no date." in done.stderr
    assert [(first["position"], first["ocid"]) for first in report["first_rejects"]] == [
        ("line 3", None),
        ("line 2", "ocds-a-2"),
    ]
    rejects = tmp_path / "tendergraph-rejects.jsonl"
    lines = sorted(map(json.loads, rejects.read_bytes().splitlines()), key=lambda line: line["position"])
    assert [line["position"] for line in lines] == ["line 2", "line 3"]
    lines[0]["input"]["date"] = "2026-01-01"
    mended = tmp_path / "mended.jsonl"
    mended.write_text(json.dumps(lines[0]))
    again = run("load", "mended.jsonl", "--format", "json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["loaded"] == 1
    assert releases_held(database) == 2


def test_strict_writes_nothing_of_the_batch(run, database, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(GOOD + b"\n" + NO_DATE + b"\n")
    done = run("load", "in.jsonl", "--strict", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["read"] == 1 == sum(report["rejected"].values())
    assert "--strict" in report["stopped"]
    assert releases_held(database) == 0


def test_a_dry_run_needs_no_database(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(GOOD)
    done = subprocess.run(
        [COMMAND, "load", "in.jsonl", "--dry-run", "--format", "json"],
        env={"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x", "PATH": "/usr/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["loaded"] == 1


def test_several_workers_give_the_same_graph(run, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(generate(40, seed=3, compiled=False)))
    assert run("load", "in.jsonl").returncode == 0
    expected = run("fingerprint").stdout
    assert len(expected.strip()) == 64
    ocids = {json.loads(line)["ocid"] for line in run("export", "ocds").stdout.splitlines()}
    assert run("forget", *ocids, "--yes").returncode == 0
    assert run("load", "in.jsonl", "--workers", "2", "--batch", "9").returncode == 0
    assert run("fingerprint").stdout == expected
    assert json.loads(run("rebuild", "--format", "json").stdout)["nodes"] == {
        "created": {},
        "changed": {},
        "removed": {},
    }


def test_an_interrupt_stops_after_the_running_batch(database, neo4j_environment, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(generate(400, seed=4)))
    process = subprocess.Popen(
        [COMMAND, "load", "in.jsonl", "--batch", "5", "--format", "json"],
        env=neo4j_environment,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not releases_held(database):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=120)
    report = json.loads(out)
    assert process.returncode == 1
    assert report["stopped"] == "interrupted"
    assert 0 < report["loaded"] == releases_held(database) < 400
    assert "run the same command again" in said


def test_a_missing_source_is_one_sentence(run):
    done = run("load", "nowhere.jsonl")
    assert done.returncode in (1, 2)
    assert "nowhere.jsonl" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
