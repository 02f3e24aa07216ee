import errno
import gzip
import io
import zipfile
from pathlib import Path
from random import Random

import pytest
import zstandard
from published import raw, read, release

from graph.errors import SourceError
from graph.ocds import sources
from graph.ocds.items import Received, Reject
from graph.ocds.read import read_sources

SIX = [raw(release(n)) for n in range(6)]
LINES = b"\n".join(SIX)


def zipped(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


PACKED = {
    "gzip": gzip.compress(LINES),
    "gzip of two parts": gzip.compress(LINES[:100]) + gzip.compress(LINES[100:]),
    "zstd": zstandard.compress(LINES),
    "zstd of two frames": zstandard.compress(LINES[:100]) + zstandard.compress(LINES[100:]),
    "zip": zipped(a=LINES),
    "gzip in zip": zipped(a=gzip.compress(LINES)),
    "zip in gzip": gzip.compress(zipped(a=LINES)),
    "gzip in gzip": gzip.compress(gzip.compress(LINES)),
    "zip in zip": zipped(a=zipped(b=LINES)),
}


@pytest.mark.parametrize("form", PACKED)
@pytest.mark.parametrize("through", ["file", "stdin"])
def test_packed_sources_of_any_name(tmp_path, form, through):
    file = tmp_path / "data.txt"
    file.write_bytes(PACKED[form])
    good, bad = read("-", stdin=io.BytesIO(PACKED[form])) if through == "stdin" else read(file)
    assert ([i.raw for i in good], bad) == (SIX, [])


def test_members_of_an_archive_are_named(tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(zipped(**{"x/one.json": SIX[0], "two": SIX[1]}))
    assert [i.source for i in read(file)[0]] == [f"{file}!x/one.json", f"{file}!two"]


def test_what_is_packed_too_often_is_rejected(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(gzip.compress(gzip.compress(gzip.compress(LINES))))
    good, [reject] = read(file)
    assert (good, reject.reason) == ([], "It is packed more than 2 times: unpack it first.")


NOISE = b"".join(raw(release(n, id=Random(n).randbytes(400).hex())) + b"\n" for n in range(3000))
PACK = {
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
    "zip": lambda content: zipped(a=content),
}


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_an_archive_that_is_cut_short_gives_what_comes_before_the_cut(tmp_path, form):
    packed = PACK[form](NOISE)
    file = tmp_path / "a"
    file.write_bytes(packed[: len(packed) * 3 // 4])
    good, bad = read(file)
    assert len(good) > 1000
    assert [i.raw for i in good] == NOISE.split(b"\n")[: len(good)]
    assert any(reject.reason.startswith("The archive is damaged or cut short: ") for reject in bad)


@pytest.mark.parametrize("form", PACK)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_damaged_archive_gives_nothing(tmp_path, form, place):
    packed = bytearray(PACK[form](NOISE))
    packed[len(packed) * place // 4] ^= 4
    file = tmp_path / "a"
    file.write_bytes(packed)
    good, [reject] = read(file)
    assert good == []
    assert reject.reason.startswith("The archive is damaged or cut short: ")
    assert reject.reason.endswith("; nothing of it is used: fetch it again.")


def test_what_stands_behind_a_sound_gzip_file_costs_nothing_of_it(tmp_path):
    (tmp_path / "a").write_bytes(gzip.compress(LINES) + b"\n")
    good, bad = read(tmp_path / "a")
    assert ([i.raw for i in good], len(bad)) == (SIX, 1)


def test_of_two_members_the_damaged_one_alone_is_left_out(tmp_path):
    packed = bytearray(zipped(a=NOISE, b=LINES))
    packed[len(packed) // 2] ^= 4
    file = tmp_path / "a.zip"
    file.write_bytes(packed)
    good, [reject] = read(file)
    assert [i.source for i in good] == [f"{file}!b"] * len(SIX)
    assert reject.source == f"{file}!a"


@pytest.mark.parametrize("content", [b" " * (1 << 24), b'{"a": "' + b"a" * (1 << 24), bytes(1 << 24)])
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda content: zipped(a=content)])
def test_an_archive_bomb_is_refused(tmp_path, monkeypatch, content, pack):
    monkeypatch.setattr(sources, "FREE_BYTES", 1 << 20)
    (tmp_path / "bomb").write_bytes(pack(content))
    good, [reject] = read(tmp_path / "bomb")
    assert good == []
    assert reject.reason.startswith("It unpacks to more than 500 times its size")


def test_an_archive_that_packs_well_is_no_bomb(tmp_path):
    (tmp_path / "a").write_bytes(zstandard.compress((SIX[0] + b"\n") * 50_000))
    good, bad = read(tmp_path / "a")
    assert (len(good), bad) == (50_000, [])


def test_a_protected_archive_is_rejected(tmp_path):
    packed = bytearray(zipped(a=LINES))
    packed[6] |= 1  # the flag of encryption, in the member's header
    packed[packed.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    file = tmp_path / "a.zip"
    file.write_bytes(packed)
    good, [reject] = read(file)
    assert good == []
    assert "encrypted" in reject.reason


def test_a_folder_is_searched_through_by_name(tmp_path):
    for name, content in (
        ("b/2.json", SIX[2]),
        ("b/c/3", SIX[3]),
        ("a.x", SIX[0]),
        (".hidden", b"?"),
        (".git/x", b"?"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    good, bad = read(tmp_path)
    assert bad == []
    assert [i.source for i in good] == [str(tmp_path / name) for name in ("a.x", "b/2.json", "b/c/3")]


def test_files_of_a_folder_that_cannot_be_read_are_rejected_one_by_one(tmp_path):
    for name, content in (("1.json", SIX[0]), ("2.json", b"<html>"), ("3.json", SIX[1]), ("5.json", b"")):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "4.json").symlink_to(tmp_path / "nowhere")
    good, bad = read(tmp_path)
    assert [i.raw for i in good] == SIX[:2]
    assert [(i.source[-6:], i.reason.split(":")[0]) for i in bad] == [
        ("2.json", "This is HTML or XML, not JSON"),
        ("4.json", "The file cannot be read"),
        ("5.json", "The source is empty."),
    ]


def test_a_file_without_permission_is_rejected(tmp_path, monkeypatch):
    for name, content in (("1.json", SIX[0]), ("2.json", SIX[1])):
        (tmp_path / name).write_bytes(content)
    opened = Path.open

    def forbidden(path, *mode, **options):  # the tests may run as root, who may read everything
        if path.name == "1.json":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *mode, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    good, [reject] = read(tmp_path)
    assert [i.raw for i in good] == [SIX[1]]
    assert reject.reason == "The file may not be read: its permissions forbid it."


def test_a_disk_error_in_the_middle_is_a_reject_and_the_rest_stays():
    class Failing(io.RawIOBase):
        def __init__(self):
            self.blocks = [LINES[:4], LINES[4:], OSError(5, "Input/output error")]

        def read(self, size=-1):
            block = self.blocks.pop(0)
            if isinstance(block, OSError):
                raise block
            return block

    items = list(read_sources(["-"], stdin=Failing()))
    assert [i.raw for i in items if isinstance(i, Received)] == SIX
    assert [i.reason for i in items if isinstance(i, Reject)] == ["The file cannot be read: Input/output error."]


def test_a_file_that_grows_while_it_is_read_ends_where_it_ended(tmp_path):
    file = tmp_path / "rejects.jsonl"
    file.write_bytes(LINES + b"\n")
    with file.open("ab") as more:
        for count, item in enumerate(read_sources([file]), 1):
            assert count <= 6
            more.write(item.raw + b"\n")
            more.flush()
    assert count == 6


def test_patterns_and_several_sources(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.json").write_bytes(SIX[number])
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "4.json").write_bytes(SIX[4])
    (tmp_path / "a[1].json").write_bytes(SIX[5])
    assert [i.raw for i in read_sources([tmp_path / "[02].json", tmp_path / "1.json"])] == [SIX[0], SIX[2], SIX[1]]
    assert len(list(read_sources([str(tmp_path / "**" / "*.json")]))) == 5
    assert [i.raw for i in read_sources([tmp_path / "a[1].json"])] == [SIX[5]]


def test_a_source_that_does_not_exist_stops_before_anything_is_read(tmp_path):
    with pytest.raises(SourceError, match=r"There is no file or folder .*nowhere\.json: name a file"):
        read_sources([tmp_path / "nowhere.json"])
    with pytest.raises(SourceError, match=r"Nothing fits the pattern .*\*\.json"):
        read_sources([tmp_path / "*.json"])
