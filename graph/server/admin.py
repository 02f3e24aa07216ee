"""neo4j-admin on the local server's data: import, dump, load, check."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from graph.errors import ServerError
from graph.server.launch import Program, command_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.server.local import LocalServer

# What the script `neo4j-admin` of Neo4j's archive comes to, after starting one Java to find out how to start another.
_MAIN_CLASS = "org.neo4j.cli.AdminTool"


def neo4j_admin(server: LocalServer, arguments: Sequence[str], heap: str | None = None) -> str:
    """Run neo4j-admin with these arguments on the home of ``server``, which must be stopped; what it printed.

    Parameters
    ----------
    server : LocalServer
        Its home is prepared where it was never started.
    arguments : Sequence[str]
        Such as ``["database", "dump", "neo4j", "--to-path=/backups"]``.
    heap : str, optional
        Memory for it, such as ``4g``; the server's when None.

    Raises
    ------
    ServerError
        The server runs, or the command failed; the sentence has the command's last words.
    """
    with server.offline() as port:
        settings = server.settings
        program = Program.of(settings)
        server.home.configure(settings, port)
        command = command_line(server.home, program, _MAIN_CLASS, [f"-Xmx{heap or _heap(server)}"])
        done = subprocess.run(
            [*command, *arguments],
            env=_environment(server),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    printed = done.stdout + done.stderr
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        wrong_use = any(line.startswith(("Usage:", "USAGE")) for line in said)
        last = said[:1] if wrong_use else said[-3:]
        raise ServerError(
            f"neo4j-admin {' '.join(arguments[:2])} failed: {' '.join(last)[:400] or f'exit code {done.returncode}'}",
            arguments=list(arguments),
            printed=printed,
        )
    return printed


def _heap(server: LocalServer) -> str:
    from graph.server.memory import Memory

    return Memory.of(server.settings).heap


def _environment(server: LocalServer) -> dict[str, str]:
    from graph.server.launch import clean_environment

    home = server.home
    return {**clean_environment(), "NEO4J_HOME": str(home.neo4j), "NEO4J_CONF": str(home.configuration)}
