"""Organisations of a process: their ids (rule 5) and what the process says of each (PARTY_TO, rule 6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.codes import region_code
from graph.mapping.values import identifier, objects, put_texts, texts
from graph.model import PARTY_TO

if TYPE_CHECKING:
    from collections import Counter

    from graph.mapping.rows import ProcessRows, Props

KIND_SCHEMES = ("UK_CA_TYPE", "TED_CA_TYPE", "TED_CE_ACTIVITY")
"""Classifications that say what kind of authority an organisation is, the strongest first."""

SME_OF_SCALE = {"sme": True, "micro": True, "small": True, "medium": True, "selfEmployed": True, "large": False}
"""Whether an organisation of that `scale` is a small or medium enterprise; another scale says nothing."""

_ADDRESS = ("streetAddress", "locality", "postalCode", "country")
_REGISTER_FORM = re.compile(r"([A-Za-z]{2}-[^-\s]+)-(\s*\S.*)", re.DOTALL)
_COMPANY_NUMBER = re.compile(r"([A-Z]{0,2})([0-9]+)([A-Z]{0,2})")


class Organisations:
    """The organisations of one process, by the ids that its release uses for them.

    Building it writes one PARTY_TO for each organisation in `parties`; :meth:`resolve` adds those that only a
    reference names.
    """

    def __init__(self, rows: ProcessRows, release: dict[str, Any], date: Any) -> None:
        self._ocid = rows.ocid
        self._odd = rows.odd
        self._date = date
        self._keys: dict[str, str] = {}
        self._referenced: set[str] = set()
        self._party_to = rows.relationships.setdefault(PARTY_TO, {})
        for party in objects(release.get("parties")):
            self._add_party(party)

    def buyers(self) -> list[str]:
        """Keys of the organisations in the role of buyer."""
        return [end[0] for end, props in self._party_to.items() if "buyer" in props["roles"]]

    def is_removed(self, key: str) -> bool:
        """Whether an organisation is a supplier that was removed, and none beside that."""
        roles = self._party_to[key, self._ocid]["roles"]
        return "removedSupplier" in roles and "supplier" not in roles

    def resolve(self, reference: dict[str, Any], role: str) -> str | None:
        """Key of the organisation that a reference in `buyer` or `suppliers` means; None where it has no id."""
        raw = identifier(reference.get("id"), self._odd)
        key = None if raw is None else self._keys.get(raw)
        if key is None:
            key = organisation_key(self._ocid, raw, reference.get("identifier"), self._odd)
            if key is None:
                self._odd[oddities.PARTY_WITHOUT_ID] += 1
                return None
            if raw is not None:
                self._keys[raw] = key
            if (key, self._ocid) not in self._party_to:
                self._referenced.add(key)
                self._state(key, reference, [])
                kind = oddities.BUYER_NOT_IN_PARTIES if role == "buyer" else oddities.SUPPLIER_NOT_IN_PARTIES
                self._odd[kind] += 1
        if key in self._referenced:
            self._add_roles(key, [role])
        return key

    def _add_party(self, party: dict[str, Any]) -> None:
        odd = self._odd
        raw = identifier(party.get("id"), odd)
        key = organisation_key(self._ocid, raw, party.get("identifier"), odd)
        if key is None:
            odd[oddities.PARTY_WITHOUT_ID] += 1
            return
        if raw is not None:
            self._keys.setdefault(raw, key)
        roles = texts(party.get("roles"))
        if (key, self._ocid) in self._party_to:
            odd[oddities.PARTY_TWICE] += 1
            self._add_roles(key, roles)
        else:
            self._state(key, party, sorted(roles))

    def _state(self, key: str, party: dict[str, Any], roles: list[str]) -> None:
        props = stated(party, self._odd)
        props["roles"] = roles
        if self._date is not None:
            props["date"] = self._date
        self._party_to[key, self._ocid] = props

    def _add_roles(self, key: str, roles: list[str]) -> None:
        props = self._party_to[key, self._ocid]
        props["roles"] = sorted({*props["roles"], *roles})


def organisation_key(ocid: str, raw: str | None, identified: Any, odd: Counter[str]) -> str | None:
    """Key of an organisation (rule 5).

    The party id where it is a register's; else the identifier's scheme and id; else the party id within its process.
    None where there is neither id nor identifier.
    """
    found = None if raw is None else _of_register(raw)
    if found is None and (both := _scheme_and_id(identified, odd)) is not None:
        found = _normalised(both[0].upper(), both[1])
    if found is not None:
        key, kind = found
        if kind is not None:
            odd[kind] += 1
        return key
    if raw is None:
        return None
    odd[oddities.LOCAL_PARTY_ID] += 1
    return f"{ocid}/{raw}"


def stated(party: dict[str, Any], odd: Counter[str]) -> Props:
    """Every Organisation property that a party object states, and its region."""
    props: Props = {}
    if type(name := party.get("name")) is str:
        props["name"] = name
    if type(address := party.get("address")) is dict:
        put_texts(props, address, _ADDRESS)
        if "region" in address and (region := region_code(address["region"], odd)) is not None:
            props["region"] = region
    if (both := _scheme_and_id(party.get("identifier"), odd)) is not None:
        props["scheme"], props["identifier"] = both
    if type(details := party.get("details")) is dict:
        _put_details(props, details, odd)
    return props


def _put_details(props: Props, details: dict[str, Any], odd: Counter[str]) -> None:
    if type(url := details.get("url")) is str:
        props["url"] = url
    if type(scale := details.get("scale")) is str:
        props["scale"] = scale
        if (sme := SME_OF_SCALE.get(scale)) is not None:
            props["sme"] = sme
        else:
            odd[oddities.UNKNOWN_SCALE] += 1
    if type(vcse := details.get("vcse")) is bool:
        props["vcse"] = vcse
    if "classifications" in details:
        strength = len(KIND_SCHEMES)
        for classification in objects(details["classifications"]):
            scheme = classification.get("scheme")
            if scheme in KIND_SCHEMES[:strength] and type(kind := classification.get("id")) is str:
                props["kind"], strength = kind, KIND_SCHEMES.index(scheme)


def _scheme_and_id(identified: Any, odd: Counter[str]) -> tuple[str, str] | None:
    if type(identified) is not dict:
        return None
    scheme, number = identifier(identified.get("scheme"), odd), identifier(identified.get("id"), odd)
    return None if scheme is None or number is None else (scheme, number)


@lru_cache(maxsize=1 << 16)
def _of_register(raw: str) -> tuple[str, str | None] | None:
    form = _REGISTER_FORM.fullmatch(raw)
    return None if form is None else _normalised(form[1].upper(), form[2])


def _normalised(scheme: str, number: str) -> tuple[str, str | None]:
    """Key of a registered organisation, and what is odd about it."""
    if scheme != "GB-COH":
        return f"{scheme}-{number}", oddities.ID_WITH_SPACE if any(c.isspace() for c in number) else None
    compact = "".join(number.split()).upper()
    form = _COMPANY_NUMBER.fullmatch(compact)
    if form is None or len(compact) > 8:
        return f"{scheme}-{number}", oddities.COMPANY_NUMBER
    letters, digits, last = form.groups()
    return f"{scheme}-{letters}{digits.zfill(8 - len(letters) - len(last))}{last}", None
