"""`tendergraph councils`: the installed command on the example releases."""

import csv
import io
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from graph.load import LoadOptions, load

COMMAND = str(Path(sys.executable).with_name("tendergraph"))


@pytest.fixture(scope="module")
def tendergraph(connected, neo4j_environment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("councils")
    connected.write("MATCH (n) DETACH DELETE n")
    load([str(files("graph.demo") / "releases.jsonl.gz")], connected, LoadOptions())

    def run(*arguments):
        return subprocess.run(
            [COMMAND, "councils", *map(str, arguments)], env=neo4j_environment, cwd=folder, check=False, text=True,
            capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip

    run.folder = folder
    return run


def rows(result):
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["records"]


def test_what_the_table_says_the_json_and_csv_say(tendergraph):
    listed = rows(tendergraph("together", "-f", "json", "-n", "3"))
    table = tendergraph("together", "-n", "3").stdout
    read = list(csv.DictReader(io.StringIO(tendergraph("together", "-f", "csv", "-n", "3").stdout)))
    assert len(listed) == len(read) == 3
    for one, line in zip(listed, read, strict=True):
        assert line["partner_code"] == one["partner_code"]
        assert one["ocids"][0] in table
    assert "There is more" in table


def test_evidence_of_a_pair_leads_to_the_evidence_of_the_process(tendergraph):
    (pair, *_) = rows(tendergraph("together", "-f", "json", "-n", "1"))
    found = rows(tendergraph("together", pair["code"], pair["partner_code"], "--evidence", "-f", "json", "-n", "200"))
    assert {one["ocid"] for one in found} == set(pair["ocids"])
    assert all("\u00ab" in one["sentence"] for one in found)
    checked = rows(tendergraph("evidence", pair["ocids"][0], "-f", "json"))
    assert {pair["code"], pair["partner_code"]} <= {one["code"] for one in checked}
    assert all(one["verbatim"] for one in checked)


def test_opportunities_come_by_score_and_explain_it(tendergraph):
    found = rows(tendergraph("opportunities", "--since", "2024-01-01", "--until", "2034-01-01", "-f", "json"))
    assert found
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(len(set(one["codes"])) > 1 for one in found)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("show", "Worthing"), ("shared-suppliers", "--all"), ("compare", "Worthing", "Adur"), ("network",),
        ("together", "--groups"), ("together", "--basis", "collective", "--basis", "party"),
    ],
)  # fmt: skip
def test_every_question_answers(tendergraph, arguments):
    result = tendergraph(*arguments, "-f", "json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["columns"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "Sussex"), 2, "WSX  West Sussex County Council"),
        (("show", "Atlantis"), 2, "no council 'Atlantis'"),
        (("together", "--groups", "--evidence"), 2, "ask for one of them"),
        (("compare", "Worthing"), 2, "two different councils"),
        (("evidence", "nowhere"), 1, "no release of nowhere"),
        (("opportunities", "--since", "2027-01-01", "--until", "2026-01-01"), 2, "is before --since"),
        (("network", "--map", "map.bmp"), 2, "must end in .svg"),
        (("refresh", "--corrections", "none.csv"), 1, "none.csv"),
    ],
)
def test_wrong_use_is_one_sentence(tendergraph, arguments, code, words):
    result = tendergraph(*arguments)
    assert (result.returncode, result.stdout) == (code, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_report_and_pictures_are_files(tendergraph):
    done = tendergraph("report", "Worthing", "--output", "report.html", "--on", "2026-08-15")
    assert done.returncode == 0, done.stderr
    assert "Report of 15 August 2026" in (tendergraph.folder / "report.html").read_text(encoding="utf-8")
    done = tendergraph("network", "--plot", "net.html", "--map", "map.svg")
    assert done.returncode == 0, done.stderr
    assert (tendergraph.folder / "map.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "<script" in (tendergraph.folder / "net.html").read_text(encoding="utf-8")


def test_refresh_takes_a_file_of_corrections(tendergraph):
    (pair, *_) = rows(tendergraph("together", "-f", "json", "-n", "1"))
    ocid, code = pair["ocids"][0], pair["code"]
    lines = f"action,ocid,council,sense,reason\naccept,{ocid},{code},participates,seen in the contract\n"
    (tendergraph.folder / "mine.csv").write_text(lines)
    assert tendergraph("refresh", "--corrections", "mine.csv").returncode == 0
    found = rows(tendergraph("evidence", ocid, "-f", "json"))
    assert {one["rule"] for one in found if (one["code"], one["sense"]) == (code, "participates")} == {"correction"}
