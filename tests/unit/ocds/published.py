"""Releases of the tests, and the real ones beside the project where they are."""

import json
from pathlib import Path

import pytest

from graph.ocds.items import Received, Reject
from graph.ocds.read import read_sources
from graph.ocds.validate import Release, validate

SHARED = Path(__file__).parents[4] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the reference data is not beside the project")


def release(number=1, **parts):
    return {
        "ocid": f"ocds-test-{number}",
        "id": f"r{number}",
        "date": f"2026-08-{number % 28 + 1:02}T12:00:00+01:00",
        "tag": ["tender"],
        "tender": {"id": "t", "title": f"Roofs — lot\u2028{number}", "value": {"amount": number, "currency": "GBP"}},
        **parts,
    }


def raw(value):
    return json.dumps(value, ensure_ascii=False).encode()


def read(path, **options):
    """(received, rejects) of one source."""
    items = list(read_sources([path], **options))
    return [i for i in items if isinstance(i, Received)], [i for i in items if isinstance(i, Reject)]


def checked(value):
    """What validation says of a release."""
    text = value if isinstance(value, bytes) else raw(value)
    from graph.ocds.parse import parse

    return validate(Received(text, parse(text), "test.json", "line 1"))


def usable(value) -> Release:
    found = checked(value)
    assert isinstance(found, Release), found
    return found
