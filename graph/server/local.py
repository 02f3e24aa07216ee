"""The Neo4j of this machine and user: start, stop, look, empty."""

from __future__ import annotations

import shutil
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

    from graph.server.launch import Program
    from graph.settings import Settings

START_SECONDS = 180.0
STOP_SECONDS = 60.0
_ROOM = 96 << 20
_PATIENCE = 20.0
"""Seconds for a server that lives to answer: it may still be starting, or collecting garbage."""
_UNRESPONSIVE_SECONDS = 3.0
"""Seconds for a server that does not answer to stop by itself; killed after that, it loses nothing committed."""
_PORT_SECONDS = 5.0
"""Seconds for the home's own port to become free."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a client finds a Neo4j, and as whom."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known of a home's server.

    Parameters
    ----------
    running : bool
        Its process lives.
    uri : str or None
        Where it answers; None where it does not.
    version : str
        Of Neo4j: that which used the data last, or which the next start will use.
    pid : int or None
        Its process.
    memory : int or None
        Bytes of memory it holds.
    heap, page_cache, transaction_memory : str
        Sizes that the next start will use.
    java : str
        The Java that ran it last.
    home, data, log, password_file : str
        Paths.
    """

    running: bool
    uri: str | None
    version: str
    pid: int | None
    memory: int | None
    heap: str
    page_cache: str
    transaction_memory: str
    java: str
    home: str
    data: str
    log: str
    password_file: str


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
            process = self.process()
            running = self._answering() if process else None
            if process is not None and running is None:
                notify("The local Neo4j runs but does not answer: it is ended and started again; the data are kept.")
                _end_process(process, _UNRESPONSIVE_SECONDS)
            return running or self._start(port)

    @property
    def pid(self) -> int | None:
        """Number of the process that was started last; None where that was stopped."""
        state = self.home.state()
        return state.pid if state else None

    def answers(self) -> bool:
        """Whether each of several new connections is answered.

        Each is served by one of the server's network threads, of which a full heap may have ended some.
        """
        from concurrent.futures import ThreadPoolExecutor
        from os import cpu_count

        state = self.home.state()
        if state is None or state.pid is None:
            return False
        many = 2 * (cpu_count() or 1) + 2
        with ThreadPoolExecutor(many) as pool:
            return all(pool.map(_speaks_bolt, [state.port] * many))

    def restart(self, pid: int | None) -> Endpoint:
        """End the process with this number and start the server; where another process runs by now, that is left.

        Raises
        ------
        ServerError
            It cannot be started.
        """
        with self._alone():
            process = self.process()
            if process is not None and process.pid == pid:
                _end_process(process, _UNRESPONSIVE_SECONDS)
        return self.start()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Stop the server: let it finish for ``seconds``, then end it. False when none ran.

        Only the process that this home recorded is touched, and only while it is still that process.
        """
        from graph.server.launch import Program

        if not self.home.path.exists():
            return False
        with self._alone():
            process = self.process()
            if process is not None:
                _end_process(process, seconds)
            state = self.home.state()
            if state and state.pid is not None:
                state.pid = state.created = None
                self.home.remember(state)
        if process is not None and self.settings.class_data:
            self._share_classes(Program.installed(self.settings))
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

    @contextmanager
    def offline(self) -> Iterator[int]:
        """Keep the server from starting while its files are worked on; yields the port it will have.

        Raises
        ------
        ServerError
            It runs.
        """
        with self._alone():
            if self.process():
                raise ServerError("The local Neo4j runs; stop it first with `tendergraph server stop`.")
            self.home.prepare()
            state = self.home.state() or State(self.settings.neo4j_version, free_port())
            self.home.remember(state)
            yield state.port

    def status(self) -> ServerStatus:
        """What is known of the server, without starting or asking it."""
        from graph.server.memory import Memory

        state, process = self.home.state(), self.process()
        endpoint = self.endpoint() if process else None
        memory = Memory.of(self.settings)
        return ServerStatus(
            running=process is not None,
            uri=endpoint.uri if endpoint else None,
            version=state.version if state else self.settings.neo4j_version,
            pid=process.pid if process else None,
            memory=process.memory_info().rss if process else None,
            heap=memory.heap,
            page_cache=memory.page_cache,
            transaction_memory=memory.transaction,
            java=state.java if state else "",
            home=str(self.home.path),
            data=str(self.home.data),
            log=str(self.home.log),
            password_file=str(self.home.password_file),
        )

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

    def _answering(self) -> Endpoint | None:
        """The endpoint of the process that lives; None where it does not answer, also not after a pause."""
        deadline = time.monotonic() + _PATIENCE
        while (found := self.endpoint()) is None and time.monotonic() < deadline:
            time.sleep(0.2)
        return found

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
        from graph.server.jars import read_lock
        from graph.server.launch import Program, launch

        before = self.home.state()
        _refuse_newer(before, read_lock(self.settings.neo4j_version).version, self.home.path)
        program = Program.of(self.settings)
        _refuse_full_disk(self.home.path)
        self.home.prepare()
        chosen = port or (before.port if before else free_port())
        # The last threads of a server that was killed hold its port for a moment after its process is gone.
        if not port_is_free(chosen, _PORT_SECONDS if before and before.port == chosen else 0.0):
            raise ServerError(
                f"Port {chosen} of {HOST}, which this home's server uses, is taken by another program: stop that, or "
                "run `tendergraph server start --port N` with a free port.",
                port=chosen,
            )
        self.home.configure(self.settings, chosen)
        class_data = program.class_data(self.settings.cache_folder)
        listed = class_data.classes.exists()
        process, created = launch(self.home, self.settings, program, class_data)
        state = State(program.lock.version, chosen, process.pid, created, str(program.java.path))
        self.home.remember(state)
        self._await(process, chosen)
        if listed:
            self._share_classes(program)
        return self._endpoint(state)

    def _share_classes(self, program: Program | None) -> None:
        if program and self.settings.class_data:
            data = program.class_data(self.settings.cache_folder)
            data.make_in_background(program.java.path, program.class_path)

    def _await(self, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _speaks_bolt(port):
            if process.poll() is not None:
                raise ServerError(_why_ended(self.home, process.returncode), path=str(self.home.log))
            if time.monotonic() > deadline:
                _end(process)
                raise ServerError(
                    f"Neo4j did not answer within {START_SECONDS:g} s and was stopped; see {self.home.log}.",
                    path=str(self.home.log),
                )
            time.sleep(0.05)


def _end_process(process: psutil.Process, seconds: float) -> None:
    """Have a process finish within ``seconds``, then end it."""
    import psutil

    try:
        process.terminate()
        process.wait(seconds)
    except psutil.TimeoutExpired:
        notify(f"The server did not stop within {seconds:g} s: ended.")
        process.kill()
        process.wait(30)
    except psutil.NoSuchProcess:
        pass


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


def _refuse_full_disk(path: Path) -> None:
    """Say so at once: Neo4j itself would wait for space that does not come."""
    free = shutil.disk_usage(path).free
    if free < _ROOM:
        raise ServerError(
            f"The disk of {path} is full ({free >> 20} MiB free, {_ROOM >> 20} needed): free space there and start "
            "again; the data are kept.",
            path=str(path),
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    from subprocess import TimeoutExpired

    process.terminate()
    try:
        process.wait(20)
    except TimeoutExpired:
        process.kill()


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _why_ended(home: Home, code: int | None) -> str:
    """One sentence from what the server printed last."""
    text = home.log.read_text(encoding="utf-8", errors="replace") if home.log.exists() else ""
    causes = [line.strip() for line in text.splitlines() if "Caused by:" in line or "ERROR" in line or "Error:" in line]
    if "No space left" in text:
        return f"Neo4j could not start: the disk of {home.path} is full; free space there and start again."
    last = causes[-1].removeprefix("Caused by: ") if causes else f"it ended with code {code}"
    return f"Neo4j could not start: {last[:300]}; see {home.log}."
