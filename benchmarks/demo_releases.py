"""Write the example releases that ship with the project: graph/demo/releases.jsonl.gz.

    python -m benchmarks.demo_releases

A small county market, invented from end to end: the councils exist (so that the register knows them), but no
notice, value or supplier here does, and each description says so. Shapes follow real notices: joint
procurements, frameworks with call-offs, a dynamic market, amendments, terminations, planned procurements, direct
awards, consortia, several lots, gross-only values, a second currency, and input as odd as publishers send it.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from typing import Any

Json = dict[str, Any]
TARGET = Path(__file__).parent.parent / "graph" / "demo" / "releases.jsonl.gz"
NOTE = "Invented example, not a real notice."

COUNCILS = {
    "Adur District Council": ("Lancing", "BN15 9ZZ", "UKJ27"),
    "Arun District Council": ("Littlehampton", "BN17 9ZZ", "UKJ27"),
    "Chichester District Council": ("Chichester", "PO19 9ZZ", "UKJ27"),
    "Crawley Borough Council": ("Crawley", "RH10 9ZZ", "UKJ28"),
    "Horsham District Council": ("Horsham", "RH12 9ZZ", "UKJ28"),
    "Mid Sussex District Council": ("Haywards Heath", "RH16 9ZZ", "UKJ28"),
    "West Sussex County Council": ("Chichester", "PO19 8ZZ", "UKJ27"),
    "Worthing Borough Council": ("Worthing", "BN11 9ZZ", "UKJ27"),
    "Brighton and Hove City Council": ("Hove", "BN3 9ZZ", "UKJ21"),
    "East Sussex County Council": ("Lewes", "BN7 9ZZ", "UKJ22"),
    "Lewes District Council": ("Lewes", "BN7 8ZZ", "UKJ22"),
    "Eastbourne Borough Council": ("Eastbourne", "BN21 9ZZ", "UKJ22"),
    "Worcestershire County Council": ("Worcester", "WR5 9ZZ", "UKG12"),
    "Bromsgrove District Council": ("Redditch", "B98 9ZZ", "UKG12"),
    "Redditch Borough Council": ("Redditch", "B98 8ZZ", "UKG12"),
    "Malvern Hills District Council": ("Malvern", "WR14 9ZZ", "UKG12"),
    "Wychavon District Council": ("Pershore", "WR10 9ZZ", "UKG12"),
    "Worcester City Council": ("Worcester", "WR1 9ZZ", "UKG12"),
    "Wyre Forest District Council": ("Kidderminster", "DY11 9ZZ", "UKG12"),
    "Herefordshire Council": ("Hereford", "HR4 9ZZ", "UKG11"),
}
SUSSEX = list(COUNCILS)[:8]
WORCESTERSHIRE = list(COUNCILS)[12:19]

# CPV code, its text, title, category, usual net value
LINES = (
    ("90910000", "Cleaning services", "Building cleaning", "services", 240_000),
    ("77310000", "Planting and maintenance services of green areas", "Grounds maintenance", "services", 410_000),
    ("90511000", "Refuse collection services", "Refuse and recycling collection", "services", 2_900_000),
    ("98380000", "Dog kennel services", "Stray dog collection and kennelling", "services", 90_000),
    ("45261900", "Roof repair and maintenance work", "Roof repairs", "works", 330_000),
    ("72267000", "Software maintenance and repair services", "Revenues and benefits software", "services", 520_000),
    ("79710000", "Security services", "Guarding and key holding", "services", 180_000),
    ("60130000", "Special-purpose road passenger-transport services", "Home to school transport", "services", 760_000),
    ("34144512", "Refuse-compaction vehicles", "Refuse collection vehicles", "goods", 1_150_000),
    ("50711000", "Repair and maintenance services of electrical building installations", "Electrical testing",
     "services", 120_000),
)  # fmt: skip
_FIRST = ("Quagmoor", "Brindlewick", "Snarkfield", "Tumblewold", "Ottergill", "Pennyfarthing", "Wobblecombe", "Gryphon",
          "Mockturtle", "Borogove")  # fmt: skip
_LAST = ("Facilities", "Green Spaces", "Environmental", "Animal Care", "Roofing", "Digital", "Security", "Coaches",
         "Vehicles", "Electrical")  # fmt: skip


def main() -> None:
    """Write the file, the same bytes at every run."""
    lines = [json.dumps(release, ensure_ascii=False, separators=(",", ":")) for release in market()]
    text = "\n".join(lines).replace('"@no limit@"', "1e9999") + "\n"
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(lines)} releases, {TARGET.stat().st_size:,} bytes: {TARGET}")


def market() -> list[Json]:
    """All example releases, raw and in order of publication."""
    random, releases = Random(2023), []
    for number in range(160):
        releases += ordinary(number, random)
    for at, telling in enumerate((joint_text, joint_parties, framework, dynamic_market, planned, odd, neighbours)):
        releases += telling(1000 + 100 * at)
    return sorted(releases, key=lambda release: (release["date"], release["id"]))


def ordinary(number: int, random: Random) -> list[Json]:
    """One council buys one thing: tender, at times its amendment, award, contract, at times its end."""
    line = random.choices(range(len(LINES)), weights=(8, 7, 3, 2, 6, 4, 5, 4, 2, 5))[0]
    council = random.choice([*COUNCILS, *SUSSEX])
    story = Story(number, council, line, random)
    pool = SUPPLIERS[line]
    winner = pool[int(len(pool) * random.random() ** 1.8)]
    draw = random.random()
    if draw < 0.08:
        return [story.notice("UK2")]
    if draw < 0.16:
        return [story.award("UK5", [winner], method="direct")]
    if draw < 0.22:
        return [story.notice("UK4"), story.notice("UK12", status="cancelled")]
    releases = [story.notice("UK4")]
    if draw < 0.34:
        releases.append(story.notice("UK4", amended="The deadline is moved by one week."))
    if draw < 0.5:
        return releases
    partners = [winner, random.choice([s for s in pool if s != winner])] if draw > 0.93 else [winner]
    return [*releases, story.award("UK6" if draw < 0.75 else "UK7", partners)]


def joint_text(number: int) -> list[Json]:
    """One council buys, and the text says for whom."""
    partners = "Bromsgrove, Malvern Hills, Redditch, Worcester City, Wychavon and Wyre Forest"
    dogs = (
        "are seeking a provider of stray dog and kennelling services. Lot 1: Arun. Lot 2: Adur and Worthing Councils."
    )
    near = "Worcestershire, Gloucestershire, Shropshire, Monmouthshire and Powys"
    itself = "carries out this procurement on behalf of itself"
    shared = "are jointly procuring the cleaning of their offices through a shared service."
    texts = (
        ("Adur District Council", 3, f"Adur District, Worthing Borough and Arun District Councils {dogs}"),
        (
            "Worcestershire County Council",
            5,
            f"Commissioned in partnership with the six District Councils ({partners}).",
        ),
        (
            "Horsham District Council",
            2,
            f"Horsham District Council {itself}, Crawley Borough Council and Mid Sussex District Council.",
        ),
        ("Lewes District Council", 0, f"Lewes District Council and Eastbourne Borough Council {shared}"),
        ("Bromsgrove District Council", 1, "The contract is jointly procured with Redditch Borough Council."),
        (
            "Herefordshire Council",
            4,
            f"Restricted to suppliers based in Herefordshire or the surrounding counties of {near}.",
        ),
    )
    releases = []
    for at, (council, line, text) in enumerate(texts):
        story = Story(number + at, council, line, Random(number + at), text=text, lots=2 if at == 0 else 1)
        releases += [story.notice("UK4"), story.award("UK6", [SUPPLIERS[line][at % 3]])]
    return releases


def joint_parties(number: int) -> list[Json]:
    """Several councils stand in the notice as buyers."""
    groups = (
        (("Adur District Council", "Worthing Borough Council"), 0),
        (("Chichester District Council", "Arun District Council", "Horsham District Council"), 2),
        (("Wychavon District Council", "Malvern Hills District Council"), 6),
    )
    releases = []
    for at, (councils, line) in enumerate(groups):
        story = Story(number + at, councils[0], line, Random(number + at), with_buyers=councils[1:])
        releases += [story.notice("UK4"), story.award("UK7", SUPPLIERS[line][:2] if at == 1 else [SUPPLIERS[line][0]])]
    return releases


def framework(number: int) -> list[Json]:
    """A framework of the county that its districts may use, and what they call off from it."""
    text = (
        "West Sussex County Council sets up a framework for electrical testing. It may be used by "
        "Adur District Council, Arun District Council, Chichester District Council and Worthing Borough Council."
    )
    parent = Story(number, "West Sussex County Council", 9, Random(number), text=text, framework=True)
    releases = [parent.notice("UK4"), parent.award("UK6", SUPPLIERS[9][:4])]
    for at, council in enumerate(
        ("Adur District Council", "Chichester District Council", "Worthing Borough Council"), 1
    ):
        story = Story(number + at, council, 9, Random(number + at), parent=parent.ocid)
        releases.append(story.award("UK7", [SUPPLIERS[9][at % 4]], method="limited"))
    return releases


def dynamic_market(number: int) -> list[Json]:
    """A list of qualified suppliers: places on it are no awards."""
    story = Story(number, "East Sussex County Council", 7, Random(number), market=True)
    first = story.award("UK14", SUPPLIERS[7][:9])
    later = story.award("UK15", [*SUPPLIERS[7][:8], SUPPLIERS[8][0]])
    return [first, later]


def planned(number: int) -> list[Json]:
    """Neighbours announce the same thing: they could buy it together."""
    councils = ("Arun District Council", "Chichester District Council", "Horsham District Council")
    return [Story(number + at, council, 1, Random(number + at)).notice("UK3") for at, council in enumerate(councils)]


def odd(number: int) -> list[Json]:
    """What publishers really send: ids in bad form, no buyer, an undeclared lot, another currency, no limit."""
    unpadded = Story(number, "Crawley Borough Council", 6, Random(number)).award("UK7", [SUPPLIERS[6][0]])
    for holder in (*unpadded["parties"], *unpadded["awards"][0]["suppliers"]):
        holder["id"] = holder["id"].replace("GB-COH-0", "gb-coh-")
    nobody = Story(number + 1, "Crawley Borough Council", 6, Random(number + 1)).notice("UK4")
    del nobody["buyer"]
    nobody["parties"] = []
    nobody["tender"]["lotDetails"] = {"maximumLotsBidPerSupplier": "@no limit@"}
    undeclared = Story(number + 2, "Adur District Council", 8, Random(number + 2)).award("UK7", [SUPPLIERS[8][1]])
    undeclared["awards"][0]["relatedLots"] = ["2"]
    euros = Story(number + 3, "Brighton and Hove City Council", 5, Random(number + 3)).award("UK7", [SUPPLIERS[5][2]])
    euros["contracts"][0]["value"]["currency"] = "EUR"
    return [unpadded, nobody, undeclared, euros]


def neighbours(number: int) -> list[Json]:
    """Three councils buy from the same small firms, one by one: more than chance explains, and no joint procurement."""
    councils = ("East Sussex County Council", "Eastbourne Borough Council", "Lewes District Council")
    firms = [(line, at) for line in (1, 4, 6, 9) for at in (8, 9)]
    stories = [(council, line, at) for council in councils for line, at in firms]
    return [
        Story(number + place, council, line, Random(number + place)).award("UK7", [SUPPLIERS[line][at]])
        for place, (council, line, at) in enumerate(stories)
    ]


class Story:
    """A process while it is told, notice by notice."""

    def __init__(self, number: int, council: str, line: int, random: Random, **telling: Any) -> None:
        self.number, self.council, self.line, self.telling = number, council, line, telling
        self.random = Random(random.random())
        self.ocid = f"ocds-invent-{number:04d}"
        self.code, self.code_text, self.title, self.category, usual = LINES[line]
        self.net = round(usual * (0.4 + 1.4 * self.random.random()), -2)
        self.day = self.random.randrange(400)
        self.step = 0
        self.lots = [str(at + 1) for at in range(telling.get("lots", 2 if self.random.random() < 0.12 else 1))]
        self.earlier: list[Json] = []

    def notice(self, kind: str, status: str = "active", amended: str = "") -> Json:
        """A release that says what is planned, tendered, changed or given up."""
        plan = kind in ("UK2", "UK3")
        tag, document, place = {
            "UK2": ("planning", "marketEngagementNotice", "planning"),
            "UK3": ("planning", "plannedProcurementNotice", "planning"),
            "UK4": ("tenderUpdate" if amended else "tender", "tenderNotice", "tender"),
            "UK12": ("tenderCancellation", "tenderCancellationNotice", "tender"),
        }[kind]
        release = self.release(tag, "planning" if plan else status)
        if amended:
            release["tender"]["amendments"] = [{"id": release["id"], "description": amended}]
        holder = release.setdefault("planning", {}) if place == "planning" else release["tender"]
        holder["documents"] = [self.document(release, kind, document)]
        return release

    def award(self, kind: str, suppliers: list[Json], method: str = "open") -> Json:
        """A release that awards: to one, to partners, to all on a framework, or a list of a dynamic market."""
        release = self.release("award", "complete", method)
        release["tag"] = ["award", "contract"] if kind == "UK7" else ["award"]
        release["parties"] += [{**supplier, "roles": ["supplier"]} for supplier in suppliers]
        references = [{"id": supplier["id"], "name": supplier["name"]} for supplier in suppliers]
        if self.telling.get("market"):
            release["tender"]["documents"] = [self.document(release, kind, "awardNotice")]
            release["awards"] = [
                {"id": f"{self.number}-{at}", "status": "active", "suppliers": [reference]}
                for at, reference in enumerate(references, 1)
            ]
            return release
        award: Json = {
            "id": "1", "title": self.heading(), "status": "pending" if kind in ("UK5", "UK6") else "active",
            "date": self.date(-8), "suppliers": references, "relatedLots": self.lots,
            "mainProcurementCategory": self.category, "contractPeriod": self.period(),
            "items": [self.item(lot) for lot in self.lots],
        }  # fmt: skip
        if kind == "UK7":
            contract = {"id": f"{self.number}-1", "awardID": "1", "status": "active", "dateSigned": self.date(-2)}
            contract |= {"value": self.value(), "period": self.period()}
            contract["documents"] = [self.document(release, kind, "contractNotice")]
            release["contracts"] = [contract]
        else:
            award["value"] = self.value()
            award["documents"] = [self.document(release, kind, "awardNotice")]
        release["awards"] = [award]
        if kind in ("UK6", "UK7") and method == "open":
            bids = 1 + int(6 * self.random.random())
            figures = (("bids", bids), ("finalStageBids", max(1, bids - 1)), ("smeFinalStageBids", bids // 2))
            release["bids"] = {"statistics": [
                {"id": str(at), "measure": measure, "value": value, "relatedLot": lot}
                for at, (measure, value, lot) in enumerate(((m, v, lot) for lot in self.lots for m, v in figures), 1)
            ]}  # fmt: skip
        return release

    def release(self, tag: str, status: str, method: str = "open") -> Json:
        """The frame of a release: heading, buyers, tender and lots."""
        published = self.date(40 * self.step, hour=9 + self.step)
        self.step += 1
        buyers = [buyer(name) for name in (self.council, *self.telling.get("with_buyers", ()))]
        tender: Json = {
            "id": f"EX/{self.number}", "title": self.heading(), "description": self.description(), "status": status,
            "mainProcurementCategory": self.category, "procurementMethod": method, "value": self.value(),
            "procurementMethodDetails": {"open": "Open procedure", "direct": "Direct award"}.get(method, "Call-off"),
            "aboveThreshold": self.net > 214_904, "items": [self.item(lot) for lot in self.lots],
            "tenderPeriod": {"endDate": self.date(30, end=True)},
            "lots": [
                {"id": lot, "title": f"Lot {lot}: {self.title}", "status": status, "contractPeriod": self.period(),
                 "suitability": {"sme": True}}
                for lot in self.lots
            ],
        }  # fmt: skip
        if self.telling.get("framework"):
            tender["techniques"] = {"hasFrameworkAgreement": True}
        if self.telling.get("market"):
            tender["techniques"] = {"hasDynamicPurchasingSystem": True}
        release = {
            "ocid": self.ocid, "id": f"{self.number:04d}{self.step}-{published[:4]}", "date": published, "tag": [tag],
            "initiationType": "tender", "language": "en", "parties": buyers,
            "buyer": {"id": buyers[0]["id"], "name": buyers[0]["name"]}, "tender": tender,
        }  # fmt: skip
        if parent := self.telling.get("parent"):
            release["relatedProcesses"] = [
                {"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": parent}
            ]
        return release

    def heading(self) -> str:
        """Title of the process."""
        return f"{self.title} for {self.council.removesuffix(' Council')}"

    def description(self) -> str:
        """What is bought; always says that it is invented."""
        text = self.telling.get("text") or f"{self.council} is buying {self.title[0].lower()}{self.title[1:]}."
        return f"{text} {NOTE}"

    def value(self) -> Json:
        """Net and gross, or gross alone for one in eight."""
        gross = {"amountGross": round(self.net * 1.2, 2), "currency": "GBP"}
        return gross if self.number % 8 == 5 else {"amount": self.net, **gross}

    def item(self, lot: str) -> Json:
        """CPV code and region of delivery of a lot."""
        return {
            "id": lot, "relatedLot": lot,
            "additionalClassifications": [{"scheme": "CPV", "id": self.code, "description": self.code_text}],
            "deliveryAddresses": [{"region": COUNCILS[self.council][2], "country": "GB"}],
        }  # fmt: skip

    def period(self) -> Json:
        """Two to four years from about a quarter after publication."""
        years = 2 + self.number % 3
        return {
            "startDate": self.date(120), "endDate": self.date(120 + 365 * years, end=True),
            "maxExtentDate": self.date(120 + 365 * (years + 1), end=True),
        }  # fmt: skip

    def document(self, release: Json, kind: str, document: str) -> Json:
        """The notice itself."""
        return {
            "id": release["id"], "documentType": document, "noticeType": kind, "format": "text/html",
            "description": f"{kind} notice (invented)", "datePublished": release["date"],
            "url": f"https://example.org/notice/{release['id']}",
        }  # fmt: skip

    def date(self, days: int = 0, hour: int = 0, *, end: bool = False) -> str:
        """A date-time some days after the process begins, in UK time with its offset."""
        from datetime import datetime, timedelta
        from zoneinfo import ZoneInfo

        base = datetime(2025, 3, 3, hour, tzinfo=ZoneInfo("Europe/London")) + timedelta(days=self.day + days)
        return (base.replace(hour=23, minute=59, second=59) if end else base).isoformat()


def buyer(name: str) -> Json:
    """A council as a party."""
    locality, postcode, region = COUNCILS[name]
    number = list(COUNCILS).index(name)
    ppon = f"PXXX-{1000 + number}-XXXX"
    return {
        "id": f"GB-PPON-{ppon}", "name": name, "identifier": {"scheme": "GB-PPON", "id": ppon},
        "address": {"streetAddress": "1 Imaginary Road", "locality": locality, "postalCode": postcode, "country": "GB",
                    "countryName": "United Kingdom", "region": region},
        "roles": ["buyer"],
        "details": {"classifications": [{"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment",
                                         "description": "Public authority - sub-central government"}]},
    }  # fmt: skip


def supplier(line: int, at: int) -> Json:
    """An invented supplier of one line of business."""
    number = f"0{7000000 + 100 * line + at}"
    regions = ("UKJ27", "UKJ28", "UKG12", "UKJ22", "UKG11")
    return {
        "id": f"GB-COH-{number}", "name": f"{_FIRST[at]} {_LAST[line]} Ltd (invented)",
        "identifier": {"scheme": "GB-COH", "id": number},
        "address": {"streetAddress": f"{at + 1} Unreal Avenue", "locality": "Fictonbridge", "postalCode": "ZZ1 1ZZ",
                    "country": "GB", "countryName": "United Kingdom", "region": regions[(line + at) % 5]},
        "details": {"scale": "large" if at % 3 == 0 else "sme", "vcse": at == 7},
    }  # fmt: skip


SUPPLIERS = [[supplier(line, at) for at in range(10)] for line in range(len(LINES))]


if __name__ == "__main__":
    main()
