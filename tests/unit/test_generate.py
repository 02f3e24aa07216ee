"""The generator: the same bytes for the same seed, in the shape of the real releases, in constant memory."""

import hashlib
import itertools
import json
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.generate import BAD_KINDS, generate

REFERENCE = Path(__file__).parents[3] / "shared/data"


def parsed(count, **options):
    return [json.loads(line) for line in generate(count, **options)]


def test_same_seed_same_bytes_and_a_prefix_is_a_prefix():
    first = list(generate(300, seed=5, bad_rate=0.05))
    assert first == list(generate(300, seed=5, bad_rate=0.05))
    assert first[:40] == list(generate(40, seed=5, bad_rate=0.05))
    assert first != list(generate(300, seed=6, bad_rate=0.05))


def test_bytes_are_pinned_so_that_a_benchmark_of_last_year_compares():
    digest = hashlib.sha256(b"\n".join(itertools.islice(generate(1_000_000, seed=1), 200))).hexdigest()
    assert digest.startswith("cb7f80c8f1514987")


def test_bad_rows_are_of_every_kind_and_at_the_rate():
    good = list(generate(2_000))
    lines = list(generate(2_000, bad_rate=0.02))
    spoilt = [line for line, sound in zip(lines, good, strict=True) if line != sound]
    assert 20 <= len(spoilt) <= 60
    assert len(BAD_KINDS) == 9
    assert b"42" in spoilt
    for line in spoilt:
        assert unusable(line), line[:80]


def unusable(line):
    try:
        release = json.loads(line)
    except ValueError:
        return True
    return not isinstance(release, dict) or not all(isinstance(release.get(key), str) for key in ("ocid", "date"))


def test_shape_is_that_of_real_releases():
    releases = parsed(3_000)
    text = b"\n".join(generate(3_000))
    assert 4_500 <= len(text) / 3_000 <= 6_500
    types = Counter(kind for kind in (f"UK{n}" for n in range(1, 18)) if f'"noticeType":"{kind}"'.encode() in text)
    assert len(types) == 17
    assert sum(release["tender"]["legalBasis"]["scheme"] == "CELEX" for release in releases) > 200
    assert b"1e9999" in text
    assert b'"relationship":["framework"]' in text
    assert sum("buyer" not in release for release in releases) > 10
    suppliers = Counter(s["id"] for r in releases for a in r.get("awards", []) for s in a.get("suppliers", []))
    assert suppliers.most_common(1)[0][1] > 5 > Counter(suppliers.values()).most_common(1)[0][0]
    assert any(len(a.get("suppliers", [])) > 20 for r in releases for a in r.get("awards", []))
    values = [a["value"] for r in releases for a in r.get("awards", []) if "value" in a]
    assert any("amount" not in value for value in values)
    assert {value["currency"] for value in values} == {"GBP", "EUR", "USD", "AED"}


def test_raw_releases_of_one_process_come_in_order_with_ids_of_their_own():
    releases = parsed(2_000, compiled=False)
    assert len({release["id"] for release in releases}) == 2_000
    by_process = Counter(release["ocid"] for release in releases)
    assert max(by_process.values()) == 5
    for before, after in itertools.pairwise(releases):
        assert before["ocid"] != after["ocid"] or before["date"] < after["date"]


def test_contact_points_can_be_left_out():
    assert b"contactPoint" in b"".join(generate(20))
    assert b"contactPoint" not in b"".join(generate(20, contacts=False))


def test_memory_does_not_grow_with_the_count():
    lines = generate(6_000)
    for _ in itertools.islice(lines, 3_000):
        pass
    tracemalloc.start()
    for _ in lines:
        pass
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 12_000_000


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference data is not here")
def test_every_field_is_published_by_the_schema_or_the_service_with_its_type():
    schema = json.loads((REFERENCE / "schema/fts-patched-release-schema.json").read_text())
    seen = set()
    for line in (REFERENCE / "fts/releases.jsonl").read_bytes().splitlines():
        seen.update(paths(json.loads(line)))
    seen.update({"/parties/contactPoint/name", "/tender/documents/noticeType"})
    for release in parsed(600, compiled=False):
        assert not {key for key in ("ocid", "id", "date", "tag", "initiationType") if key not in release}
        check(release, schema, schema, "")
        odd = {path for path in paths(release) if path not in seen and not declared(path, schema)}
        assert not odd, odd


def paths(value, at=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{at}/{key}"
            yield from paths(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, at)


def declared(path, root):
    schema = root
    for key in path.split("/")[1:]:
        schema = resolved(schema, root).get("properties", {}).get(key)
        if schema is None:
            return False
        schema = resolved(schema, root)
        schema = schema.get("items", schema)
    return True


def resolved(schema, root):
    while "$ref" in schema:
        part = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            part = part[step]
        schema = part
    return schema


def check(value, schema, root, at):
    schema = resolved(schema, root)
    kinds = schema.get("type", [])
    python = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    python |= {"object": dict, "null": type(None)}
    kinds = [kinds] if isinstance(kinds, str) else kinds
    unlimited = value == float("inf")
    assert unlimited or not kinds or any(isinstance(value, python[kind]) for kind in kinds), (at, kinds, value)
    if isinstance(value, dict):
        for key in value.keys() & schema.get("properties", {}).keys():
            check(value[key], schema["properties"][key], root, f"{at}/{key}")
    if isinstance(value, list):
        for inner in value:
            check(inner, schema.get("items", {}), root, at)
