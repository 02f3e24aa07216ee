"""Statements that the server does not end by itself, on the local server: ended with it, and it is started again."""

from __future__ import annotations

import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import psutil
import pytest

from graph.errors import LimitError
from graph.server import local
from graph.server.local import LocalServer
from graph.settings import load_settings
from graph.store import guard
from graph.store.connection import Database, connect
from graph.store.guard import Limits, read_only

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDLESS = "WITH 1000000000000 AS most RETURN any(x IN range(1, most) WHERE x < 0) AS found"


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A local server of this module's own: the session's is not to be ended under the other tests."""
    home = tmp_path_factory.mktemp("ours")
    sizes = {"heap": "512m", "page_cache": "128m", "java_options": "-XX:TieredStopAtLevel=1"}
    settings = replace(load_settings(), uri=None, home=home, class_data=False, **sizes)
    try:
        with connect(settings) as database:
            yield database
    finally:
        LocalServer(settings).stop(seconds=5)


def _server(database: Database) -> LocalServer:
    server = database.local_server
    assert server is not None
    return server


@pytest.mark.slow
def test_an_expression_without_end_is_ended_with_the_server_unless_others_use_it(
    ours: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = _server(ours)
    monkeypatch.setattr(guard, "_GRACE", 1.0)
    ours.write("CREATE (:Tender {ocid: 'kept'})")
    before = server.pid
    with ours.session() as session, session.begin_transaction() as other:
        with pytest.raises(LimitError, match="which others use"):
            read_only(ours, ENDLESS, limits=Limits(seconds=1))
        assert other.run("MATCH (t:Tender) RETURN t.ocid AS ocid").single(strict=True)["ocid"] == "kept"
    assert server.pid == before
    with pytest.raises(LimitError, match="was started again"):
        read_only(ours, ENDLESS, limits=Limits(seconds=1))
    assert server.pid != before
    assert server.answers()
    assert read_only(ours, "MATCH (t:Tender) RETURN t.ocid AS ocid").rows == [("kept",)]


@pytest.mark.slow
def test_a_server_that_lives_but_does_not_answer_is_started_again(
    ours: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = _server(ours)
    monkeypatch.setattr(local, "_PATIENCE", 1.0)
    before = server.pid
    assert before is not None
    psutil.Process(before).send_signal(signal.SIGSTOP)
    assert not server.answers()
    endpoint = server.start()
    assert (endpoint.uri, server.pid != before) == (ours.uri, True)
    assert server.answers()
    assert ours.read("RETURN 1 AS x") == [{"x": 1}]
