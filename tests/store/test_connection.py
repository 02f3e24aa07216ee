import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from graph.errors import ConnectionFailedError, LimitError, SettingsError, StoreError
from graph.server.local import Endpoint
from graph.settings import Settings
from graph.store.connection import Database, _refuse_old, connect


def test_a_statement_writes_and_reads(database: Database) -> None:
    written = database.write(
        "UNWIND $names AS name CREATE (n:Thing {name: name}) RETURN n.name AS name", names=["a", "b"]
    )
    assert written == [{"name": "a"}, {"name": "b"}]
    assert written.counters.nodes_created == 2
    assert database.read("MATCH (n:Thing) RETURN count(n) AS things") == [{"things": 2}]


def test_the_fixture_empties_the_database(database: Database) -> None:
    assert database.read("MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 0}]


def test_the_name_of_an_unnamed_database_is_asked_for(neo4j_settings: Settings) -> None:
    with connect(replace(neo4j_settings, database=None)) as database:
        assert database.name == "neo4j"


def test_a_routed_address_works(neo4j_settings: Settings) -> None:
    with connect(replace(neo4j_settings, uri=neo4j_settings.uri.replace("bolt://", "neo4j://"))) as database:
        assert database.read("RETURN 1 AS one") == [{"one": 1}]


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """Address of a server that answers each client's first words with these bytes, or never."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.recv(1024)
                    client.sendall(answer or b"")
                    time.sleep(0.2)

        if answer is not None:
            threading.Thread(target=serve, daemon=True).start()
        yield f"bolt://127.0.0.1:{server.getsockname()[1]}"


def refusal(settings: Settings) -> str:
    with pytest.raises(ConnectionFailedError) as caught, connect(settings) as database:
        database.read("RETURN 1 AS one")
    assert caught.value.exit_code == 1
    assert "\n" not in caught.value.message
    assert settings.password not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "not-the-password"}, "does not accept this password for user neo4j"),
        ({"username": "nobody"}, "does not accept this password for user nobody"),
        ({"uri": "neo4j://nowhere.invalid:7687"}, "The host of neo4j://nowhere.invalid:7687 is unknown"),
        ({"uri": "bolt://127.0.0.1:9"}, "Nothing listens at bolt://127.0.0.1:9"),
        ({"uri": "neo4j://127.0.0.1:9"}, "Nothing listens at neo4j://127.0.0.1:9"),
        ({"database": "no.such.database"}, "has no database no.such.database"),
    ],
)
def test_each_failure_to_connect_is_one_sentence(neo4j_settings: Settings, change: dict, sentence: str) -> None:
    assert sentence in refusal(replace(neo4j_settings, **change))


@pytest.mark.parametrize(("scheme", "sentence"), [("bolt+s", "offers no TLS that"), ("neo4j+ssc", "offers no TLS;")])
def test_a_server_without_tls(neo4j_settings: Settings, scheme: str, sentence: str) -> None:
    address = neo4j_settings.uri.partition("://")[2]
    assert sentence in refusal(replace(neo4j_settings, uri=f"{scheme}://{address}"))


def test_a_port_that_speaks_something_else(neo4j_settings: Settings) -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as uri:
        assert "speaks HTTP" in refusal(replace(neo4j_settings, uri=uri))


def test_a_server_that_knows_only_older_protocols(neo4j_settings: Settings) -> None:
    with answering(b"\0\0\0\0") as uri:
        assert "too old" in refusal(replace(neo4j_settings, uri=uri))


def test_a_silent_server_is_given_up_in_time(neo4j_settings: Settings) -> None:
    began = time.monotonic()
    with answering(None) as uri:
        assert "did not answer in time" in refusal(replace(neo4j_settings, uri=uri, connect_timeout=0.5))
    assert time.monotonic() - began < 10


def test_an_older_version_is_refused() -> None:
    endpoint = Endpoint("bolt://h", "neo4j", "p", None)
    for good in ("5.26.0", "5.27-aura", "2026.08.1"):
        _refuse_old(good, endpoint)
    for old in ("4.4.30", "5.25.1"):
        with pytest.raises(ConnectionFailedError, match=f"runs Neo4j {old}"):
            _refuse_old(old, endpoint)


def test_no_password_is_a_wrong_setting(neo4j_settings: Settings) -> None:
    with (
        pytest.raises(SettingsError, match="neither NEO4J_PASSWORD nor"),
        connect(replace(neo4j_settings, password=None)),
    ):
        pass


def test_a_refused_statement_is_one_sentence(neo4j_settings: Settings) -> None:
    with (
        pytest.raises(StoreError, match="Neo4j refused the statement: Variable `x` not defined") as caught,
        connect(neo4j_settings) as database,
    ):
        database.read("RETURN x")
    assert "\n" not in caught.value.message


def test_a_statement_past_the_memory_limit_is_stopped_and_not_tried_again(
    neo4j_settings: Settings, database: Database
) -> None:
    limit = database.read("SHOW SETTINGS 'db.memory.transaction.max' YIELD value RETURN value")[0]["value"]
    if limit in ("0B", "0"):
        pytest.skip("this Neo4j sets no limit")
    began = time.monotonic()
    with pytest.raises(LimitError, match=r"db\.memory\.transaction\.max"), connect(neo4j_settings) as other:
        other.read(
            "UNWIND range(1, 100000000) AS x WITH collect(toString(x) + 'aaaaaaaaaaaaaaaaaaaaaa') AS c RETURN size(c)"
        )
    assert time.monotonic() - began < 25
    assert database.read("RETURN 1 AS one") == [{"one": 1}]
