"""What is true of an organisation is what the newest release that states it says (rule 6)."""

import json
from itertools import permutations

from graph.load import load_items
from graph.maintain import forget
from graph.ocds.read import read_bytes


def release(number: int, date: str, *parties: dict, **more) -> bytes:
    return json.dumps(
        {
            "ocid": f"ocds-a-{number}",
            "id": f"{number}-{date}",
            "date": date,
            "tag": ["tender"],
            "parties": parties,
            **more,
        }
    ).encode()


def party(name: str | None = "Town", roles: tuple[str, ...] = ("buyer",), **address: str) -> dict:
    found = {"id": "GB-FTS-1", "roles": list(roles), "address": address}
    return found | ({"name": name} if name else {})


def organisation(database) -> dict:
    statement = """
        MATCH (o:Organisation {id: 'GB-FTS-1'})
        RETURN o {.name, .names, .postalCode, .locality} AS o,
          [(o)-[:LOCATED_IN]->(r) | r.code] AS regions, labels(o) AS labels
    """
    found = database.read(statement)
    return {**found[0]["o"], "regions": found[0]["regions"], "labels": sorted(found[0]["labels"])} if found else {}


def put(database, lines) -> None:
    load_items(read_bytes(b"\n".join(lines), "test"), database)


OLD = release(1, "2026-01-01T00:00:00Z", party("Old", postalCode="A1", locality="Here", region="UKI1"))
NEW = release(2, "2026-03-01T00:00:00Z", party("New", postalCode="B2", region="UKJ21"))
MIDDLE = release(3, "2026-02-01T00:00:00+01:00", party("Middle", locality="There"))


def test_newest_wins_property_by_property_in_any_order(database):
    for order in permutations([OLD, NEW, MIDDLE]):
        database.write("MATCH (n) DETACH DELETE n")
        for line in order:
            put(database, [line])
        assert organisation(database) == {
            "name": "New",
            "names": ["Middle", "New", "Old"],
            "postalCode": "B2",
            "locality": "There",
            "regions": ["UKJ21"],
            "labels": ["Buyer", "Organisation"],
        }
        assert {row["code"] for row in database.read("MATCH (r:Region) RETURN r.code AS code")} == {
            "UK",
            "UKJ",
            "UKJ2",
            "UKJ21",
        }


def test_of_two_of_one_instant_the_greater_ocid_wins(database):
    first = release(1, "2026-01-01T12:00:00Z", party("First"))
    second = release(2, "2026-01-01T13:00:00+01:00", party("Second"))
    for lines in ([first, second], [second, first]):
        database.write("MATCH (n) DETACH DELETE n")
        for line in lines:
            put(database, [line])
        assert organisation(database)["name"] == "Second"


def test_dates_without_offset_order_as_utc(database):
    local = release(1, "2026-01-01T12:30:00", party("Local"))
    zoned = release(2, "2026-01-01T13:00:00+01:00", party("Zoned"))
    day = release(3, "2026-01-01", party("Day"))
    for lines in permutations([local, zoned, day]):
        database.write("MATCH (n) DETACH DELETE n")
        for line in lines:
            put(database, [line])
        assert organisation(database)["name"] == "Local"


def test_what_the_newest_no_longer_says_falls_back_to_the_one_before(database):
    put(database, [OLD, NEW, MIDDLE])
    forget(database, ["ocds-a-2"])
    assert organisation(database) == {
        "name": "Middle",
        "names": ["Middle", "Old"],
        "postalCode": "A1",
        "locality": "There",
        "regions": ["UKI1"],
        "labels": ["Buyer", "Organisation"],
    }
    codes = {row["code"] for row in database.read("MATCH (r:Region) RETURN r.code AS code")}
    assert codes == {"UK", "UKI", "UKI1"}


def test_labels_come_and_go_with_the_roles(database):
    put(database, [OLD])
    later = release(1, "2026-05-01T00:00:00Z", party("Old", roles=("tenderer",)))
    compiled = json.loads(later) | {"tag": ["compiled"]}
    put(database, [json.dumps(compiled).encode()])
    assert organisation(database)["labels"] == ["Organisation"]


def test_codes_come_with_all_above_them_and_their_names(database):
    items = [{"additionalClassifications": [{"scheme": "CPV", "id": "98380000-5"}], "relatedLot": "2"}]
    lots = [{"id": "1"}, {"id": "2"}]
    town = party(region="UKJ27")
    put(database, [release(1, "2026-01-01T00:00:00Z", town, tender={"lots": lots, "items": items})])
    of_lot = database.read(
        "MATCH (:Lot {lotId: '2'})-[:CLASSIFIED_AS]->(:CPV)-[:BROADER*0..]->(c) "
        "RETURN c.code AS code, c.description AS name"
    )
    assert [tuple(row.values()) for row in of_lot] == [
        ("98380000", "Dog kennel services"),
        ("98300000", "Miscellaneous services"),
        ("98000000", "Other community, social and personal services"),
    ]
    of_party = database.read(
        "MATCH (:Organisation)-[:LOCATED_IN]->(:Region)-[:PART_OF*0..]->(r) RETURN r.code AS code, r.name AS name"
    )
    assert [row["code"] for row in of_party] == ["UKJ27", "UKJ2", "UKJ", "UK"]
    assert all(row["name"] for row in of_party)
