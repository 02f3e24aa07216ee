"""Is everything there that tendergraph needs? Each check says what it found and, where it fails, what to do."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.errors import TendergraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.server.local import LocalServer
    from graph.settings import Settings
    from graph.store.connection import Database

Outcome = Literal["ok", "warning", "failed"]

_GIB = 1 << 30
_ROOM = 2 * _GIB
_MEMORY = 2 * _GIB
PYTHONS = ((3, 11), (3, 14))


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Parameters
    ----------
    name : str
        What was looked at.
    outcome : Outcome
        ``ok``; ``warning``: works, but not as it should; ``failed``: does not work.
    found : str
        What is there.
    advice : str
        What to do; empty where it is ok.
    """

    name: str
    outcome: Outcome
    found: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Look at Python, and at the Neo4j that the settings name or at what the local one needs.

    Nothing is started, fetched or changed.
    """
    yield _python()
    if settings.uri:
        yield from _neo4j(settings)
        return
    from graph.server.local import LocalServer

    server = LocalServer(settings)
    for look in (_java, _jars, _home, _port, _memory, _disk):
        yield _sheltered(look, server)
    if server.endpoint():
        yield from _neo4j(settings)
    else:
        yield Check("neo4j", "ok", "the local Neo4j does not run; any command that needs it starts it")


def _sheltered(look: Callable[[LocalServer], Check], server: LocalServer) -> Check:
    """The check, failed where it could not be made."""
    try:
        return look(server)
    except TendergraphError as error:
        return Check(look.__name__.strip("_"), "failed", error.message)
    except OSError as error:
        found = f"{error.filename}: {error.strerror}"
        return Check(look.__name__.strip("_"), "failed", found, "make it readable for this user")


def _python() -> Check:
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info[:2] < PYTHONS[0]:
        return Check("python", "failed", found, "use Python 3.11 or later")
    if sys.version_info[:2] > PYTHONS[1]:
        return Check("python", "warning", found, "tendergraph is tested on 3.11 to 3.14")
    return Check("python", "ok", found)


def _java(server: LocalServer) -> Check:
    from graph.server.jars import read_lock
    from graph.server.java import find_java

    java = find_java(read_lock(server.settings.neo4j_version).java, server.settings.java)
    return Check("java", "ok", f"Java {java.major} at {java.path}: {java.why}")


def _jars(server: LocalServer) -> Check:
    from graph.server.jars import read_lock, unfit_jars

    lock = read_lock(server.settings.neo4j_version)
    folder = server.settings.cache_folder / "jars"
    unfit = unfit_jars(lock.jars, folder)
    if not unfit:
        return Check("jars", "ok", f"all {len(lock.jars)} of Neo4j {lock.version} in {folder}, each with its SHA-256")
    damaged = [jar.coordinates for jar in unfit if (folder / jar.path).exists()]
    if damaged:
        return Check("jars", "warning", f"damaged: {', '.join(damaged)}", "the next start fetches them again")
    size = sum(jar.size for jar in unfit) / 1e6
    return Check("jars", "ok", f"{len(unfit)} of {len(lock.jars)} not fetched yet ({size:.0f} MB): the next start does")


def _home(server: LocalServer) -> Check:
    home = server.home
    state = home.state()
    if state is None:
        return Check("home", "ok", f"{home.path}, not used yet")
    if home.password_file.stat().st_mode & 0o077 and sys.platform != "win32":
        return Check(
            "home", "warning", f"others may read {home.password_file}", f"run `chmod 600 {home.password_file}`"
        )
    return Check("home", "ok", f"{home.path}, last used by Neo4j {state.version}")


def _port(server: LocalServer) -> Check:
    from graph.server.home import HOST, port_is_free

    state = server.home.state()
    if state is None:
        return Check("port", "ok", f"a free one of {HOST} is chosen at the first start")
    if server.process():
        return Check("port", "ok", f"{state.port} of {HOST}, the local Neo4j listens there")
    if port_is_free(state.port):
        return Check("port", "ok", f"{state.port} of {HOST}, free")
    advice = "stop that program, or run `tendergraph server start --port N` with a free port"
    return Check("port", "failed", f"{state.port} of {HOST} is taken by another program", advice)


def _memory(server: LocalServer) -> Check:
    from graph.server.memory import Memory, machine_memory

    total, memory = machine_memory(), Memory.of(server.settings)
    found = f"{total / _GIB:.1f} GiB; Neo4j gets {memory.heap} of heap and {memory.page_cache} of page cache"
    if total < _MEMORY:
        return Check(
            "memory", "warning", found, "2 GiB or more is better; set TENDERGRAPH_HEAP=512m on a small machine"
        )
    return Check("memory", "ok", found)


def _disk(server: LocalServer) -> Check:
    folder = server.home.path
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / _GIB:.1f} GiB free at {server.home.path}"
    if free < _ROOM:
        return Check("disk", "warning", found, "free space, or set TENDERGRAPH_HOME to a folder on another disk")
    return Check("disk", "ok", found)


def _neo4j(settings: Settings) -> Iterator[Check]:
    """What the Neo4j that answers is, and whether this user may do what loading does."""
    from graph.store.connection import connect
    from graph.store.overview import edition_of

    try:
        with connect(settings) as database:
            yield Check("neo4j", "ok", f"{database.version} {edition_of(database)} at {database.uri}")
            yield _privileges(database)
    except TendergraphError as error:
        yield Check("neo4j", "failed", error.message)


def _privileges(database: Database) -> Check:
    from graph.store.overview import may_write

    refusal = may_write(database)
    if refusal is None:
        return Check("privileges", "ok", f"user {database.endpoint.username} may read and write {database.name}")
    return Check("privileges", "warning", refusal, "reading works; loading needs a user with write access")
