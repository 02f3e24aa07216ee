"""The database of the tests: NEO4J_URI, else a container, else the local server in a temporary home.

One server for a test session. ``database`` is connected and empty; constraints and indexes stay from test to test,
since making them costs more than most tests: a test about them takes ``bare_database``.
"""

from __future__ import annotations

import gc
import os
import signal
import warnings
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.server.local import Endpoint, LocalServer
from graph.settings import Settings, load_settings
from graph.store.connection import Database, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

# Started in the background, a shell's children ignore SIGINT, and so would the commands that tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Java's quick compiler alone halves the work of a start, and tests run few statements twice.
_SMALL: dict[str, Any] = {
    "heap": "512m",
    "page_cache": "128m",
    "java_options": "-XX:TieredStopAtLevel=1",
    "class_data": False,
}
_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A Neo4j that answers for the whole session: uri, username, password, database."""
    settings = load_settings()
    if settings.uri:
        yield _given(settings)
    elif _docker_answers():
        with _container() as endpoint:
            yield endpoint
    else:
        home = tmp_path_factory.mktemp("neo4j-home")
        server = LocalServer(replace(settings, home=home, **_SMALL))
        try:
            yield server.start()
        finally:
            server.stop(seconds=5)


@pytest.fixture(scope="session")
def neo4j_settings(neo4j_server: Endpoint) -> Settings:
    """Settings that name the session's Neo4j."""
    return Settings(
        uri=neo4j_server.uri,
        username=neo4j_server.username,
        password=neo4j_server.password,
        database=neo4j_server.database,
    )


@pytest.fixture(scope="session")
def connected(neo4j_settings: Settings) -> Iterator[Database]:
    """The connection that all tests of the session share; ``database`` is what a test takes."""
    with connect(neo4j_settings) as database:
        yield database


@pytest.fixture
def database(connected: Database) -> Database:
    """A connected database without nodes."""
    with connected.session() as session:
        session.run(_EMPTY).consume()
    return connected


@pytest.fixture
def bare_database(database: Database) -> Database:
    """A connected database without nodes, constraints and indexes."""
    with database.session() as session:
        for row in list(session.run("SHOW CONSTRAINTS YIELD name")):
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()
        for row in list(session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")):
            session.run(f"DROP INDEX `{row['name']}`").consume()
    return database


@pytest.fixture(scope="session")
def neo4j_environment(neo4j_server: Endpoint) -> dict[str, str]:
    """Environment in which the installed ``tendergraph`` command uses the session's Neo4j."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "TENDERGRAPH_"))}
    return environment | {
        "NEO4J_URI": neo4j_server.uri,
        "NEO4J_USERNAME": neo4j_server.username,
        "NEO4J_PASSWORD": neo4j_server.password,
        "NEO4J_DATABASE": neo4j_server.database or "neo4j",
        "COLUMNS": "200",
    }


def _given(settings: Settings) -> Endpoint:
    """The Neo4j that the environment names, refused when it holds data: the tests delete all of it."""
    with connect(settings) as database:
        nodes = database.read("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"]
    if nodes:
        pytest.exit(
            f"{settings.uri} holds {nodes} nodes and the tests empty their database: give them an empty one.", 2
        )
    return Endpoint(settings.uri or "", settings.username, settings.secret, settings.database)


def _docker_answers() -> bool:
    import docker
    from docker.errors import DockerException
    from requests.exceptions import RequestException

    with warnings.catch_warnings():
        # Where no engine answers, the client leaves its socket to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        client = docker.DockerClient.from_env(version="1.41", timeout=3)
        try:
            answers = bool(client.ping())
        except (DockerException, RequestException):
            answers = False
        client.close()
        del client
        gc.collect()
    return answers


@contextmanager
def _container() -> Iterator[Endpoint]:
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer(os.environ.get("TENDERGRAPH_TEST_IMAGE", "neo4j:5.26-community")) as container:
        yield Endpoint(container.get_connection_url(), container.username, container.password, "neo4j")
