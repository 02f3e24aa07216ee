"""`tendergraph analyse` and `tendergraph export` as a person runs them, on the market of tests/market.cypher."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from market import MARKET

COMMAND = Path(sys.executable).with_name("tendergraph")


@pytest.fixture
def run(database, neo4j_environment, tmp_path):
    database.write(MARKET)

    def call(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [COMMAND, *arguments], env=neo4j_environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


def test_every_measure_as_json(run):
    wanted = {
        ("overlap", "--all"): {"a", "a_name", "b", "b_name", "shared", "expected", "p_value", "q_value"},
        ("central", "--by", "pagerank", "--by", "betweenness", "--of", "suppliers"): {
            "id", "name", "kind", "pagerank", "betweenness",
        },
        ("communities",): {"community", "name", "buyers", "suppliers", "awards_inside", "awards_outside", "leading"},
        ("concentration", "--weight", "GBP"): {"id", "hhi", "cr1", "cr4", "gini", "valued_share", "total"},
        ("similar", "A"): {"id", "name", "shared", "jaccard", "cosine"},
        ("paths", "A", "B"): {"path", "step", "from", "to", "awards", "last"},
        ("change", "--at", "2026-02-01"): {"id", "change", "before", "after", "rank_move"},
        ("robustness",): {"lost", "largest_share", "served_share"},
        ("robustness", "--weak"): {"id", "cut_off", "only_partner_of"},
        ("network",): {"measure", "value", "unit", "meaning"},
    }  # fmt: skip
    for arguments, fields in wanted.items():
        told = json.loads(run("analyse", *arguments, "--format", "json").stdout)
        assert fields <= set(told["records"][0]), arguments
        assert told["parameters"]["versions"]["tendergraph"]
        assert told["parameters"]["network"] == "buyer-supplier"
        assert all(column["name"] in told["records"][0] for column in told["columns"])


def test_no_award_is_told_twice(run):
    def told(*arguments):
        return json.loads(run("analyse", *arguments, "-f", "json").stdout)

    shape = {row["measure"]: row["value"] for row in told("network")["records"]}
    # Three awards worth 100 GBP and 7.5 EUR; over the six pairs of a buyer, a supplier and an award there are more.
    assert (shape["awards"], shape["awards_valued"], shape["link_awards"]) == (3, 2, 6)
    assert (shape["value_GBP"], shape["value_EUR"]) == (100.0, 7.5)
    few = {row["measure"] for row in told("network", "--min-awards", "2")["records"]}
    assert "awards" not in few
    assert {"link_awards", "link_value_GBP"} <= few
    regions = told("network", "--network", "region-supplier")
    assert regions["notes"] == ["1 more awards pass the filters but have no region of delivery: they are in no link."]
    rows = {row["id"]: row for row in told("central", "--of", "suppliers")["records"]}
    assert (rows["X"]["awards"], rows["X"]["strength"]) == (2, 3)
    rows = {row["id"]: row for row in told("change", "--at", "2026-02-01")["records"]}
    assert (rows["X"]["before"], rows["X"]["after"]) == (1, 1)
    rows = {row["id"]: row for row in told("change", "--at", "2026-02-01", "--weight", "GBP")["records"]}
    assert (rows["X"]["before"], rows["X"]["after"]) == (50.0, 0.0)


def test_communities_of_every_projection(run):
    for weight in ("shared", "jaccard", "cosine", "newman", "resource-allocation"):
        told = json.loads(run("analyse", "communities", "--links", weight, "-f", "json").stdout)
        assert told["parameters"]["projection"] == weight
        assert told["records"][0]["buyers"] == 2
    said = run("analyse", "communities", "--links", "cosine", "--validated", code=2).stderr
    assert "leave out --links" in said


def test_a_period_without_awards_is_told(run):
    told = json.loads(run("analyse", "change", "--at", "2020-01-01", "-f", "json").stdout)
    assert {row["change"] for row in told["records"]} == {"entered"}
    assert told["title"] == "Suppliers between two periods"
    assert "No award before 2020-01-01" in " ".join(told["notes"])


def test_what_is_true_in_the_table_is_true_in_the_json(run):
    table = run("analyse", "overlap", "--all").stdout
    row = json.loads(run("analyse", "overlap", "--all", "-f", "json").stdout)["records"][0]
    assert (row["a"], row["b"], row["shared"]) == ("A", "B", 2)
    assert f"{row['p_value']:.4g}" in table
    assert "Universe: the 3 suppliers" in table


def test_save_list_drop(run, database):
    said = run("analyse", "communities", "--save", "groups", "--plot", "groups.html", "-f", "csv").stderr
    assert "Saved as 'groups'" in said
    assert "Drawn in groups.html" in said
    assert "groups" in run("analyse", "saved").stdout
    assert "already" in run("analyse", "communities", "--save", "groups", code=2).stderr
    run("analyse", "drop", "groups", "--yes")
    assert database.read("MATCH (n) WHERE n.derivedBy IS NOT NULL RETURN n") == []
    run("analyse", "drop", "groups", "--yes", code=1)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("analyse", "overlap", "--cpv", "99"), 1, "No link of the buyer-supplier network passes"),
        (("analyse", "similar", "Nobody"), 1, "has the id or name 'Nobody'"),
        (("analyse", "concentration", "--weight", "USD"), 2, "No weight 'USD'"),
        (("analyse", "central", "--engine", "gds", "--save", "x"), 2, "--engine gds has no --save"),
        (("analyse", "communities", "--engine", "gds", "--validated"), 2, "--engine gds has no --validated"),
        (("analyse", "change", "--at", "2026-02-01", "--since", "2026-03-01"), 2, "must lie after --since"),
        (("analyse", "change", "--at", "2026-02-01", "--cpv", "99"), 1, "No award with a date"),
        (("analyse", "network", "--since", "2026-02-01", "--until", "2026-01-01"), 2, "nothing lies between"),
        (("analyse", "network", "--plot", "n.pdf"), 2, "must end in"),
        (("analyse", "central", "--of", "councils"), 2, "buyers and suppliers"),
        (("analyse", "central", "--engine", "gds", "--network", "tender-cpv"), 2, "buyer-supplier network only"),
        (("export", "csv", "--for", "spreadsheet", "."), 2, "is not empty"),
    ],
)
def test_bad_input_is_one_sentence(run, tmp_path, arguments, code, sentence):
    (tmp_path / "there").touch()
    done = run(*arguments, code=code)
    assert sentence in done.stderr
    assert done.stdout == ""


def test_exports(run, tmp_path):
    run("export", "graphml", "n.graphml")
    run("export", "gexf", "n.gexf")
    run("export", "parquet", "parquet")
    run("export", "csv", "admin")
    assert "database import full" in (tmp_path / "admin" / "import.txt").read_text(encoding="utf-8")
    assert run("export", "ftm").stdout.count("\n") == 15
    run("export", "jsonl", "-o", "g.jsonl")
    assert all(json.loads(line) for line in (tmp_path / "g.jsonl").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    "name",
    ["network", "central", "communities", "concentration", "overlap", "similar", "paths", "change", "robustness"],
)
def test_help_says_what_it_does_not_prove(name):
    told = subprocess.run([COMMAND, "analyse", name, "--help"], capture_output=True, text=True, check=True).stdout
    words = " ".join(told.split())
    assert "not prove" in words
