import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.errors import ServerError, SettingsError
from graph.notices import present_notices
from graph.server.jars import Jar, Lock, ensure_jars, known_versions, read_lock, unfit_jars


class Repository(ThreadingHTTPServer):
    requests: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """A Maven repository of 30 files that counts what is asked of it."""
    folder = tmp_path / "repository"

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            server.requests.append(self.path)
            super().do_GET()

    server = Repository(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    server.requests = []
    for jar, content in CONTENT.items():
        path = folder / jar.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def notices() -> Iterator[list[str]]:
    heard: list[str] = []
    present_notices(heard.append)
    yield heard
    present_notices()


def _jar(number: int) -> tuple[Jar, bytes]:
    content = f"jar {number}".encode() * 5000
    return Jar(f"org.example:part-{number}:1.{number}", len(content), hashlib.sha256(content).hexdigest()), content


CONTENT = dict(map(_jar, range(30)))
LOCK = Lock("1.0", "org.example.Main", (21,), tuple(CONTENT))


def test_every_lock_pins_each_file_by_digest_and_names_no_address() -> None:
    assert known_versions() == ["2026.08.1", "5.26.30"]
    for version in known_versions():
        lock = read_lock(version)
        assert lock.version == version
        assert len(lock.jars) > 200
        assert all(len(jar.sha256) == 64 and jar.size > 0 and "/" not in jar.coordinates for jar in lock.jars)
        assert f"org.neo4j:neo4j:{version}" in {jar.coordinates for jar in lock.jars}


def test_a_classifier_is_part_of_the_file_name() -> None:
    assert Jar("a.b:c:1:linux-x86_64", 1, "").path == "a/b/c/1/c-1-linux-x86_64.jar"


def test_a_version_without_a_lock_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"no lock file of Neo4j 1\.2\.3"):
        read_lock("1.2.3")


def test_jars_are_fetched_once(tmp_path: Path, repository: Repository, notices: list[str]) -> None:
    paths = ensure_jars(LOCK, tmp_path / "cache", repository.address)
    assert [path.read_bytes() for path in paths] == list(CONTENT.values())
    assert len(repository.requests) == 30
    ensure_jars(LOCK, tmp_path / "cache", repository.address)
    assert len(repository.requests) == 30
    assert [notice for notice in notices if "damaged" in notice] == []


def test_one_changed_byte_is_seen_repaired_and_said(tmp_path: Path, repository: Repository, notices: list[str]) -> None:
    cache = tmp_path / "cache"
    paths = ensure_jars(LOCK, cache, repository.address)
    stat = paths[7].stat()
    content = bytearray(paths[7].read_bytes())
    content[1000] ^= 1
    paths[7].write_bytes(content)
    import os

    os.utime(paths[7], ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert unfit_jars(LOCK.jars, cache) == [LOCK.jars[7]]
    ensure_jars(LOCK, cache, repository.address)
    assert unfit_jars(LOCK.jars, cache) == []
    assert any("part-7-1.7.jar" in notice and "damaged" in notice for notice in notices)


def test_a_truncated_jar_without_a_network_starts_nothing(tmp_path: Path, repository: Repository) -> None:
    paths = ensure_jars(LOCK, tmp_path / "cache", repository.address)
    paths[3].write_bytes(paths[3].read_bytes()[:100])
    with pytest.raises(ServerError, match=r"part-3-1\.3\.jar is damaged and cannot be fetched"):
        ensure_jars(LOCK, tmp_path / "cache", "http://127.0.0.1:9")


def test_a_repository_with_another_file_is_refused(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "repository" / LOCK.jars[5].path).write_bytes(b"something else")
    with pytest.raises(ServerError, match=r"part-5-1\.5\.jar .* is not the file that the lock pins"):
        ensure_jars(LOCK, tmp_path / "cache", repository.address)
    assert not (tmp_path / "cache" / LOCK.jars[5].path).exists()


def test_two_at_once_fetch_once(tmp_path: Path, repository: Repository) -> None:
    together = [
        threading.Thread(target=ensure_jars, args=(LOCK, tmp_path / "cache", repository.address)) for _ in range(4)
    ]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert len(repository.requests) == 30


def test_a_cache_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ServerError, match="cannot be kept in"):
        ensure_jars(LOCK, tmp_path / "file" / "cache", "http://127.0.0.1:9")
