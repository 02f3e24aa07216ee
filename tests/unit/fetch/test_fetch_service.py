"""The fetch against the imitation of the service: real sockets, a clock that moves only when someone waits."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import imitation.find_a_tender as imitation_module
import pytest
from imitation.data import gzip_lines, keys, publish
from imitation.find_a_tender import Imitation, StoppedClock

from graph.errors import FetchError, UsageError
from graph.fetch.archive import Archive
from graph.fetch.errors import ArchiveError, OversizeError, PageError, RedirectError, RequestError, ServiceError
from graph.fetch.run import Fetch, fetch_notice, fetch_record
from graph.fetch.service import Service
from graph.fetch.settings import FetchSettings
from graph.fetch.windows import instant
from graph.ocds.items import Reject
from graph.ocds.read import read_sources


@pytest.fixture
def clock():
    return StoppedClock("2026-10-08T12:00:00+00:00")


@pytest.fixture
def imitation(clock):
    with Imitation(clock, hang=1.0) as service:
        yield service


class Runner:
    """Runs fetches into one archive as the command would, each in a process of its own."""

    def __init__(self, imitation, clock, folder):
        self.imitation, self.clock, self.folder = imitation, clock, folder
        self.settings = FetchSettings(url=imitation.url, timeout=20, contact="tests@example.org")

    def service(self):
        return Service(self.settings, self.folder / "requests", self.clock)

    def __call__(self, since="2026-10-01", until=None, **options):
        with Archive(self.folder / "archive") as archive, self.service() as service:
            fetch = Fetch(archive, service)
            try:
                end = None if until is None else instant(until, latest=True)
                return fetch.run(instant(since, latest=False), end, **options)
            finally:
                self.report = fetch.report

    def be_impatient_with(self, kind):
        if kind in {"hang", "drip"}:
            self.settings = replace(self.settings, timeout=0.5)

    def keys(self):
        return keys(gzip_lines(self.folder / "archive"))

    def manifest(self):
        return json.loads((self.folder / "archive/manifest.json").read_text())


@pytest.fixture
def run(imitation, clock, tmp_path):
    return Runner(imitation, clock, tmp_path)


def every_release_once(run, published):
    found = Counter(run.keys())
    assert found == Counter(keys(published))
    assert set(found.values()) == {1}
    manifest = run.manifest()
    assert sum(file["releases"] for file in manifest["files"].values()) == len(published)
    assert manifest["underway"] is None


def test_a_week(run, imitation):
    published = publish(imitation, 600)
    imitation.page_size = 20
    report = run()
    every_release_once(run, published)
    assert report.new == 600
    assert report.covered_until == datetime.fromisoformat("2026-10-08T12:00:00+00:00")
    assert sorted(run.manifest()["files"]) == [f"find-a-tender-2026-10-0{day}.jsonl.gz" for day in range(1, 8)]
    assert imitation.most_requests() <= 12
    assert 429 not in {request.status for request in imitation.log}
    assert len({request.connection for request in imitation.log}) == 1
    asked = imitation.log[0]
    assert asked.query == {
        "limit": "100",
        "updatedFrom": "2026-09-30T23:30:00",
        "updatedTo": "2026-10-08T00:00:00",
    }
    assert all("stages" not in request.query for request in imitation.log)
    assert asked.agent.startswith("tendergraph/")
    assert "tests@example.org" in asked.agent


PASSING = ["500", "502", "503", "429", "html", "half", "latin", "array", "reset", "truncated", "hang", "drip"]
PASSING += ["repeat", "empty", "no ids"]


def test_a_week_with_ten_per_cent_faults_ends_with_every_release_once(run, imitation):
    published = publish(imitation, 2_600, seed=3)
    imitation.page_size = 20
    kinds = [kind for kind in PASSING if kind not in {"hang", "drip"}]
    Random(3).shuffle(kinds)
    imitation.fault = lambda number, query: kinds[number // 10 % len(kinds)] if number % 10 == 7 else None
    run()
    every_release_once(run, published)
    assert {request.fault for request in imitation.log} == {None, *kinds}
    assert imitation.most_requests() <= 12


@pytest.mark.parametrize("kind", PASSING)
def test_a_fault_that_passes_loses_nothing(run, imitation, kind):
    published = publish(imitation, 21, days=1)
    imitation.page_size = 10
    run.be_impatient_with(kind)
    faults = {2: kind, 3: kind}
    imitation.fault = lambda number, query: faults.pop(number, None)
    report = run(until="2026-10-01")
    every_release_once(run, published)
    assert report.retries >= 2
    assert report.requests == len(imitation.log) == report.retries + 3


LASTING = {
    "500": (ServiceError, r"gives no usable answer: it answers 500 .* tried for .* is kept, run the same command"),
    "hang": (ServiceError, "no answer within 0.25 s"),
    "drip": (ServiceError, "an answer that does not end|no answer within"),
    "reset": (ServiceError, "the connection failed"),
    "html": (PageError, "not JSON .they begin '<!DOCTYPE html>.*for updates from 2026-09-30T23:30:00 on"),
    "half": (PageError, "not JSON"),
    "array": (PageError, "no package"),
    "repeat": (PageError, "in a circle"),
    "empty": (PageError, "without releases that has a next page"),
    "no ids": (PageError, "Release 1 of the page has no id"),
    "oversize": (OversizeError, "more than 50 MB"),
    "redirect": (RedirectError, "localhost:9/elsewhere, another address than .* TENDERGRAPH_FTS_URL"),
    "circle": (RedirectError, "more than 3 times"),
    "403": (RequestError, "refuses the request for .* with 403"),
}


@pytest.mark.parametrize("kind", LASTING)
def test_a_fault_that_lasts_has_its_sentence_and_keeps_what_came_before(run, imitation, kind):
    published = publish(imitation, 25, days=1)
    imitation.page_size = 10
    imitation.fault = lambda number, query: kind if number > 2 else None
    run.settings = replace(run.settings, patience=15)
    run.be_impatient_with(kind)
    error, sentence = LASTING[kind]
    with pytest.raises(error, match=f"(?s){sentence}") as raised:
        run(until="2026-10-01")
    assert isinstance(raised.value, FetchError)
    assert raised.value.exit_code == 1
    assert len(run.keys()) == 20
    assert run.report.new == 20
    imitation.fault = None
    before = len(imitation.log)
    run(until="2026-10-01")
    every_release_once(run, published)
    assert len(imitation.log) == before + 1, "it goes on with the page that failed"


def test_an_hour_of_500_ends_when_patience_does(run, imitation, clock):
    publish(imitation, 10, days=1)
    start = clock.now()
    imitation.fault = lambda number, query: "500" if clock.now() < start + 3_600 else None
    with pytest.raises(ServiceError):
        run()
    assert 300 - 60 <= clock.now() - start <= 300 + 130
    assert imitation.most_requests() <= 12
    clock.seconds = start + 3_601
    run()
    assert len(run.keys()) == 10


def test_retry_after_is_kept_to_the_second(run, imitation, clock):
    publish(imitation, 10, days=1)
    imitation.retry_after = "37"
    imitation.fault = lambda number, query: "429" if number == 1 else None
    run(until="2026-10-01")
    first, second = imitation.log
    assert 37 <= second.at - first.at < 38


def test_retry_after_as_a_date(run, imitation, clock):
    publish(imitation, 10, days=1)
    imitation.retry_after = "Thu, 08 Oct 2026 12:01:30 GMT"
    imitation.fault = lambda number, query: "429" if number == 1 else None
    run(until="2026-10-01")
    first, second = imitation.log
    assert 90 <= second.at - first.at < 91


def test_retry_after_beyond_patience_ends_with_the_time(run, imitation):
    publish(imitation, 10, days=1)
    imitation.retry_after = "86400"
    imitation.fault = lambda number, query: "429"
    with pytest.raises(ServiceError, match="no request before 2026-10-09 12:00:0"):
        run()
    assert len(imitation.log) == 1


def test_a_service_with_a_stricter_limit_is_obeyed(run, imitation):
    published = publish(imitation, 800, days=2)
    imitation.limit = 5
    run(until="2026-10-03")
    every_release_once(run, published)
    refused = [request for request in imitation.log if request.status == 429]
    assert refused
    for request in refused:
        after = [later.at for later in imitation.log if later.at > request.at]
        assert min(after) - request.at >= 120


def test_a_second_fetch_of_the_same_time_asks_for_nothing(run, imitation):
    publish(imitation, 250, days=1)
    run(until="2026-10-01")
    made = len(imitation.log)
    report = run(until="2026-10-01")
    assert len(imitation.log) == made
    assert (report.new, report.requests) == (0, 0)
    report = run(until="2026-10-01", again=True)
    assert (report.new, report.known) == (0, 250)


def test_twice_in_a_row_the_second_reads_one_page_and_writes_nothing(run, imitation, clock):
    publish(imitation, 700, days=7)
    run()
    clock.sleep(5)
    before = {path: path.read_bytes() for path in (run.folder / "archive").glob("*.gz")}
    made = len(imitation.log)
    report = run(since="2026-10-08T12:00:00Z")
    assert len(imitation.log) == made + 1
    assert (report.pages, report.new, report.changed) == (1, 0, 0)
    assert before == {path: path.read_bytes() for path in (run.folder / "archive").glob("*.gz")}


def test_what_is_published_while_paging_is_got_next_time(run, imitation, clock):
    published = publish(imitation, 450, start="2026-10-08T00:00:00+01:00", days=0.5)
    late = [json.loads(line) for line in published[:3]]

    def update(number):
        if number == 3:  # rows of pages that are still to come move to the top, newer than the window's first page
            for release in late:
                release["tag"] = ["tenderUpdate"]
                imitation.publish(release, datetime.fromtimestamp(clock.now()).astimezone().isoformat())
            imitation.publish({"ocid": "o", "id": "new", "date": "2026-10-08T12:00:00Z"}, None)

    imitation.before = update
    run(since="2026-10-08")
    assert not {f"{release['ocid']}/{release['id']}" for release in late} & set(run.keys())
    imitation.before = None
    clock.sleep(60)
    run(since="2026-10-08")
    assert set(run.keys()) == set(keys(published)) | {"o/new"}
    tags = {f"{r['ocid']}/{r['id']}": r["tag"] for r in map(json.loads, gzip_lines(run.folder / "archive"))
            if "tag" in r}  # fmt: skip
    assert all(tags[f"{release['ocid']}/{release['id']}"] == ["tenderUpdate"] for release in late)


def test_what_becomes_visible_late_is_got_next_time(run, imitation, clock):
    published = publish(imitation, 10, days=7)
    run()
    imitation.publish({"ocid": "o", "id": "late", "date": "2026-10-08T11:45:00Z"})
    clock.sleep(60)
    assert run().new == 1
    assert Counter(run.keys()) == Counter([*keys(published), "o/late"])


def test_a_release_with_new_content_is_kept_beside_the_old_and_an_unchanged_one_is_not(run, imitation, clock):
    published = publish(imitation, 5, days=1)
    run()
    release = json.loads(published[0])
    imitation.publish(published[1], "2026-10-08T12:00:30+00:00")
    imitation.publish({**release, "tag": ["award"]}, "2026-10-08T12:00:30+00:00")
    clock.sleep(60)
    report = run()
    assert (report.new, report.changed, report.known) == (0, 1, 1)
    assert Counter(Counter(run.keys()).values()) == Counter({1: 4, 2: 1})


def test_the_services_clock_says_how_far_the_copy_goes(run, imitation, clock, tmp_path):
    """A laptop whose clock is an hour ahead must not record an hour that it has not seen."""
    published = publish(imitation, 20, days=7)
    ahead = StoppedClock()
    ahead.seconds = clock.seconds + 3_600
    fast = Runner(imitation, ahead, tmp_path)
    report = fast()
    assert report.covered_until == datetime.fromisoformat("2026-10-08T12:00:00+00:00")
    assert report.windows == 2
    imitation.publish({"ocid": "o", "id": "late", "date": "2026-10-08T12:10:00Z"})
    ahead.sleep(3_600)
    clock.sleep(3_600)
    fast()
    assert Counter(fast.keys()) == Counter([*keys(published), "o/late"])


@pytest.mark.parametrize(
    ("night", "now"),
    [("2026-10-25", "2026-10-25T12:00:00+00:00"), ("2027-03-28", "2027-03-28T12:00:00+00:00")],
    ids=["the hour that occurs twice", "the hour that does not occur"],
)
@pytest.mark.parametrize("steps", [1, 17])
def test_the_nights_of_the_clock_change(imitation, tmp_path, night, now, steps):
    """A release every four minutes through the night, synced once afterwards or every 43 minutes."""
    clock = imitation.clock = StoppedClock(f"{night}T00:00:00+00:00")
    clock.seconds -= 7_200
    run = Runner(imitation, clock, tmp_path)
    begin, end = clock.now(), datetime.fromisoformat(now).timestamp()
    moments = [begin + 240 * n for n in range(int(end - begin) // 240)]
    pending = [
        {"ocid": f"o{n}", "id": "1", "date": datetime.fromtimestamp(m).astimezone().isoformat()}
        for n, m in enumerate(moments)
    ]
    since = datetime.fromtimestamp(begin).astimezone().isoformat()
    for step in range(1, steps + 1):
        until = begin + (end - begin) * step / steps
        while pending and moments[len(moments) - len(pending)] <= until:
            imitation.publish(pending.pop(0))
        clock.seconds = max(clock.seconds, until)
        run(since=since)
    assert Counter(run.keys()) == Counter({f"o{n}/1": 1 for n in range(len(moments))})
    assert not pending
    sent = {request.query[name] for request in imitation.log for name in ("updatedFrom", "updatedTo")}
    assert not any(text.startswith(f"{night}T01") for text in sent)


def test_a_cursor_that_the_service_no_longer_knows_starts_the_window_again(run, imitation):
    published = publish(imitation, 250, days=1)
    imitation.fault = lambda number, query: "403" if number == 2 else None
    with pytest.raises(RequestError):
        run(until="2026-10-01")
    imitation.fault = lambda number, query: "403" if number == 3 and "cursor" in query else None
    run(until="2026-10-01")
    every_release_once(run, published)


def test_two_at_once_in_one_folder_the_second_is_refused(run, imitation, tmp_path):
    with (
        Archive(tmp_path / "archive"),
        pytest.raises(ArchiveError, match=r"Another fetch or sync is writing to .*archive; wait"),
    ):
        run()


def test_contact_points_are_dropped_or_kept(imitation, clock, tmp_path):
    publish(imitation, 30, days=1)
    for keep in (False, True):
        folder = tmp_path / str(keep)
        settings = FetchSettings(url=imitation.url)
        with Archive(folder, keep) as archive, Service(settings, tmp_path / "log", clock) as service:
            Fetch(archive, service).run(instant("2026-10-01", latest=False))
        text = b"".join(gzip_lines(folder))
        assert (b"contactPoint" in text) == (b"@example.org" in text) == keep
        assert json.loads((folder / "manifest.json").read_text())["contactPoints"] == ("kept" if keep else "dropped")
    with pytest.raises(ArchiveError, match="drops contact points"), Archive(tmp_path / "False", True):
        pass


def test_releases_are_kept_as_they_came(run, imitation):
    release = rb'{"ocid":"o","id":"1","date":"2026-10-01T10:00:00Z","n":1e9999,"m":2.50,"t":"caf\u00e9 \u2028"}'
    imitation.publish(release)
    imitation.publish(release.replace(b'"1"', b'"2"').replace(b",", b",\n  "))
    run()
    assert sorted(gzip_lines(run.folder / "archive")) == [release, release.replace(b'"1"', b'"2"')]


def test_the_folder_is_a_source_of_releases_as_it_is(run, imitation):
    published = publish(imitation, 40, days=2)
    run()
    items = list(read_sources([run.folder / "archive"]))
    assert not [item for item in items if isinstance(item, Reject)]
    assert sorted(f"{item.value['ocid']}/{item.value['id']}" for item in items) == sorted(keys(published))


def test_one_notice_and_one_record(run, imitation):
    imitation.publish(
        rb'{"ocid":"ocds-h6vhtk-00000a","id":"000001-2026","date":"2026-10-01T10:00:00Z","n":1e9999,"email":"a"}'
    )
    with run.service() as service:
        package = fetch_notice(service, "000001-2026", frozenset({"email"}))
        assert b'"n":1e9999}' in package
        assert b"email" not in package
        assert b"\n" not in package
        assert json.loads(fetch_record(service, "ocds-h6vhtk-00000a", frozenset()))["records"][0]["releases"]
        with pytest.raises(RequestError, match="000002-2026 with 404"):
            fetch_notice(service, "000002-2026", frozenset())
        with pytest.raises(UsageError, match="no notice id"):
            fetch_notice(service, "../x", frozenset())
        with pytest.raises(UsageError, match="no ocid"):
            fetch_record(service, "ocds", frozenset())
    paths = [request.path for request in imitation.log]
    assert paths[:2] == ["/api/1.0/ocdsReleasePackages/000001-2026", "/api/1.0/ocdsRecordPackages/ocds-h6vhtk-00000a"]


def test_nothing_to_fetch_is_wrong_use(run):
    with pytest.raises(UsageError, match="nothing to fetch"):
        run(since="2026-10-09")


def test_an_unreachable_service_has_its_sentence(run, imitation):
    run.settings = FetchSettings(url="http://127.0.0.1:9", patience=5)
    with pytest.raises(ServiceError, match=r"127\.0\.0\.1:9 gives no usable answer: the connection failed"):
        run()


def test_a_certificate_that_nobody_vouches_for_is_refused_at_once(clock, tmp_path):
    with Imitation(clock, certificate=Path(imitation_module.__file__).with_name("untrusted.pem")) as imitation:
        publish(imitation, 5, days=1)
        with pytest.raises(RequestError, match=r"certificate of 127\.0\.0\.1:\d+ is not trusted"):
            Runner(imitation, clock, tmp_path)()
        assert imitation.log == []


def test_weeks_without_releases_take_one_page_each(run):
    report = run(since="2026-09-20", until="2026-10-03")
    assert (report.windows, report.pages, report.new) == (2, 2, 0)
    assert report.covered_until - report.since == timedelta(days=14)


def test_a_service_that_lives_in_the_past_is_asked_for_no_window_of_its_future(run, imitation, clock, tmp_path):
    publish(imitation, 20, days=7)
    ahead = StoppedClock()
    ahead.seconds = clock.seconds + 300 * 86_400
    assert Runner(imitation, ahead, tmp_path)().windows == 2
    clock.sleep(60)
    made = len(imitation.log)
    Runner(imitation, ahead, tmp_path)(since="2026-10-08T12:00:00Z")
    assert len(imitation.log) == made + 1
