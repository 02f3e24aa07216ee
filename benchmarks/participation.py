"""Score who takes part against the labelled processes, and measure the speed.

Usage: ``python benchmarks/participation.py [DATA]`` where DATA holds ``gold/councils.jsonl`` and ``fts/compiled.jsonl``
(default: the shared data beside the repository). The labels are split by a hash of the ocid into the half the rules
were learnt from and the half held out; both are scored apart. The misses of the first run over the half held out
were read and mended by rule since (docs/decisions/0051), so it is no longer a blind measure.

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

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def main() -> None:
    """Score both halves and measure the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    arguments = parser.parse_args()
    releases = {release["ocid"]: release for release in lines(arguments.data / "fts" / "compiled.jsonl")}
    labels = list(lines(arguments.data / "gold" / "councils.jsonl"))
    for half in ("learnt from", "held out"):
        chosen = [label for label in labels if half_of(label["ocid"]) == half]
        print(f"{half}: {len(chosen)} processes")
        show(scores(chosen, releases))
    speed(list(releases.values()))


def lines(path: Path) -> Any:
    """Yield the objects of a file of JSON lines."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def half_of(ocid: str) -> str:
    """Return the half that a process belongs to."""
    return "held out" if hashlib.sha256(ocid.encode()).digest()[0] % 2 else "learnt from"


def scores(labels: list[dict[str, Any]], releases: dict[str, Any]) -> dict[str, Score]:
    """Return the scores of some labelled processes, by measure."""
    measured = {name: Score() for name in MEASURES}
    for label in labels:
        ocid, release = label["ocid"], releases[label["ocid"]]
        result = participation(release)
        for name, basis in (("party", "party"), ("council", "text")):
            want = {entry["code"] for entry in label["participants"] if entry["basis"] == basis}
            have = {fact.code for fact in result.participants if fact.basis == basis}
            score_sets(measured[name], ocid, want, have)
        score_offsets(measured["offset"], label, result, release)
        score_senses(measured["sense"], label, result)
    return measured


MEASURES = {
    "party": "parties, councils",
    "council": "text, councils",
    "offset": "text, council + path + offsets",
    "sense": "other senses, council + path",
}


def show(measured: dict[str, Score]) -> None:
    """Print each measure, then every error with its kind."""
    for name, score in measured.items():
        counts = f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
        print(f"  {MEASURES[name]:<32} precision {score.precision:.3f}  recall {score.recall:.3f}  {counts}")
    for name, score in measured.items():
        for error in score.errors:
            print(f"    {name}: {error}")


def score_sets(score: Score, ocid: str, want: set[str], have: set[str]) -> None:
    """Count councils found and missed."""
    score.right += len(want & have)
    score.wrong += len(have - want)
    score.missed += len(want - have)
    score.errors += [f"{ocid} {code} wrong" for code in sorted(have - want)]
    score.errors += [f"{ocid} {code} missed" for code in sorted(want - have)]


def score_offsets(score: Score, label: dict[str, Any], result: Participation, release: dict[str, Any]) -> None:
    """Count evidence found and missed, to the character."""
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
    """Count the names that a reader took for something else than participation."""
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
    """Return what stands at a JSON pointer."""
    for key in path.split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        release = release[int(name)] if isinstance(release, list) else release[name]
    return release


def shown(release: Any, path: str, start: int, end: int) -> str:
    """Return the words of an error in their place."""
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
