"""query, show, search, cypher, shell and schema through the installed command."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.store.schema import apply_schema

if TYPE_CHECKING:
    from graph.store.connection import Database

TENDERGRAPH = Path(sys.executable).with_name("tendergraph" + (".exe" if os.name == "nt" else ""))
Run = "Callable[..., subprocess.CompletedProcess[str]]"

_GRAPH = """
CREATE (b:Organisation:Buyer {id: 'GB-X-B', name: 'Beta Council', names: ['Beta Council']})
  -[:ISSUED]->(t:Tender {ocid: 'ocds-aaaaaa-1', title: '=Homes', status: 'complete'})
  -[:HAS]->(l:Lot {id: 'ocds-aaaaaa-1/1', lotId: '1'}),
  (c:Organisation:Buyer {id: 'GB-X-C', name: 'Gamma Council', names: ['Gamma Council']})-[:ISSUED]->(t),
  (t)-[:HAS_AWARD]->(a:Award {id: 'ocds-aaaaaa-1/A', awardId: 'A', status: 'active', date: date('2026-03-01')}),
  (a)-[:FOR]->(l), (a)-[:TO]->(s:Organisation:Supplier {id: 'GB-COH-00000001', name: 'One Ltd', names: ['One Ltd']}),
  (l)-[:AWARDED_TO {awardId: 'A', status: 'active', date: date('2026-03-01'), value: 1234.5, currency: 'GBP',
                    share: 1234.5, lotsStated: true, valueFrom: 'award', valueBasis: 'net'}]->(s)
"""


@pytest.fixture
def run(database: Database, neo4j_environment: dict[str, str]) -> Run:
    apply_schema(database)
    database.write(_GRAPH)

    def _run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [TENDERGRAPH, *arguments],
            env=neo4j_environment,
            input=stdin,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return _run


def test_query_lists_asks_and_shows(run: Run, tmp_path: Path) -> None:
    listed = json.loads(run("query", "--format", "json").stdout)["records"]
    assert len(listed) >= 30
    assert {row["theme"] for row in listed} >= {"suppliers", "buyers", "market", "process", "councils"}

    table = run("query", "top-suppliers", "--by", "awards")
    assert table.returncode == 0
    assert "One Ltd" in table.stdout
    assert "1,234.5" in table.stdout
    whole = json.loads(run("query", "top-suppliers", "--buyer", "beta council", "-f", "json").stdout)
    assert whole["records"][0]["value"] == 1234.5
    assert whole["records"][0]["first"] == "2026-03-01"
    assert whole["parameters"]["buyer"] == "GB-X-B"
    assert whole["more"] is False

    out = tmp_path / "top.csv"
    assert run("query", "top-suppliers", "-o", str(out)).returncode == 0
    assert next(csv.DictReader(io.StringIO(out.read_text())))["supplier_id"] == "GB-COH-00000001"

    shown = run("query", "timeline", "--ocid", "ocds-aaaaaa-1", "--show")
    assert "MATCH (t:Tender {ocid: 'ocds-aaaaaa-1'})" in shown.stdout
    assert run("cypher", "-", stdin=shown.stdout).returncode == 0

    helped = run("query", "concentration", "--help").stdout
    assert "Herfindahl-Hirschman" in helped
    assert "--currency" in helped


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["query", "top-supplier"], 2, "Did you mean top-suppliers"),
        (["query", "timeline"], 2, "needs --ocid"),
        (["query", "timeline", "--ocid", "x"], 2, "--ocid is an ocid such as"),
        (["query", "top-suppliers", "--since", "2026-02-30"], 2, "--since is a day such as"),
        (["query", "top-suppliers", "--by", "size"], 2, "--by is one of value, awards"),
        (["query", "buyer-profile", "--buyer", "council"], 2, "GB-X-C  Gamma Council"),
        (["query", "buyer-profile", "--buyer", "zzzqqq"], 1, "no organisation 'zzzqqq'"),
        (["query", "buyer-profile", "--buyer", "betta counsil"], 1, "the nearest are:\n  GB-X-B  Beta Council"),
        (["query", "timeline", "--ocid", "ocds-aaaaaa-9"], 1, "no process ocds-aaaaaa-9"),
        (["query", "top-suppliers", "--currency", "pounds"], 2, "--currency is a currency of three letters"),
        (["query", "top-suppliers", "--status", "canceled"], 2, "--status is one of pending, active"),
        (["query", "shared-suppliers", "--buyers", "GB-X-B"], 2, "--buyers needs 2 different ones"),
        (["query", "--queries", "/nowhere", "top-suppliers"], 2, "/nowhere is no folder"),
        (["show", "ocds-aaaaaa-9"], 1, "tendergraph search"),
        (["search", "?!"], 2, "no word"),
        (["cypher", "MATCH (n) DETACH DELETE n"], 1, "Refused"),
        (["cypher", "--write", "CREATE (n:Tender {ocid: 'x'})"], 2, "--yes"),
        (["cypher", "RETURN 1", "--file", "x"], 2, "not both"),
        (["cypher", "RETURN $x", "--param", "x"], 2, "name=value"),
        (["cypher", "RETURN $x", "--param", f"x={2**70}"], 2, "64 bits"),
        (["cypher", "RETURN $x", "--param", "x=" + "[" * 60_000], 2, "nested too deep"),
        (["cypher", "RETURN $x", "--param", 'x="\\ud800"'], 2, "half a character"),
        (["cypher", "RETURN $x"], 1, "Expected parameter"),
        (["cypher", "RETURN 1", "--timeout", "0"], 2, "time limit"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, arguments: list[str], code: int, says: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_cypher_reads_arguments_files_and_standard_input(run: Run, tmp_path: Path) -> None:
    assert run(
        "cypher", "RETURN $x AS x, $y AS y", "-p", "x=[1, null]", "-p", "y=plain text", "-f", "jsonl"
    ).stdout == ('{"x": [1, null], "y": "plain text"}\n')
    file = tmp_path / "mine.cypher"
    file.write_text("// which?\nMATCH (t:Tender) RETURN t.title AS title")
    assert run("cypher", "--file", str(file), "-f", "csv").stdout == "title\n'=Homes\n"
    assert run("cypher", "-f", "csv", stdin="MATCH (t:Tender) RETURN t.ocid AS o").stdout == "o\nocds-aaaaaa-1\n"
    cut = run("cypher", "UNWIND range(1, 1000000000000) AS x RETURN x", "-n", "2", "-f", "json")
    whole = json.loads(cut.stdout)
    assert (whole["notes"], whole["more"]) == (["Cut at the limit of 2 rows."], True)
    fault = run("cypher", "MATCH (t:Tender) RETRN t")
    assert fault.returncode == 1
    assert fault.stderr.splitlines()[-1].index("^") == fault.stderr.splitlines()[-2].index("RETRN")
    assert "Did you mean title" in run("cypher", "MATCH (t:Tender) RETURN t.titel").stdout


def test_write_needs_the_word_or_yes(run: Run, database: Database) -> None:
    done = run("cypher", "--write", "--yes", "MATCH (t:Tender) SET t.title = 'changed'")
    assert done.returncode == 0
    assert "properties set: 1" in done.stdout
    assert database.read("MATCH (t:Tender) RETURN t.title AS title")[0]["title"] == "changed"


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupt_ends_the_statement_on_the_server(
    run: Run, database: Database, neo4j_environment: dict[str, str]
) -> None:
    text = "UNWIND range(1, 1000000000000) AS x RETURN count(x)"
    running = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.app = 'tendergraph' RETURN count(*) AS n"
    process = subprocess.Popen([TENDERGRAPH, "cypher", text, "--timeout", "60"], env=neo4j_environment)
    deadline = time.monotonic() + 30
    while not database.read(running)[0]["n"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert database.read(running)[0]["n"] == 1
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    deadline = time.monotonic() + 20
    while database.read(running)[0]["n"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert database.read(running)[0]["n"] == 0


def test_show_search_and_shell(run: Run) -> None:
    shown = run("show", "One Ltd").stdout
    assert shown.startswith("Organisation GB-COH-00000001: One Ltd")
    assert "GO DEEPER" in shown
    assert json.loads(run("show", "ocds-aaaaaa-1/A", "-f", "json").stdout)["parameters"]["label"] == "Award"
    found = json.loads(run("search", "betta", "counsil", "-k", "organisation", "-f", "json").stdout)["records"]
    assert found[0]["key"] == "GB-X-B"
    done = run(
        "shell", "-f", "csv", stdin="RETURN ';' AS a; // ;\nMATCH (t:Tender)\nRETURN count(t) AS n;\nCREATE (n);"
    )
    assert done.stdout == "a\n;\nn\n1\n"
    assert "Refused" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("query top-suppliers --by ", ["value", "awards"]),
        ("query top-suppliers --status un", ["unsuccessful"]),
        ("query top-suppliers --buyer bet", ["Beta\\ Council"]),
        ("query top-suppliers --buyer gb-x", ["GB-X-B", "GB-X-C"]),
        ("query top-suppliers --buyer gamma\\ cou", ["Gamma\\ Council"]),
        ("query shared-suppliers --buyers GB-X-B --buyers gam", ["Gamma\\ Council"]),
        ("query timeline --ocid ocds-", ["ocds-aaaaaa-1"]),
        ("query top-suppliers --buyer zzzq", []),
    ],
)
def test_the_shell_completes_names_and_keys(
    run: Run, neo4j_environment: dict[str, str], words: str, offered: list[str]
) -> None:
    line = f"tendergraph {words}"
    place = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.replace("\\ ", "_").split(" ")) - 1)}
    asked = {**neo4j_environment, **place, "_TENDERGRAPH_COMPLETE": "complete_bash"}
    done = subprocess.run([TENDERGRAPH], env=asked, text=True, capture_output=True, timeout=120, check=False)
    assert done.stdout.split("\n")[:-1] == (offered or [""])


def test_schema(run: Run, database: Database, tmp_path: Path) -> None:
    rows = json.loads(run("schema", "show", "-f", "json").stdout)["records"]
    assert next(row["count"] for row in rows if row["name"] == "Tender") == 1
    assert "CREATE CONSTRAINT tender_ocid" in run("schema", "cypher").stdout
    picture = tmp_path / "model.svg"
    assert run("schema", "picture", "-o", str(picture)).returncode == 0
    assert ">Tender</text>" in picture.read_text()
    assert run("schema", "check").returncode == 0
    database.write("CREATE (:Unknown)")
    broken = run("schema", "check")
    assert broken.returncode == 1
    assert "undeclared label" in broken.stdout


def test_own_questions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text(
        "// ---\n// title: Mine\n// params:\n//   status: {type: string, default: complete, help: Status.}\n"
        "// returns:\n//   ocid: {type: string, meaning: Process}\n// ---\n"
        "MATCH (t:Tender {status: $status}) RETURN t.ocid AS ocid ORDER BY ocid LIMIT $limit\n"
    )
    assert run("query", "--queries", str(tmp_path), "mine", "-f", "csv").stdout == "ocid\nocds-aaaaaa-1\n"
    assert run("query", "--queries", str(tmp_path), "mine", "--status", "no", "-f", "csv").stdout == "ocid\n"
    (tmp_path / "top-suppliers.cypher").write_text("RETURN 1 AS x")
    taken = run("query", "--queries", str(tmp_path), "mine")
    assert taken.returncode == 2
    assert "is taken by" in taken.stderr
