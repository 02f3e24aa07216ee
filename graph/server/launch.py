"""The command that runs Neo4j's classes, for the server and for neo4j-admin."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.server.class_data import ClassData
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
    # Not ExitOnOutOfMemoryError: one reader's statement that fills the heap has to fail alone, not end the server.
)


@dataclass(frozen=True, slots=True)
class Program:
    """Neo4j's classes and the Java to run them on."""

    lock: Lock
    java: Java
    jars: Sequence[Path]

    @classmethod
    def of(cls, settings: Settings) -> Program:
        """The version that the settings name: every jar checked, missing ones fetched.

        Raises
        ------
        ServerError
            A jar cannot be had, or no Java fits.
        """
        from graph.server.jars import ensure_jars, read_lock
        from graph.server.java import find_java

        lock = read_lock(settings.neo4j_version)
        java = find_java(lock.java, settings.java)
        return cls(lock, java, ensure_jars(lock, settings.cache_folder / "jars", settings.maven_url))

    @classmethod
    def installed(cls, settings: Settings) -> Program | None:
        """The same of what is on this machine, unchecked; None where a jar is missing."""
        from graph.server.jars import read_lock
        from graph.server.java import find_java

        lock = read_lock(settings.neo4j_version)
        jars = [settings.cache_folder / "jars" / jar.path for jar in lock.jars]
        return cls(lock, find_java(lock.java, settings.java), jars) if all(jar.exists() for jar in jars) else None

    @property
    def class_path(self) -> str:
        """Jars as Java's ``-cp`` takes them."""
        return os.pathsep.join(map(str, self.jars))

    def class_data(self, cache: Path) -> ClassData:
        """The archive of these classes, which may not be there yet."""
        from graph.server.class_data import ClassData

        return ClassData.of(self.lock, self.java, self.jars, cache / "class-data")


# Kept so that Python does not warn of, or wait for, a server that is meant to outlive it.
_started: list[subprocess.Popen[bytes]] = []


def launch(
    home: Home, settings: Settings, program: Program, class_data: ClassData
) -> tuple[subprocess.Popen[bytes], float]:
    """Start the server apart from this process, its output in the home's log; its process and when that began.

    The command line names the home and no secret.
    """
    import psutil

    from graph.server.memory import Memory

    memory = ["-Xms256m", f"-Xmx{Memory.of(settings).heap}"]
    options = [*memory, *class_data.options(), *shlex.split(settings.java_options or "")]
    command = [
        *command_line(home, program, program.lock.main_class, options),
        f"--home-dir={home.neo4j}",
        f"--config-dir={home.configuration}",
    ]
    with home.log.open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home.neo4j,
            env=clean_environment(),
            **_detached(),
        )
    _started.append(process)
    return process, psutil.Process(process.pid).create_time()


def command_line(home: Home, program: Program, main_class: str, options: Sequence[str]) -> list[str]:
    """Java with these options on one of Neo4j's main classes; what follows are the arguments of that class.

    Options and class path go into a file in the home: they are longer than some systems allow on a command line.
    """
    arguments = home.configuration / f"{main_class.rpartition('.')[2]}.args"
    lines = _quoted([*_OPTIONS, *options, "-cp", program.class_path, main_class])
    arguments.write_text("\n".join(lines), encoding="utf-8")
    return [str(program.java.path), f"@{arguments}"]


def _quoted(arguments: Sequence[str]) -> list[str]:
    """Arguments as Java's argument files take them."""
    return ['"{}"'.format(argument.replace("\\", "\\\\").replace('"', '\\"')) for argument in arguments]


def clean_environment() -> dict[str, str]:
    """The environment without what would change the server's Java or is no business of its."""
    drop = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")
    return {name: value for name, value in os.environ.items() if name not in drop and not name.startswith("NEO4J_")}


def _detached() -> dict[str, Any]:
    if os.name == "nt":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP  # type: ignore[attr-defined,unused-ignore]
        return {"creationflags": flags}
    return {"start_new_session": True}
