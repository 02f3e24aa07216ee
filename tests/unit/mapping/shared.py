"""Real releases kept beside the project; tests that use them are skipped where they are absent."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is absent")


def seed(ocid: str) -> dict[str, Any]:
    return json.loads((DATA / "seeds" / f"{ocid}.json").read_text(encoding="utf-8"))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


@cache
def processes() -> list[dict[str, Any]]:
    """Every compiled release of Find a Tender and every release of the other publishers."""
    files = [DATA / "fts" / "compiled.jsonl", *sorted((DATA / "other").glob("*.jsonl"))]
    seeds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / "seeds").glob("*.json"))]
    return [release for path in files for release in lines(path)] + seeds
