# ruff: noqa: INP001, T201
"""Write the generated pages of docs/ and its pictures of the model; with --check, say which are out of date.

python docs/make.py [--check]
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).parent
RELEASES = DOCS.parent.parent / "shared" / "data" / "fts"
WIDTH = 100


def main(arguments: list[str]) -> int:
    """Write or check every generated page; the number of those out of date when checking."""
    stale = []
    for name, generate in generated().items():
        path = DOCS / name
        text = generate()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    words = "are out of date; run `just docs`" if "--check" in arguments else "were written"
    print(f"{', '.join(stale)} {words}." if stale else "All generated pages are up to date.")
    return len(stale) if "--check" in arguments else 0


def generated() -> dict[str, Callable[[], str]]:
    """Page -> what writes its text. Coverage counts real releases, so it is there only where they are."""
    from graph.councils.rules import as_markdown
    from graph.model_picture import svg

    pages = {
        "reference/commands.md": commands,
        "reference/queries.md": queries,
        "reference/model.md": model,
        "reference/settings.md": settings,
        "reference/errors.md": errors,
        "decisions/index.md": decisions,
        "councils-rules.md": as_markdown,
        "images/model.svg": svg,
    }
    if RELEASES.exists():
        from docs import coverage

        pages["coverage.md"] = lambda: coverage.page(RELEASES)
    return pages


def commands() -> str:
    """The help of every command, as it is printed."""
    os.environ["TERMINAL_WIDTH"] = str(WIDTH)
    import typer

    from cli.main import app

    root = typer.main.get_command(app)
    parts = [
        "# Commands",
        _note("the commands' own `--help`"),
        (
            "Options of the root, such as `--demo` or `-v`, stand before the command. "
            "`tendergraph --install-completion` makes the shell complete commands, options, names and codes."
        ),
    ]
    for path, text in _helps(root, []):
        parts += [f"{'#' * min(len(path) + 1, 3)} {' '.join(['tendergraph', *path])}", f"```text\n{text}\n```"]
    return "\n\n".join(parts) + "\n"


def _helps(command: Any, path: list[str]) -> Iterator[tuple[list[str], str]]:
    import click

    context = click.Context(command, info_name=" ".join(["tendergraph", *path]), terminal_width=WIDTH)
    context.max_content_width = WIDTH
    yield path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if path != ["query"] and hasattr(command, "list_commands"):
        for name in command.list_commands(context):
            yield from _helps(command.get_command(context, name), [*path, name])


def queries() -> str:
    """Every named question: what it takes, gives and counts."""
    from graph.catalogue.catalogue import Catalogue

    parts = [
        "# Named questions",
        _note("the front matter of the files in `cypher/`"),
        (
            "Each is `tendergraph query NAME`. All take `--limit`, `--format`, `--output`, and `--show` for "
            "the Cypher. Organisations, councils, regions and CPV codes are given by id, code or name."
        ),
    ]
    for theme, questions in Catalogue.read().themes().items():
        parts.append(f"## {theme.capitalize()}")
        for question in questions:
            parts += [f"### {question.name}", question.question]
            if question.parameters:
                parts.append(
                    _table(
                        ("option", "type", "default", "meaning"),
                        [
                            (f"`{p.option}`", ", ".join(p.choices) or p.type, _default(p), p.help)
                            for p in question.parameters
                        ],
                    )
                )
            parts.append(
                _table(
                    ("column", "type", "unit", "meaning"),
                    [(f"`{c.name}`", c.type, c.unit.replace("$", ""), c.meaning) for c in question.columns],
                )
            )
            parts.append("\n".join(f"- {note}" for note in question.notes))
    return "\n\n".join(part for part in parts if part) + "\n"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    return "" if parameter.default is None else f"`{parameter.default}`"


def model() -> str:
    """Labels, properties and relationships, as declared."""
    from graph.model import NODES, RELATIONSHIPS

    parts = [
        "# Model",
        _note("`graph/model.py`"),
        (
            "Why it is so: [The model, and why](../explanation/model.md). NUMBER is INTEGER or FLOAT as published; "
            "DATETIME is zoned with the published offset, or LOCAL DATETIME or DATE where only that was published: "
            "`date(x)` takes all three. In the graph at hand: `tendergraph schema show`."
        ),
        "![Labels and relationships](../images/model.svg)",
        "## Labels",
    ]
    for node in NODES:
        second = f" A second label of {node.of}." if node.of else ""
        derived = " Derived." if node.derived else ""
        parts += [f"### {node.label}", f"{node.description} Key: `{node.key}`.{second}{derived}"]
        parts.append(_properties(node.properties))
    parts.append("## Relationships")
    for relationship in RELATIONSHIPS:
        start, kind, end = relationship.pattern
        derived = " Derived." if relationship.derived else ""
        parts += [f"### ({start})-[{kind}]-&gt;({end})", f"{relationship.description}{derived}"]
        parts.append(_properties(relationship.properties))
    return "\n\n".join(part for part in parts if part) + "\n"


def _properties(properties: tuple[Any, ...]) -> str:
    rows = [(f"`{p.name}`", p.type.replace("<", "&lt;"), p.description) for p in properties]
    return _table(("property", "type", "meaning"), rows) if rows else ""


def settings() -> str:
    """Every setting: variable, entry of tendergraph.toml, default, meaning."""
    from graph.fetch.settings import FetchSettings
    from graph.settings import Settings

    meanings = _parameters(Settings.__doc__ or "")
    rows = []
    for field in fields(Settings):
        default = field.default if field.default not in (None, "") else ""
        env, toml = field.metadata["env"], field.metadata["toml"]
        rows.append((f"`{env}`", f"`{toml}`", f"`{default}`" if default != "" else "", meanings[field.name]))
    fetching = []
    for name, meaning in _parameters(FetchSettings.__doc__ or "").items():
        default = getattr(FetchSettings(), name)
        text = meaning.partition(": ")[2]
        fetching.append((f"`TENDERGRAPH_FTS_{name.upper()}`", f"`{default}`" if default != "" else "", text))
    other = [
        ("`TENDERGRAPH_QUERIES`", "", "folder of `.cypher` files of your own that join the named questions"),
        ("`NO_COLOR`", "", "no colours, whatever the terminal can"),
    ]
    return "\n\n".join(
        [
            "# Settings",
            _note("`graph/settings.py` and `graph/fetch/settings.py`"),
            ("Each is taken from the environment, else from `.env`, else from `tendergraph.toml`, both in the current "
            "folder, else it has its default. `.env.example` is one to copy. In `tendergraph.toml` the part before the "
            "dot is the table."),
            "## Database and local server",
            _table(("variable", "in tendergraph.toml", "default", "meaning"), rows),
            "## Fetching",
            "From the environment and `.env`.",
            _table(("variable", "default", "meaning"), fetching),
            "## Others",
            _table(("variable", "default", "meaning"), other),
        ]
    ) + "\n"  # fmt: skip


def _parameters(docstring: str) -> dict[str, str]:
    """Name -> meaning from the section Parameters of a numpy docstring; names that share an entry share its meaning."""
    section = docstring.split("----------\n", 1)[1]
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if head := re.match(r"    (\w[\w, ]*) : ", line):
            names = head[1].split(", ")
        elif names and line.strip():
            for name in names:
                meanings[name] = f"{meanings.get(name, '')} {line.strip()}".strip()
    return meanings


def errors() -> str:
    """Exit codes and the tree of errors."""
    import graph.errors
    import graph.fetch.errors  # noqa: F401 - makes its classes known
    from graph.errors import TendergraphError

    rows = []

    def add(kind: type[TendergraphError], depth: int) -> None:
        summary = (kind.__doc__ or "").strip().splitlines()[0]
        rows.append((f"{'&nbsp;&nbsp;' * depth}`{kind.__name__}`", str(kind.exit_code), summary))
        for below in sorted(kind.__subclasses__(), key=lambda each: each.__name__):
            add(below, depth + 1)

    add(TendergraphError, 0)
    codes = [
        ("0", "done"),
        ("1", "the work failed, or some releases were rejected"),
        ("2", "wrong use: an option, argument or setting; nothing was done"),
        ("130", "interrupted by Ctrl-C"),
    ]
    return "\n\n".join(
        [
            "# Errors and exit codes",
            _note("`graph/errors.py`"),
            _table(("exit code", "meaning"), codes),
            ("Every failure that a user can cause or meet is one of these classes. Its message is one sentence that "
            "names the file, line, ocid or option and what to do; its facts are attributes (`path`, `ocid`, `line`). "
            "What is indented is a kind of what stands above it."),
            _table(("class", "exit code", "meaning"), rows),
            ("What is met at loading, release by release, is told by the report of the load: "
            "[What cannot be loaded](../how-to/load.md#what-cannot-be-loaded)."),
        ]
    ) + "\n"  # fmt: skip


def decisions() -> str:
    """The list of decisions."""
    rows = []
    for page in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        number, _, words = title.partition(" ")
        if not re.match(r"\d{4}:?$", number):
            number, words = page.name[:4], title
        rows.append((number.rstrip(":"), f"[{words.lstrip('- ')}]({page.name})"))
    intro = "A page for each decision that someone might want to undo: what was chosen, why, and what else there was."
    return "\n\n".join(["# Decisions", _note("the pages themselves"), intro, _table(("", "decision"), rows)]) + "\n"


def _note(source: str) -> str:
    return f"<!-- Generated by docs/make.py from {source}; edit those. -->"


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '&#124;') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    sys.path.insert(0, str(DOCS.parent))
    sys.exit(main(sys.argv[1:]))
