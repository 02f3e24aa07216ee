from hypothesis import given
from hypothesis import strategies as st

from graph.councils.names import exact, find, fold
from graph.councils.register import councils

NAMES = sorted(council.name for council in councils().values() if not council.code.startswith("TG-"))
around = st.text(alphabet=st.sampled_from("xyz .,;&\n\u00a0é\u2019İß\u2013😀()"), max_size=12)


@given(before=around, name=st.sampled_from(NAMES), after=around)
def test_a_name_is_found_with_its_exact_offsets_whatever_stands_around_it(before, name, after):
    text = f"{before} {name} {after}"
    start = len(before) + 1
    spans = {(mention.start, mention.end) for mention in find(text)}
    article = 4 if name.startswith("The ") else 0
    assert (start, start + len(name)) in spans or (start + article, start + len(name)) in spans


@given(st.text(max_size=60), st.sampled_from(NAMES), st.text(max_size=60))
def test_mentions_never_overlap_and_stay_inside_the_text(before, name, after):
    text = before + name + after
    free = 0
    for mention in find(text):
        assert free <= mention.start < mention.end <= len(text)
        free = mention.end


@given(st.text(alphabet=st.sampled_from("ab &;amp\n İ\u2019-"), max_size=80))
def test_every_folded_position_has_an_origin_in_order(text):
    folded = fold(text)
    origins = [folded.origin(position) for position in range(len(folded.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)


def words(text):
    return [(mention.code, text[mention.start : mention.end]) for mention in find(text)]


def test_the_longest_name_wins():
    assert words("Bath and North East Somerset Council and North East Lincolnshire Council") == [
        ("BAS", "Bath and North East Somerset Council"),
        ("NEL", "North East Lincolnshire Council"),
    ]


def test_ampersands_spaces_hyphens_and_apostrophes_do_not_matter():
    text = (
        "Royal Borough of Kensington  &amp; Chelsea; Stoke on Trent City Council; King\u2019s Lynn &\nWest Norfolk BC"
    )
    assert words(text) == [
        ("KEC", "Royal Borough of Kensington  &amp; Chelsea"),
        ("STE", "Stoke on Trent City Council"),
        ("KIN", "King\u2019s Lynn &\nWest Norfolk BC"),
    ]


def test_words_without_a_capital_are_no_names():
    assert words("reading, rugby and a step down; the hart") == []


def test_initials_need_capitals():
    assert words("Wigan MBC and Wigan mbc") == [("WGN", "Wigan MBC"), ("WGN", "Wigan")]


def test_a_line_break_lost_as_rn_ends_a_name():
    assert words("Cardiff Councilrn Powys County Councilrn next") == [
        ("CRF", "Cardiff Council"),
        ("POW", "Powys County Council"),
    ]


def test_current_and_abolished_councils_of_one_area_keep_apart():
    assert [exact(name).code for name in ("Somerset Council", "Somerset County Council", "Somerset")] == [
        "SMT",
        "SOM",
        "SMT",
    ]
