"""Sync: the imitation of the service, an archive and a real Neo4j."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from imitation.data import gzip_lines, keys, publish
from imitation.find_a_tender import Imitation, StoppedClock

from graph.errors import FetchError
from graph.fetch.archive import Archive
from graph.fetch.errors import ServiceError
from graph.fetch.privacy import CONTACT_MEMBERS, one_line
from graph.fetch.service import Service
from graph.fetch.settings import FetchSettings
from graph.fetch.sync import sync
from graph.fetch.windows import instant
from graph.load import load
from graph.store.fingerprint import fingerprint

_EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"


@pytest.fixture
def clock():
    return StoppedClock("2026-10-08T12:00:00+00:00")


@pytest.fixture
def imitation(clock):
    with Imitation(clock) as service:
        yield service


@pytest.fixture
def synced(imitation, clock, tmp_path, database):
    """Runs one sync as a process of its own would."""

    def run(since="2026-10-01"):
        settings = FetchSettings(url=imitation.url, patience=30)
        start = instant(since, latest=False) if since else None
        with Archive(tmp_path / "archive") as archive, Service(settings, tmp_path / "log", clock) as service:
            return sync(archive, service, database, since=start)

    return run


def releases(database):
    with database.session() as session:
        return Counter(session.run("MATCH (r:Release) RETURN r.id AS id").value("id"))


def emptied(database):
    with database.session() as session:
        session.run(_EMPTY).consume()


def test_a_week_synced_in_steps_is_the_week_loaded_in_one_go(imitation, clock, synced, database, tmp_path):
    """A changing data set: releases come in day by day, each sync meets those of the last half hour again."""
    pending = publish(Imitation(clock), 130, days=7)
    moments = [datetime.fromisoformat(json.loads(line)["date"]) for line in pending]
    for day in range(1, 8):
        clock.set(f"2026-10-0{day}T22:59:00+00:00")
        for line, moment in zip(pending, moments, strict=True):
            if moment <= datetime.fromtimestamp(clock.now(), UTC) < moment + timedelta(days=1):
                imitation.publish(line)
        synced("2026-10-01" if day == 1 else None)
    assert Counter(keys(gzip_lines(tmp_path / "archive"))) == Counter(keys(imitation_lines(imitation)))
    assert releases(database) == Counter(keys(imitation_lines(imitation)))
    in_steps = fingerprint(database)
    emptied(database)
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(b"".join(one_line(line, CONTACT_MEMBERS) + b"\n" for line in imitation_lines(imitation)))
    load([whole], database)
    assert fingerprint(database) == in_steps


def imitation_lines(imitation):
    return [row.text for row in imitation.rows.values()]


def test_twice_the_second_fetches_one_page_and_writes_nothing(imitation, clock, synced, database):
    publish(imitation, 120, days=7)
    first = synced()
    assert first.fetched.new == first.loaded.loaded == 120
    before, requests = fingerprint(database), len(imitation.log)
    clock.sleep(2)
    second = synced(None)
    assert len(imitation.log) == requests + 1
    assert (second.fetched.pages, second.fetched.new, second.files, second.loaded) == (1, 0, 0, None)
    assert fingerprint(database) == before


def test_no_contact_point_reaches_the_graph(imitation, synced, database):
    publish(imitation, 40, days=1)
    synced()
    with database.session() as session:
        rows = session.run(
            "MATCH (n) UNWIND keys(n) AS key WITH key, n[key] AS value WHERE toStringOrNull(value) CONTAINS 'officer.' "
            "RETURN key, count(*)"
        ).data()
    assert rows == []


def test_what_came_before_a_failure_is_loaded_and_the_rest_next_time(imitation, clock, synced, database):
    published = publish(imitation, 90, days=3)
    imitation.page_size = 40
    imitation.fault = lambda number, query: "500" if number > 2 else None
    report = synced()
    assert isinstance(report.failure, ServiceError)
    assert isinstance(report.failure, FetchError)
    assert 0 < report.loaded.loaded == report.fetched.new < 90
    imitation.fault = None
    report = synced()
    assert report.failure is None
    assert releases(database) == Counter(keys(published))


def test_a_graph_that_was_emptied_gets_everything_again(imitation, clock, synced, database):
    published = publish(imitation, 30, days=2)
    synced()
    emptied(database)
    clock.sleep(60)
    report = synced(None)
    assert (report.fetched.new, report.loaded.loaded) == (0, 30)
    assert releases(database) == Counter(keys(published))
