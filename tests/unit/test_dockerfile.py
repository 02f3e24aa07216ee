"""The Dockerfile without an engine: what it copies is there, it pins what it installs, and it does not run as root."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
LINES = [line.split(maxsplit=1) for line in TEXT.splitlines() if line and not line.startswith("#")]


def arguments(instruction):
    return [rest for name, rest in LINES if name == instruction]


def test_what_is_copied_is_there():
    for rest in arguments("COPY"):
        if not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source


def test_packages_of_the_wheel_are_copied():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    copied = {source.strip("/") for rest in arguments("COPY") for source in rest.split()[:-1]}
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= copied
    assert project["project"]["readme"] in copied


def test_dependencies_are_pinned_and_checked():
    installs = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert installs
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)


def test_the_last_stage_runs_the_command_as_a_user():
    last = TEXT[TEXT.rindex("\nFROM ") :]
    assert re.search(r"^USER (?!root)", last, re.MULTILINE)
    assert 'ENTRYPOINT ["tendergraph"]' in last


def test_python_is_one_that_the_project_supports():
    minor = int(re.search(r"python:3\.(\d+)", TEXT)[1])
    assert 11 <= minor <= 14
