"""The folder of one local server: its data, logs, configuration, password and what is known of its process."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import ServerError

if TYPE_CHECKING:
    from pathlib import Path

    from graph.settings import Settings

HOST = "127.0.0.1"
USERNAME = "neo4j"
DATABASE = "neo4j"
# Above Neo4j's own 7687, so that a server installed later by hand finds its port free.
_PORTS = range(17687, 27687)


@dataclass(slots=True)
class State:
    """What a home remembers of its server.

    Parameters
    ----------
    version : str
        Version of Neo4j that used the data last.
    port : int
        Bolt port, kept from the first start on.
    pid, created : int, float or None
        The server's process and when it began (seconds since 1970); None where it was stopped.
    java : str
        The Java that ran it last.
    """

    version: str
    port: int
    pid: int | None = None
    created: float | None = None
    java: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths inside a home, and reading and writing them."""

    path: Path

    @property
    def neo4j(self) -> Path:
        """Neo4j's own home folder."""
        return self.path / "neo4j"

    @property
    def configuration(self) -> Path:
        """Folder of neo4j.conf."""
        return self.neo4j / "conf"

    @property
    def data(self) -> Path:
        """Folder of the databases and their transaction logs."""
        return self.neo4j / "data"

    @property
    def log(self) -> Path:
        """What the server prints; Neo4j's own logs are in the same folder."""
        return self.neo4j / "logs" / "neo4j.log"

    @property
    def password_file(self) -> Path:
        """File of the generated password, readable by its owner alone."""
        return self.path / "password"

    @property
    def password(self) -> str:
        """The generated password."""
        return self._read(self.password_file)

    def state(self) -> State | None:
        """What is remembered of the server; None before its first start.

        Raises
        ------
        ServerError
            The home cannot be read.
        """
        try:
            text = self._read(self.path / "server.json")
        except FileNotFoundError:
            return None
        try:
            content: dict[str, Any] = json.loads(text)
            return State(**content)
        except (ValueError, TypeError) as error:
            raise ServerError(
                f"{self.path / 'server.json'} is damaged; delete this one file and start again: the data is kept.",
                path=str(self.path),
            ) from error

    def remember(self, state: State) -> None:
        """Write what is known of the server, whole or not at all."""
        fresh = self.path / "server.json.new"
        fresh.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
        fresh.replace(self.path / "server.json")

    def prepare(self) -> None:
        """Make the folders and, the first time, the password.

        Raises
        ------
        OSError
            A folder or file cannot be made.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        for folder in (self.configuration, self.data, self.log.parent, self.neo4j / "import", self.neo4j / "run"):
            folder.mkdir(parents=True, exist_ok=True)
        if not self.password_file.exists():
            import secrets

            password = secrets.token_urlsafe(24)
            _write_private(self.password_file, password)
            dbms = self.data / "dbms"
            dbms.mkdir(exist_ok=True)
            _write_private(dbms / "auth.ini", initial_login(password))

    def configure(self, settings: Settings, port: int) -> None:
        """Write neo4j.conf for this start."""
        from graph.server.memory import Memory

        memory = Memory.of(settings)
        lines = {
            "server.default_listen_address": HOST,
            "server.bolt.listen_address": f"{HOST}:{port}",
            "server.bolt.advertised_address": f"{HOST}:{port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": memory.page_cache,
            "db.memory.transaction.max": memory.transaction,
            "db.transaction.timeout": f"{settings.transaction_timeout:g}s",
            # Room for the log is set aside before it is written: a full disk then stops writing between transactions,
            # not amid one, which would leave a log that Neo4j refuses to read. In parts smaller than its 256 MB.
            "db.tx_log.preallocate": "true",
            "db.tx_log.rotation.size": "32m",
            "db.tx_log.rotation.retention_policy": "1 days 512M",
            "dbms.usage_report.enabled": "false",
            "dbms.security.auth_enabled": "true",
            "dbms.security.allow_csv_import_from_file_urls": "false",
            "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
            "server.logs.gc.enabled": "false",
            # The databases are closed within a second; without this, Bolt then waits 10 s for clients that are gone.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "server.config.strict_validation.enabled": "false",
        }
        text = "".join(f"{name}={value}\n" for name, value in lines.items())
        (self.configuration / "neo4j.conf").write_text(
            f"# Written by tendergraph at every start of the server.\n{text}", encoding="utf-8"
        )

    def _read(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (PermissionError, NotADirectoryError, IsADirectoryError) as error:
            raise ServerError(
                f"{path} cannot be read ({error.strerror}); run as the user it belongs to, or set TENDERGRAPH_HOME to "
                "another folder.",
                path=str(path),
            ) from error


def initial_login(password: str) -> str:
    """Line of Neo4j's ``auth.ini`` that gives its first user this password.

    The format is that of ``neo4j-admin dbms set-initial-password``, which takes the password on its command line,
    where every user of the machine could read it: SHA-256 of salt and password, then of itself 1023 times.
    """
    import hashlib
    import secrets

    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(1023):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},1024:"


def free_port() -> int:
    """A loopback port that nothing listens on."""
    import random

    for _ in range(200):
        port = random.choice(_PORTS)  # noqa: S311 - two homes should differ, no one need be kept from guessing
        if port_is_free(port):
            return port
    raise ServerError(f"No free port was found between {_PORTS.start} and {_PORTS.stop - 1} of {HOST}.")


def port_is_free(port: int, seconds: float = 0.0) -> bool:
    """True when a server could listen on this loopback port, now or within ``seconds``."""
    deadline = time.monotonic() + seconds
    while not _binds(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _binds(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            # As Java does: a connection that was closed a moment ago does not keep its port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
