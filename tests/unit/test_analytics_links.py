"""Links from columns, against a loop over the same entries."""

import math
from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.links import buyer_links

ENTRY = st.tuples(
    st.sampled_from(["s1", "s2", "s3"]),
    st.sampled_from(["ocds-1", "ocds-2"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["", "GBP", "EUR"]),
    st.one_of(st.just(math.nan), st.integers(-5, 1000), st.floats(0, 1e6)),
    st.sampled_from([0, 20250131, 20260228, 20260301]),
)
BUYERS = st.dictionaries(st.sampled_from(["b1", "b2", "b3"]), st.lists(ENTRY, min_size=1, max_size=12), max_size=3)


def by_loops(buyers):
    awards = {}
    for buyer, entries in buyers.items():
        for supplier, ocid, award, currency, share, day in entries:
            facts = awards.setdefault((buyer, supplier, ocid, award, currency), [None, None])
            if not math.isnan(share):
                facts[0] = (facts[0] or 0) + share
            if day:
                facts[1] = min(day, facts[1] or day)
    links = defaultdict(list)
    for (buyer, supplier, _, _, currency), facts in awards.items():
        links[buyer, supplier, currency].append(facts)
    return {
        key: (
            len(found),
            sum(share is not None for share, _ in found),
            sum(share for share, _ in found if share is not None) if any(s is not None for s, _ in found) else None,
            min((day for _, day in found if day), default=None),
            max((day for _, day in found if day), default=None),
        )
        for key, found in links.items()
    }


@given(BUYERS)
def test_links_are_those_of_a_loop(buyers):
    rows = [(buyer, *map(list, zip(*entries, strict=True))) for buyer, entries in buyers.items()]
    (tops, bottoms), edges = buyer_links(rows)
    assert tops == sorted(buyers)
    assert bottoms == sorted({entry[0] for entries in buyers.values() for entry in entries})
    expected = by_loops(buyers)
    assert len(edges.top) == len(expected)
    for at in range(len(edges.top)):
        held = {name: amounts[at] for name, amounts in edges.values.items() if not np.isnan(amounts[at])}
        assert len(held) <= 1
        days = [None if np.isnat(day[at]) else int(str(day[at]).replace("-", "")) for day in (edges.first, edges.last)]
        found = (edges.awards[at], edges.valued[at], *days)
        pair = tops[edges.top[at]], bottoms[edges.bottom[at]]
        # a link without a known currency or share can be told from the others by its counts alone
        likely = [key for key in expected if key[:2] == pair and (not held or key[2] in held)]
        assert any(
            (*expected[key][:2], *expected[key][3:]) == found
            and (not held or math.isclose(held[key[2]], expected[key][2], rel_tol=1e-9, abs_tol=1e-9))
            for key in likely
        )


def test_no_buyers_are_no_links():
    (tops, bottoms), edges = buyer_links([])
    assert (tops, bottoms, len(edges.top), len(edges.awards), edges.values) == ([], [], 0, 0, {})
