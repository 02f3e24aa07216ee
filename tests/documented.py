"""The commands that README and docs print, and what they answered: run as printed, compared, or written anew.

A fenced block of kind ``console`` holds commands after ``$ `` and their output below. A line of three dots in the
output stands for any lines. A block of kind ``sh`` is not run; `NOT_RUN` says why for each, and a new one fails the
test until it is either run or explained. ``python tests/documented.py`` writes the outputs anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL_FENCE = re.compile(r"^```(?:sh|bash|shell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VOLATILE = (
    (re.compile(r"\d+(\.\d+)? ?(ms|s|seconds|minutes|MB|MiB|GB|GiB|KB|KiB|kB|releases/s)\b"), "N"),
    (re.compile(r"[\d,]+ releases a second"), "N"),
    (re.compile(r"(127\.0\.0\.1|localhost):\d+"), "HOST"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r"/[\w./-]*/(tendergraph|tg|T|home|tmp)[\w./-]*"), "PATH"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r"[-─━═]{3,}"), "---"),
)


@dataclass(frozen=True)
class Command:
    """One printed command with the output printed under it."""

    page: Path
    line: int
    command: str
    output: str


def pages() -> list[Path]:
    """README, CONTRIBUTING and every page of docs that people write."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(page: Path) -> list[Command]:
    """All commands of the console blocks of a page."""
    text, found = page.read_text(encoding="utf-8"), []
    for block in FENCE.finditer(text):
        first = text[: block.start()].count("\n") + 2
        parts = re.split(r"^\$ ", block[1], flags=re.MULTILINE)
        line = first + parts[0].count("\n")
        for part in parts[1:]:
            _, command, output = _typed(part)
            found.append(Command(page, line, command, output))
            line += part.count("\n")
    return found


def _typed(part: str) -> tuple[str, str, str]:
    """A command as it is shown, its lines after the first behind ``> ``; as a shell gets it; and the output below."""
    lines = part.split("\n")
    count = next((n for n, line in enumerate(lines[1:], 1) if not line.startswith("> ")), len(lines))
    shown = "\n".join(lines[:count])
    return shown, shown.replace("\n> ", "\n").strip(), "\n".join(lines[count:])


def shell_lines(page: Path) -> list[str]:
    """Lines of the blocks that are not run."""
    text = page.read_text(encoding="utf-8")
    lines = [line.strip() for block in SHELL_FENCE.finditer(text) for line in block[1].splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def run(command: str, environment: dict[str, str], folder: Path) -> str:
    """Output of a command as a reader sees it, both streams together."""
    done = subprocess.run(
        ["bash", "-c", command], env=environment, cwd=folder, text=True, timeout=240, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout


def agrees(printed: str, actual: str) -> bool:
    """Does the printed output hold, times and places aside, a line ``...`` standing for any lines?"""
    lines = [plain(line) for line in printed.strip("\n").splitlines()]
    pattern = [r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in lines]
    text = "".join(plain(line) + "\n" for line in actual.strip("\n").splitlines())
    return re.fullmatch("".join(pattern), text) is not None


def plain(line: str) -> str:
    """A line without what changes from run to run."""
    for pattern, word in VOLATILE:
        line = pattern.sub(word, line)
    return line.strip()


def write_anew(page: Path, environment: dict[str, str], folder: Path) -> None:
    """Run the page's commands and put their outputs under them; an output cut by ``...`` stays if it still holds."""

    def renewed(block: re.Match[str]) -> str:
        out = []
        for part in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
            shown, command, output = _typed(part)
            actual = run(command, environment, folder)
            if not (output.strip() and agrees(output, actual)):
                output = actual.rstrip("\n") + "\n" if actual.strip() else ""
            out.append("$ " + shown + "\n" + output.rstrip("\n") + ("\n" if output.strip() else ""))
        return "```console\n" + "\n".join(part.rstrip("\n") for part in out) + "\n```"

    text = page.read_text(encoding="utf-8")
    page.write_text(FENCE.sub(renewed, text), encoding="utf-8")


def surroundings(folder: Path) -> dict[str, str]:
    """Environment of a reader: the installed command, a home of their own, a fixed width, no colours."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "TENDERGRAPH_"))}
    bin_folder = str(Path(sys.executable).parent)
    return keep | {
        "PATH": f"{bin_folder}{os.pathsep}{keep.get('PATH', '')}", "TENDERGRAPH_HOME": str(folder / "home"),
        "TENDERGRAPH_CACHE": os.environ.get("TENDERGRAPH_CACHE", str(Path.home() / ".cache" / "tendergraph")),
        "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb",
    }  # fmt: skip


def printed_pages() -> list[Path]:
    """Pages that people write: what is generated has a test of its own."""
    return [page for page in pages() if "Generated by docs/make.py" not in page.read_text(encoding="utf-8")]


def with_demo(folder: Path) -> tuple[dict[str, str], Path]:
    """Environment and folder to run commands in, with the example graph loaded; `end_demo` ends its server."""
    environment = surroundings(folder)
    done = run("tendergraph demo --no-pause", environment, folder)
    if "What to do next" not in done:
        raise RuntimeError(done)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return environment, work


def end_demo(environment: dict[str, str], folder: Path) -> None:
    """Stop the server of the example graph and delete it."""
    run("tendergraph demo --reset", environment, folder)


def parse(command: Any, words: list[str]) -> None:
    """Parse words as the command line would, and run nothing."""
    words = words[: words.index(">")] if ">" in words else words
    context = command.make_context(command.name or "tendergraph", list(words))
    while hasattr(context.command, "list_commands"):
        rest = [*context._protected_args, *context.args]
        if not rest:
            return
        name, inner, rest = context.command.resolve_command(context, rest)
        context = inner.make_context(name, rest, parent=context)


def main(names: list[str]) -> None:
    """Write the outputs of the named pages anew, or of all."""
    with tempfile.TemporaryDirectory(prefix="tendergraph-") as name:
        environment, work = with_demo(Path(name))
        try:
            for page in printed_pages():
                if not names or page.name in names:
                    write_anew(page, environment, work)
        finally:
            end_demo(environment, work)


if __name__ == "__main__":
    main(sys.argv[1:])
