"""The log of requests: never more than the rate in any period, over processes, restarts and clock changes."""

import json
from random import Random

import pytest
from imitation.find_a_tender import StoppedClock

from graph.fetch.limiter import RequestLog
from graph.fetch.settings import Rate


def log(path, clock, requests=12, seconds=120.0):
    return RequestLog(path, Rate(requests, seconds), clock, 60.0, lambda _: None)


def most(times, seconds):
    return max(sum(start <= at < start + seconds for at in times) for start in times)


@pytest.mark.parametrize("seed", range(10))
def test_never_more_than_the_rate_in_any_period_whatever_the_delays(tmp_path, seed):
    random, clock, requests = Random(seed), StoppedClock(), 1 + seed
    path = tmp_path / "host.json"
    arrived = []
    for _ in range(40):
        if random.random() < 0.2:
            clock.sleep(random.uniform(0, 200))
        with log(path, clock, requests).request():
            clock.sleep(random.choice([0, 0.01, 3]))
            arrived.append(clock.now())
            clock.sleep(random.choice([0, 0.01, 3]))
    assert most(arrived, 120.0) <= requests


def test_a_burst_is_allowed_and_then_it_waits_until_the_first_is_old(tmp_path):
    clock = StoppedClock()
    requests = log(tmp_path / "host.json", clock)
    start = clock.now()
    times = []
    for _ in range(13):
        with requests.request():
            times.append(clock.now() - start)
    assert times[:12] == [0.0] * 12
    assert 120.0 <= times[12] <= 122.5
    assert requests.waited == pytest.approx(times[12])


def test_a_killed_request_counts_until_it_must_be_over_and_so_does_another_process(tmp_path):
    clock = StoppedClock()
    for _ in range(12):
        log(tmp_path / "host.json", clock)._take()  # taken, and the process is gone before its answer
    start = clock.now()
    with log(tmp_path / "host.json", clock).request():
        assert 180 <= clock.now() - start <= 184


def test_a_hold_is_kept_over_a_restart(tmp_path):
    clock = StoppedClock()
    log(tmp_path / "host.json", clock).hold_until(clock.now() + 120)
    start = clock.now()
    with log(tmp_path / "host.json", clock).request():
        assert clock.now() - start == pytest.approx(120, abs=1e-3)


def test_a_clock_that_was_set_back_waits_no_longer_than_the_period(tmp_path):
    clock = StoppedClock()
    requests = log(tmp_path / "host.json", clock, requests=1)
    with requests.request():
        pass
    clock.seconds -= 86_400 * 300
    start = clock.now()
    with requests.request():
        assert clock.now() - start <= 125


@pytest.mark.parametrize("content", ["", "{", "[]", '{"made": "x", "hold": 0}', '{"made": [1]}'])
def test_a_damaged_log_counts_as_full(tmp_path, content):
    clock = StoppedClock()
    path = tmp_path / "host.json"
    path.write_text(content)
    start = clock.now()
    with log(path, clock).request():
        assert clock.now() - start >= 120
    assert len(json.loads(path.read_text())["made"]) <= 12
