"""The command line read as a whole: one vocabulary, an example on every command, plain help, no completion twice."""

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import typer
from documented import parse

from cli.examples import EXAMPLES
from cli.main import app

ROOT = typer.main.get_command(app)


def leaves(command=ROOT, path=()):
    """Every command that does something, with its path; of named questions the first."""
    context = click.Context(command, info_name=" ".join(path) or "tendergraph")
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    names = command.list_commands(context)
    for name in names[:1] if path == ("query",) else names:
        yield from leaves(command.get_command(context, name), (*path, name))


COMMANDS = dict(leaves())


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_an_example_and_plain_help(path):
    command = COMMANDS[path]
    text = command.get_help(click.Context(command, info_name=" ".join(path)))
    assert "xample" in text
    assert "╭" not in text
    assert "--install-completion" not in text
    assert command.help


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_examples_have_options_that_exist(example):
    parse(ROOT, shlex.split(example)[1:])


def test_options_that_commands_share_have_one_meaning():
    meanings = {}
    for path, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option) or parameter.param_type_name == "option":
                for name in parameter.opts:
                    if name in ("--format", "--output", "--limit", "--yes"):
                        meanings.setdefault((name, tuple(parameter.opts)), []).append(" ".join(path))
    spelled = {name: [opts for other, opts in meanings if other == name] for name, _ in meanings}
    assert spelled == {
        "--format": [("--format", "-f")], "--output": [("--output", "-o")],
        "--limit": [("--limit", "-n")], "--yes": [("--yes", "-y")],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "hint"),
    [("qurey", "Did you mean query?"), ("status --fromat json", "--format"), ("analyse overlp", "overlap")],
)
def test_a_typo_is_answered_with_the_nearest(words, hint):
    command = Path(sys.executable).parent / "tendergraph"
    done = subprocess.run([command, *words.split()], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert hint in done.stderr
    assert "Traceback" not in done.stderr
