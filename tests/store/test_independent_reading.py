"""The graph against a second reading of the same releases, value by value: no difference."""

import json
from pathlib import Path

import pytest
from held import held
from independent_reading import differences, read

from graph.load import load

DATA = Path(__file__).parents[2].parent / "shared" / "data"
SOURCES = {
    "Find a Tender": ["fts/compiled.jsonl"],
    "other publishers": [f"other/{n}.jsonl" for n in ("contracts_finder", "public_contracts_scotland", "sell2wales")],
}


@pytest.mark.skipif(not DATA.exists(), reason="the real releases are not beside the project")
@pytest.mark.parametrize("publisher", SOURCES)
def test_the_graph_is_what_a_second_reading_of_the_releases_says(database, publisher):
    files = [DATA / name for name in SOURCES[publisher]]
    releases = [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]
    newest = {r["ocid"]: r for r in sorted(releases, key=lambda r: r["date"])}
    report = load(files, database)
    assert report.read == report.loaded
    nodes, relationships, second = held(database)
    expected_nodes, expected_relationships = read(newest.values())
    for kind in ("Release", "Council"):
        nodes.pop(kind, None)
    relationships.pop("ABOUT", None)
    found = [
        *differences(expected_nodes, nodes, ignore=("description", "name", "level", "collective")),
        *differences(expected_relationships, relationships),
    ]
    assert found == []
    assert second["Buyer"] == {start for start, _ in expected_relationships["ISSUED"]}
    assert second["Supplier"] == {end for _, end in expected_relationships["TO"]}
