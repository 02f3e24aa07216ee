"""The picture in docs/architecture.md is what the imports say."""

import re
from pathlib import Path

import grimp

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
LOAD = {"load", "load_report", "prepare", "rejects", "maintain"}
EVERYWHERE = {"errors", "records", "model", "settings", "notices", "graph"}


def package(module: str) -> str:
    parts = module.split(".")
    name = parts[0] if parts[0] != "graph" or len(parts) == 1 else parts[1]
    return "load" if name in LOAD else name


def test_the_picture_has_the_arrows_that_the_code_has():
    code = grimp.build_graph("graph", "cli", "cypher")
    imports = {
        (package(module), package(imported))
        for module in code.modules
        for imported in code.find_modules_directly_imported_by(module)
    }
    between = {(a, b) for a, b in imports if a != b and not {a, b} & EVERYWHERE}
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert drawn == between
