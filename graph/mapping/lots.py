"""Lots of a process: declared, undeclared or implied, with their bid statistics, CPV codes and places of delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.mapping import oddities
from graph.mapping.codes import add_cpv, add_regions, cpv_codes, region_code
from graph.mapping.values import boolean, identifier, identifiers, money, number, obj, objects, put_period, put_texts
from graph.model import HAS, LOT_CPV, LOT_REGION, TENDER_CPV, TENDER_REGION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.mapping.rows import ProcessRows, Props
    from graph.model import Pattern

IMPLIED = "-"
"""Lot id of the one lot of a process that names none."""

MEASURES = ("bids", "finalStageBids", "smeFinalStageBids", "vcseFinalStageBids")
"""Bid statistics that the model keeps, by lot."""

CONTRACT_PERIOD = (
    ("startDate", "contractStartDate"),
    ("endDate", "contractEndDate"),
)
_LOT_PERIOD = (*CONTRACT_PERIOD, ("maxExtentDate", "maxExtentDate"))


class Lots:
    """Lots of one process: lot id (verbatim) -> key, in the order of first mention."""

    def __init__(self, rows: ProcessRows, release: dict[str, Any]) -> None:
        self._rows = rows
        self._release = release
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
        return identifiers(award.get("relatedLots"), odd) or list(
            dict.fromkeys(
                lot
                for item in objects(award.get("items"))
                if (lot := identifier(item.get("relatedLot"), odd)) is not None
            )
        )

    def _declare(self) -> None:
        tender = obj(self._release.get("tender"))
        currency = obj(tender.get("value")).get("currency")
        odd = self._rows.odd
        for lot in objects(tender.get("lots")):
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
        put_texts(props, lot, ("title", "description", "status"), odd)
        props.update(money(lot.get("value"), odd))
        put_period(props, lot.get("contractPeriod"), _LOT_PERIOD, odd)
        suitability = obj(lot.get("suitability"))
        for name in ("sme", "vcse"):
            if (suits := boolean(suitability.get(name), odd)) is not None:
                props[name] = suits

    def _name(self) -> None:
        """Make the lots that only an award, item or contract names."""
        for kind, lot_id in _named(self._release, self._rows):
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
        for figure in objects(obj(self._release.get("bids")).get("statistics")):
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
        tender = obj(self._release.get("tender"))
        self._relate(cpv_codes(tender, self._rows.odd), self.only, (TENDER_CPV, LOT_CPV))
        for item in _items(self._release):
            lot = identifier(item.get("relatedLot"), self._rows.odd) or self.only
            self._relate(cpv_codes(item, self._rows.odd), lot, (TENDER_CPV, LOT_CPV))
            regions = (
                region_code(address.get("region"), self._rows.odd) for address in objects(item.get("deliveryAddresses"))
            )
            self._relate([r for r in regions if r is not None], lot, (TENDER_REGION, LOT_REGION))
        relationships = self._rows.relationships
        add_cpv(self._rows, (code for _, code in relationships.get(TENDER_CPV, ())))
        add_regions(self._rows, (code for _, code in relationships.get(TENDER_REGION, ())))

    def _relate(self, codes: list[str], lot_id: str | None, patterns: tuple[Pattern, Pattern]) -> None:
        if not codes:
            return
        of_tender, of_lot = patterns
        for code in codes:
            self._rows.relationships.setdefault(of_tender, {})[self._rows.ocid, code] = {}
        if lot_id is not None:
            for code in codes:
                self._rows.relationships.setdefault(of_lot, {})[self.keys[lot_id], code] = {}


def _items(release: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from objects(obj(release.get("tender")).get("items"))
    for section in ("awards", "contracts"):
        for part in objects(release.get(section)):
            yield from objects(part.get("items"))


def _named(release: dict[str, Any], rows: ProcessRows) -> Iterator[tuple[str, str]]:
    """Lot ids that awards, contracts and items name, each with the kind of oddity if the tender lacks it."""
    for section, kind in (
        ("awards", oddities.AWARD_LOT_UNDECLARED),
        ("contracts", oddities.CONTRACT_LOT_UNDECLARED),
    ):
        for part in objects(release.get(section)):
            for lot_id in identifiers(part.get("relatedLots"), rows.odd):
                yield kind, lot_id
    for item in _items(release):
        if (of_item := identifier(item.get("relatedLot"), rows.odd)) is not None:
            yield oddities.ITEM_LOT_UNDECLARED, of_item
