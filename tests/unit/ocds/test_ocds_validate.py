import copy
import csv
import json
import random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from published import SHARED, checked, needs_shared, raw, release, usable

from graph.mapping.process import map_process
from graph.ocds import codes, validate
from graph.ocds.items import Reject
from graph.ocds.merge import merge_process
from graph.ocds.read import read_sources
from graph.ocds.validate import Release


def test_what_a_release_is():
    found = usable(release(1, tag=["award", "contract"]))
    assert (found.ocid, found.id, found.key) == ("ocds-test-1", "r1", "ocds-test-1/r1")
    assert (found.date, found.instant.isoformat()) == ("2026-08-02T12:00:00+01:00", "2026-08-02T12:00:00+01:00")
    assert (found.tag, found.is_compiled, found.odd) == (("award", "contract"), False, {})
    assert found.value == release(1, tag=["award", "contract"])
    assert usable(release(1, tag=["compiled"])).is_compiled


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"ocid": None}, "The release has no ocid."),
        ({"ocid": 5}, "The ocid of the release must be text, not a number."),
        ({"ocid": ["o"]}, "The ocid of the release must be text, not an array."),
        ({"ocid": " "}, "The ocid of the release is blank."),
        ({"ocid": "x" * 2000}, "The ocid of the release is longer than 1500 characters."),
        ({"date": None}, "The release has no date."),
        ({"date": 20260801}, "The date of the release must be text, not a number."),
        ({"date": "soon"}, "The date of the release, soon, is no date or date-time that can be read."),
        ({"date": "2026-13-01"}, "The date of the release, 2026-13-01, is no date or date-time that can be read."),
        ({"id": {}}, "The id of the release must be text, not an object."),
        ({"id": True}, "The id of the release must be text, not true or false."),
        ({"id": 1.5}, "The id of the release must be text, not a number."),
        ({"id": "  "}, "The id of the release is blank."),
    ],
)
def test_what_makes_a_release_unusable(parts, reason):
    value = release(1, **parts)
    found = checked(value)
    assert found == Reject(
        "test.json", "line 1", value["ocid"] if type(value["ocid"]) is str else None, reason, raw(value)
    )


def test_absent_keys_are_as_null_ones():
    assert checked({"id": "x", "date": "2026-01-01"}).reason == "The release has no ocid."
    assert checked({"ocid": "x", "id": "x"}).reason == "The release has no date."


def test_a_release_without_id_has_its_date_as_id():
    for value in (release(1, id=None), release(1, id=""), {"ocid": "o", "date": "2026-08-02T12:00:00+01:00"}):
        found = usable(value)
        assert found.id == found.date == "2026-08-02T12:00:00+01:00"
        assert found.odd[validate.WITHOUT_ID] == 1
    assert usable(release(1, id=7)).id == "7"


@pytest.mark.parametrize("date", ["2026-08-02", "2026-08-02T12:00:00", "2026-08-02T12:00:00.1234567Z"])
def test_dates_of_other_forms(date):
    assert usable(release(1, date=date)).date == date


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"id": "a b"}, "release id or ocid with a space"),
        ({"ocid": "a b"}, "release id or ocid with a space"),
        ({"tag": "tender"}, "wrong type: tag"),
        ({"tag": ["tender", 5]}, "unknown code: tag"),
        ({"tag": ["tenders"]}, "unknown code: tag"),
        ({"awards": {"id": "1"}}, "wrong type: awards"),
        ({"awards": ["1"]}, "wrong type: awards"),
        ({"awards": [{"suppliers": "Smith"}]}, "wrong type: awards.suppliers"),
        ({"awards": [{"relatedLots": [["1"]]}]}, "wrong type: awards.relatedLots"),
        ({"awards": [{"value": {"amount": "12,000"}}]}, "wrong type: awards.value.amount"),
        ({"contracts": [{"value": {"amount": True}}]}, "wrong type: contracts.value.amount"),
        ({"tender": "roofs"}, "wrong type: tender"),
        ({"tender": {"status": "open"}}, "unknown code: tender.status"),
        ({"tender": {"procurementMethod": "Open"}}, "unknown code: tender.procurementMethod"),
        ({"tender": {"value": {"currency": "pounds"}}}, "unknown code: tender.value.currency"),
        ({"parties": [{"roles": ["Buyer"]}]}, "unknown code: parties.roles"),
        ({"parties": [{"details": {"vcse": "yes"}}]}, "wrong type: parties.details.vcse"),
    ],
)
def test_what_is_odd_loads_and_is_counted_by_kind(parts, kind):
    assert usable(release(1, **parts)).odd == {kind: 1}


def test_what_ocds_allows_is_not_odd():
    parts = {
        "tender": {"lots": [{"id": 1, "status": None}], "items": [{"relatedLot": 1}], "value": {"amount": 1e300}},
        "awards": None,
        "parties": [],
        "anyExtension": {"deep": [1, "two", None]},
    }
    assert usable(release(1, **parts)).odd == {}


def test_a_repeated_key_is_counted():
    text = raw(release(1))[:-1] + b', "buyer": {"id": "a", "id": "b"}}'
    assert usable(text).odd == {validate.REPEATED_KEY: 1}
    quoted = raw(release(1, title='a "quoted": title \\" \\u0022')).replace(b"Roofs", b"R\\u006f\\u0022ofs")
    assert usable(quoted).odd == {}


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        (rb"bad \ud800 end", {validate.HALF_CHARACTER: 1}),
        (rb"\uDfff", {validate.HALF_CHARACTER: 1}),
        (rb"two halves \ud83d\uDE00", {}),
        (rb"a backslash \\ud800", {}),
    ],
)
@pytest.mark.parametrize("more", [b"", b', "most": 1e9999', b', "most": ' + b"9" * 30])
def test_half_a_character_is_counted(title, odd, more):
    assert usable(raw(release(1))[:-1] + b', "note": "' + title + b'"' + more + b"}").odd == odd


def test_depth_in_a_member_that_is_lost_is_no_matter():
    deep = b', "x": ' + b"[" * 970 + b"]" * 970 + b', "x": 1, "note": "\\ud83d\\ude00"}'
    assert usable(raw(release(1))[:-1] + deep).odd == {validate.REPEATED_KEY: 1}


def test_depth_beyond_all_sense_is_rejected():
    deep = b"[" * 249 + b"]" * 249
    assert usable(raw(release(1))[:-1] + b', "a": ' + deep + b"}").odd == {}
    for levels in (260, 900):
        found = checked(raw(release(1))[:-1] + b', "a": ' + b"[" * levels + b"]" * levels + b"}")
        assert found.reason == "The release is nested deeper than 250 levels."
    assert usable(raw(release(1))[:-1] + b', "a": ' + b"9" * 30 + b"}").odd == {}


@needs_shared
def test_real_releases_are_usable_and_hardly_odd():
    found = [validate.validate(item) for item in read_sources([SHARED / "fts", SHARED / "other", SHARED / "seeds"])]
    assert all(isinstance(each, Release) for each in found)
    odd = sum((each.odd for each in found), start=type(found[0].odd)())
    assert odd == {validate.WITHOUT_ID: 20}


@needs_shared
@pytest.mark.parametrize(
    ("ours", "lists"),
    [
        (codes.ReleaseTag, ["releaseTag"]),
        (codes.TenderStatus, ["tenderStatus"]),
        (codes.AwardStatus, ["awardStatus"]),
        (codes.ContractStatus, ["contractStatus"]),
        (codes.Method, ["method"]),
        (codes.Category, ["procurementCategory"]),
        (codes.Currency, ["currency"]),
        (codes.RelatedProcess, ["relatedProcess"]),
    ],
)
def test_the_codes_are_those_of_ocds(ours, lists):
    for name in lists:
        with (SHARED / f"codelists/ocds_1_1/{name}.csv").open(encoding="utf-8", newline="") as file:
            assert set(get_args(ours)) == {row["Code"] for row in csv.DictReader(file)}


FULL = release(
    1,
    buyer={"id": "GB-COH-01234567", "name": "B"},
    parties=[
        {
            "id": "GB-COH-01234567",
            "name": "B",
            "roles": ["buyer"],
            "identifier": {"scheme": "GB-COH", "id": "01234567"},
            "address": {"streetAddress": "1 High Street", "postalCode": "A1 1AA", "region": "UKJ27", "country": "GB"},
            "details": {"scale": "sme", "vcse": False, "classifications": [{"scheme": "UK_CA_TYPE", "id": "x"}]},
        },
        {"id": "s", "name": "S", "roles": ["supplier"]},
    ],
    planning={"documents": [{"id": "1", "noticeType": "UK2", "datePublished": "2026-01-01T00:00:00Z"}]},
    tender={
        "id": "t",
        "status": "active",
        "value": {"amount": 10, "amountGross": 12, "currency": "GBP"},
        "lots": [{"id": "1", "contractPeriod": {"startDate": "2026-01-01", "endDate": "2027-01-01"}}],
        "items": [
            {
                "id": "1",
                "relatedLot": "1",
                "additionalClassifications": [{"scheme": "CPV", "id": "45261900"}],
                "deliveryAddresses": [{"region": "UKJ27"}],
            }
        ],
        "techniques": {"hasFrameworkAgreement": True},
        "documents": [{"id": "2", "documentType": "tenderNotice", "noticeType": "UK14"}],
    },
    awards=[{"id": "1", "suppliers": [{"id": "s", "name": "S"}], "relatedLots": ["1"], "status": "active"}],
    contracts=[{"id": "1", "awardID": "1", "value": {"amount": 9, "currency": "GBP"}, "period": {"endDate": "x"}}],
    bids={"statistics": [{"id": "1", "measure": "bids", "value": 3, "relatedLot": "1"}]},
    relatedProcesses=[{"id": "1", "scheme": "ocid", "identifier": "ocds-x", "relationship": ["framework"]}],
)
JUNK = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    float("inf"),
    "",
    " ",
    "x",
    "12,000",
    [],
    [[]],
    [None],
    ["x"],
    [1],
    {},
    {"id": []},
]
JUNK += [{"id": {"id": 1}}, [{"id": None}], [{"id": "1"}, {"id": "1"}], [{"id": 1}, {"id": "1"}], {"startDate": 5}]


def places(part, path=()):
    """Paths to everything within."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def put(value, path, junk):
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = junk


def mutated(value, chance, times):
    value = copy.deepcopy(value)
    for _ in range(times):
        put(value, chance.choice(list(places(value))), copy.deepcopy(chance.choice(JUNK)))
    return value


def survives(values):
    """Validate, merge and map; whatever is in the releases, nothing may raise."""
    found = [validate.validate(each) for each in map(received, values)]
    for reject in (each for each in found if isinstance(each, Reject)):
        assert reject.reason.endswith(".")
    by_ocid = {}
    for each in found:
        if isinstance(each, Release):
            by_ocid.setdefault(each.ocid, []).append(each)
    for releases in by_ocid.values():
        before = [copy.deepcopy(each.value) for each in releases]
        merged = merge_process(releases)
        map_process(merged.value, newest_date=merged.date)
        assert [each.value for each in releases] == before


def received(value):
    from graph.ocds.items import Received

    text = json.dumps(value).replace("Infinity", "1e9999").encode()
    return Received(text, value, "x", "")


@given(st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 3))
@settings(max_examples=300, deadline=None)
def test_types_swapped_anywhere_never_raise(chance, times, count):
    survives([mutated({**FULL, "id": f"r{n}", "date": f"2026-08-0{n + 1}"}, chance, times) for n in range(count)])


@needs_shared
def test_types_swapped_anywhere_in_real_releases_never_raise():
    chance = random.Random(5)
    values = [item.value for item in read_sources([SHARED / "fts/releases.jsonl", SHARED / "other"])]
    for value in chance.sample(values, 150):
        later = {**mutated(value, chance, 2), "id": "later"}
        survives([value, mutated(value, chance, 3), later])
