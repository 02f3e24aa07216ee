"""Organisations, awards and who won them as FollowTheMoney entities (Aleph, OpenAleph, yente), one JSON line each.

Schemata: PublicBody for buyers, Company for a number of Companies House, Organization for the rest; Contract for an
award, ContractAward for each of its suppliers. ContractAward's amount is the supplier's part of the award.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import orjson

import cypher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.connection import Database


_NOT_ALLOWED = re.compile(r"[^0-9A-Za-z.-]+")


def entity_lines(database: Database) -> Iterator[bytes]:
    """One entity a line: all organisations, then each award with its suppliers."""
    with database.session(default_access_mode="READ", fetch_size=2_000) as session:
        for organisation, buyer in session.run(cypher.text("analytics/ftm_organisations")):
            yield orjson.dumps(_organisation(organisation, buyer=buyer))
        for tender, award, *rest in session.run(cypher.text("analytics/ftm_awards")):
            for entity in _award(tender, award, *rest):
                yield orjson.dumps(entity)


def _organisation(facts: dict[str, Any], *, buyer: bool) -> dict[str, Any]:
    company = facts.get("scheme") == "GB-COH"
    schema = "PublicBody" if buyer else "Company" if company else "Organization"
    address = ", ".join(facts[name] for name in ("streetAddress", "locality", "postalCode") if facts.get(name))
    names = [name for name in facts.get("names") or [] if name.strip()] or [facts["id"]]
    main = facts.get("name") if (facts.get("name") or "").strip() else names[0]
    return _entity(_id(facts["id"]), schema, {
        "name": [main], "alias": [name for name in names if name != main], "country": _country(facts.get("country")),
        "registrationNumber": [facts.get("identifier")], "address": [address], "website": [facts.get("url")],
        "classification": [facts.get("kind")],
    })  # fmt: skip


def _award(
    tender: dict[str, Any], award: dict[str, Any], buyers: list[str], codes: list[str], suppliers: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    money = {"amount": [_number(award.get("value"))], "currency": [award.get("currency")]} if "value" in award else {}
    contract = _id("award", award["id"])
    yield _entity(contract, "Contract", {
        "title": [award.get("title") or tender.get("title") or award["id"]],
        "authority": [_id(buyer) for buyer in buyers],
        "contractDate": [_day(award.get("date"))], "procedureNumber": [tender["ocid"]], "status": [award.get("status")],
        "method": [tender.get("procurementMethod")], "procedure": [tender.get("procurementMethodDetails")],
        "type": [award.get("mainProcurementCategory") or tender.get("mainProcurementCategory")], **money,
    })  # fmt: skip
    for supplier in suppliers:
        part = {"amount": [_number(supplier["share"])], "currency": [supplier["currency"]]} if supplier["share"] else {}
        yield _entity(_id(contract, supplier["id"]), "ContractAward", {
            "supplier": [_id(supplier["id"])], "recordId": [award["id"]],
            "contract": [contract], "date": [supplier["date"]],
            "status": [award.get("status")], "lotNumber": [lot for lot in supplier["lots"] if lot != "-"],
            "cpvCode": sorted(codes), "documentNumber": [tender["ocid"]], **part,
        })  # fmt: skip


def _id(*parts: str) -> str:
    """An id of the characters that the format allows; others are replaced, with a hash to stay unique."""
    whole = ":".join(parts)
    plain = _NOT_ALLOWED.sub("-", whole).strip("-.")
    return plain if plain == whole else f"{plain}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def _entity(key: str, schema: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
    """An entity without empty properties; values are texts, as the format asks."""
    kept = {name: [str(value) for value in values if value not in (None, "")] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _country(code: str | None) -> list[str]:
    return [code.lower()] if code and len(code) == 2 and code.isalpha() else []


def _day(value: Any) -> str | None:
    return None if value is None else str(value.iso_format())[:10]


def _number(value: Any) -> str | None:
    return None if value is None else f"{value:.2f}".removesuffix(".00")
