"""What `tendergraph status` says of the last load."""

import json
import os
import subprocess
import sys
from pathlib import Path

from graph.store.connection import Database

TENDERGRAPH = Path(sys.executable).with_name("tendergraph" + (".exe" if os.name == "nt" else ""))
RELEASE = (
    '{"ocid": "ocds-status-1", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["tender"], "tender": {"id": "1"}}\n'
)


def test_the_last_load_is_told(database: Database, neo4j_environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(RELEASE)
    environment = neo4j_environment | {"TENDERGRAPH_HOME": str(tmp_path / "home")}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [TENDERGRAPH, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert json.loads(run("status", "--format", "json"))["last_load"] is None
    run("load", "one.jsonl")
    last = json.loads(run("status", "--format", "json"))["last_load"]
    assert (last["what"], last["read"], last["loaded"], last["rejected"]) == ("load", 1, 1, 0)
    assert last["finished"].endswith("+00:00")
    assert "load: 1 read, 1 loaded" in run("status")
