"""Every command that README and docs print: run as printed, the output compared; what is not run has its reason."""

import difflib
import shlex
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import typer
from documented import agrees, commands, end_demo, parse, plain, printed_pages, run, shell_lines, with_demo

from cli.main import app

NOT_RUN = {
    "python3 bootstrap.py": "sets up the environment that the tests run in; the walks from an empty machine run it",
    "tendergraph load": "the reader's own files; the how-to loads the example releases as printed",
    "tendergraph sync": "network: a service that must not be asked from tests; test_fetch_command runs an imitation",
    "tendergraph fetch": "network: a service that must not be asked from tests; test_fetch_command runs an imitation",
    "tendergraph status": "the graph of the reader; NEO4J_URI with nothing there is run as printed",
    "tendergraph forget": "a process of the reader",
    "tendergraph rebuild": "the graph of the reader",
    "tendergraph export ocds --output all.jsonl": "the graph of the reader; run on the example graph as printed",
    "tendergraph councils refresh": "a correction of the reader",
    "tendergraph server": "starts a second Neo4j; test_server_command runs it",
    "tendergraph backup": "stops the server; test_backup runs it",
    "tendergraph restore": "stops the server; test_backup runs it",
    "tendergraph schema apply": "the graph of the reader",
    "tendergraph schema check": "the graph of the reader; run on the example graph as printed",
    "git ": "network",
    "cp .env.example": "for Docker",
    "docker ": "needs a Docker engine; test_compose and test_dockerfile read the files",
    "export NEO4J_": "Aura or a server that only the reader has",
    "echo 'reject": "a correction of the reader",
}
pytestmark = pytest.mark.timeout(900)  # minutes for all commands together, on a machine that others use too
PAGES = [page for page in printed_pages() if commands(page)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Page -> its commands, each with what it really wrote; pages at the same time, each in a folder of its own."""
    folder = tmp_path_factory.mktemp("reader")
    environment, _ = with_demo(folder)

    def answer(page):
        work = folder / "-".join(page.parts[-2:])
        work.mkdir()
        return [(each, run(each.command, environment, work)) for each in commands(page)]

    try:
        with ThreadPoolExecutor(2) as pool:
            yield dict(zip(PAGES, pool.map(answer, PAGES), strict=True))
    finally:
        end_demo(environment, folder)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_answer_as_printed(page, answers):
    for command, actual in answers[page]:
        printed, written = (
            [plain(line) for line in text.strip("\n").splitlines()] for text in (command.output, actual)
        )
        difference = "\n".join(difflib.unified_diff(printed, written, "printed", "written", lineterm="", n=1))
        assert agrees(command.output, actual), (
            f"{page.name}:{command.line}: $ {command.command}\n{difference}\n"
            f"If what it writes is right: python tests/documented.py {page.name}"
        )


def test_nothing_printed_names_the_machine_it_was_written_on():
    for page in printed_pages():
        text = page.read_text(encoding="utf-8")
        assert str(Path(__file__).resolve().parents[2]) not in text
        assert "/tmp/" not in text


def test_what_is_not_run_has_a_reason():
    for page in printed_pages():
        for line in shell_lines(page):
            assert any(line.startswith(start) for start in NOT_RUN), f"{page.name}: {line}: run it, or say why not"


def test_every_reason_is_needed():
    lines = [line for page in printed_pages() for line in shell_lines(page)]
    assert [start for start in NOT_RUN if not any(line.startswith(start) for line in lines)] == []


def test_commands_that_are_not_run_have_options_that_exist():
    root = typer.main.get_command(app)
    for page in printed_pages():
        for line in shell_lines(page):
            if line.startswith("tendergraph"):
                parse(root, shlex.split(line, comments=True)[1:])
