"""The command that runs Neo4j's classes, for the server and for neo4j-admin."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.server.home import Home
    from graph.server.jars import Lock
    from graph.server.java import Java
    from graph.settings import Settings

# Those of Neo4j's own neo4j.conf that its classes need or that its makers measured.
_OPTIONS = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+TrustFinalNonStaticFields",
    "-XX:+DisableExplicitGC",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
    "-XX:+ExitOnOutOfMemoryError",
)


# Kept so that Python does not warn of, or wait for, a server that is meant to outlive it.
_started: list[subprocess.Popen[bytes]] = []


def launch(
    home: Home, lock: Lock, java: Java, jars: Sequence[Path], settings: Settings
) -> tuple[subprocess.Popen[bytes], float]:
    """Start the server apart from this process, its output in the home's log; its process and when that began.

    The command line names the home and no secret; the class path is in a file, being longer than some systems allow.
    """
    import psutil

    from graph.server.memory import Memory

    options = [*_OPTIONS, "-Xms256m", f"-Xmx{Memory.of(settings).heap}"]
    arguments = home.configuration / "java.args"
    arguments.write_text("\n".join(_quoted([*options, "-cp", class_path(jars), lock.main_class])), encoding="utf-8")
    command = [str(java.path), f"@{arguments}", f"--home-dir={home.neo4j}", f"--config-dir={home.configuration}"]
    with home.log.open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home.neo4j, env=_environment(), **_detached()
        )
    _started.append(process)
    return process, psutil.Process(process.pid).create_time()


def class_path(jars: Sequence[Path]) -> str:
    """Jars as Java's ``-cp`` takes them."""
    return os.pathsep.join(map(str, jars))


def _quoted(arguments: Sequence[str]) -> list[str]:
    """Arguments as Java's argument files take them."""
    return ['"{}"'.format(argument.replace("\\", "\\\\").replace('"', '\\"')) for argument in arguments]


def _environment() -> dict[str, str]:
    """The environment without what would change the server's Java or is no business of its."""
    drop = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")
    return {name: value for name, value in os.environ.items() if name not in drop and not name.startswith("NEO4J_")}


def _detached() -> dict[str, Any]:
    if os.name == "nt":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined,unused-ignore]
        return {"creationflags": flags}
    return {"start_new_session": True}
