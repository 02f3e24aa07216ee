import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import SHARED, needs_shared, raw, read, release

from graph.ocds.items import Received, Reject
from graph.ocds.read import read_bytes, read_sources, received
from graph.ocds.scan import BLOCK

SIX = [raw(release(n)) for n in range(6)]
LIST = b",\n".join(SIX)
PACKAGE = b'{"uri": "u", "extensions": ["https://e/1"],\n"releases": [' + LIST + b'],\n"links": {"next": "n"}}'
RECORD = b'{"ocid": "o", "releases": [' + SIX[0] + b'], "compiledRelease": ' + SIX[1] + b"}"


def items(content):
    return list(read_sources(["-"], stdin=io.BytesIO(content)))


def raws(content):
    found = items(content)
    assert [i for i in found if isinstance(i, Reject)] == []
    return [i.raw for i in found]


FORMS = {
    "one release": (SIX[0], SIX[:1]),
    "one release, pretty": (json.dumps(release(1), indent=2).encode(), [json.dumps(release(1), indent=2).encode()]),
    "release package": (PACKAGE, SIX),
    "release package, pretty": (json.dumps({"releases": [release(1)]}, indent=1).encode(), None),
    "releases before the extensions": (b'{"releases": [' + LIST + b'], "extensions": []}', SIX),
    "package of no releases": (b'{"releases": []}', []),
    "array of releases": (b"[" + LIST + b"]", SIX),
    "array of packages": (b"[" + PACKAGE + b"," + PACKAGE + b"]", SIX + SIX),
    "JSON Lines": (b"\n".join(SIX) + b"\n", SIX),
    "JSON Lines without the last break": (b"\n".join(SIX), SIX),
    "JSON Lines with empty lines and CRLF": (b"\r\n\r\n".join(SIX), SIX),
    "JSON Lines of packages": (PACKAGE.replace(b"\n", b" ") + b"\n" + PACKAGE.replace(b"\n", b" "), SIX + SIX),
    "JSON Lines of arrays": (b"[" + SIX[0] + b"]\n[" + SIX[1] + b"]", SIX[:2]),
    "one after the other": (b"".join(SIX), SIX),
    "one after the other, pretty": (
        b"".join(json.dumps(release(n), indent=2).encode() for n in range(3)),
        [json.dumps(release(n), indent=2).encode() for n in range(3)],
    ),
    "packages one after the other": (PACKAGE + PACKAGE, SIX + SIX),
    "record package, compiled": (b'{"records": [' + RECORD + b"," + RECORD + b"]}", [SIX[1], SIX[1]]),
    "record package, releases": (b'{"records": [{"ocid": "o", "releases": [' + LIST + b"]}]}", SIX),
    "record": (RECORD, [SIX[1]]),
    "byte order mark": (b"\xef\xbb\xbf" + PACKAGE, SIX),
    "space around": (b" \n\t" + SIX[0] + b"\n \n", SIX[:1]),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_bytes_of_each_release(form):
    content, expected = FORMS[form]
    found = raws(content)
    if expected is None:
        assert [json.loads(r) for r in found] == [release(1)]
    else:
        assert found == expected


def test_bytes_value_hash_and_place_of_a_release():
    import hashlib

    found = items(PACKAGE)[3]
    assert isinstance(found, Received)
    assert found.value == release(3)
    assert found.hash == hashlib.sha256(SIX[3]).hexdigest()
    assert (found.source, found.position, found.extensions) == ("stdin", "line 1, releases[3]", ("https://e/1",))


def test_positions_count_lines():
    content = b"\n".join([SIX[0], b"", PACKAGE.replace(b"\n", b" "), SIX[1]])
    assert [i.position for i in items(content)] == [
        "line 1", *(f"line 3, releases[{n}]" for n in range(6)), "line 4",
    ]  # fmt: skip
    assert items(b'{"records": [' + RECORD + b"]}")[0].position == "line 1, records[0].compiledRelease"
    assert items(b'{"records": [' + RECORD + b"]}")[0].compiled


def test_lines_end_at_line_feed_only():
    text = raw(release(1, title="a\u2028b\u2029c\x85d"))
    assert raws(text + b"\n" + text) == [text, text]


def test_a_broken_line_is_rejected_alone():
    cut = SIX[1][: len(SIX[1]) // 2]
    for lines in (
        [cut, *SIX[2:]],
        [SIX[0], cut, *SIX[2:]],
        [SIX[0], b"rubbish", *SIX[2:]],
        [b"rubbish", b"more", *SIX[2:]],
        [*SIX[2:], cut],
        [SIX[0], SIX[1][:-1], SIX[2]],
        [SIX[0], b'{"ocid": "x", "lots": [', SIX[2], SIX[3]],
        [SIX[0], b'{"ocid": "x", "lots": [{"id": 1},', SIX[2], SIX[3]],
        [SIX[0], SIX[1].replace(b"Roofs", b"Ro\xffofs"), SIX[2]],
    ):
        found = items(b"\n".join(lines))
        good = [i.raw for i in found if isinstance(i, Received)]
        bad = [i.raw for i in found if isinstance(i, Reject)]
        assert good == [line for line in lines if line in SIX]
        assert bad == [line for line in lines if line not in SIX]


def test_a_reject_tells_where_and_which_and_why():
    cut = SIX[1][: SIX[1].index(b"Roofs") + 3]
    found = items(SIX[0] + b"\n" + cut + b"\n" + SIX[2])[1]
    assert found == Reject(
        "stdin",
        "line 2",
        "ocds-test-1",
        "The text is not JSON: a string is broken by the end of its line or a control character.",
        cut,
    )


def test_a_broken_release_in_a_package_is_rejected_alone():
    broken = SIX[2].replace(b'"tag"', b"tag")
    for content in (PACKAGE.replace(SIX[2], broken), b"[" + LIST.replace(SIX[2], broken) + b"]"):
        found = items(content)
        assert [i.raw for i in found if isinstance(i, Received)] == SIX[:2] + SIX[3:]
        [reject] = [i for i in found if isinstance(i, Reject)]
        assert (reject.raw, reject.ocid) == (broken, "ocds-test-2")


def test_a_package_cut_short_gives_the_releases_before_the_cut():
    for end in range(len(PACKAGE) - 1, PACKAGE.index(SIX[1]), -7):
        found = items(PACKAGE[:end])
        whole = [r for r in SIX if PACKAGE.index(r) + len(r) <= end]
        assert [i.raw for i in found if isinstance(i, Received)] == whole
        [reject] = [i for i in found if isinstance(i, Reject)]
        assert reject.reason == "The text ends in the middle of a value: it was cut short."


def test_a_pretty_release_that_is_broken_is_rejected_whole():
    pretty = [json.dumps(release(n), indent=2).encode() for n in range(3)]
    pretty[1] = pretty[1].replace(b'"tag"', b"tag")
    found = items(b"\n".join(pretty))
    assert [(type(i), i.raw) for i in found] == [(Received, pretty[0]), (Reject, pretty[1]), (Received, pretty[2])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The source is empty."),
        (b" \n ", "The source is empty."),
        (b"\xef\xbb\xbf", "The source is empty."),
        (b"<!doctype html>\n<html></html>", "This is HTML or XML"),
        (b"ocid,id,date\no,i,2026-01-01\n", "This is not JSON but CSV"),
        (SIX[0].decode().encode("utf-16"), "The text is UTF-16"),
        (SIX[0].decode().encode("utf-16-le"), "The text is UTF-16"),
        (SIX[0].decode().encode("utf-32"), "The text is UTF-16 or UTF-32"),
        (b"NaN", "This is not JSON"),
        (b'{"ocid": NaN}', "The text has NaN, which is not JSON."),
        (b'{"ocid": -Infinity}', "The text has -Infinity, which is not JSON."),
        (b'{"ocid": "x"} 5', "A release is an object; this is a number"),
        (b'["x"]', "A release is an object; this is text."),
        (b"[null]", "A release is an object; this is null."),
        (b'{"ocid": "\xe9"}', "The text is not UTF-8 (byte 11)."),
        (b'{"records": [{"ocid": "x", "releases": []}]}', "The record has neither a compiledRelease nor releases."),
        (
            b'{"records": [{"ocid": "x", "releases": [{"url": "http://a/1", "date": "d", "tag": ["tender"]}]}]}',
            "The record links to a release without holding it: load http://a/1.",
        ),
    ],
)
def test_what_is_no_release_is_rejected_in_one_sentence(content, reason):
    rejects = [i for i in items(content) if isinstance(i, Reject)]
    assert len(rejects) == 1
    assert rejects[0].reason.startswith(reason)
    assert rejects[0].reason.endswith(".")
    assert rejects[0].source == "stdin"


def test_numbers_without_limit_and_half_characters_reject_nothing():
    text = b'{"ocid": "x", "most": 1e9999, "least": -1e9999, "digits": ' + b"9" * 5000 + b', "half": "a\\ud800b"}'
    [found] = items(text)
    assert isinstance(found, Received)
    assert found.value == {
        "ocid": "x", "most": float("inf"), "least": float("-inf"), "digits": float("inf"), "half": "a\ufffdb",
    }  # fmt: skip
    assert found.raw == text


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_can_be_stored(published):
    [found] = items(json.dumps({"ocid": "x", "title": published}).encode())
    assert found.value["title"] == published.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_a_cut_first_line_longer_than_a_block_costs_only_itself():
    found = items(b"x" * (BLOCK + 1000) + b'"}\n' + b"\n".join(SIX))
    assert [type(i) for i in found] == [Reject] + [Received] * 6


@pytest.mark.parametrize("wrap", [b'{"extensions": ["\xff"], "releases": [%s]}', b"[%s]", b'{"records": [%s]}'])
@pytest.mark.parametrize("bad", [b'{"ocid": "bad", "v": NaN}', b'{"ocid": "bad", "v": "\xff"}'])
def test_a_release_that_does_not_parse_is_rejected_alone(wrap, bad):
    found = items(wrap % b",\n".join([*SIX[:3], bad, *SIX[3:]]))
    assert [i.raw for i in found if isinstance(i, Received)] == SIX
    assert [(i.raw, i.ocid) for i in found if isinstance(i, Reject)] == [(bad, "bad")]


def test_a_record_that_does_not_parse_is_rejected_alone_and_is_no_package():
    bad = b'{"releases": [' + SIX[1] + b'], "ocid": "bad", "v": NaN}'
    found = items(b'{"records": [{"releases": [' + SIX[0] + b'], "ocid": "o"}, ' + bad + b"]}")
    assert [i.raw for i in found] == [SIX[0], bad]


def test_a_release_that_does_not_parse_is_one_reject():
    for text in (b'{"ocid": "bad", "tender": {"v": NaN}}', b"[[NaN]]"):
        [found] = items(text)
        assert isinstance(found, Reject)
        assert found.raw == text
    assert [type(i) for i in items(b'[{"a": ' * 900 + b"NaN" + b"}]" * 900)] == [Reject]


@pytest.mark.parametrize("levels", [300, 900, 3000])
@pytest.mark.parametrize("ends", [(b'{"releases": [', b"]}"), (b"[", b"]")])
@pytest.mark.parametrize("core", [b"1", b"NaN"])
def test_lists_within_lists_are_one_reject(levels, ends, core):
    found = items(ends[0] * levels + core + ends[1] * levels + b"\n" + SIX[0])
    assert [type(i) for i in found] == [Reject, Received]


def test_of_a_repeated_key_the_last_counts():
    assert items(b'{"ocid": "a", "ocid": "b"}')[0].value == {"ocid": "b"}


@pytest.mark.parametrize("wrap", [b"%s\n%s", b'{"releases": [%s, %s]}', b"[%s,%s]", b"%s%s"])
def test_depth_is_rejected_alone(wrap):
    deep = b'{"ocid": "deep", "a": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    found = items(wrap % (deep, SIX[0]))
    assert [(type(i), i.raw) for i in found] == [(Reject, deep), (Received, SIX[0])]
    assert (found[0].ocid, found[0].reason) == ("deep", "The text is nested too deeply.")


@pytest.mark.parametrize("wrap", [b"%s\n%s", b'{"releases": [%s, %s]}', b"[%s,%s]", b"%s%s"])
def test_a_string_of_50_megabytes(wrap):
    long = b'{"ocid": "long", "a": "' + b"x" * 50_000_000 + b'"}'
    found = items(wrap % (long, SIX[0]))
    assert [len(i.raw) for i in found] == [len(long), len(SIX[0])]
    assert found[0].value["a"] == "x" * 50_000_000


def test_memory_does_not_grow_with_a_package(tmp_path):
    class Endless(io.RawIOBase):
        """A package of so many releases that is made while it is read."""

        def __init__(self, count):
            self.parts = (big + b"," for _ in range(count))
            self.rest = b'{"releases": ['
            self.sent = 0

        def read(self, size=-1):
            while len(self.rest) < size:
                part = next(self.parts, None)
                if part is None:
                    break
                self.rest += part
            block, self.rest = self.rest[:size], self.rest[size:]
            self.sent += len(block)
            return block

    big = raw(release(1, text="x" * 4000))
    peaks = []
    for count in (1_000, 5_000):
        stream = Endless(count)
        tracemalloc.start()
        found = sum(isinstance(i, Received) for i in read_sources(["-"], stdin=stream))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found == count
    assert stream.sent > 20_000_000
    assert peaks[1] < peaks[0] * 1.1
    assert peaks[1] < 12_000_000


def test_a_release_larger_than_the_window_in_a_record_package():
    big = raw(release(1, filler=["y" * 1000] * 3000))
    content = b'{"records": [{"releases": [' + SIX[0] + b'], "ocid": "o", "compiledRelease": ' + big + b"}]}"
    assert raws(content) == [big]


def test_stored_bytes_give_the_release_again():
    assert received(SIX[0], "somewhere.json").value == release(0)
    assert isinstance(received(b"[1]", "x"), Reject)
    assert isinstance(received(b"{", "x"), Reject)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.lists(st.dictionaries(st.text(), json_values, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["lines", "concatenated", "array", "package", "pretty"]),
    st.booleans(),
)
def test_any_objects_come_back_in_any_form(objects, form, ascii_only):
    objects = [{"ocid": "x"} | {k: v for k, v in o.items() if k not in ("releases", "records")} for o in objects]
    indent = 1 if form == "pretty" else None
    texts = [json.dumps(o, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "replace") for o in objects]
    content = {
        "lines": b"\n".join(texts),
        "concatenated": b"".join(texts),
        "pretty": b"\n".join(texts),
        "array": b"[" + b",".join(texts) + b"]",
        "package": b'{"releases":[' + b",".join(texts) + b"]}",
    }[form]
    assert [i.raw for i in read_bytes(content, "x")] == texts


@given(st.binary(max_size=200), st.integers(0, 6))
def test_no_bytes_raise(noise, where):
    lines = [*SIX[:where], noise, *SIX[where:]]
    for content in (noise, b"\n".join(lines), b'{"releases": [' + b",".join(lines) + b"]}"):
        for item in read_bytes(content, "x"):
            assert item.raw is None or item.raw in content


@needs_shared
def test_all_real_releases_are_read_with_their_bytes():
    for path, count in (("fts/releases.jsonl", 586), ("fts/compiled.jsonl", 561), ("other", 61), ("seeds", 4)):
        good, bad = read(SHARED / path)
        assert (len(good), bad) == (count, [])
    lines = (SHARED / "fts/releases.jsonl").read_bytes().split(b"\n")[:-1]
    assert [i.raw for i in read(SHARED / "fts/releases.jsonl")[0]] == lines
    page, bad = read(SHARED / "fts/api_page.json")
    assert bad == []
    assert [i.value for i in page] == json.loads((SHARED / "fts/api_page.json").read_bytes())["releases"]
    assert len(page[0].extensions) == 10
