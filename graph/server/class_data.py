"""Class-data sharing: Neo4j's 12,000 classes loaded from one file that Java maps, for starts in two thirds of the time.

The first start writes down which classes it loads. When the server stops (or at the next start), a process of its
own and of the lowest priority makes the archive: ``python -m graph.server.class_data`` does that. Java checks that an
archive fits its own version and the jars, and starts without it where it does not.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.server.jars import Lock
    from graph.server.java import Java

# Java refuses a whole list for one line above 4096 characters.
_LONGEST_LINE = 4000
_SECONDS = 600


@dataclass(frozen=True, slots=True)
class ClassData:
    """The archive of one version of Neo4j on one Java, and the list it is made from.

    Parameters
    ----------
    archive : Path
        The archive, in the cache that all homes share.
    classes : Path
        The list of classes that the first start writes.
    """

    archive: Path
    classes: Path

    @classmethod
    def of(cls, lock: Lock, java: Java, jars: Sequence[Path], folder: Path) -> ClassData:
        """Paths in ``folder`` that are another's for another Java, another version or jars fetched again."""
        program = java.path.resolve()
        facts = [str(program), program.stat().st_mtime_ns, *((str(jar), jar.stat().st_mtime_ns) for jar in jars)]
        key = hashlib.sha256(repr(facts).encode()).hexdigest()[:12]
        stem = f"neo4j-{lock.version}-java{java.major}-{key}"
        return cls(folder / f"{stem}.jsa", folder / f"{stem}.classes")

    @property
    def failed(self) -> Path:
        """Says that this Java could not make the archive, so that it is not tried at every stop."""
        return self.archive.with_suffix(".failed")

    def options(self) -> list[str]:
        """Java's options that use the archive, or write the list where there is none."""
        if self.archive.exists():
            return [f"-XX:SharedArchiveFile={self.archive}", "-Xshare:auto", "-Xlog:cds=off"]
        if self.failed.exists() or self.classes.exists():
            return []
        self.archive.parent.mkdir(parents=True, exist_ok=True)
        return [f"-XX:DumpLoadedClassList={self.classes}"]

    def make_in_background(self, java: Path, class_path: str) -> None:
        """Make the archive in a process that nothing waits for; nothing where it is there, or has no list yet."""
        if self.archive.exists() or self.failed.exists() or not self.classes.exists():
            return
        command = [sys.executable, "-m", "graph.server.class_data", str(java), str(self.archive), str(self.classes)]
        maker = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            start_new_session=os.name != "nt",
        )
        _makers.append(maker)
        if maker.stdin:
            maker.stdin.write(class_path.encode())
            maker.stdin.close()


_makers: list[subprocess.Popen[bytes]] = []


def make(java: str, data: ClassData, class_path: str) -> bool:
    """Make the archive from the list; False where another process is at it or this Java cannot."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(data.archive.with_suffix(".lock"), timeout=0):
            return data.archive.exists() or _dump(java, data, class_path)
    except Timeout:
        return False


def _dump(java: str, data: ClassData, class_path: str) -> bool:
    lines = data.classes.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if len(line) < _LONGEST_LINE and line.endswith("\n")]
    listed, fresh = data.classes.with_suffix(".kept"), data.archive.with_suffix(".new")
    listed.write_text("".join(kept), encoding="utf-8")
    command = [
        *(java, "-Xshare:dump", "-XX:+UseG1GC", "-Xmx1g", f"-XX:SharedClassListFile={listed}"),
        *(f"-XX:SharedArchiveFile={fresh}", "-Xlog:disable"),
    ]
    try:
        # The class path by the environment: as an argument it is longer than Windows allows.
        subprocess.run(
            command, env={**os.environ, "CLASSPATH": class_path}, check=True, capture_output=True, timeout=_SECONDS
        )
        fresh.replace(data.archive)
    except (OSError, subprocess.SubprocessError) as error:
        data.failed.write_text(f"{error}\n", encoding="utf-8")
    finally:
        for path in (listed, fresh, data.classes):
            path.unlink(missing_ok=True)
    return data.archive.exists()


def main() -> None:
    """Make one archive: arguments are the java program, the archive and the list; the class path is on stdin."""
    if hasattr(os, "nice"):
        os.nice(19)
    java, archive, classes = sys.argv[1:]
    make(java, ClassData(Path(archive), Path(classes)), sys.stdin.read())


if __name__ == "__main__":
    main()
