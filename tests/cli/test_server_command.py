"""The local server through the installed command, in a home of its own: one life from first start to reset."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

TENDERGRAPH = Path(sys.executable).with_name("tendergraph" + (".exe" if os.name == "nt" else ""))


class Cli:
    """Runs the installed command with one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        foreign = ("NEO4J_", "TENDERGRAPH_HOME")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(foreign)} | {
            "TENDERGRAPH_HOME": str(home),
            "TENDERGRAPH_HEAP": "512m",
            "TENDERGRAPH_PAGE_CACHE": "128m",
            "TENDERGRAPH_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
            "TENDERGRAPH_CLASS_DATA": "false",
        }

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [TENDERGRAPH, *arguments],
            env=self.environment,
            cwd=self.home.parent,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=240)
        assert process.returncode == code, f"{arguments}: {out}{err}"
        assert "Traceback" not in err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def state(self) -> dict:
        return json.loads((self.home / "server.json").read_text())

    def exports(self) -> dict[str, str]:
        lines = self.run("server", "env").stdout.splitlines()
        return dict(line.removeprefix("export ").split("=", 1) for line in lines)


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    cli = Cli(tmp_path_factory.mktemp("life") / "home")
    yield cli
    cli.run("server", "stop", "--timeout", "5")


def test_two_starts_at_once_give_one_server(cli: Cli) -> None:
    starts = [cli.begin("server", "start") for _ in range(2)]
    answers = [start.communicate(timeout=240)[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert answers[0].split()[-1] == answers[1].split()[-1]
    running = [
        p for p in psutil.process_iter(["cmdline"]) if f"--home-dir={cli.home / 'neo4j'}" in (p.info["cmdline"] or [])
    ]
    assert [process.pid for process in running] == [cli.state()["pid"]]


def test_the_server_listens_on_loopback_and_its_password_is_nowhere_to_be_seen(cli: Cli) -> None:
    exports = cli.exports()
    assert set(exports) == {"NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"}
    server = psutil.Process(cli.state()["pid"])
    listening = {c.laddr.ip for c in server.net_connections() if c.status == psutil.CONN_LISTEN}
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
    password = exports["NEO4J_PASSWORD"]
    assert password not in " ".join(server.cmdline())
    assert password not in str(server.environ())
    places = [p for p in cli.home.rglob("*") if p.is_file() and password.encode() in p.read_bytes()]
    assert places == [cli.home / "password"]
    if os.name != "nt":
        assert stat.S_IMODE(places[0].stat().st_mode) == 0o600


def test_other_programs_join_with_what_env_prints(cli: Cli) -> None:
    from graph.settings import load_settings
    from graph.store.connection import connect

    with connect(load_settings(cli.home, cli.exports())) as database:
        assert database.read("RETURN 1 AS one") == [{"one": 1}]


WRITER = """
import sys
from graph.store.connection import connect
with connect() as database:
    number = 0
    while True:
        database.write("CREATE (:Written {number: $number})", number=number)
        print(number, flush=True)
        number += 1
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not of this system")
def test_a_killed_server_loses_no_acknowledged_write(cli: Cli) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER],
        env=cli.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    time.sleep(3)
    os.kill(cli.state()["pid"], signal.SIGKILL)
    writer.terminate()
    acknowledged = [int(line) for line in writer.communicate()[0].splitlines() if line.strip()]
    assert len(acknowledged) > 20
    answer = cli.run("status", "--format", "json")
    assert "starting the local Neo4j" in answer.stderr
    written = json.loads(answer.stdout)["labels"]["Written"]
    # One write may have been committed whose acknowledgement the kill cut off.
    assert len(acknowledged) <= written <= len(acknowledged) + 1


def test_status_tells_where_and_what(cli: Cli) -> None:
    answer = cli.run("status", "--format", "json")
    assert "starting" not in answer.stderr
    found = json.loads(answer.stdout)
    assert found["version"] == "5.26.30"
    assert found["edition"] == "community"
    assert found["database"] == "neo4j"
    assert found["nodes"] == found["labels"]["Written"]
    assert found["size"] > 100_000
    table = cli.run("status").stdout
    assert f"{found['nodes']:,}" in table
    assert found["uri"] in table


def test_server_status_and_doctor(cli: Cli) -> None:
    report = json.loads(cli.run("server", "status", "--format", "json").stdout)
    assert report["running"] is True
    assert report["pid"] == cli.state()["pid"]
    checks = {c["name"]: c for c in json.loads(cli.run("doctor", "--format", "json").stdout)}
    assert set(checks) == {"python", "java", "jars", "home", "port", "memory", "disk", "neo4j", "privileges"}
    assert {c["outcome"] for c in checks.values()} <= {"ok", "warning"}


def test_stop_ends_only_the_recorded_process(cli: Cli) -> None:
    state = cli.state()
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (cli.home / "server.json").write_text(json.dumps(state | {"pid": bystander.pid}))
        assert "No local Neo4j was running" in cli.run("server", "stop").stdout
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()
    (cli.home / "server.json").write_text(json.dumps(state))
    assert "has stopped" in cli.run("server", "stop").stdout
    assert not psutil.pid_exists(state["pid"])
    assert cli.state()["port"] == state["port"]
    assert "No local Neo4j was running" in cli.run("server", "stop").stdout


@contextmanager
def changed(cli: Cli, **state: object) -> Iterator[None]:
    path = cli.home / "server.json"
    before = path.read_text()
    path.write_text(json.dumps(json.loads(before) | state))
    yield
    path.write_text(before)


def test_a_port_that_another_program_took(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, changed(cli, port=other.getsockname()[1]):
        answer = cli.run("server", "start", code=1)
    assert "is taken by another program" in answer.stderr
    assert "--port" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_home_of_a_newer_version(cli: Cli) -> None:
    with changed(cli, version="2099.01.0"):
        answer = cli.run("server", "start", code=1)
    assert "were last used by Neo4j 2099.01.0, which 5.26.30 cannot read" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_home_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for arguments in (("server", "start"), ("server", "status"), ("status",)):
        answer = Cli(tmp_path / "file").run(*arguments, code=1)
        assert str(tmp_path / "file") in answer.stderr
        assert "TENDERGRAPH_HOME" in answer.stderr


def test_reset_asks_then_deletes(cli: Cli) -> None:
    cli.run("server", "reset", code=1)
    assert (cli.home / "neo4j").exists()
    assert "is empty" in cli.run("server", "reset", "--yes").stdout
    assert not (cli.home / "neo4j").exists()


def test_a_refused_connection_is_one_sentence_and_exit_1(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "home")
    cli.environment |= {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "s3cret"}
    answer = cli.run("status", code=1)
    assert (
        answer.stderr == "tendergraph: Nothing listens at bolt://127.0.0.1:9; start Neo4j there, or check NEO4J_URI.\n"
    )
    assert answer.stdout == ""
