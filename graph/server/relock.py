"""Make the lock file of a version of Neo4j: ``python -m graph.server.relock 5.26.30``.

Maven (`mvn`, on the maintainer's machine) resolves the jars of ``org.neo4j:neo4j``, each is fetched and its SHA-256
written down. No address goes into the lock file.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

from graph.server.jars import Jar, _maven_central

_MAIN_CLASSES = {"5": "org.neo4j.server.CommunityEntryPoint"}
_MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
_JAVA = {"5": (17, 21)}
_JAVA_NOW = (21, 25)

_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>tendergraph</groupId><artifactId>lock</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
</dependency></dependencies></project>"""

_LISTED = re.compile(
    r"^\s+(?P<group>[^:\s]+):(?P<artifact>[^:]+):jar:(?:(?P<classifier>[^:]+):)?(?P<version>[^:]+):"
    r"(?:compile|runtime)\b",
    re.MULTILINE,
)


def relock(version: str) -> str:
    """Text of the lock file of one version of Neo4j."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        jars = list(pool.map(_pin, _resolve(version)))
    major = version.partition(".")[0]
    lines = [
        f"# Jars of Neo4j {version} as Maven resolves them; made by `python -m graph.server.relock {version}`.",
        f'version = "{version}"',
        f'main_class = "{_MAIN_CLASSES.get(major, _MAIN_CLASS)}"',
        f"java = {list(_JAVA.get(major, _JAVA_NOW))}",
        "",
        "[jars]",
        *(f'"{jar.coordinates}" = {{ bytes = {jar.size}, sha256 = "{jar.sha256}" }}' for jar in jars),
    ]
    return "\n".join(lines) + "\n"


def _resolve(version: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder, "jars.txt")
        Path(folder, "pom.xml").write_text(_POM.format(version=version), encoding="utf-8")
        command = ["mvn", "-q", "-B", "dependency:list", f"-DoutputFile={listing}"]
        subprocess.run(command, cwd=folder, check=True)
        found = _LISTED.finditer(re.sub(r"\x1b\[[0-9;]*m", "", listing.read_text(encoding="utf-8")))
    parts = (match.group("group", "artifact", "version", "classifier") for match in found)
    return sorted(":".join(filter(None, part)) for part in parts)


def _pin(coordinates: str) -> Jar:
    path = Jar(coordinates, 0, "").path
    with urlopen(f"{_maven_central()}/{path}", timeout=60) as answer:  # noqa: S310 - the repository's https address
        content = answer.read()
    return Jar(coordinates, len(content), hashlib.sha256(content).hexdigest())


def main() -> None:
    """Write ``locks/<version>.toml`` beside this module."""
    parser = argparse.ArgumentParser(prog="python -m graph.server.relock", description=__doc__)
    parser.add_argument("version", help="a version of org.neo4j:neo4j, such as 5.26.30")
    version = parser.parse_args().version
    target = Path(__file__).parent / "locks" / f"{version}.toml"
    target.write_text(relock(version), encoding="utf-8")


if __name__ == "__main__":
    main()
