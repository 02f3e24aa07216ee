"""The installed command `fetch` against the imitation of the service: output, exit codes, kills."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from imitation.data import gzip_lines, keys, publish
from imitation.find_a_tender import Imitation

COMMAND = Path(sys.executable).with_name("tendergraph")
#: The full figure is 20 kills in a week of 2,600 releases.
KILLS = int(os.environ.get("TENDERGRAPH_TEST_KILLS", "3"))
START = (datetime.now().astimezone() - timedelta(days=9)).replace(hour=0, minute=0, second=0, microsecond=0)
SINCE, UNTIL = START.date().isoformat(), (START + timedelta(days=6)).date().isoformat()


@pytest.fixture
def imitation():
    with Imitation(limit=12, period=1.0, hang=1.5) as service:
        yield service


@pytest.fixture
def environment(imitation, tmp_path):
    return {
        **os.environ,
        "TENDERGRAPH_FTS_URL": imitation.url,
        "TENDERGRAPH_FTS_RATE": "12/1",
        "TENDERGRAPH_FTS_TIMEOUT": "2",
        "TENDERGRAPH_FTS_PATIENCE": "60",
        "TENDERGRAPH_HOME": str(tmp_path / "home"),
        "TENDERGRAPH_CACHE": str(tmp_path / "cache"),
    }


@pytest.fixture
def run(environment, tmp_path):
    def run(*arguments, **changed):
        return subprocess.run(
            [COMMAND, *arguments], env=environment | changed, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run


def test_killed_at_random_moments_every_release_is_there_once(imitation, environment, tmp_path):
    """Faults in a tenth of the answers, and the process killed; the limit holds over all of them together."""
    count = 130 * KILLS
    imitation.page_size = 20
    published = publish(imitation, count, start=START.isoformat(), seed=11)
    kinds = ["500", "503", "429", "html", "half", "reset", "truncated", "repeat", "empty", "no ids"]
    imitation.fault = lambda number, query: kinds[number // 10 % len(kinds)] if number % 10 == 4 else None
    imitation.retry_after = "1"
    command = [COMMAND, "fetch", "--since", SINCE, "--until", UNTIL, "--output", tmp_path / "archive"]
    random, kills = Random(int(time.time())), 0
    while kills < KILLS:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        before = len(imitation.log)
        waited = time.monotonic()
        while len(imitation.log) == before and process.poll() is None and time.monotonic() < waited + 20:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.6))
        ended = process.poll()
        process.kill()
        _, said = process.communicate()
        assert ended in (None, 0), said
        kills += 1
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = Counter(keys(gzip_lines(tmp_path / "archive")))
    assert found == Counter(keys(published))
    assert imitation.most_requests() <= 12
    refused = [request.at for request in imitation.log if request.fault == "429"]
    assert all(later.at - at >= 1 for at in refused for later in imitation.log if later.at > at)
    checked = subprocess.run([*command[:2], "--verify", "-o", tmp_path / "archive", "-f", "json"], env=environment,
                             capture_output=True, text=True, check=False)  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    assert sum(row["releases"] for row in json.loads(checked.stdout)["records"]) == count


def test_the_report_and_the_second_time(run, imitation, tmp_path):
    publish(imitation, 30, start=START.isoformat(), days=1)
    first = run("fetch", "--since", SINCE, "--until", SINCE, "--format", "json")
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout)
    counts = {row["kind"]: row["count"] for row in report["records"]}
    assert counts["releases that are new"] == 30
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in report["notes"]
    assert len(gzip_lines(tmp_path / "home/find-a-tender")) == 30
    again = run("fetch", "--since", SINCE, "--until", SINCE)
    assert again.returncode == 0
    assert [line.split()[-1] for line in again.stdout.splitlines() if "releases that are new" in line] == ["0"]
    assert first.stderr == again.stderr == ""


def test_one_notice_to_standard_output(run, imitation):
    publish(imitation, 3, start=START.isoformat(), days=1)
    imitation.publish({"ocid": "ocds-h6vhtk-00000a", "id": "000001-2026", "date": START.isoformat()})
    shown = run("-q", "fetch", "--notice", "000001-2026", "--ocid", "ocds-h6vhtk-00000a")
    assert shown.returncode == 0, shown.stderr
    package, record = map(json.loads, shown.stdout.splitlines())
    assert package["releases"][0]["id"] == "000001-2026"
    assert record["records"][0]["ocid"] == "ocds-h6vhtk-00000a"


@pytest.mark.parametrize(
    ("arguments", "changed", "sentence", "code"),
    [
        ([], {}, "--since is missing", 2),
        (["--since", "soon"], {}, "'soon' is no date", 2),
        (["--since", "2999-01-01"], {}, "nothing to fetch", 2),
        (["--since", SINCE], {"TENDERGRAPH_FTS_RATE": "fast"}, "TENDERGRAPH_FTS_RATE is 'fast'", 2),
        (["--since", SINCE], {"TENDERGRAPH_FTS_URL": "here"}, "TENDERGRAPH_FTS_URL is 'here'", 2),
        (["--notice", "x"], {}, "'x' is no notice id", 2),
        (["--notice", "000001-2026", "-o", "x"], {}, "write to standard output", 2),
        (["--since", SINCE], {"TENDERGRAPH_CACHE": "/proc/nowhere"}, "set TENDERGRAPH_CACHE", 1),
        (["--verify"], {}, "it is no archive", 1),
        (["--since", SINCE, "-o", "/proc/nowhere"], {}, "cannot be written", 1),
        (
            ["--since", SINCE],
            {"TENDERGRAPH_FTS_URL": "http://127.0.0.1:9", "TENDERGRAPH_FTS_PATIENCE": "0.1"},
            "gives no usable answer: the connection failed",
            1,
        ),
    ],
)
def test_what_is_wrong_has_one_sentence_and_its_exit_code(run, arguments, changed, sentence, code):
    done = run("fetch", *arguments, **changed)
    assert done.returncode == code
    *notices, last = done.stderr.splitlines()
    assert last.startswith("tendergraph: ")
    assert sentence in last
    assert all(notice.endswith("; trying again.") for notice in notices)
    assert done.stdout == ""


def test_an_interrupt_keeps_what_came(imitation, environment, tmp_path):
    imitation.page_size = 5
    publish(imitation, 200, start=START.isoformat(), days=1)
    command = [COMMAND, "fetch", "--since", SINCE, "--until", SINCE, "-o", tmp_path / "archive"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while len(imitation.log) < 8 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "pages came in and are in" in said
    assert "Traceback" not in said
    assert 5 <= len(gzip_lines(tmp_path / "archive")) < 200


def test_progress_is_shown_on_a_terminal_and_nowhere_else(imitation, environment, tmp_path):
    imitation.page_size = 5
    publish(imitation, 100, start=START.isoformat(), days=1)
    command = [COMMAND, "fetch", "--since", SINCE, "--until", SINCE, "-o", tmp_path / "archive"]
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(
        command,
        env=environment | {"COLUMNS": "140", "TENDERGRAPH_FTS_RATE": "12/3"},
        stdout=subprocess.PIPE,
        stderr=its_end,
        text=True,
    )
    os.close(its_end)
    seen = b""
    while process.poll() is None or select.select([terminal], [], [], 0.2)[0]:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65_536)
            except OSError:
                break
    os.close(terminal)
    shown, _ = process.communicate()
    assert process.returncode == 0
    assert re.search(rb"\d+ pages  \d+ releases  about \d+ s left", seen), seen[-500:]
    assert b"next request in 2 s" in seen
    assert "next request" not in shown


def test_two_fetches_at_once_one_is_refused_and_nothing_is_lost(imitation, environment, tmp_path):
    imitation.page_size = 20
    published = publish(imitation, 300, start=START.isoformat(), days=1)
    command = [COMMAND, "fetch", "--since", SINCE, "--until", SINCE, "-o", tmp_path / "archive"]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=30)[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    assert "Another fetch or sync is writing to" in "".join(said)
    assert Counter(keys(gzip_lines(tmp_path / "archive"))) == Counter(keys(published))
    assert imitation.most_requests() <= 12


def test_a_full_disk_loses_nothing(run, imitation, environment, tmp_path):
    published = publish(imitation, 250, start=START.isoformat(), days=1)
    command = f"ulimit -f 40; {COMMAND} fetch --since {SINCE} --until {SINCE} -o archive"
    full = subprocess.run(
        ["bash", "-c", command], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert full.returncode == 1
    assert re.search(r"tendergraph: archive/find-a-tender-\S+ cannot be written: File too large", full.stderr)
    done = run("fetch", "--since", SINCE, "--until", SINCE, "-o", "archive")
    assert done.returncode == 0, done.stderr
    assert Counter(keys(gzip_lines(tmp_path / "archive"))) == Counter(keys(published))


def test_damaged_archives_have_their_sentences(run, imitation, tmp_path):
    publish(imitation, 30, start=START.isoformat(), days=1)
    assert run("fetch", "--since", SINCE, "--until", SINCE, "-o", "archive").returncode == 0
    file = next((tmp_path / "archive").glob("*.gz"))
    whole, manifest = file.read_bytes(), tmp_path / "archive/manifest.json"
    cases = [
        (lambda: file.write_bytes(whole[:-30]), "part of it is gone"),
        (lambda: file.write_bytes(whole[:50] + b"\0" * 20 + whole[70:]), "is damaged"),
        (lambda: (file.write_bytes(whole), manifest.write_text("{"))[1], "manifest.json cannot be read"),
        (manifest.unlink, "archive files but no manifest.json"),
    ]
    for damage, sentence in cases:
        damage()
        done = run("fetch", "--since", SINCE, "-o", "archive")
        assert (done.returncode, sentence in done.stderr) == (1, True), done.stderr
        assert "Traceback" not in done.stderr
