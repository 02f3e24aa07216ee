"""Whatever a release holds beside its ocid and date, mapping gives rows that the model allows, and never raises."""

import copy
import json
import math
import os
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mapped import OCID, release, with_codes
from shared import DATA, processes

from benchmarks.generate import generate
from graph.mapping import map_process, release_props
from graph.model import NODE, RELATIONSHIP

EXAMPLES = int(os.environ.get("TENDERGRAPH_FUZZ_EXAMPLES", "400"))
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=8)
    | st.sampled_from(
        ["", " ", "1", "-", "GB-COH-1", "GB-COH-x y", "2026-02-30", "1e9999", "45261900-3", "UKJ2", 10**400]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "value", "items", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PYTHON_TYPES = {
    "STRING": (str,),
    "INTEGER": (int,),
    "NUMBER": (int, float),
    "FLOAT": (float,),
    "BOOLEAN": (bool,),
    "DATETIME": (datetime, date),
}


def starts():
    """Releases to damage: generated ones, and real ones where they are at hand."""
    made = [json.loads(line) for line in generate(60, seed=3)]
    return made + (Random(5).sample(processes(), 120) if DATA.is_dir() else [])


STARTS = starts()


def places(value, found=None):
    """Every (container, key) of a JSON value."""
    found = [] if found is None else found
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        found.append((value, key))
        places(inner, found)
    return found


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(range(len(STARTS))), st.data())
def test_a_damaged_release_still_maps(start, data):
    damaged = copy.deepcopy(STARTS[start])
    keep = {"ocid": damaged["ocid"], "date": damaged["date"]}
    for _ in range(data.draw(st.integers(1, 6))):
        container, key = data.draw(st.sampled_from(places(damaged)))
        action = data.draw(st.sampled_from(["replace", "replace", "delete", "repeat"]))
        if action == "delete":
            del container[key]
        elif action == "repeat" and isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        else:
            container[key] = data.draw(JUNK)
        damaged |= keep
    check(with_codes(map_process(damaged)))
    release_props(damaged)


@pytest.mark.parametrize(
    "junk", [None, True, 0, 1.5, math.inf, "x", "\ufffd", [], [[]], [None], {}, {"id": {}}, [{"id": []}]]
)
def test_junk_in_the_place_of_any_part(junk):
    parts = ["id", "tag", "parties", "buyer", "planning", "tender", "awards", "contracts", "bids", "relatedProcesses"]
    for part in parts:
        check(with_codes(map_process(release(**{part: junk}))))
        release_props(release(**{part: junk}))


def check(rows):
    """Rows agree with the model and with themselves, and the database can hold every value."""
    keys = {label: set(found) for label, found in rows.nodes.items()}
    for label, found in rows.nodes.items():
        types = {p.name: p.type for p in NODE[label].properties}
        for key, props in found.items():
            assert props[NODE[label].key] == key
            check_props(props, types)
    organisations = {
        start for pattern, found in rows.relationships.items() if pattern.type == "PARTY_TO" for start, _ in found
    }
    for pattern, found in rows.relationships.items():
        types = {p.name: p.type for p in RELATIONSHIP[pattern].properties}
        for ends, props in found.items():
            assert ends[2:] == tuple(props[name] for name in RELATIONSHIP[pattern].identity)
            check_props(props, types)
            for label, end in zip((pattern.start, pattern.end), ends, strict=False):
                assert end in (organisations if label == "Organisation" else keys[label]), (pattern, ends)
    assert all(count > 0 for count in rows.odd.values())


def check_props(props, types):
    for name, value in props.items():
        assert name in types, name
        if types[name] == "LIST<STRING>":
            assert isinstance(value, list)
            assert all(type(v) is str and v.encode() is not None for v in value)
            assert len(value) == len(set(value))
        else:
            assert type(value) in PYTHON_TYPES[types[name]], (name, value)
            assert not isinstance(value, float) or math.isfinite(value)
            assert not isinstance(value, int) or -(2**63) <= value < 2**63
            assert not isinstance(value, str) or value.encode() is not None


def test_the_check_itself_refuses_what_the_model_lacks():
    rows = map_process(release())
    rows.nodes["Tender"][OCID]["invented"] = "x"
    with pytest.raises(AssertionError, match="invented"):
        check(rows)
