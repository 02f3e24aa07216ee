"""How long commands take to start, beyond Python itself: `python benchmarks/startup.py`.

Every command runs in turn with `python -c pass`, so that a busy machine slows both alike; medians of the rounds, and
of the processor time, which a busy machine changes least. With a running database (NEO4J_URI, or the local server)
`status` is measured too: it opens a connection and asks five short questions, timed apart inside one process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

TENDERGRAPH = Path(sys.executable).with_name("tendergraph" + (".exe" if os.name == "nt" else ""))
# As an installed command runs: from compiled modules.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PASS = [sys.executable, "-c", "pass"]
COMMANDS = {
    "python -c pass": (PASS, None),
    "tendergraph --help": ([TENDERGRAPH, "--help"], 150),
    "tendergraph load --help": ([TENDERGRAPH, "load", "--help"], 150),
    "connect and RETURN 1": (
        [
            sys.executable,
            "-c",
            "import sys; sys.argv = ['tendergraph', 'cypher', 'RETURN 1 AS one']; from cli.main import main; main()",
        ],
        400,
    ),
    "tendergraph status": ([TENDERGRAPH, "status"], 400),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    walls: dict[str, list[float]] = {name: [] for name in COMMANDS}
    cpus: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command, _limit in COMMANDS.values():
        measured(command)
    for _ in range(rounds):
        for name, (command, _limit) in COMMANDS.items():
            wall, cpu = measured(command)
            walls[name].append(wall)
            cpus[name].append(cpu)
    base, base_cpu = (statistics.median(times["python -c pass"]) for times in (walls, cpus))
    print(f"{'':26}{'median ms':>10}{'over pass':>10}{'cpu over':>10}{'limit':>7}")
    for name, (_command, limit) in COMMANDS.items():
        wall, cpu = statistics.median(walls[name]), statistics.median(cpus[name])
        print(f"{name:26}{wall:10.0f}{wall - base:10.0f}{cpu - base_cpu:10.0f}{limit or '':>7}")


def measured(command: list[object]) -> tuple[float, float]:
    """Milliseconds of wall clock and of processor that a command takes."""
    before, began = os.times(), time.perf_counter()
    silent = subprocess.DEVNULL
    subprocess.run(list(map(str, command)), check=True, stdout=silent, stderr=silent, env=ENVIRONMENT)
    wall, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall * 1000, used * 1000


if __name__ == "__main__":
    main()
