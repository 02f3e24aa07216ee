"""What is built and installed elsewhere works: statements, lock files and command are in the wheel."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN, EXE = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from hatchling.build import build_wheel

    folder = tmp_path_factory.mktemp("dist")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return folder / build_wheel(str(folder))
    finally:
        os.chdir(before)


def test_the_wheel_carries_the_three_packages_and_their_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"graph", "cypher", "cli"}
    for package, pattern in (("cypher", "*.cypher"), ("graph", "*.toml")):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob(pattern)}
        assert ours
        assert ours <= names
    assert "graph/py.typed" in names


def test_the_installed_wheel_runs_from_elsewhere(
    wheel: Path, tmp_path: Path, neo4j_environment: dict[str, str]
) -> None:
    environment = tmp_path / "elsewhere"
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    python = environment / BIN / ("python" + EXE)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(pip, check=True, cwd=tmp_path)
    # Dependencies come from this environment; its own editable tendergraph does not, for it is in a .pth file there.
    paths = {scheme: sysconfig.get_path(scheme) for scheme in ("purelib", "platlib")}
    site = next(environment.rglob("site-packages"))
    (site / "dependencies.pth").write_text("\n".join(sorted(set(paths.values()))) + "\n")
    where = [python, "-c", "import graph, cypher, cli; print(graph.__file__, cypher.__file__, cli.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, cwd=tmp_path, check=True).stdout.split()
    assert all(Path(path).is_relative_to(site) for path in found), found
    for arguments, expected in ((["--help"], "status"), (["status", "--format", "json"], '"edition"')):
        command = [environment / BIN / ("tendergraph" + EXE), *arguments]
        answer = subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env=neo4j_environment, check=False
        )
        assert answer.returncode == 0, answer.stderr
        assert expected in answer.stdout
