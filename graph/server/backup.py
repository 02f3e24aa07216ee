"""The local graph in one file, and back: neo4j-admin's dump and load, with the server stopped meanwhile."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ServerError, UsageError
from graph.notices import notify
from graph.server.admin import neo4j_admin
from graph.server.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.settings import Settings

_DATABASE = "neo4j"


def backup(settings: Settings, file: Path) -> int:
    """Write the local graph to ``file``, which is replaced only when the dump is whole; its size in bytes.

    Raises
    ------
    UsageError
        The graph is on a server elsewhere, or the file's folder cannot be written.
    ServerError
        There is no local graph yet, or neo4j-admin failed.
    """
    server = _local(settings, "back up")
    if not server.home.data.exists():
        raise ServerError(f"There is no local graph in {server.home.path} yet; load something first.")
    with _stopped(server), _beside(file) as folder:
        _dump(server, folder)
        (folder / f"{_DATABASE}.dump").replace(file)
    return file.stat().st_size


def restore(settings: Settings, file: Path) -> None:
    """Replace the local graph by the one in ``file``; where that fails, the graph is as it was before.

    Raises
    ------
    UsageError
        The graph is on a server elsewhere, or the file cannot be read or is no backup.
    ServerError
        neo4j-admin failed.
    """
    server = _local(settings, "restore")
    if not file.is_file():
        raise UsageError(f"{file} is not a file; name one that `tendergraph backup` wrote.", path=str(file))
    had = server.home.data.exists()
    with _stopped(server), _beside(server.home.path / "restore") as folder:
        given, before = folder / "given", folder / "before"
        given.mkdir()
        before.mkdir()
        _place(file, given / f"{_DATABASE}.dump")
        try:
            neo4j_admin(server, ["database", "load", _DATABASE, f"--from-path={given}", "--info"])
        except ServerError as error:
            message = (
                f"{file} is no backup that Neo4j {settings.neo4j_version} reads; name one of `tendergraph backup`."
            )
            raise UsageError(message, path=str(file)) from error
        if had:
            _dump(server, before)
        try:
            _load(server, given)
        except ServerError:
            if had:
                _load(server, before)
            raise


def _dump(server: LocalServer, folder: Path) -> None:
    neo4j_admin(server, ["database", "dump", _DATABASE, f"--to-path={folder}"])


def _load(server: LocalServer, folder: Path) -> None:
    neo4j_admin(server, ["database", "load", _DATABASE, f"--from-path={folder}", "--overwrite-destination=true"])


def _local(settings: Settings, verb: str) -> LocalServer:
    if settings.uri:
        raise UsageError(
            f"NEO4J_URI is set: tendergraph can {verb} only the local graph. On that server use "
            "`neo4j-admin database dump` and `load`, or the snapshots of its console."
        )
    return LocalServer(settings)


@contextmanager
def _stopped(server: LocalServer) -> Iterator[None]:
    """The server stopped while inside, and started again if it was running."""
    ran = server.stop()
    if ran:
        notify("The local Neo4j is stopped meanwhile.")
    try:
        yield
    finally:
        if ran:
            server.start()


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A temporary folder on the file's own disk, so that the result is moved there whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".tendergraph-", dir=file.parent))
    except OSError as error:
        raise UsageError(f"{file.parent} cannot be written: {error.strerror}.", path=str(file)) from error
    try:
        yield folder.absolute()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(file: Path, target: Path) -> None:
    try:
        target.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, target)
