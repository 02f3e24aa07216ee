"""Two loads at one time, and what `forget` and `rebuild` do."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.generate import generate
from graph.errors import NotFoundError
from graph.load import LoadOptions, load_items
from graph.maintain import export_releases, forget, rebuild
from graph.ocds.read import read_bytes
from graph.prepare import prepare, prepare_again
from graph.store.fingerprint import fingerprint
from graph.store.write import Writer


def put(database, lines, batch: int = 500):
    return load_items(read_bytes(b"\n".join(lines), "test"), database, LoadOptions(batch=batch))


def empty(database) -> None:
    database.write("MATCH (n) DETACH DELETE n")


def test_two_loads_of_the_same_releases_at_one_time_give_the_graph_of_one(database):
    lines = list(generate(60, seed=5, compiled=False))
    put(database, lines)
    expected = fingerprint(database)
    dice = random.Random(5)
    empty(database)
    orders = [dice.sample(lines, len(lines)) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda order: put(database, order, batch=5), orders))
    assert fingerprint(database) == expected
    assert sum(report.loaded for report in reports) == len(lines)
    assert all(report.read == report.loaded + report.unchanged for report in reports)


def test_forgetting_undoes_loading(database):
    lines = list(generate(30, seed=6))
    put(database, lines[:15])
    before = fingerprint(database)
    known = {row["ocid"] for row in database.read("MATCH (:Release)-[:ABOUT]->(t) RETURN t.ocid AS ocid")}
    put(database, lines)
    later = {row["ocid"] for row in database.read("MATCH (:Release)-[:ABOUT]->(t) RETURN t.ocid AS ocid")} - known
    assert len(later) == 15
    changes = forget(database, sorted(later))
    assert fingerprint(database) == before
    assert changes.nodes_removed["Release"] == 15


def test_what_others_name_stays_as_a_stub(database):
    lines = [
        b'{"ocid":"ocds-a-1","id":"1","date":"2026-01-01T00:00:00Z","tag":["tender"],"tender":{"title":"framework"}}',
        (
            b'{"ocid":"ocds-a-2","id":"1","date":"2026-01-02T00:00:00Z","tag":["award"],"relatedProcesses":'
            b'[{"id":"1","scheme":"ocid","identifier":"ocds-a-1","relationship":["framework"]}]}'
        ),
    ]
    put(database, lines)
    forget(database, ["ocds-a-1"])
    found = database.read("MATCH (t:Tender) RETURN properties(t) AS t ORDER BY t.ocid")
    assert found == [{"t": {"ocid": "ocds-a-1"}}, {"t": {"ocid": "ocds-a-2"}}]
    forget(database, ["ocds-a-2"])
    assert database.read("MATCH (n) WHERE NOT n:Council RETURN n") == []


def test_no_stub_is_left_of_a_process_that_only_an_outdated_preparation_names(database):
    compiled = b'{"ocid":"ocds-a-2","id":"2","date":"2026-01-02T00:00:00Z","tag":["compiled"]}'
    older = (
        b'{"ocid":"ocds-a-2","id":"1","date":"2026-01-01T00:00:00Z","tag":["award"],"relatedProcesses":'
        b'[{"id":"1","scheme":"ocid","identifier":"ocds-a-1","relationship":["framework"]}]}'
    )
    put(database, [compiled, older])
    expected = fingerprint(database)
    empty(database)
    outdated = prepare(list(read_bytes(older, "test")), {}).processes
    put(database, [compiled])
    changes, _ = Writer(database, prepare_again).write(outdated)
    assert database.read("MATCH (t:Tender) RETURN t.ocid AS ocid") == [{"ocid": "ocds-a-2"}]
    assert fingerprint(database) == expected
    assert +changes.nodes_created == {"Release": 1}
    assert not +changes.nodes_removed


def test_a_stub_that_only_both_releases_together_name_is_counted(database):
    older = b'{"ocid":"ocds-a-2","id":"1","date":"2026-01-01","relatedProcesses":[{"id":"1","identifier":"x"}]}'
    newer = b'{"ocid":"ocds-a-2","id":"2","date":"2026-01-02","relatedProcesses":[{"id":"1","scheme":"ocid"}]}'
    outdated = prepare(list(read_bytes(newer, "test")), {}).processes
    put(database, [older])
    changes, _ = Writer(database, prepare_again).write(outdated)
    assert database.read("MATCH ({ocid: 'ocds-a-2'})-[:RELATED_TO]->(t) RETURN t.ocid AS ocid") == [{"ocid": "x"}]
    assert +changes.nodes_created == {"Release": 1, "Tender": 1}


def test_an_unknown_process_is_not_forgotten(database):
    with pytest.raises(NotFoundError, match="ocds-none"):
        forget(database, ["ocds-none"])


def test_rebuilding_an_up_to_date_graph_writes_nothing_and_mends_a_damaged_one(database):
    put(database, list(generate(20, seed=7)))
    expected = fingerprint(database)
    assert rebuild(database).changes.total() == 0
    database.write("MATCH (l:Lot) WITH l LIMIT 3 SET l.title = 'spoilt', l.status = null")
    database.write("MATCH (:Lot)-[r:AWARDED_TO]->() WITH r LIMIT 2 DELETE r")
    database.write("MATCH (o:Organisation) WITH o LIMIT 2 SET o.name = 'spoilt' REMOVE o:Buyer")
    database.write("CREATE (:Tender {ocid: 'ocds-of-no-release'})")
    assert fingerprint(database) != expected
    assert rebuild(database).changes.total() > 0
    assert fingerprint(database) == expected


def test_releases_come_back_as_they_were(database):
    pretty = b'{\r\n "ocid": "ocds-a-9", "id": "1", "date": "2026-01-01",\n "tender": {"value": {"amount": 1e9999}}\n}'
    put(database, [pretty])
    assert list(export_releases(database)) == [pretty.replace(b"\r", b" ").replace(b"\n", b" ")]
    assert list(export_releases(database, ["ocds-a-9"])) == list(export_releases(database))
