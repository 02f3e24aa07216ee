import io
import json

from hypothesis import given
from hypothesis import strategies as st
from published import raw, read, release

from graph.ocds.items import Received, Reject
from graph.ocds.read import read_sources
from graph.ocds.rejects import reject_line


def again(content):
    return list(read_sources(["-"], stdin=io.BytesIO(content)))


def test_a_line_is_what_is_promised():
    line = reject_line(Reject("a.json", "line 2", "ocds-1", "No.", b'{"ocid":\n"ocds-1"}'))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == {
        "source": "a.json", "position": "line 2", "ocid": "ocds-1", "reason": "No.", "input": {"ocid": "ocds-1"},
    }  # fmt: skip


def test_mended_lines_load_under_their_first_source(tmp_path):
    broken = raw(release(1, ocid=None))
    lines = reject_line(Reject("a.json", "line 7", None, "The release has no ocid.", broken))
    lines += reject_line(Reject("b.json", "", None, "x", b'{"releases": [' + raw(release(2)) + b", oops]}"))
    file = tmp_path / "rejects.jsonl"
    file.write_bytes(lines.replace(b'"ocid": null', b'"ocid": "found"').replace(b", oops", b""))
    good, bad = read(file)
    assert bad == []
    assert [(i.source, i.position, i.value["ocid"]) for i in good] == [
        ("a.json", "line 7", "found"),
        ("b.json", "line 1, releases[0]", "ocds-test-2"),
    ]
    assert good[0].raw == broken.replace(b'"ocid": null', b'"ocid": "found"')


def test_an_input_that_was_not_kept_is_told():
    [reject] = again(reject_line(Reject("a.gz", "", None, "Damaged.", None)))
    assert reject.reason == "The rejects file does not hold this input: mend its source."


def test_numbers_without_limit_stay():
    text = b'{"ocid": "x", "a": 1e9999}'
    assert [i.raw for i in again(reject_line(Reject("a", "1", None, "r", text)))] == [text]


@given(st.binary())
def test_any_bytes_come_back(content):
    line = reject_line(Reject("a", "1", None, "r", content))
    kept = json.loads(line)["input"]
    if isinstance(kept, str):
        assert kept.encode("utf-8", "surrogateescape") == content
    else:
        assert kept == json.loads(content)
    for item in again(line):
        assert isinstance(item, Received | Reject)


def test_what_is_still_broken_is_rejected_again_with_the_same_bytes():
    for content in (
        b'{"ocid": "\xff\xfe"}',
        b'{"ocid": NaN}',
        b"{" * 5000,
        b'{"a": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    ):
        [reject] = again(reject_line(Reject("a", "line 1", None, "r", content)))
        assert isinstance(reject, Reject)
        assert (reject.raw, reject.source) == (content, "a")
