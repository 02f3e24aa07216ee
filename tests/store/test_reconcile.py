"""Eight questions of the catalogue, each against a computation straight from the JSON of real releases."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from plain_awards import Won, amount, awards_of, day

from graph.catalogue.ask import ask
from graph.catalogue.catalogue import Catalogue
from graph.load import LoadOptions, load

if TYPE_CHECKING:
    from graph.records import Records
    from graph.store.connection import Database

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "fts" / "compiled.jsonl"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real releases are not beside the project")
ALL = 100_000


@pytest.fixture(scope="module")
def releases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in DATA.read_bytes().split(b"\n") if line]


@pytest.fixture(scope="module")
def won(releases: list[dict[str, Any]]) -> list[Won]:
    return awards_of(releases)


@pytest.fixture(scope="module")
def real(connected: Database) -> Database:
    with connected.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    load([DATA], connected, LoadOptions(councils=False))
    return connected


def answer(database: Database, name: str, **parameters: Any) -> Records:
    found = ask(database, Catalogue.read()[name], parameters, ALL)
    assert not found.more
    return found


def approx(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-6)


def total(values: list[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return sum(there) if there else None


def test_the_releases_say_something(won: list[Won]) -> None:
    assert len(won) > 400
    assert any(len(a.suppliers) > 1 for a in won)
    assert any(len(a.lots) > 1 for a in won)
    assert len({a.currency for a in won if a.value is not None}) > 1


def test_top_suppliers(real: Database, won: list[Won]) -> None:
    by: dict[str, list[Won]] = defaultdict(list)
    for a in won:
        for s in a.suppliers:
            by[s].append(a)
    rows = {row["supplier_id"]: row for row in answer(real, "top-suppliers")}
    assert rows.keys() == by.keys()
    for supplier, awards in by.items():
        row = rows[supplier]
        assert row["awards"] == len(awards)
        assert row["valued"] == sum(a.worth() is not None for a in awards)
        assert row["value"] == approx(
            total([None if a.worth() is None else a.worth() / len(a.suppliers) for a in awards])
        )
        assert row["buyers"] == len(set().union(*(a.buyers for a in awards)))
        assert row["first"] == min((a.day for a in awards if a.day), default=None)
    values = [row["value"] or 0.0 for row in answer(real, "top-suppliers")]
    assert values == sorted(values, reverse=True)


def test_supplier_profile(real: Database, won: list[Won]) -> None:
    counted = Counter(s for a in won for s in a.suppliers)
    widest = sorted(counted, key=lambda s: (-max(len(a.lots) for a in won if s in a.suppliers), s))
    for supplier in [*(supplier for supplier, _ in counted.most_common(15)), *widest[:15]]:
        awards = [a for a in won if supplier in a.suppliers]
        expected: dict[tuple[str, str, str | None], tuple[int, int, float | None]] = {}
        parts: dict[tuple[str, str], list[tuple[Won, float]]] = defaultdict(list)
        for a in awards:
            parts["all", supplier].append((a, 1.0))
            parts["year", str(a.day.year) if a.day else "no date"].append((a, 1.0))
            for buyer in a.buyers:
                parts["buyer", buyer].append((a, 1.0))
            for division in {code[:2] for codes in a.codes.values() for code in codes}:
                lots = sum(any(code.startswith(division) for code in a.codes[lot]) for lot in a.lots)
                parts["division", f"{division}000000"].append((a, lots / len(a.lots)))
        for (part, key), shares in parts.items():
            currencies = {a.currency for a, _ in shares if a.value is not None} or {None}
            for currency in currencies:
                values = [
                    a.value * f / len(a.suppliers) for a, f in shares if currency and a.worth(currency) is not None
                ]
                expected[part, key, currency] = (len(shares), len(values), sum(values) if values else None)
        table = list(answer(real, "supplier-profile", supplier=supplier))
        rows = {(r["part"], r["key"], r["currency"]): r for r in table if r["part"] in {p for p, _ in parts}}
        assert rows.keys() == expected.keys()
        for key, (awards_, valued, value) in expected.items():
            assert (rows[key]["awards"], rows[key]["valued"]) == (awards_, valued)
            assert rows[key]["value"] == approx(value)
        whole = expected.get(("all", supplier, "GBP"))
        for (part, _, currency), row in rows.items():
            if whole and whole[2] and currency == "GBP":
                assert row["of_value"] == approx(row["value"] / whole[2]), part


def test_buyer_profile_by_division(real: Database, won: list[Won]) -> None:
    counted = Counter(b for a in won for b in a.buyers)
    for buyer, _ in counted.most_common(10):
        expected = {
            f"{division}000000": approx(total([None if a.worth() is None else a.worth() * f for a, f in shares]))
            for division, shares in _in_divisions([a for a in won if buyer in a.buyers]).items()
        }
        rows = [r for r in answer(real, "buyer-profile", buyer=buyer) if r["currency"] in (None, "GBP")]
        assert {r["key"]: r["value"] for r in rows if r["part"] == "division"} == expected


def test_shared_suppliers(real: Database, won: list[Won]) -> None:
    sold: dict[str, set[str]] = defaultdict(set)
    for a in won:
        for buyer in a.buyers:
            sold[buyer].update(a.suppliers)
    buyers = sorted(sold)
    sharing = [pair for pair in combinations(buyers, 2) if sold[pair[0]] & sold[pair[1]]]
    assert len(sharing) > 20
    for pair in [*sharing[:8], tuple(sorted(sold, key=lambda b: (-len(sold[b]), b))[:6])]:
        expected = {}
        for supplier in set().union(*(sold[b] for b in pair)):
            from_them = [a for a in won if supplier in a.suppliers and a.buyers & set(pair)]
            count = len({b for a in from_them for b in a.buyers & set(pair)})
            if count >= 2:
                value = total([None if a.worth() is None else a.worth() / len(a.suppliers) for a in from_them])
                expected[supplier] = (count, len(from_them), approx(value))
        rows = answer(real, "shared-suppliers", buyers=list(pair))
        assert {r["supplier_id"]: (r["buyers"], r["awards"], r["value"]) for r in rows} == expected


def _in_divisions(won: list[Won]) -> dict[str, list[tuple[Won, float]]]:
    found: dict[str, list[tuple[Won, float]]] = defaultdict(list)
    for a in won:
        for division in {code[:2] for codes in a.codes.values() for code in codes}:
            lots = sum(any(code.startswith(division) for code in a.codes[lot]) for lot in a.lots)
            found[division].append((a, lots / len(a.lots)))
    return found


def test_concentration(real: Database, won: list[Won]) -> None:
    divisions = _in_divisions(won)
    rows = {row["division"][:2]: row for row in answer(real, "concentration")}
    assert rows.keys() == divisions.keys()
    for division, shares in divisions.items():
        by_supplier: dict[str, float] = defaultdict(float)
        for a, f in shares:
            for s in a.suppliers:
                if a.worth() is not None:
                    by_supplier[s] += a.worth() * f / len(a.suppliers)
        whole = sum(by_supplier.values())
        parts = sorted((v / whole for v in by_supplier.values()), reverse=True) if whole else []
        row = rows[division]
        assert (row["awards"], row["valued"]) == (len(shares), sum(a.worth() is not None for a, _ in shares))
        assert row["value"] == approx(whole if any(a.worth() is not None for a, _ in shares) else None)
        assert row["hhi"] == approx(sum(p * p for p in parts) if parts else None)
        assert row["top1"] == approx(parts[0] if parts else None)
        assert row["top5"] == approx(sum(parts[:5]) if parts else None)


@pytest.mark.parametrize(("level", "digits"), [("division", 2), ("group", 3), ("class", 4)])
def test_cpv_rollup(real: Database, won: list[Won], level: str, digits: int) -> None:
    found: dict[str, list[tuple[Won, list[str]]]] = defaultdict(list)
    for a in won:
        for top in {code[:digits] for codes in a.codes.values() for code in codes if _used(code) >= digits}:
            found[top.ljust(8, "0")].append(
                (a, [lot for lot in a.lots if any(c.startswith(top) and _used(c) >= digits for c in a.codes[lot])])
            )
    rows = {row["code"]: row for row in answer(real, "cpv-rollup", level=level)}
    assert rows.keys() == found.keys()
    for code, shares in found.items():
        row = rows[code]
        values = [None if a.worth() is None else a.worth() * len(lots) / len(a.lots) for a, lots in shares]
        assert row["awards"] == len(shares)
        assert row["processes"] == len({a.ocid for a, _ in shares})
        assert row["lots"] == len({(a.ocid, lot) for a, lots in shares for lot in lots})
        assert row["suppliers"] == len({s for a, _ in shares for s in a.suppliers})
        assert row["value"] == approx(total(values))


def _used(code: str) -> int:
    return max(2, len(code.rstrip("0")))


def test_consortia(real: Database, won: list[Won]) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for a in won:
        if len(a.suppliers) <= 10:
            pairs.update(combinations(sorted(a.suppliers), 2))
    limit = Counter(len(a.suppliers) for a in won if len(a.suppliers) > 2).most_common(1)[0][0]
    few = Counter(p for a in won if len(a.suppliers) <= limit for p in combinations(sorted(a.suppliers), 2))
    shown = answer(real, "consortia", max_suppliers=limit)
    assert {(r["supplier_id"], r["partner_id"]): r["awards"] for r in shown} == few
    rows = answer(real, "consortia")
    assert {(r["supplier_id"], r["partner_id"]): r["awards"] for r in rows} == pairs
    counts = [row["awards"] for row in rows]
    assert counts == sorted(counts, reverse=True)


def test_contracts_ending(real: Database, releases: list[dict[str, Any]]) -> None:
    # A period whose last day is the last of many contracts.
    ends = Counter(day((c.get("period") or {}).get("endDate")) for r in releases for c in r.get("contracts", []))
    since = dt.date(2026, 9, 30)
    until = next(end for end, _ in ends.most_common() if end and end.year == 2027)
    expected = set()
    for r in releases:
        contracts = r.get("contracts", [])
        for c in contracts:
            end = day((c.get("period") or {}).get("endDate"))
            if end and since <= end <= until and c.get("status") not in ("cancelled", "terminated"):
                value = amount(c.get("value"))
                expected.add((end, f"{r['ocid']}/{c['id']}", "contract", value[0] if value else None))
    for a in awards_of(releases):
        stated = any((c.get("period") or {}).get("endDate") for c in a.contracts)
        if a.end and since <= a.end <= until and not stated:
            raw = next(x for r in releases if r["ocid"] == a.ocid for x in r["awards"] if x["id"] == a.id)
            value = amount(raw.get("value"))
            expected.add((a.end, a.key, "award", value[0] if value else None))
    rows = answer(real, "contracts-ending", since=since, until=until)
    assert {(r["end"], r["contract"], r["stated_by"], r["value"]) for r in rows} == expected
    assert len(expected) > 50
    assert (until, "contract") in {(end, stated) for end, _, stated, _ in expected}
    assert [r["end"] for r in rows] == sorted(r["end"] for r in rows)


def test_timeline(real: Database, releases: list[dict[str, Any]]) -> None:
    rich = sorted(releases, key=lambda r: (-len(r.get("contracts", [])) - len(r.get("awards", [])), r["ocid"]))
    for r in rich[::30][:12]:
        notices = {d.get("noticeType") for h in [r.get("planning") or {}, r.get("tender") or {}, *r.get("awards", []),
                   *r.get("contracts", [])] for d in h.get("documents", [])}  # fmt: skip
        expected: Counter[tuple[str, str, str]] = Counter()
        expected[r["date"], "release", r["id"]] += 1
        tender = r.get("tender") or {}
        expected[(tender.get("tenderPeriod") or {}).get("endDate"), "tenders close", r["ocid"]] += 1
        for lot in tender.get("lots", []):
            period = lot.get("contractPeriod") or {}
            expected[period.get("startDate"), "lot: contract period starts", lot["id"]] += 1
            expected[period.get("endDate"), "lot: contract period ends", lot["id"]] += 1
        contracted = {c.get("awardID") for c in r.get("contracts", [])}
        for a in r.get("awards", []):
            if notices & {"UK14", "UK15"} and not a.get("value") and a["id"] not in contracted:
                continue
            expected[a.get("date"), "award", a["id"]] += 1
        for c in r.get("contracts", []):
            expected[c.get("dateSigned"), "contract signed", c["id"]] += 1
            expected[(c.get("period") or {}).get("endDate"), "contract ends", c["id"]] += 1
        kinds = {event for _, event, _ in expected}
        rows = answer(real, "timeline", ocid=r["ocid"])
        given = Counter((row["date"], row["event"], row["key"]) for row in rows if row["event"] in kinds)
        there = Counter(
            {(dt.datetime.fromisoformat(d), event, key): n for (d, event, key), n in expected.items() if d is not None}
        )
        assert given == there
        days = [row["date"].isoformat()[:10] for row in rows]
        assert days == sorted(days)
