"""Order, repetition and splitting of releases do not matter (rule 1), and nothing is lost (rule 3)."""

import os
import random

import pytest

from benchmarks.generate import generate
from graph.load import LoadOptions, load_items
from graph.ocds.read import read_bytes
from graph.store.fingerprint import fingerprint

SEEDS = range(int(os.environ.get("TENDERGRAPH_ORDERS", "3")))


def releases(seed: int, count: int = 40) -> list[bytes]:
    """Raw releases of about 30 processes, and compiled ones of the first few, which stand for all before them."""
    raw = list(generate(count, seed=seed, compiled=False))
    compiled = list(generate(4, seed=seed, compiled=True))
    return raw + compiled


def put(database, lines: list[bytes], batch: int = 500):
    report = load_items(read_bytes(b"\n".join(lines), "test"), database, LoadOptions(batch=batch))
    assert report.read == report.loaded + report.unchanged + report.rejected.total() == len(lines)
    return report


def empty(database) -> None:
    database.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("seed", SEEDS)
def test_any_order_repetition_and_split_gives_the_same_graph(database, seed):
    dice = random.Random(seed)
    lines = releases(seed)
    put(database, lines)
    expected = fingerprint(database)
    shuffled = lines + dice.choices(lines, k=8)
    dice.shuffle(shuffled)
    empty(database)
    while shuffled:
        part = dice.randint(1, len(shuffled))
        put(database, shuffled[:part], batch=dice.choice([1, 3, 500]))
        del shuffled[:part]
    assert fingerprint(database) == expected


@pytest.mark.parametrize("seed", list(SEEDS)[:3])
def test_a_prefix_and_then_the_whole_is_the_whole(database, seed):
    lines = releases(seed)
    put(database, lines)
    expected = fingerprint(database)
    empty(database)
    put(database, lines[: random.Random(seed).randrange(len(lines))])
    put(database, lines)
    assert fingerprint(database) == expected


def test_other_releases_give_another_fingerprint(database):
    lines = releases(0)
    put(database, lines)
    before = fingerprint(database)
    put(database, releases(0, count=41))
    assert fingerprint(database) != before


def test_a_second_load_writes_nothing(database):
    lines = releases(1)
    put(database, lines)
    report = put(database, lines)
    assert report.loaded == 0
    assert report.changes.total() == 0


def test_of_two_releases_with_one_id_the_newer_stands_in_any_order(database):
    old, new = (
        b'{"ocid":"ocds-a-1","id":"1","date":"2026-01-01T00:00:00Z","tag":["tender"],"tender":{"title":"old"}}',
        b'{"ocid":"ocds-a-1","id":"1","date":"2026-02-01T00:00:00Z","tag":["tender"],"tender":{"title":"new"}}',
    )
    prints = set()
    for lines in ([old, new], [new, old]):
        for line in lines:
            put(database, [line])
        prints.add(fingerprint(database))
        assert database.read("MATCH (t:Tender) RETURN t.title AS title") == [{"title": "new"}]
        empty(database)
    assert len(prints) == 1


def test_what_is_written_is_counted(database):
    report = put(database, releases(2))
    written = report.changes.as_dict()
    nodes = {
        row["label"]: row["count"]
        for row in database.read(
            "MATCH (n) RETURN [l IN labels(n) WHERE NOT l IN ['Buyer', 'Supplier']][0] AS label, count(*) AS count"
        )
    }
    kinds = {
        row["type"]: row["count"] for row in database.read("MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS count")
    }
    assert written["nodes"]["created"] == nodes
    assert written["relationships"]["created"] == kinds
    assert not written["nodes"]["removed"]
