"""The worked notebook runs from its first cell to its last."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from graph.settings import Settings
    from graph.store.connection import Database

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "ask.ipynb"


def test_the_notebook_runs(
    database: Database,
    neo4j_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert neo4j_settings.uri
    monkeypatch.setenv("NEO4J_URI", neo4j_settings.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_settings.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_settings.secret)
    names: dict[str, object] = {}
    shown = [_run("".join(cell["source"]), names) for cell in _code()]
    assert shown[0][0] > 10  # type: ignore[index]
    assert shown[0][1] == shown[0][0]  # type: ignore[index]
    assert list(names["frame"]["supplier"])  # type: ignore[index]
    printed = capsys.readouterr().out
    assert "Value is the sum of shares" in printed
    assert "Refused: DETACH changes the graph" in printed


def _code() -> list[dict[str, list[str]]]:
    return [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def _run(source: str, names: dict[str, object]) -> object:
    """Run a cell as a notebook does: what its last line gives is shown."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), str(NOTEBOOK), "exec"), names)
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names) if last else None  # type: ignore[attr-defined]
