"""The coverage page is fresh, and what it says of each path is what the mapping does."""

import copy
import importlib.util
import re
from collections import defaultdict
from pathlib import Path

import pytest
from shared import DATA, needs_data

from graph.mapping import map_process, release_props

pytestmark = needs_data

_spec = importlib.util.spec_from_file_location("coverage_page", Path(__file__).parents[3] / "docs" / "coverage.py")
coverage_page = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(coverage_page)


def test_the_page_is_fresh():
    fresh = coverage_page.page(DATA / "fts")
    assert coverage_page.PAGE.read_text(encoding="utf-8") == fresh, "run: python docs/coverage.py ../shared/data/fts"


@pytest.fixture(scope="module")
def by_path():
    """Path -> releases that have it, smaller ones first, since they have fewer other sources of the same fact."""
    found = defaultdict(list)
    for release in sorted(coverage_page.lines(DATA / "fts" / "compiled.jsonl"), key=lambda r: len(str(r))):
        for path in set(coverage_page.leaves(release)):
            found[path].append(release)
    return found


REDUNDANT = {
    # Where parties has the organisation, as it always does here, a reference's name says nothing.
    "/buyer/name",
    "/awards[]/suppliers[]/name",
    # Every notice of Find a Tender has a noticeType, so that its documentType decides nothing more.
    "/planning/documents[]/documentType",
    "/tender/documents[]/documentType",
    "/awards[]/documents[]/documentType",
    "/contracts[]/documents[]/documentType",
    # The one contract with items has the codes of its tender's.
    "/contracts[]/items[]/classification/scheme",
    "/contracts[]/items[]/additionalClassifications[]/scheme",
}
"""Paths that have a place in the model, and that these releases say another way too."""


def test_what_has_a_place_moves_the_graph_and_what_has_none_does_not(by_path):
    moving = {
        path
        for path, releases in by_path.items()
        if any(moves(release, path) for release in releases[: 30 if path in coverage_page.PLACES else 6])
    }
    assert moving == set(coverage_page.PLACES) - REDUNDANT


def test_every_place_is_a_path_seen(by_path):
    assert set(coverage_page.PLACES) <= set(by_path)


def moves(release, path):
    """Whether the rows change when the values at a path are taken out or changed."""
    before = outcome(release)
    return any(outcome(changed(release, path, change)) != before for change in (None, other))


def outcome(release):
    """Rows and release node, None without the key that makes them possible."""
    if not release.get("ocid"):
        return None
    rows = map_process(release)
    return repr((rows.nodes, rows.relationships, release_props(release)))


def other(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if not isinstance(value, str):
        return value + 1
    if re.fullmatch(r"[0-9]{8}", value):
        return "03111000"
    return "ZZ" if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,3}", value) else f"x{value}"


def changed(release, path, change):
    """A copy with every value at a path changed, or taken out."""
    copied = copy.deepcopy(release)
    steps = path.removeprefix("/").replace("[]", "/[]").split("/")
    _change(copied, steps, change)
    return copied


def _change(value, steps, change):
    first, *rest = steps
    keys = range(len(value)) if first == "[]" and isinstance(value, list) else [first] if first in value else []
    for key in [*keys][::-1]:
        if rest:
            _change(value[key], rest, change)
        elif change is None:
            del value[key]
        else:
            value[key] = change(value[key])
