"""Councils as people write them, areas in common, and the tile map."""

import csv
import xml.etree.ElementTree as ET
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.tiles import cells
from graph.collaboration.choose import choose, choose_all
from graph.collaboration.nearness import Area, areas, common_area
from graph.collaboration.tile_map import grid, tile_map
from graph.councils.register import COMBINED, councils
from graph.errors import AmbiguousError, UsageError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ADU", "ADU"), ("adu", "ADU"), ("E07000229", "WOT"), ("Worthing", "WOT"), ("worthing borough council", "WOT"),
        ("Kings Lynn & West Norfolk", "KIN"), ("Cornwall", "CON"), ("Somerset", "SMT"), ("Worcester", "WOC"),
        ("Telford", "TFW"),
    ],
)  # fmt: skip
def test_a_code_or_name_is_one_council(text, code):
    assert choose(text).code == code


def test_a_name_of_several_lists_them():
    with pytest.raises(AmbiguousError) as caught:
        choose("Sussex")
    assert {"ESX", "WSX", "MSS"} <= set(caught.value.candidates)
    assert caught.value.exit_code == 2
    assert "WSX  West Sussex County Council" in caught.value.message


@pytest.mark.parametrize("text", ["Atlantis", "", "   ", "'; MATCH (n) DETACH DELETE n"])
def test_a_name_of_none_says_where_to_look(text):
    with pytest.raises(UsageError, match="councils list --all"):
        choose(text)


def test_the_same_council_twice_counts_once():
    assert choose_all(["WOT", "Worthing", "Adur"]) == ["WOT", "ADU"]


@given(st.sampled_from(sorted(councils())))
def test_every_code_and_official_name_is_found(code):
    assert choose(code).code == code
    found = choose(councils()[code].name)
    assert found.name == councils()[code].name


def test_areas_of_a_district_are_its_county_and_region():
    assert areas("ADU")[0] == Area("county", "West Sussex County Council")
    assert common_area(["ADU", "WOT"]) == Area("county", "West Sussex County Council")
    assert common_area(["WSX", "WOT"]) == Area("county", "West Sussex County Council")


def test_the_nearest_area_in_common_wins():
    assert common_area(["BOL", "BUR"]) == Area("combined authority", "Greater Manchester Combined Authority")
    assert common_area(["ADU", "KEN"]) == Area("region", "South East")
    assert common_area(["ADU", "GLG"]) is None


def test_districts_of_a_county_lie_in_its_region():
    for council in councils().values():
        if council.current and council.county:
            assert councils()[council.county].region == council.region, council.code


def test_every_current_council_has_a_cell_of_its_own():
    current = {code for code, council in councils().items() if council.current}
    assert grid().keys() == current
    assert len(set(grid().values())) == len(current)


def test_the_cells_are_those_that_the_places_give():
    table = files("graph.collaboration").joinpath("data", "tiles.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(table.splitlines()) if councils()[row["code"]].type not in COMBINED]
    rows.sort(key=lambda row: list(councils()).index(row["code"]))
    places = np.array([[float(row["longitude"]), float(row["latitude"])] for row in rows])
    given_cells = [(int(row["column"]), int(row["row"])) for row in rows]
    assert given_cells == [tuple(cell) for cell in cells(places, 22, 30).tolist()]


@pytest.mark.parametrize(
    ("north", "south"), [("ZET", "ABE"), ("EDH", "NBL"), ("LDS", "SHF"), ("NOW", "IPS"), ("WDE", "SHA")]
)
def test_north_is_above_south(north, south):
    assert grid()[north][1] < grid()[south][1]


@pytest.mark.parametrize(
    ("west", "east"), [("CON", "DEV"), ("PEM", "CRF"), ("BST", "WIL"), ("ARU", "ADU"), ("WSX", "KEN")]
)
def test_west_is_left_of_east(west, east):
    assert grid()[west][0] < grid()[east][0]


def test_the_map_names_councils_and_darkens_with_the_number():
    svg = tile_map({"ADU": 5, "ARU": 1}, own="WOT")
    root = ET.fromstring(svg)
    titles = [node.text for node in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "Adur District Council: 5 procurements together" in titles
    fills = {
        cell.find("{*}title").text.split(":")[0]: cell.find("{*}rect").get("fill")
        for cell in root.iter("{http://www.w3.org/2000/svg}g")
    }
    adur, arun, other, own = (
        fills[f"{name} Council"] for name in ("Adur District", "Arun District", "Kent County", "Worthing Borough")
    )
    assert len({adur, arun, other, own}) == 4


def test_a_map_without_anything_is_a_map():
    ET.fromstring(tile_map({}))
