"""The organisations of the synthetic releases: each follows from its number alone, so that none is kept."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import Any

from benchmarks.vocabulary import BODIES, COUNCILS, LEGAL_FORMS, NONSENSE, STREETS, TOWNS, TRADES

BUYERS = 3_000
SUPPLIERS = 200_000
#: Numbers of the buyers that are councils: most of the frequent ones are.
COUNCIL_BUYERS = range(len(COUNCILS))

_CONSONANTS = "BCDGHJLMNPQRTVWXYZ"


@lru_cache(maxsize=16_384)
def party(number: int) -> dict[str, Any]:
    """Return organisation `number` as it stands in `parties`, without roles. Buyers come before suppliers."""
    random = Random(number * 2_654_435_761)
    town, postcode, region = TOWNS[random.randrange(len(TOWNS))]
    entry: dict[str, Any] = {
        "id": "",
        "name": _name(number, random),
        "identifier": {},
        "address": {
            "streetAddress": f"{1 + number % 250} {STREETS[number % len(STREETS)]}",
            "locality": town,
            "postalCode": f"{postcode} {number % 9 + 1}ZZ",
            "country": "GB",
            "countryName": "United Kingdom",
            "region": region,
        },
    }
    entry |= _identity(number, random, entry["name"])
    entry["contactPoint"] = {
        "name": f"Officer {number}",
        "email": f"officer.{number}@example.org",
        "telephone": f"+44 1632 {960_000 + number % 1_000}",
    }
    entry["details"] = _details(number, random)
    return entry


def reference(number: int) -> dict[str, str]:
    """Return how `buyer` and `suppliers` refer to organisation `number`."""
    return {"id": party(number)["id"], "name": party(number)["name"]}


def _name(number: int, random: Random) -> str:
    if number in COUNCIL_BUYERS:
        return COUNCILS[number]
    word, other = NONSENSE[random.randrange(len(NONSENSE))], NONSENSE[random.randrange(len(NONSENSE))]
    if number < BUYERS:
        return f"{word} and {other} {BODIES[number % len(BODIES)]} {number}"
    form = LEGAL_FORMS[random.randrange(len(LEGAL_FORMS))]
    name = f"{word} {other} {TRADES[random.randrange(len(TRADES))]} {number} {form}"
    return name.upper() if random.random() < 0.4 else name


def _identity(number: int, random: Random, name: str) -> dict[str, Any]:
    ppon = _ppon(number)
    if number < BUYERS:
        return {"id": f"GB-PPON-{ppon}", "identifier": {"scheme": "GB-PPON", "id": ppon}}
    draw = random.random()
    if draw < 0.55:
        company = f"{number + 80_000_000:08d}"
        if draw < 0.02:
            company = f"sc{number:06d}"
        elif draw < 0.04:
            company = f"{number}"
        also = [{"scheme": "GB-PPON", "id": ppon}]
        identifier = {"scheme": "GB-COH", "id": company}
        return {"id": f"GB-COH-{company}", "identifier": identifier, "additionalIdentifiers": also}
    if draw < 0.75:
        return {"id": f"GB-PPON-{ppon}", "identifier": {"scheme": "GB-PPON", "id": ppon}}
    if draw < 0.8:
        return {"id": f"GB-CHC-{number}", "identifier": {"scheme": "GB-CHC", "id": str(number)}}
    if draw < 0.99:
        return {"id": f"GB-FTS-{900_000 + number}", "identifier": {"legalName": name}}
    return {"id": f"org-{number % 50}", "identifier": {"legalName": name}}


def _ppon(number: int) -> str:
    letters = []
    rest = number * 48_271 % 18**7
    for _ in range(7):
        rest, at = divmod(rest, 18)
        letters.append(_CONSONANTS[at])
    return f"P{''.join(letters[:3])}-{1000 + number % 9000}-{''.join(letters[3:])}"


def _details(number: int, random: Random) -> dict[str, Any]:
    if number < BUYERS:
        kind = ("publicAuthoritySubCentralGovernment", "Public authority - sub-central government")
        if number >= len(COUNCILS) and number % 4 == 0:
            kind = ("publicAuthorityCentralGovernment", "Public authority - central government")
        return {
            "url": f"https://buyer{number}.example.org",
            "classifications": [{"id": kind[0], "scheme": "UK_CA_TYPE", "description": kind[1]}],
        }
    if random.random() < 0.1:
        return {}
    return {
        "url": f"https://supplier{number}.example.org",
        "scale": "sme" if random.random() < 0.7 else "large",
        "vcse": random.random() < 0.1,
        "publicServiceMissionOrganization": False,
        "shelteredWorkshop": False,
    }
