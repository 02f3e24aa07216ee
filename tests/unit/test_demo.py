"""The example graph: apart from the user's own, and made of what its generator writes."""

import gzip
import json
from pathlib import Path

from benchmarks.demo_releases import market
from graph.demo.tour import releases, tour
from graph.settings import load_settings


def test_the_example_graph_is_apart_from_the_users_own(tmp_path):
    own = {"NEO4J_URI": "neo4j://somewhere:7687", "TENDERGRAPH_HOME": str(tmp_path)}
    assert load_settings(tmp_path, own).uri == "neo4j://somewhere:7687"
    assert load_settings(tmp_path, own).home_folder == tmp_path
    example = load_settings(tmp_path, own | {"TENDERGRAPH_DEMO": "true"})
    assert example.uri is None
    assert example.home_folder == tmp_path / "demo"


def test_its_server_is_small_unless_the_user_says_otherwise(tmp_path):
    assert load_settings(tmp_path, {"TENDERGRAPH_DEMO": "true"}).heap == "512m"
    assert load_settings(tmp_path, {"TENDERGRAPH_DEMO": "true", "TENDERGRAPH_HEAP": "2g"}).heap == "2g"
    assert load_settings(tmp_path, {}).heap is None


def test_the_shipped_releases_are_the_generators():
    lines = gzip.decompress(Path(releases()).read_bytes()).decode().splitlines()
    shipped = [json.loads(line.replace("1e9999", '"@no limit@"')) for line in lines]
    assert shipped == market()
    assert len(shipped) == 326


def test_every_release_says_that_it_is_invented():
    for release in market():
        assert "Invented example" in release["tender"]["description"]
        for party in release["parties"]:
            assert "supplier" not in party["roles"] or party["name"].endswith("(invented)")


def test_the_tour_has_six_questions_and_a_picture_that_needs_nothing_more(tmp_path):
    stops = tour(tmp_path / "communities.html")
    assert len(stops) == 6
    assert str(tmp_path / "communities.html") in stops[-1].command
