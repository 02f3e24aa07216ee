"""CSV of the graph, taken in by neo4j-admin in an empty Neo4j: the same fingerprint."""

import os
import subprocess
from dataclasses import replace

import pytest
from market import MARKET

from graph.exchange.admin_csv import arguments, export_admin_csv
from graph.server.launch import Program
from graph.server.local import LocalServer
from graph.settings import load_settings
from graph.store.connection import connect
from graph.store.fingerprint import fingerprint


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_import_into_an_empty_neo4j_gives_the_same_fingerprint(database, tmp_path):
    database.write(MARKET)
    # What CSV likes to lose: an empty text, quotes, newlines, bytes, whole numbers beside decimals.
    database.write("CREATE (:Release {id: 'o-1/r', hash: '', content: $bytes, tag: ['a', '']})", bytes=b'\x00\xff,"\n')
    expected, content = fingerprint(database), "MATCH (r:Release) RETURN r.content AS content"
    folder = tmp_path / "csv"
    export_admin_csv(database, folder)
    settings = replace(load_settings(), uri=None, home=tmp_path / "home", heap="512m", page_cache="64m")
    server = LocalServer(settings)
    server.home.prepare()
    server.home.configure(settings, 7687)
    program = Program.of(settings)
    (server.home.neo4j / "plugins").mkdir(exist_ok=True)
    command = [
        "-Xmx512m",
        "-cp",
        program.class_path,
        "org.neo4j.server.startup.Neo4jAdminCommand",
        "database",
        "import",
    ]
    done = subprocess.run(
        [str(program.java.path), *command, "full", *arguments(folder), "neo4j"],
        env={**os.environ, "NEO4J_HOME": str(server.home.neo4j), "NEO4J_CONF": str(server.home.configuration)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    try:
        server.start()
        with connect(settings) as imported:
            assert fingerprint(imported) == expected
            assert imported.read(content) == database.read(content)
    finally:
        server.stop(seconds=5)
