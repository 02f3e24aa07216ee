import csv
import re
from pathlib import Path

import pytest

from graph.councils.identify import identify
from graph.councils.register import (
    council_nodes,
    council_part_of,
    council_succeeded_by,
    councils,
    members,
)

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "data" / "codelists" / "councils" / "uk_local_authorities.csv"


def test_nodes_have_the_properties_of_the_model_and_nothing_else():
    nodes = council_nodes()
    assert {tuple(node) for node in nodes} == {("code", "name", "gss", "type", "nation", "current")}
    assert len({node["code"] for node in nodes}) == len(nodes) >= 470
    assert {type(node["current"]) for node in nodes} == {bool}


def test_a_council_without_gss_code_has_none():
    nodes = {node["code"]: node for node in council_nodes()}
    assert nodes["NIR-K"]["gss"] is None
    assert nodes["ADU"] == {
        "code": "ADU",
        "name": "Adur District Council",
        "gss": "E07000223",
        "type": "Non-metropolitan district",
        "nation": "England",
        "current": True,
    }


def test_gss_codes_are_well_formed_and_unique():
    codes = [node["gss"] for node in council_nodes() if node["gss"]]
    assert all(re.fullmatch(r"[ENSW]\d{8}", code) for code in codes)
    assert len(codes) == len(set(codes))


def test_pairs_speak_of_councils_of_the_register():
    table = councils()
    for part, whole in [*council_part_of(), *council_succeeded_by()]:
        assert part in table
        assert whole in table
        assert part != whole


def test_districts_belong_to_their_county_and_members_to_their_authority():
    pairs = set(council_part_of())
    assert {("ADU", "WSX"), ("WGN", "GMCA"), ("HCK", "GLA"), ("NET", "NECA")} <= pairs


def test_every_abolished_council_ends_in_a_current_one():
    table, later = councils(), council_succeeded_by()
    assert {("NTH", "NNT"), ("NTH", "WNT"), ("CMA", "CBD"), ("NIR-K", "FMO"), ("TAU", "SWT")} <= set(later)
    for council in table.values():
        if council.current:
            assert not council.successors
            continue
        reached = {council.code}
        while not any(table[code].current for code in reached):
            following = {after for code in reached for after in table[code].successors}
            assert following, f"{council.code} ends nowhere"
            reached = following


@pytest.mark.parametrize(
    ("kind", "name", "size"),
    [
        ("london", "", 33),
        ("county", "WOR", 6),
        ("combined", "GMCA", 10),
        ("nation", "Wales", 22),
        ("nation", "Scotland", 32),
    ],
)
def test_sets_have_their_size(kind, name, size):
    assert len(members(kind, name)) == size


def test_every_official_name_is_its_own_council():
    for council in councils().values():
        assert [code for code, _ in identify(council.name)] == [council.code], council.name


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published register is not beside the repository")
def test_the_table_agrees_with_the_published_register():
    table = councils()
    for row in csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()):
        council = table[row["local-authority-code"]]
        assert council.gss == row["gss-code"]
        assert council.type == row["local-authority-type-name"]
        assert council.nation == row["nation"]
        assert council.county == row["county-la"]
        if council.code not in {"LCR", "NSM"}:  # "Liverpool City Region" is the area; two spaces in the other
            assert council.name == row["official-name"].strip()
        if council.code != "NTCA":
            assert council.current == (row["current-authority"] == "True")
