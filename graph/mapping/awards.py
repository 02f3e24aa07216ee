"""Awards, contracts, and memberships of dynamic markets."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.lots import CONTRACT_PERIOD, Lots
from graph.mapping.notices import is_dynamic_market
from graph.mapping.values import identifier, money, number, objects, put_period, put_texts, temporal
from graph.model import AWARDED_TO, FOR, HAS_AWARD, HAS_CONTRACT, QUALIFIED, SIGNED_AS, TO

if TYPE_CHECKING:
    from graph.mapping.organisations import Organisations
    from graph.mapping.rows import ProcessRows, Props
    from graph.mapping.sections import Sections

_TEXTS = ("title", "status", "mainProcurementCategory")
_CONTRACT_DATES = (("startDate", "startDate"), ("endDate", "endDate"))


class Awards:
    """Awards and contracts of one process, mapped against its lots and organisations."""

    def __init__(self, rows: ProcessRows, sections: Sections, lots: Lots, organisations: Organisations) -> None:
        self._rows = rows
        self._lots = lots
        self._organisations = organisations
        self._sections = sections
        self._contract_values: dict[str, list[Props]] = {}

    def add(self) -> None:
        """Add everything that the release's awards and contracts say."""
        contracts = self._contracts()
        for award in self._sections.awards:
            award_id = identifier(award.get("id"), self._rows.odd)
            value = money(award.get("value"), self._rows.odd)
            if not value and award_id not in contracts and self._is_dynamic_market:
                self._qualify(award, award_id)
            elif award_id is None:
                self._rows.odd[oddities.AWARD_WITHOUT_ID] += 1
                self._suppliers(award)  # they are parties to the process all the same
            else:
                self._award(award, award_id, value)
        self._sign(contracts)

    @cached_property
    def _is_dynamic_market(self) -> bool:
        return is_dynamic_market(self._sections.release)

    def _contracts(self) -> dict[str, list[str]]:
        """Add the contracts; award id -> keys of the contracts that name it."""
        by_award: dict[str, list[str]] = {}
        odd, nodes = self._rows.odd, self._rows.nodes.setdefault("Contract", {})
        has = self._rows.relationships.setdefault(HAS_CONTRACT, {})
        for contract in self._sections.contracts:
            contract_id, award_id = identifier(contract.get("id"), odd), identifier(contract.get("awardID"), odd)
            value = money(contract.get("value"), odd)
            if contract_id is None:
                odd[oddities.CONTRACT_WITHOUT_ID] += 1
                if award_id is not None:
                    by_award.setdefault(award_id, [])  # it names the award all the same
                continue
            key = f"{self._rows.ocid}/{contract_id}"
            if award_id is not None:
                by_award.setdefault(award_id, []).append(key)
            if key in nodes:
                odd[oddities.CONTRACT_TWICE] += 1
                continue
            if award_id is not None and value:
                self._contract_values.setdefault(award_id, []).append(value)
            nodes[key] = self._contract(contract, key, contract_id, award_id) | value
            has[self._rows.ocid, key] = {}
        return by_award

    def _contract(self, contract: dict[str, Any], key: str, contract_id: str, award_id: str | None) -> Props:
        odd = self._rows.odd
        props: Props = {"id": key, "contractId": contract_id}
        if award_id is not None:
            props["awardId"] = award_id
        put_texts(props, contract, ("status",))
        if (signed := temporal(contract.get("dateSigned"), odd)) is not None:
            props["dateSigned"] = signed
        put_period(props, contract.get("period"), _CONTRACT_DATES, odd)
        return props

    def _award(self, award: dict[str, Any], award_id: str, value: Props) -> None:
        rows, odd = self._rows, self._rows.odd
        key = f"{rows.ocid}/{award_id}"
        nodes = rows.nodes.setdefault("Award", {})
        props: Props = {"id": key, "awardId": award_id}
        put_texts(props, award, _TEXTS)
        if (date := temporal(award.get("date"), odd)) is not None:
            props["date"] = date
        props.update(value)
        put_period(props, award.get("contractPeriod"), CONTRACT_PERIOD, odd)
        if key in nodes:
            odd[oddities.AWARD_TWICE] += 1
        nodes.setdefault(key, props)
        rows.relationships.setdefault(HAS_AWARD, {})[rows.ocid, key] = {}
        self._relate(award, props, value or self._value_of_contracts(award_id))

    def _relate(self, award: dict[str, Any], props: Props, value: Props) -> None:
        rows, key = self._rows, props["id"]
        named = self._lots.named_by(award)
        if not named and len(self._lots.keys) > 1:
            rows.odd[oddities.AWARD_WITHOUT_LOT] += 1
        lots = [self._lots.keys[lot_id] for lot_id in named or self._lots.keys]
        suppliers = self._suppliers(award)
        awarded: Props = {"awardId": props["awardId"], "lotsStated": bool(named) or len(self._lots.keys) == 1}
        if "status" in props:
            awarded["status"] = props["status"]
        if "date" in props:
            awarded["date"] = props["date"]
        if value:
            awarded["valueFrom"] = "award"
            awarded.update(value)
            awarded.pop("valueGross", None)
            if suppliers:
                awarded["share"] = value["value"] / (len(lots) * len(suppliers))
        for_ = rows.relationships.setdefault(FOR, {})
        to = rows.relationships.setdefault(TO, {})
        awarded_to = rows.relationships.setdefault(AWARDED_TO, {})
        for lot in lots:
            for_[key, lot] = {}
            for supplier in suppliers:
                awarded_to.setdefault((lot, supplier, props["awardId"]), awarded.copy())
        for supplier in suppliers:
            to[key, supplier] = {}

    def _suppliers(self, award: dict[str, Any]) -> list[str]:
        resolve = self._organisations.resolve
        keys = [key for each in objects(award.get("suppliers")) if (key := resolve(each, "supplier")) is not None]
        return keys if len(keys) < 2 else list(dict.fromkeys(keys))

    def _value_of_contracts(self, award_id: str) -> Props:
        """Value of the contracts signed under an award: their sum, where all are in one currency."""
        values = self._contract_values.get(award_id, [])
        if not values:
            return {}
        first = values[0]
        if len(values) > 1:
            if any("currency" not in v or v["currency"] != first.get("currency") for v in values):
                self._rows.odd[oddities.CONTRACTS_DIFFER] += 1
                return {}
            total = number(_sum([v["value"] for v in values]), self._rows.odd)
            if total is None:
                return {}
            first = {"value": total, "currency": first["currency"]}
            bases = {v["valueBasis"] for v in values}
            if len(bases) == 1:
                first["valueBasis"] = bases.pop()
        return first | {"valueFrom": "contract"}

    def _qualify(self, entry: dict[str, Any], entry_id: str | None) -> None:
        """Record the members of a dynamic market that an entry lists."""
        for supplier in self._suppliers(entry):
            if self._organisations.is_removed(supplier):
                continue
            qualified = self._rows.relationships.setdefault(QUALIFIED, {})
            props = qualified.setdefault((self._rows.ocid, supplier), {"entries": []})
            if entry_id is not None:
                props["entries"] = sorted({*props["entries"], entry_id})

    def _sign(self, contracts: dict[str, list[str]]) -> None:
        awards = self._rows.nodes.get("Award", {})
        for award_id, keys in contracts.items():
            award = f"{self._rows.ocid}/{award_id}"
            for key in keys:
                if award in awards:
                    self._rows.relationships.setdefault(SIGNED_AS, {})[award, key] = {}
                else:
                    self._rows.odd[oddities.CONTRACT_DANGLES] += 1


def _sum(amounts: list[int | float]) -> int | float:
    """Sum that stays whole where all amounts are, and is the same in any order where not."""
    if all(type(amount) is int for amount in amounts):
        return sum(amounts)
    try:
        return math.fsum(amounts)
    except OverflowError:
        return math.inf
