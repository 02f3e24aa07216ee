"""The Neo4j of this machine and user: start, stop, look, empty."""

from __future__ import annotations

import shutil
import signal
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import ServerError
from graph.notices import notify
from graph.server.home import DATABASE, HOST, USERNAME, Home, State, free_port, port_is_free

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    import psutil

    from graph.settings import Settings

START_SECONDS = 180.0
STOP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a client finds a Neo4j, and as whom."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None


class LocalServer:
    """The local server of one home.

    Parameters
    ----------
    settings : Settings
        ``home_folder`` says which home; the others how its server runs.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = Home(settings.home_folder)

    def endpoint(self) -> Endpoint | None:
        """Where the running server answers; None when it does not run. Cheap: no process is looked up.

        Raises
        ------
        ServerError
            The home cannot be read.
        """
        state = self.home.state()
        if state is None or state.pid is None or not _speaks_bolt(state.port):
            return None
        return self._endpoint(state)

    def start(self, port: int | None = None) -> Endpoint:
        """Start the server unless it runs, and wait until it answers. It goes on when this process ends.

        Of several processes that do this at once, one starts it and the others find it started.

        Parameters
        ----------
        port : int, optional
            Bolt port from now on; the home's own, or a free one the first time, when None.

        Raises
        ------
        ServerError
            It cannot be started; the sentence says why and what to do.
        """
        with self._alone():
            running = self.endpoint() if self.process() else None
            return running or self._start(port)

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Stop the server: let it finish for ``seconds``, then end it. False when none ran.

        Only the process that this home recorded is touched, and only while it is still that process.
        """
        import psutil

        if not self.home.path.exists():
            return False
        with self._alone():
            process = self.process()
            if process is not None:
                try:
                    process.terminate()
                    process.wait(seconds)
                except psutil.TimeoutExpired:
                    notify(f"The server did not stop within {seconds:g} s: ended.")
                    process.kill()
                    process.wait(30)
                except psutil.NoSuchProcess:
                    pass
            state = self.home.state()
            if state and state.pid is not None:
                state.pid = state.created = None
                self.home.remember(state)
            return process is not None

    def reset(self) -> None:
        """Stop the server and delete its data, logs and configuration; port and password are made anew."""
        self.stop()
        if not self.home.path.exists():
            return
        with self._alone():
            shutil.rmtree(self.home.neo4j, ignore_errors=False)
            self.home.password_file.unlink(missing_ok=True)
            (self.home.path / "server.json").unlink(missing_ok=True)

    def process(self) -> psutil.Process | None:
        """The server's process; None when it does not run or its number now belongs to another."""
        import psutil

        state = self.home.state()
        if state is None or state.pid is None:
            return None
        try:
            process = psutil.Process(state.pid)
            same = abs(process.create_time() - (state.created or 0)) < 2 and process.status() != psutil.STATUS_ZOMBIE
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            return None
        except psutil.AccessDenied:
            return None
        return process if same else None

    def _endpoint(self, state: State) -> Endpoint:
        return Endpoint(f"bolt://{HOST}:{state.port}", USERNAME, self.home.password, DATABASE)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the home's lock; failures of the file system become one sentence."""
        from filelock import FileLock

        try:
            self.home.path.mkdir(parents=True, exist_ok=True)
            with FileLock(self.home.path / "server.lock"):
                yield
        except OSError as error:
            raise ServerError(
                f"The home {self.home.path} cannot be used: {error.strerror or error}; free space there, make it "
                "readable and writable for this user, or set TENDERGRAPH_HOME to another folder.",
                path=str(self.home.path),
            ) from error

    def _start(self, port: int | None) -> Endpoint:
        from graph.server.jars import ensure_jars, read_lock
        from graph.server.java import find_java
        from graph.server.launch import launch

        lock = read_lock(self.settings.neo4j_version)
        before = self.home.state()
        _refuse_newer(before, lock.version, self.home.path)
        java = find_java(lock.java, self.settings.java)
        jars = ensure_jars(lock, self.settings.cache_folder / "jars", self.settings.maven_url)
        self.home.prepare()
        chosen = port or (before.port if before else free_port())
        if not port_is_free(chosen):
            raise ServerError(
                f"Port {chosen} of {HOST}, which this home's server uses, is taken by another program: stop that, or "
                "run `tendergraph server start --port N` with a free port.",
                port=chosen,
            )
        self.home.configure(self.settings, chosen)
        process, created = launch(self.home, lock, java, jars, self.settings)
        state = State(lock.version, chosen, process.pid, created, str(java.path))
        self.home.remember(state)
        self._await(process, chosen)
        return self._endpoint(state)

    def _await(self, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _speaks_bolt(port):
            if process.poll() is not None:
                raise ServerError(_why_ended(self.home, process.returncode), path=str(self.home.log))
            if time.monotonic() > deadline:
                process.send_signal(signal.SIGTERM)
                raise ServerError(
                    f"Neo4j did not answer within {START_SECONDS:g} s and was stopped; see {self.home.log}.",
                    path=str(self.home.log),
                )
            time.sleep(0.05)


def _speaks_bolt(port: int) -> bool:
    """True when something that speaks Bolt answers on this loopback port."""
    hello = bytes.fromhex("6060B01700000805000204040000000400000003")
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(hello)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


def _refuse_newer(before: State | None, version: str, path: Path) -> None:
    if before and _ordered(before.version) > _ordered(version):
        raise ServerError(
            f"The data in {path} were last used by Neo4j {before.version}, which {version} cannot read: set "
            f"TENDERGRAPH_NEO4J_VERSION={before.version}, or TENDERGRAPH_HOME to another folder.",
            path=str(path),
            version=before.version,
        )


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _why_ended(home: Home, code: int | None) -> str:
    """One sentence from what the server printed last."""
    text = home.log.read_text(encoding="utf-8", errors="replace") if home.log.exists() else ""
    causes = [line.strip() for line in text.splitlines() if "Caused by:" in line or "ERROR" in line or "Error:" in line]
    free = shutil.disk_usage(home.path).free
    if "No space left" in text or free < 64 << 20:
        return f"Neo4j could not start: the disk of {home.path} is full ({free >> 20} MiB free); free space there."
    last = causes[-1].removeprefix("Caused by: ") if causes else f"it ended with code {code}"
    return f"Neo4j could not start: {last[:300]}; see {home.log}."
