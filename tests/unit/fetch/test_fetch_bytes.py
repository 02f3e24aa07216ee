"""Pages and releases as bytes: contact points out, every other byte as it came."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import generate
from graph.fetch.errors import PageError
from graph.fetch.page import read_page
from graph.fetch.privacy import CONTACT_MEMBERS, one_line

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["contactPoint", "email", "id"]), inner)
    ),
)


def without_contacts(value):
    if isinstance(value, dict):
        return {key: without_contacts(inner) for key, inner in value.items() if key not in CONTACT_MEMBERS}
    return [without_contacts(inner) for inner in value] if isinstance(value, list) else value


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_a_text_without_contacts_is_the_value_without_contacts(value, indent, plain):
    line = one_line(json.dumps(value, indent=indent, ensure_ascii=plain).encode(), CONTACT_MEMBERS)
    assert b"\n" not in line
    assert json.loads(line) == without_contacts(value)


@given(JSON, st.sampled_from([None, 1]))
def test_a_text_that_keeps_contacts_keeps_all(value, indent):
    line = one_line(json.dumps(value, indent=indent).encode())
    assert line == json.dumps(value, separators=None if indent is None else (",", ":")).encode()


def test_numbers_escapes_order_and_repeats_stay_byte_for_byte():
    text = rb'{"b": 1e9999, "a": 2.50, "a": -0, "t": "\u2013 \/ caf\u00e9", "n": 12345678901234567890123,' + b"\n"
    text += rb'"contactPoint": {"name": "A } \" B"}, "z": [ ]}'
    line = one_line(text, CONTACT_MEMBERS)
    assert line == (rb'{"b":1e9999,"a":2.50,"a":-0,"t":"\u2013 \/ caf\u00e9","n":12345678901234567890123,"z":[]}')


def test_a_release_on_one_line_without_contacts_is_the_same_bytes():
    for line in generate(30, contacts=False):
        assert one_line(line, CONTACT_MEMBERS) in (line, one_line(line + b"\n", CONTACT_MEMBERS).strip())
        assert one_line(line) == line


def test_a_member_named_by_an_escape_goes_too():
    assert one_line(rb'{"\u0065mail": "a@example.org", "id": 1}', CONTACT_MEMBERS) == b'{ "id": 1}'
    assert one_line(rb'{"id": 1, "contact\u0050oint": [{"x": 1}]}', CONTACT_MEMBERS) == b'{"id": 1}'


def test_the_word_in_a_value_is_no_member():
    text = b'{"title":"email","note":["contactPoint"]}'
    assert one_line(text, CONTACT_MEMBERS) == text


def package(*releases, links=""):
    return b'{"releases": [' + b", ".join(releases) + b"]" + links.encode() + b"}"


def test_a_page_gives_releases_and_the_cursor():
    links = ', "links": {"next": "https://x/api?updatedFrom=1&cursor=YWJj%3D%3D"}'
    page = read_page(package(b'{"ocid": "o", "id": "1", "x": 1e9999}', b'{"ocid":"o","id":2}', links=links))
    assert [release.key for release in page.releases] == ["o/1", "o/2"]
    assert page.releases[0].line == b'{"ocid": "o", "id": "1", "x": 1e9999}'
    assert page.cursor == "YWJj=="


@pytest.mark.parametrize("links", ["", ', "links": []', ', "links": null', ', "links": {}', ', "links": {"prev": "x"}'])
def test_a_page_without_a_next_link_is_the_last(links):
    assert read_page(package(b'{"ocid":"o","id":"1"}', links=links)).cursor is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html><body>Sorry", "that are not JSON .they begin '<html><body>Sorry'"),
        (b"", "0 bytes that are not JSON"),
        (b'{"releases": [{"ocid": "o", "id"', "not JSON"),
        (b'{"releases": [{"id": "1", "t": "\xff"}]}', "not JSON"),
        (b'{"releases": [{"id": "1", "t": NaN}]}', "not JSON"),
        (b'{"releases": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not JSON"),
        (b"[]", "no package"),
        (b'{"message": "no"}', "no package"),
        (package(b'{"ocid":"o","id":"1"}', b'{"ocid":"o"}'), "Release 2 of the page has no id"),
        (package(b"17"), "Release 1 of the page has no id"),
        (package(b'{"ocid":"o","id":""}'), "has no id"),
        (package(links=', "links": {"next": "https://x/?cursor=a"}'), "without releases that has a next page"),
        (package(b'{"ocid":"o","id":"1"}', links=', "links": {"next": "https://x/?cursor=seen"}'), "in a circle"),
        (package(b'{"ocid":"o","id":"1"}', links=', "links": {"next": "https://x/?page=2"}'), "without a cursor"),
    ],
)
def test_what_is_no_page_has_its_sentence(body, sentence):
    with pytest.raises(PageError, match=sentence):
        read_page(body, {"seen"})


def test_a_byte_order_mark_is_no_fault():
    assert read_page(b"\xef\xbb\xbf" + package(b'{"ocid":"o","id":"1"}')).releases[0].key == "o/1"
