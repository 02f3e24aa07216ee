"""`tendergraph backup` and `restore`: the graph in a file and back, and nothing lost when the file is no backup."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("tendergraph"))
RELEASE = {
    "ocid": "ocds-test-1", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"],
    "buyer": {"id": "GB-PPON-PXXX-0000-XXXX", "name": "Somebody"}, "parties": [],
    "tender": {"id": "1", "title": "Chairs"},
}  # fmt: skip


@pytest.fixture
def tendergraph(tmp_path):
    keep = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")}
    environment = keep | {"TENDERGRAPH_HOME": str(tmp_path / "home")}

    def run(*arguments, **options):
        return subprocess.run(
            [COMMAND, *map(str, arguments)], env=environment | options.pop("env", {}), cwd=tmp_path, check=False,
            text=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=240,
        )  # fmt: skip

    yield run
    run("server", "stop")


def test_a_backup_brings_the_graph_back(tendergraph, tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(RELEASE))
    assert tendergraph("load", "one.json", "--no-councils").returncode == 0
    before = tendergraph("fingerprint").stdout
    saved = tendergraph("backup", "graph.dump")
    assert saved.returncode == 0, saved.stderr
    assert tendergraph("backup", "graph.dump").returncode == 2
    assert tendergraph("forget", "--yes", "ocds-test-1").returncode == 0
    assert tendergraph("fingerprint").stdout != before
    restored = tendergraph("restore", "--yes", "graph.dump")
    assert restored.returncode == 0, restored.stderr
    assert tendergraph("fingerprint").stdout == before
    (tmp_path / "no.dump").write_bytes(b"no backup at all")
    refused = tendergraph("restore", "--yes", "no.dump")
    assert refused.returncode == 2
    assert "no.dump is no backup" in refused.stderr
    assert tendergraph("fingerprint").stdout == before


def test_a_graph_elsewhere_is_not_ours_to_save(tendergraph):
    refused = tendergraph("backup", "graph.dump", env={"NEO4J_URI": "neo4j://db.example.org", "NEO4J_PASSWORD": "x"})
    assert refused.returncode == 2
    assert "neo4j-admin database dump" in refused.stderr
