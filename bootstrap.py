#!/usr/bin/env python3
"""Set tendergraph up and try it: `python3 bootstrap.py`; or pass its tests: `python3 bootstrap.py test`.

Needs Python 3.11 or later and a network, and nothing else: no Java, no Docker, no Neo4j. All that is installed goes
into `.venv` beside this file, at the versions and SHA-256 digests of `requirements/`.

    python3 bootstrap.py          set up, then the demo: an example graph and a tour of six questions
    python3 bootstrap.py setup    set up only
    python3 bootstrap.py test     set up for development, run every check and test
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{SUFFIX}"
LOCKS = ROOT / "requirements"

DEMO = ["tendergraph", "demo"]
CHECKS = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
)
# a file of tests stays on one worker, so that each worker starts one Neo4j
TESTS = ["pytest", "-n", "2", "--dist", "loadfile", "--cov", "--cov-report=term"]


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    task = arguments[0] if arguments else "run"
    if len(arguments) > 1 or task not in {"run", "setup", "test"}:
        return fail("usage: python3 bootstrap.py [run | setup | test]", 2)
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells the owner of an older Python
        return fail(f"tendergraph needs Python 3.11 or later; this is {platform.python_version()}.", 1)
    began = time.monotonic()
    install("dev" if task == "test" else "runtime")
    say(f"Set up in {time.monotonic() - began:.0f} s.")
    if task == "test":
        return test()
    if task == "run":
        say("$ " + " ".join(DEMO))
        if run_tool(DEMO):
            return 1
        say(f"\nThe command is {BIN / 'tendergraph'}; `--help` lists what it can do.")
    return 0


def install(lock: str) -> None:
    """Make `.venv` hold what the lock says and tendergraph itself; nothing to do where it does."""
    wanted = fingerprint(lock)
    stamp = VENV / "bootstrap.stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    make_venv()
    requirements = ["--require-hashes", "-r", str(LOCKS / f"{lock}.txt")]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    say(f"Installing the {(LOCKS / f'{lock}.txt').read_text(encoding='utf-8').count('==')} packages of {lock}.txt ...")
    pip = installer()
    for packages in (requirements, project):
        if subprocess.run([*pip, "install", "--quiet", *packages], env=environment(), check=False).returncode:
            # A package index that only pip is configured for.
            run([str(PYTHON), "-m", "pip", "install", "--quiet", *packages])
    stamp.write_text(wanted, encoding="utf-8")


def make_venv() -> None:
    """Make `.venv` with pip in it, also where the system's Python lacks ensurepip."""
    import venv

    if PYTHON.exists() and has_pip(str(PYTHON)):
        return
    try:
        import ensurepip  # noqa: F401 - Debian's python3 comes without it
    except ImportError:
        if not has_pip(sys.executable):
            raise SystemExit(
                fail(
                    "This Python has neither ensurepip nor pip: run `apt install python3-venv` first, or use another.",
                    1,
                )
            ) from None
        venv.create(VENV, clear=True, with_pip=False)
        run([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "pip"])
        return
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")


def installer() -> list[str]:
    """The installer's command: uv as its lock pins it, else pip where uv has no build for this machine."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCKS / "installer.txt")]
    if subprocess.run([*command, "--only-binary", ":all:"], env=environment(), check=False).returncode:
        return [str(PYTHON), "-m", "pip"]
    return [str(BIN / f"uv{SUFFIX}"), "pip"]


def has_pip(python: str) -> bool:
    """True when this Python can run pip."""
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def fingerprint(lock: str) -> str:
    """One line that changes with what has to be installed."""
    digest = hashlib.sha256()
    for path in (LOCKS / "installer.txt", LOCKS / f"{lock}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{lock} {platform.python_version()} {ROOT} {digest.hexdigest()}"


def test() -> int:
    """Run every check, then the tests, all of them whatever fails; 0 when all pass."""
    failed = []
    for command in (*CHECKS, TESTS):
        say("$ " + " ".join(command))
        if run_tool(command):
            failed.append(command[0])
    if failed:
        return fail(f"Failed: {', '.join(dict.fromkeys(failed))}.", 1)
    return 0


def run_tool(command: list[str]) -> int:
    """Run a program of `.venv` from the project's folder; its exit code."""
    return subprocess.run(
        [str(BIN / (command[0] + SUFFIX)), *command[1:]], cwd=ROOT, env=environment(), check=False
    ).returncode


def run(command: list[str]) -> None:
    """Run a program and end with its exit code where it fails."""
    code = subprocess.run(command, env=environment(), check=False).returncode
    if code:
        raise SystemExit(fail("Setting up failed: see above; check the network and run it again.", code))


def environment() -> dict[str, str]:
    """The environment, with `.venv` as the one to install into and the machine's own certificates trusted."""
    own = {
        "VIRTUAL_ENV": str(VENV),
        "UV_SYSTEM_CERTS": "1",
        "UV_NO_PROGRESS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    return {**os.environ, **own}


def say(sentence: str) -> None:
    """Write one line at once, before what a program run next writes."""
    print(sentence, flush=True)


def fail(sentence: str, code: int) -> int:
    """Write one line to stderr; the exit code."""
    print(f"bootstrap: {sentence}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
