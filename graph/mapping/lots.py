"""Lots of a process: declared, undeclared or implied, with their bid statistics, CPV codes and places of delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.codes import cpv_codes, region_code
from graph.mapping.values import identifier, identifiers, money, number, obj, objects, put_period, put_texts
from graph.model import HAS, LOT_CPV, LOT_REGION, TENDER_CPV, TENDER_REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.mapping.rows import ProcessRows, Props
    from graph.mapping.sections import Sections

    _Related = dict[tuple[str, ...], Props]

IMPLIED = "-"
"""Lot id of the one lot of a process that names none."""

MEASURES = ("bids", "finalStageBids", "smeFinalStageBids", "vcseFinalStageBids")
"""Bid statistics that the model keeps, by lot."""

CONTRACT_PERIOD = (
    ("startDate", "contractStartDate"),
    ("endDate", "contractEndDate"),
)
_TEXTS = ("title", "description", "status")
_LOT_PERIOD = (*CONTRACT_PERIOD, ("maxExtentDate", "maxExtentDate"))


class Lots:
    """Lots of one process: lot id (verbatim) -> key, in the order of first mention."""

    def __init__(self, rows: ProcessRows, sections: Sections) -> None:
        self._rows = rows
        self._sections = sections
        self._nodes = rows.nodes.setdefault("Lot", {})
        self._has = rows.relationships.setdefault(HAS, {})
        self.keys: dict[str, str] = {}
        self._declare()
        self._name()
        if not self.keys:
            self._add(IMPLIED)["implied"] = True

    @property
    def only(self) -> str | None:
        """Id of the only lot, None where there are several."""
        return next(iter(self.keys)) if len(self.keys) == 1 else None

    def named_by(self, award: dict[str, Any]) -> list[str]:
        """Ids of the lots that an award names: its relatedLots, else those of its items."""
        odd = self._rows.odd
        if (named := identifiers(award.get("relatedLots"), odd)) or not (items := objects(award.get("items"))):
            return named
        return list(
            dict.fromkeys(lot for item in items if (lot := identifier(item.get("relatedLot"), odd)) is not None)
        )

    def _declare(self) -> None:
        currency = obj(self._sections.tender.get("value")).get("currency")
        odd = self._rows.odd
        for lot in self._sections.lots:
            lot_id = identifier(lot.get("id"), odd)
            if lot_id is None:
                odd[oddities.LOT_WITHOUT_ID] += 1
            elif lot_id in self.keys:
                odd[oddities.LOT_TWICE] += 1
            else:
                props = self._add(lot_id)
                self._describe(props, lot)
                if currency is not None and props.get("currency", currency) != currency:
                    odd[oddities.LOT_CURRENCY] += 1

    def _describe(self, props: Props, lot: dict[str, Any]) -> None:
        odd = self._rows.odd
        put_texts(props, lot, _TEXTS)
        props.update(money(lot.get("value"), odd))
        put_period(props, lot.get("contractPeriod"), _LOT_PERIOD, odd)
        if "suitability" in lot:
            suitability = obj(lot["suitability"])
            for name in ("sme", "vcse"):
                if type(suits := suitability.get(name)) is bool:
                    props[name] = suits

    def _name(self) -> None:
        """Make the lots that only an award, contract or item names."""
        sections, odd = self._sections, self._rows.odd
        for parts, kind in (
            (sections.awards, oddities.AWARD_LOT_UNDECLARED),
            (sections.contracts, oddities.CONTRACT_LOT_UNDECLARED),
        ):
            for part in parts:
                if "relatedLots" in part:
                    self._add_undeclared(identifiers(part["relatedLots"], odd), kind)
        for item in sections.items:
            if (lot_id := identifier(item.get("relatedLot"), odd)) is not None:
                self._add_undeclared((lot_id,), oddities.ITEM_LOT_UNDECLARED)

    def _add_undeclared(self, lot_ids: Iterable[str], kind: str) -> None:
        for lot_id in lot_ids:
            if lot_id not in self.keys:
                self._rows.odd[kind] += 1
                self._add(lot_id)["undeclared"] = True

    def _add(self, lot_id: str) -> Props:
        key = f"{self._rows.ocid}/{lot_id}"
        self.keys[lot_id] = key
        self._has[self._rows.ocid, key] = {}
        props: Props = {"id": key, "lotId": lot_id}
        self._nodes[key] = props
        return props

    def add_bids(self) -> None:
        """Put the bid statistics on their lots: the largest of several, the only lot's where none is named."""
        odd = self._rows.odd
        for figure in objects(obj(self._sections.release.get("bids")).get("statistics")):
            measure = figure.get("measure")
            if measure not in MEASURES or (value := number(figure.get("value"), odd)) is None:
                continue
            lot_id = identifier(figure.get("relatedLot"), odd) or self.only
            if lot_id is None:
                odd[oddities.BID_WITHOUT_LOT] += 1
            elif lot_id not in self.keys:
                odd[oddities.BID_LOT_UNKNOWN] += 1
            else:
                props = self._nodes[self.keys[lot_id]]
                props[measure] = max(value, props.get(measure, value))

    def classify(self) -> None:
        """Relate the lots and the tender to the CPV codes and regions of items and of the tender itself."""
        odd, relationships = self._rows.odd, self._rows.relationships
        of_tender, of_lot = relationships.setdefault(TENDER_CPV, {}), relationships.setdefault(LOT_CPV, {})
        in_tender, in_lot = relationships.setdefault(TENDER_REGION, {}), relationships.setdefault(LOT_REGION, {})
        only = self.only
        self._relate(cpv_codes(self._sections.tender, odd), only, of_tender, of_lot)
        for item in self._sections.items:
            lot = identifier(item.get("relatedLot"), odd) or only
            self._relate(cpv_codes(item, odd), lot, of_tender, of_lot)
            if "deliveryAddresses" in item:
                named = [address.get("region") for address in objects(item["deliveryAddresses"])]
                regions = [found for each in named if (found := region_code(each, odd)) is not None]
                self._relate(regions, lot, in_tender, in_lot)

    def _relate(self, codes: list[str], lot_id: str | None, of_tender: _Related, of_lot: _Related) -> None:
        if not codes:
            return
        ocid, lot = self._rows.ocid, None if lot_id is None else self.keys[lot_id]
        for code in codes:
            of_tender[ocid, code] = {}
            if lot is not None:
                of_lot[lot, code] = {}
