"""The connection to Neo4j: one that the settings name, else the local server."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import cypher
from graph.errors import ConnectionFailedError
from graph.notices import notify
from graph.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver, ManagedTransaction, Session, SummaryCounters

    from graph.server.local import Endpoint, LocalServer

OLDEST = (5, 26)
_RETRY_SECONDS = 30.0


class Rows(list[dict[str, Any]]):
    """Rows of one statement, each a dict by column name, with what the statement changed.

    Parameters
    ----------
    rows : list[dict]
        The rows.
    counters : SummaryCounters
        Nodes and relationships created and deleted, properties set, ..., as Neo4j counts them.
    """

    def __init__(self, rows: list[dict[str, Any]], counters: SummaryCounters) -> None:
        super().__init__(rows)
        self.counters = counters


class Database:
    """One database of a Neo4j that answers.

    Parameters
    ----------
    driver : neo4j.Driver
        An open driver.
    endpoint : Endpoint
        Where it is connected; ``endpoint.database`` may be None, for the user's home database.
    version : str
        Version of Neo4j, such as ``5.26.30``.
    settings : Settings
        Those that it was connected with.
    """

    def __init__(self, driver: Driver, endpoint: Endpoint, version: str, settings: Settings) -> None:
        self.driver = driver
        self.endpoint = endpoint
        self.version = version
        self._settings = settings

    @property
    def local_server(self) -> LocalServer | None:
        """The local server, where that is what it is connected to; it may be ended and started again."""
        from graph.server.local import LocalServer

        server = LocalServer(self._settings)
        state = server.home.state()
        if state is None or state.pid is None:
            return None
        address = self.uri.partition("://")[2].rstrip("/")
        return server if address in (f"127.0.0.1:{state.port}", f"localhost:{state.port}") else None

    @property
    def uri(self) -> str:
        """Address that it is connected to."""
        return self.endpoint.uri

    @cached_property
    def name(self) -> str:
        """Name of the database."""
        if self.endpoint.database:
            return self.endpoint.database
        return str(self.read(cypher.text("status/database"))[0]["name"])

    def session(self, **options: Any) -> Session:
        """A session on this database; ``options`` are those of ``neo4j.Driver.session``."""
        return self.driver.session(**{"database": self.endpoint.database, **options})

    def read(self, statement: str, /, **parameters: Any) -> Rows:
        """Rows of a statement that only reads, run again by the driver after a transient error."""
        with self.session(default_access_mode="READ") as session:
            return session.execute_read(_run, statement, parameters)

    def write(self, statement: str, /, **parameters: Any) -> Rows:
        """Rows and counters of a statement that writes, run again by the driver after a transient error."""
        with self.session() as session:
            return session.execute_write(_run, statement, parameters)


@contextmanager
def connect(settings: Settings | None = None) -> Iterator[Database]:
    """The database that the settings name, checked to answer; the local server's, started if need be, without any.

    Parameters
    ----------
    settings : Settings, optional
        Those of the environment and the current folder when None.

    Raises
    ------
    ConnectionFailedError
        It cannot be reached, refuses, or is too old; also when the connection breaks while it is in use.
    SettingsError
        A setting has no usable value.
    ServerError
        The local server cannot be started.
    StoreError
        A statement run inside is refused by the database.
    LimitError
        A statement run inside was stopped by a limit of the database.
    """
    settings = settings or load_settings()
    neo4j = import_neo4j()
    from graph.store.failures import translated

    endpoint = _endpoint(settings)
    with translated(endpoint):
        driver = _driver(neo4j, endpoint, endpoint.uri, settings.connect_timeout)
        with driver:
            version = _version(neo4j, driver, endpoint, settings.connect_timeout)
            _refuse_old(version, endpoint)
            yield Database(driver, endpoint, version, settings)


def import_neo4j() -> Any:
    """The package ``neo4j``, without the pandas, numpy and pyarrow that it would import to accept their values.

    They cost a second at the start of every command; values given to statements are Python's own.
    """
    if "neo4j" not in sys.modules:
        hidden = {name: sys.modules.get(name) for name in ("numpy", "pandas", "pyarrow")}
        sys.modules.update(dict.fromkeys(hidden, cast("Any", None)))
        try:
            import neo4j
        finally:
            for name, module in hidden.items():
                if module is None:
                    del sys.modules[name]
                else:
                    sys.modules[name] = module
        # Else warnings about statements would reach the terminal through logging's last resort.
        logging.getLogger("neo4j").addHandler(logging.NullHandler())
    import neo4j

    return neo4j


def _run(transaction: ManagedTransaction, statement: str, parameters: dict[str, Any]) -> Rows:
    from graph.store.failures import raised_limits

    with raised_limits():
        result = transaction.run(statement, parameters)
        names = result.keys()
        rows = [dict(zip(names, record, strict=True)) for record in result]
        return Rows(rows, result.consume().counters)


def _endpoint(settings: Settings) -> Endpoint:
    from graph.server.local import Endpoint, LocalServer

    if settings.uri:
        return Endpoint(settings.uri, settings.username, settings.secret, settings.database)
    server = LocalServer(settings)
    endpoint = server.endpoint()
    if endpoint is None:
        notify(f"No NEO4J_URI is set: starting the local Neo4j in {server.home.path}.")
        endpoint = server.start()
    return endpoint


def _driver(neo4j: Any, endpoint: Endpoint, uri: str, seconds: float) -> Driver:
    driver: Driver = neo4j.GraphDatabase.driver(
        uri,
        auth=(endpoint.username, endpoint.password),
        connection_timeout=seconds,
        connection_acquisition_timeout=seconds,
        max_transaction_retry_time=_RETRY_SECONDS,
        user_agent="tendergraph",
    )
    return driver


def _version(neo4j: Any, driver: Driver, endpoint: Endpoint, seconds: float) -> str:
    """Version of the server, once it answers. A routed connection that fails does not tell why: a direct one does."""
    try:
        return driver.get_server_info().agent.removeprefix("Neo4j/")
    except neo4j.exceptions.ServiceUnavailable:
        if not endpoint.uri.startswith("neo4j"):
            raise
        with _driver(neo4j, endpoint, endpoint.uri.replace("neo4j", "bolt", 1), seconds) as direct:
            direct.get_server_info()
        raise


def _refuse_old(version: str, endpoint: Endpoint) -> None:
    parts = [int(part) for part in version.partition("-")[0].split(".")[:2] if part.isdigit()]
    if tuple(parts) < OLDEST:
        raise ConnectionFailedError(
            f"{endpoint.uri} runs Neo4j {version}; tendergraph needs {'.'.join(map(str, OLDEST))} or later.",
            uri=endpoint.uri,
            version=version,
        )
