"""One synthetic contracting process: the notices it goes through, and the release each of them publishes."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.notices import FRAMEWORK_STEP, NOTICES, PUBLISH, Json, ocid_of
from benchmarks.organisations import BUYERS, COUNCIL_BUYERS, SUPPLIERS, party, reference
from benchmarks.vocabulary import COUNCILS, CPV, ELSEWHERE, JOINT, REGIONS, SENTENCES, SUBJECTS

#: Notices of a process and how often such a process occurs, of 1,000. "old" is the law before 2023.
PATHS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("UK7",), 380), (("UK4",), 120), (("UK6",), 85), (("UK2",), 75), (("UK1",), 28), (("UK5",), 22),
    (("UK5", "UK6"), 12), (("UK6", "UK7"), 20), (("UK11",), 14), (("UK12",), 12), (("UK3",), 10),
    (("UK3", "UK4"), 6), (("UK2", "UK4", "UK4", "UK6", "UK7"), 12), (("UK4", "UK6", "UK7", "UK10"), 10),
    (("UK10",), 5), (("UK7", "UK9"), 4), (("UK7", "UK8"), 3), (("UK13",), 4), (("UK13", "UK14"), 3),
    (("UK15",), 3), (("UK13", "UK14", "UK15", "UK16"), 2), (("UK16",), 1), (("UK17",), 1),
    (("old award",), 138), (("old tender",), 22), (("old tender", "old award"), 5), (("old planning",), 8),
)  # fmt: skip
_WEIGHTS = tuple(accumulate(weight for _, weight in PATHS))

ACT_2023 = {"id": "2023/54", "scheme": "UKPGA", "uri": "https://www.legislation.gov.uk/ukpga/2023/54/contents"}
OLD_LAW = {"id": "32014L0024", "scheme": "CELEX"}


def process(number: int, seed: int = 0, *, compiled: bool = True, contacts: bool = True) -> list[Json]:
    """Return the releases of process `number`: one compiled, or its raw ones in order of publication."""
    draft = Draft(number, seed, contacts)
    published = []
    for step, notice in enumerate(draft.path):
        if step == 0 or not compiled:
            draft.open_release(notice)
        draft.publish(notice, step)
        if not compiled:
            published.append(draft.close_release())
    if compiled:
        draft.release["tag"] = ["compiled"]
        draft.release["id"] = f"{draft.ocid}-{draft.release['date']}"
        published.append(draft.close_release())
    return published


class Draft:
    """A process while it is written: what stays the same from notice to notice, and the release at hand."""

    def __init__(self, number: int, seed: int, contacts: bool) -> None:
        self.random = Random(seed * 1_000_003 + number)
        self.number = number
        self.contacts = contacts
        self.ocid = ocid_of(number)
        self.framework = number % FRAMEWORK_STEP == 7
        self.path = ("UK4", "UK6") if self.framework else self.choose_path()
        self.old = self.path[0].startswith("old")
        self.buyer = self.choose_buyer()
        self.category = self.pick(("services", "services", "goods", "works"))
        self.title = f"{self.pick(SUBJECTS)} {number % 9973}"
        self.lots = self.choose_lots()
        self.suppliers = self.choose_suppliers()
        self.net = round(10 ** (3.5 + 4 * self.random.random()), 2)
        self.currency = "GBP" if self.random.random() > 0.02 else self.pick(("EUR", "USD", "AED"))
        self.value_shape = self.random.random()
        self.items = [self.item(lot) for lot in self.lots]
        self.release: Json = {}

    # What is drawn once a process

    def pick(self, of: Any) -> Any:
        """Draw one of `of`."""
        return of[int(self.random.random() * len(of))]

    def choose_path(self) -> tuple[str, ...]:
        """Draw the notices that the process goes through, by the weights of `PATHS`."""
        at = self.random.random() * _WEIGHTS[-1]
        return next(path for (path, _), limit in zip(PATHS, _WEIGHTS, strict=True) if at < limit)

    def choose_buyer(self) -> int:
        """Draw a buyer: few buy often."""
        return int(BUYERS * self.random.random() ** 2.5)

    def choose_lots(self) -> list[str]:
        """Draw the ids of the lots: mostly one, some none, some up to ten."""
        draw = self.random.random()
        if draw < 0.9:
            return ["1"]
        if draw < 0.93 and not self.framework:
            return []
        count = 2 + int(9 * self.random.random() ** 2)
        form = "LOT-{:04d}" if draw > 0.98 else "{}"
        return [form.format(at) for at in range(1, count + 1)]

    def choose_suppliers(self) -> list[int]:
        """Draw the suppliers: mostly one, lists of up to 127 for markets."""
        draw = self.random.random()
        if self.path[-1] in {"UK14", "UK15", "UK16"}:
            count = 5 + int(122 * draw**3)
        elif self.framework:
            count = 2 + int(51 * draw**4)
        else:
            count = 1 if draw < 0.94 else 2 + int(6 * (draw - 0.94) / 0.06)
        return sorted({self.supplier() for _ in range(count)})

    def supplier(self) -> int:
        """Draw a supplier: three in ten from a small head, the others from a long tail."""
        draw = self.random.random()
        return int(2_000 * (draw / 0.3) ** 2) if draw < 0.3 else int(SUPPLIERS * ((draw - 0.3) / 0.7) ** 1.5)

    def item(self, lot: str) -> Json:
        """Draw the item of a lot: CPV codes and regions of delivery."""
        count = 1 + int(4 * self.random.random() ** 2)
        found = [self.pick(CPV) for _ in range(count)]
        if self.random.random() < 0.002:
            found[0] = (f"{found[0][0]}-7", found[0][1])
        codes = [{"scheme": "CPV", "id": code, "description": text} for code, text in found]
        regions = [self.pick(REGIONS) for _ in range(1 + int(3 * self.random.random() ** 3))]
        where = [{"region": region, "country": "GB", "countryName": "United Kingdom"} for region in regions]
        return {"id": lot, "additionalClassifications": codes, "deliveryAddresses": where, "relatedLot": lot}

    def value(self, share: float = 1.0) -> Json:
        """Return the share of the value in the shape of this process: net, gross, both, or 0 and gross."""
        net, gross = round(self.net * share, 2), round(self.net * share * 1.2, 2)
        if self.value_shape < 0.13:
            return {"amountGross": gross, "currency": self.currency}
        if self.value_shape < 0.15:
            return {"amountGross": gross, "amount": 0, "currency": self.currency}
        if self.value_shape < 0.28:
            return {"amount": net, "currency": self.currency}
        return {"amountGross": gross, "amount": net, "currency": self.currency}

    def text(self, sentences: int) -> str:
        """Draw some sentences."""
        return " ".join(self.pick(SENTENCES) for _ in range(sentences))

    def description(self) -> str:
        """Draw a description; councils' at times name other councils, as partners or not."""
        text = self.text(5 + int(16 * self.random.random()))
        draw = self.random.random()
        if self.buyer in COUNCIL_BUYERS and draw < 0.15:
            names = [party(self.buyer)["name"], self.pick(COUNCILS), self.pick(COUNCILS)]
            text = f"{self.pick(JOINT).format(*names)} {text}"
        elif draw < 0.3:
            text = f"{text} {self.pick(ELSEWHERE).format('', self.pick(COUNCILS))}"
        return text

    def date(self, days: int = 0, end: bool = False) -> str:
        """Return a date-time some days after the process begins, with its offset."""
        day = self.number * 7_919 % 540 + days
        if end:
            return day_text(day)[0] + "T23:59:59" + day_text(day)[1]
        return day_text(day)[0] + "T00:00:00" + day_text(day)[1]

    # One release

    def open_release(self, notice: str) -> None:
        """Begin a release: heading, buyer and the parties beside the buyer."""
        self.release = {
            "ocid": self.ocid, "id": "", "date": "", "tag": [], "initiationType": "tender",
            "parties": [], "tender": self.tender_heading(notice), "language": "en",
        }  # fmt: skip
        self.add_party(self.buyer, "buyer")
        draw = self.random.random()
        if draw > 0.03:
            self.release["buyer"] = reference(self.buyer)
        if draw > 0.96:
            self.add_party(self.choose_buyer(), "buyer")
        elif draw > 0.9:
            self.add_party(self.choose_buyer(), "procuringEntity")
        if self.old:
            self.add_party(self.number % 7, "reviewBody")

    def close_release(self) -> Json:
        """Return the release without empty lists."""
        for field in ("awards", "contracts"):
            if not self.release.get(field, True):
                del self.release[field]
        return self.release

    def publish(self, notice: str, step: int) -> None:
        """Write into the release what the notice says, and its document."""
        day, offset = day_text(self.number * 7_919 % 540 + 40 * step)
        clock = int(self.random.random() * 36_000) + 28_800
        when = f"{day}T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}{offset}"
        release, released = self.release, f"{self.number * 6 + step:06d}-{day[:4]}"
        release["id"], release["date"] = released, when
        kind = notice.removeprefix("old ")
        tag, document, name, place = NOTICES.get(kind, (kind, "", "", ""))
        release["tag"] = ["award", "contract"] if tag in {"award", "contract"} else [tag]
        if kind == "UK4" and step > 1:
            release["tag"] = ["tenderUpdate"]
            release["tender"]["amendments"] = [{"id": released, "description": self.text(1)}]
        PUBLISH[kind](self)
        if document:
            paper = {
                "id": released, "documentType": document, "noticeType": kind,
                "description": f"{name} on Find a Tender", "datePublished": when, "format": "text/html",
                "url": f"https://www.find-tender.service.gov.uk/Notice/{released}",
            }  # fmt: skip
            holder = release.setdefault("planning", {}) if place == "planning" else release.get(place)
            for one in holder if isinstance(holder, list) else [holder]:
                one.setdefault("documents", []).append(paper)

    def add_party(self, number: int, role: str) -> None:
        """List the organisation among the parties, or add the role to its entry."""
        known = next((p for p in self.release["parties"] if p["id"] == party(number)["id"]), None)
        if known is not None:
            if role not in known["roles"]:
                known["roles"].append(role)
            return
        added = {**party(number), "roles": [role]}
        draw = self.random.random()
        if draw < 0.01:
            added["name"] = added["name"].upper()
        elif draw > 0.998:
            self.release["parties"].append({**added, "name": f"{added['name']} "})
        if not self.contacts:
            added.pop("contactPoint", None)
        self.release["parties"].append(added)

    def tender_heading(self, notice: str) -> Json:
        """Return what every notice says of the tender."""
        own_id = self.ocid if self.number % 3 else f"REF/{self.number}"
        law = OLD_LAW if self.old else ACT_2023
        tender = {"id": own_id, "legalBasis": law, "title": self.title, "description": self.description()}
        if notice in {"UK10", "UK11"}:
            del tender["description"]
        return tender


@lru_cache(maxsize=4_096)
def day_text(day: int) -> tuple[str, str]:
    """Return a day, counted from 2025-03-01, as YYYY-MM-DD, and Britain's offset from UTC at its noon."""
    at = datetime(2025, 3, 1, 12, tzinfo=ZoneInfo("Europe/London")) + timedelta(days=day)
    return at.date().isoformat(), at.strftime("%z")[:3] + ":00"
