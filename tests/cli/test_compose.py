"""docker-compose.yml: valid for Docker where its client is there, and safe in any case."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def test_the_service_is_loopback_only_limited_checked_and_kept() -> None:
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["neo4j"]
    assert service["image"] == "neo4j:5.26-community"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["healthcheck"]["test"]
    assert service["mem_limit"]
    assert "neo4j-data:/data" in service["volumes"]
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def compose() -> list[str] | None:
    """The command of Docker Compose on this machine."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return None


@pytest.mark.skipif(compose() is None, reason="Docker Compose is not on this machine")
def test_docker_finds_it_valid(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    command = [*(compose() or []), "config", "--quiet"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr
    (tmp_path / ".env").write_text("NEO4J_PASSWORD=a-long-password\n")
    valid = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert valid.returncode == 0, valid.stderr
