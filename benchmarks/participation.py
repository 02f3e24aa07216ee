"""Score who takes part against the labelled processes, and measure the speed.

Usage: ``python benchmarks/participation.py [DATA]`` where DATA holds ``gold/councils.jsonl`` and ``fts/compiled.jsonl``
(default: the shared data beside the repository). The labels are split by a hash of the ocid into the half the rules
were learnt from and the half held out; both are scored apart.

A text participant is right when council, path and offsets agree with a label. One on a path whose text repeats a
labelled text word for word counts as that label's, because the labels hold such a text once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.councils.participation import Participation, participation

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@dataclass
class Score:
    """Counts of one measure in one half, with its errors."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return f"  {name:<34} precision {precision:.3f}  recall {recall:.3f}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    arguments = parser.parse_args()
    releases = {release["ocid"]: release for release in lines(arguments.data / "fts" / "compiled.jsonl")}
    labels = list(lines(arguments.data / "gold" / "councils.jsonl"))
    found = {label["ocid"]: participation(releases[label["ocid"]]) for label in labels}
    for half in ("learnt from", "held out"):
        chosen = [label for label in labels if (half_of(label["ocid"]) == half)]
        print(f"{half}: {len(chosen)} processes")
        report(chosen, found, releases)
    speed(list(releases.values()))


def lines(path: Path) -> Any:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def half_of(ocid: str) -> str:
    return "held out" if hashlib.sha256(ocid.encode()).digest()[0] % 2 else "learnt from"


def report(labels: list[dict[str, Any]], found: dict[str, Participation], releases: dict[str, Any]) -> None:
    parties, names, exact, senses = Score(), Score(), Score(), Score()
    for label in labels:
        ocid = label["ocid"]
        result, release = found[ocid], releases[ocid]
        score_sets(
            parties,
            ocid,
            {p["code"] for p in label["participants"] if p["basis"] == "party"},
            {fact.code for fact in result.participants if fact.basis == "party"},
        )
        score_sets(
            names,
            ocid,
            {p["code"] for p in label["participants"] if p["basis"] == "text"},
            {fact.code for fact in result.participants if fact.basis == "text"},
        )
        score_offsets(exact, label, result, release)
        score_senses(senses, label, result)
    for name, score in (
        ("parties, councils", parties),
        ("text, councils", names),
        ("text, council + path + offsets", exact),
        ("other senses, council + path", senses),
    ):
        print(score.line(name))
    for name, score in (("party", parties), ("council", names), ("offset", exact), ("sense", senses)):
        for error in score.errors:
            print(f"    {name}: {error}")


def score_sets(score: Score, ocid: str, want: set[str], have: set[str]) -> None:
    score.right += len(want & have)
    score.wrong += len(have - want)
    score.missed += len(want - have)
    score.errors += [f"{ocid} {code} wrong" for code in sorted(have - want)]
    score.errors += [f"{ocid} {code} missed" for code in sorted(want - have)]


def score_offsets(score: Score, label: dict[str, Any], result: Participation, release: dict[str, Any]) -> None:
    want = {(p["code"], p["path"]): (p["start"], p["end"]) for p in label["participants"] if p["basis"] == "text"}
    texts = {(code, pointed(release, path)) for code, path in want}
    have = {(fact.code, fact.path): fact for fact in result.participants if fact.basis == "text"}
    for key, fact in have.items():
        if key not in want and (fact.code, pointed(release, fact.path)) in texts:
            continue
        if key in want and want[key] == (fact.start, fact.end):
            score.right += 1
            continue
        score.wrong += 1
        kind = "other offsets than the label" if key in want else "no such label"
        score.errors.append(
            f"{label['ocid']} {fact.code} {kind} [{fact.rule}] {shown(release, fact.path, fact.start, fact.end)}"
        )
    for (code, path), (start, end) in want.items():
        match = have.get((code, path))
        if match is None or (match.start, match.end) != (start, end):
            score.missed += 1
            score.errors.append(f"{label['ocid']} {code} missed {shown(release, path, start, end)}")


def score_senses(score: Score, label: dict[str, Any], result: Participation) -> None:
    have = {
        (fact.code, fact.path): {f.sense for f in result.mentions if (f.code, f.path) == (fact.code, fact.path)}
        for fact in result.mentions
    }
    kinds: Counter[str] = Counter()
    for item in label["not"]:
        senses = have.get((item["code"], item["path"]))
        if senses and item["why"] in senses:
            score.right += 1
        elif senses is None:
            score.missed += 1
            kinds[f"{item['why']} not found"] += 1
        else:
            score.wrong += 1
            score.missed += 1
            kinds[f"{item['why']} taken for {'/'.join(sorted(senses))}"] += 1
    score.errors += [f"{label['ocid']} {kind} x{count}" for kind, count in sorted(kinds.items())]


def pointed(release: Any, path: str) -> Any:
    for key in path.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        release = release[int(key)] if isinstance(release, list) else release[key]
    return release


def shown(release: Any, path: str, start: int, end: int) -> str:
    text = pointed(release, path)
    return f"{path}: ...{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}...".replace(
        "\n", " "
    )


def speed(releases: list[dict[str, Any]], least: float = 3.0) -> None:
    """Print releases a second, in one process, the same releases again and again for ``least`` seconds."""
    count, started, worked = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - started < least:
        for release in releases:
            participation(release)
        count += len(releases)
    rate, alone = count / (time.perf_counter() - started), count / (time.process_time() - worked)
    print(
        f"speed: {rate:,.0f} releases/s by the clock, {alone:,.0f} by processor time (one process, {count:,} releases)"
    )


if __name__ == "__main__":
    main()
