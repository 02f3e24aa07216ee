"""Releases for the imitation, spread over a period."""

import itertools
import json
from datetime import datetime, timedelta
from random import Random

from benchmarks.generate import generate
from imitation.find_a_tender import LONDON


def releases(count, start="2026-10-01T00:00:00+01:00", days=7, seed=0):
    """``count`` raw releases with dates spread over some days from ``start``, in order of date."""
    random = Random(seed)
    begin = datetime.fromisoformat(start)
    moments = sorted(random.uniform(0, days * 86_400 - 1) for _ in range(count))
    for line, moment in zip(generate(count, seed, compiled=False), moments, strict=True):
        date = (begin + timedelta(seconds=int(moment))).astimezone(LONDON).isoformat()
        release = json.loads(line)
        old = f'"date":"{release["date"]}"'.encode()
        yield line.replace(old, f'"date":"{date}"'.encode(), 1)


def publish(service, count, **options):
    """Publish releases in the imitation; returns them."""
    made = list(releases(count, **options))
    for release in made:
        service.publish(release)
    return made


def keys(lines):
    """``<ocid>/<id>`` of every line, in order."""
    return [f"{release['ocid']}/{release['id']}" for release in map(json.loads, lines)]


def gzip_lines(folder):
    """All lines of an archive, in order of its files."""
    import gzip

    files = sorted(folder.glob("find-a-tender-*.jsonl.gz"))
    return list(itertools.chain.from_iterable(gzip.decompress(file.read_bytes()).splitlines() for file in files))
