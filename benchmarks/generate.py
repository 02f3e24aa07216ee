"""Synthetic OCDS releases in the shape of Find a Tender's: any number, the same for the same seed, streamed.

    python benchmarks/generate.py 100000 --seed 7 --bad-rate 0.001 > releases.jsonl

What varies follows what was counted in real releases: the notice types, the skew of buyers and suppliers, lots,
awards with several suppliers, frameworks and the call-offs under them, dynamic markets, amendments, gross-only
values, foreign currencies, ids in bad form, numbers such as 1e9999. Nothing is kept between processes, so memory
does not grow with the number of releases.
"""

from __future__ import annotations

import argparse
import sys
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.notices import NO_LIMIT
from benchmarks.release import process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What stands in a row that no reader can use, one kind after the other.
BAD_KINDS: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda line: line[: len(line) // 2],
    "html": lambda _: b"<html><body><h1>503 Service Unavailable</h1></body></html>",
    "encoding": lambda line: line.replace(b'"title":"', b'"title":"\xff\xfe\x80', 1),
    "list": lambda _: b"[1,2,3]",
    "number": lambda _: b"42",
    "no ocid": lambda line: line.replace(b'"ocid":', b'"notOcid":', 1),
    "no date": lambda line: line.replace(b'"date":', b'"notDate":', 1),
    "ocid type": lambda line: line.replace(b'"ocid":', b'"ocid":17,"notOcid":', 1),
    "date type": lambda line: line.replace(b'"date":', b'"date":{},"notDate":', 1),
}


def generate(
    count: int, seed: int = 0, bad_rate: float = 0.0, compiled: bool = True, contacts: bool = True
) -> Iterator[bytes]:
    """Yield `count` lines of JSON Lines, without their line ends.

    Parameters
    ----------
    count : int
        Number of lines, bad ones included.
    seed : int
        Same seed, same bytes; ``generate(n)`` is the beginning of ``generate(m)`` for n < m.
    bad_rate : float
        Share (0 to 1) of lines that are unusable, of the kinds in `BAD_KINDS` in turn.
    compiled : bool
        One compiled release a process, or the raw releases of each process, one after the other.
    contacts : bool
        With contact points (invented), as the service publishes them.
    """
    bad = Random(f"{seed}/bad")
    kinds = cycle(BAD_KINDS)
    lines = (encode(release) for release in releases(seed, compiled=compiled, contacts=contacts))
    for _, line in zip(range(count), lines, strict=False):
        if bad.random() < bad_rate:
            yield spoil(line, next(kinds))
        else:
            yield line


def releases(seed: int = 0, compiled: bool = True, contacts: bool = True) -> Iterator[dict[str, Any]]:
    """Yield releases without end; the unlimited number is the string `NO_LIMIT` until it is encoded."""
    number = 0
    while True:
        yield from process(number, seed, compiled=compiled, contacts=contacts)
        number += 1


def encode(release: dict[str, Any]) -> bytes:
    """Encode a release as the service does: the number 1e9999 stands for "no limit"."""
    line = orjson.dumps(release)
    if b'"' + NO_LIMIT + b'"' in line:
        line = line.replace(b'"' + NO_LIMIT + b'"', b"1e9999")
    return line


def spoil(line: bytes, kind: str) -> bytes:
    """Return the line made unusable in the way that `kind` names."""
    return BAD_KINDS[kind](line)


def main() -> None:
    """Write releases to standard output."""
    parser = argparse.ArgumentParser(description="Synthetic OCDS releases as JSON Lines.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bad-rate", type=float, default=0.0, help="share of unusable lines, 0 to 1")
    parser.add_argument("--raw", action="store_true", help="raw releases instead of compiled ones")
    parser.add_argument("--no-contacts", action="store_true", help="without contact points")
    options = parser.parse_args()
    if options.count < 0 or not 0 <= options.bad_rate <= 1:
        parser.error("count is 0 or more, --bad-rate between 0 and 1")
    lines = generate(
        options.count, options.seed, options.bad_rate, compiled=not options.raw, contacts=not options.no_contacts
    )
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
