"""The four seeds: every fact that a person can read in them, and that the model has a place for, is in the rows."""

from mapped import with_codes
from shared import needs_data, seed

from graph.mapping import map_process, release_props

pytestmark = needs_data


def facts(ocid):
    """Rows with keys shortened by the ocid and dates as text, so that they read like the file."""
    rows = with_codes(map_process(seed(ocid)))

    def short(key):
        return key.removeprefix(f"{ocid}/").replace(ocid, "T")

    def plain(props):
        return {n: v.isoformat() if hasattr(v, "isoformat") else v for n, v in props.items() if n != "id"}

    nodes = {label: {short(k): plain(p) for k, p in found.items()} for label, found in rows.nodes.items()}
    rels = {}
    for pattern, found in rows.relationships.items():
        if pattern.type not in ("BROADER", "PART_OF"):
            name = pattern.type + ("" if pattern.type not in ("CLASSIFIED_AS", "DELIVERED_IN") else f" {pattern.start}")
            rels[name] = {tuple(map(short, ends)): plain(p) for ends, p in found.items()}
    assert rows.odd == {}
    return nodes, {name: found for name, found in rels.items() if found}


def test_stray_dogs_06074c():
    ocid = "ocds-h6vhtk-06074c"
    nodes, rels = facts(ocid)
    published = seed(ocid)
    assert nodes["Tender"] == {
        "T": {
            "ocid": ocid,
            "title": "AWC - Stray dog collection and kennelling service",
            "description": published["tender"]["description"],
            "status": "active",
            "procurementMethod": "open",
            "procurementMethodDetails": "Below threshold - open competition",
            "mainProcurementCategory": "services",
            "aboveThreshold": False,
            "datePublished": "2026-01-16T10:05:15+00:00",
            "tenderEndDate": "2026-02-16T12:00:00+00:00",
            "value": 150000,
            "valueBasis": "net",
            "valueGross": 180000,
            "currency": "GBP",
            "noticeTypes": ["UK4"],
        }
    }
    assert nodes["Lot"] == {
        "1": {
            "lotId": "1",
            "status": "active",
            "value": 150000,
            "valueBasis": "net",
            "valueGross": 180000,
            "currency": "GBP",
            "contractStartDate": "2026-04-01T00:00:00+01:00",
            "contractEndDate": "2028-03-31T23:59:59+01:00",
            "maxExtentDate": "2031-03-31T23:59:59+01:00",
            "sme": True,
            "vcse": True,
        }
    }
    assert set(nodes["CPV"]) == {"98380000", "98300000", "98000000"}
    assert nodes["CPV"]["98380000"] == {"code": "98380000", "description": "Dog kennel services", "level": "class"}
    assert set(nodes["Region"]) == {"UK", "UKK", "UKJ", "UKJ2", "UKJ27"}
    assert rels == {
        "PARTY_TO": {
            ("GB-PPON-PHVN-9435-PHHP", "T"): {
                "name": "Worthing Borough Council",
                "scheme": "GB-PPON",
                "identifier": "PHVN-9435-PHHP",
                "streetAddress": "Town Hall, Chapel Road",
                "locality": "Worthing",
                "postalCode": "BN11 1HA",
                "country": "GB",
                "region": "UKJ27",
                "kind": "publicAuthoritySubCentralGovernment",
                "roles": ["buyer"],
                "date": "2026-01-21T14:05:12+00:00",
            }
        },
        "ISSUED": {("GB-PPON-PHVN-9435-PHHP", "T"): {}},
        "HAS": {("T", "1"): {}},
        "CLASSIFIED_AS Lot": {("1", "98380000"): {}},
        "CLASSIFIED_AS Tender": {("T", "98380000"): {}},
        "DELIVERED_IN Lot": {("1", "UKK"): {}, ("1", "UKJ"): {}},
        "DELIVERED_IN Tender": {("T", "UKK"): {}, ("T", "UKJ"): {}},
    }
    assert {k: str(v) for k, v in release_props(published).items()} == {
        "id": f"{ocid}/{published['id']}",
        "releaseId": published["id"],
        "date": "2026-01-21 14:05:12+00:00",
        "tag": "['compiled']",
        "noticeTypes": "['UK4']",
    }


def test_building_cleaning_05d7a7():
    ocid = "ocds-h6vhtk-05d7a7"
    nodes, rels = facts(ocid)
    money = {"value": 685000, "valueBasis": "gross", "valueGross": 685000, "currency": "GBP"}
    assert nodes["Tender"] == {
        "T": {
            "ocid": ocid,
            "title": "Building Cleaning Services",
            "description": seed(ocid)["tender"]["description"],
            "status": "complete",
            "procurementMethod": "open",
            "procurementMethodDetails": "Open procedure",
            "mainProcurementCategory": "services",
            "aboveThreshold": True,
            "datePublished": "2025-10-31T10:05:06+00:00",
            "tenderEndDate": "2025-12-12T12:00:00+00:00",
            "awardPeriodEndDate": "2026-02-06T23:59:59+00:00",
            "noticeTypes": ["UK4", "UK6"],
            **money,
        }
    }
    period = {"contractStartDate": "2026-03-20T00:00:00+00:00", "contractEndDate": "2029-03-20T23:59:59+00:00"}
    assert nodes["Lot"] == {
        "1": {
            "lotId": "1",
            "status": "complete",
            "maxExtentDate": "2031-03-20T23:59:59+00:00",
            "bids": 4,
            "finalStageBids": 4,
            "smeFinalStageBids": 4,
            "vcseFinalStageBids": 0,
            **money,
            **period,
        }
    }
    assert nodes["Award"] == {
        "1": {
            "awardId": "1",
            "status": "pending",
            "date": "2026-02-18T00:00:00+00:00",
            "mainProcurementCategory": "services",
            **money,
            **period,
        }
    }
    council, cleaner = "GB-PPON-PHVN-9435-PHHP", "GB-COH-02526388"
    assert rels["PARTY_TO"][council, "T"]["name"] == "Adur / Worthing Borough Council"
    assert rels["PARTY_TO"][cleaner, "T"] == {
        "name": "Monitor Cleaning Services Ltd",
        "scheme": "GB-COH",
        "identifier": "02526388",
        "streetAddress": "24 The Hill",
        "locality": "Gravesend",
        "postalCode": "DA11 9EU",
        "country": "GB",
        "region": "UKJ43",
        "scale": "large",
        "sme": False,
        "vcse": False,
        "roles": ["supplier"],
        "date": "2026-02-19T10:05:57+00:00",
    }
    assert rels["ISSUED"] == {(council, "T"): {}}
    assert rels["HAS_AWARD"] == {("T", "1"): {}}
    assert rels["FOR"] == {("1", "1"): {}}
    assert rels["TO"] == {("1", cleaner): {}}
    assert rels["AWARDED_TO"] == {
        ("1", cleaner, "1"): {
            "awardId": "1",
            "status": "pending",
            "date": "2026-02-18T00:00:00+00:00",
            "value": 685000,
            "currency": "GBP",
            "valueBasis": "gross",
            "valueFrom": "award",
            "share": 685000.0,
            "lotsStated": True,
        }
    }
    assert rels["CLASSIFIED_AS Lot"] == {("1", "90910000"): {}}
    assert "DELIVERED_IN Lot" not in rels


def test_market_hall_0690b0():
    ocid = "ocds-h6vhtk-0690b0"
    nodes, rels = facts(ocid)
    tender, lot = nodes["Tender"]["T"], nodes["Lot"]["1"]
    assert (tender["value"], tender["valueGross"], tender["mainProcurementCategory"]) == (280000, 350000, "works")
    assert (tender["datePublished"], tender["tenderEndDate"]) == (
        "2026-05-01T16:48:45+01:00",
        "2026-06-01T12:00:00+01:00",
    )
    assert lot == {
        "lotId": "1",
        "status": "active",
        "value": 280000,
        "valueBasis": "net",
        "valueGross": 350000,
        "currency": "GBP",
        "contractStartDate": "2026-06-22T00:00:00+01:00",
        "contractEndDate": "2026-09-21T23:59:59+01:00",
        "sme": True,
    }
    assert rels["ISSUED"] == {("GB-PPON-PDTG-2978-LHCN", "T"): {}}
    assert rels["CLASSIFIED_AS Lot"] == {("1", "45261900"): {}}
    assert rels["DELIVERED_IN Lot"] == {("1", "UKG11"): {}}
    assert nodes["CPV"]["45261900"]["level"] == "subcategory"
    assert nodes["Region"]["UKG11"] == {"code": "UKG11", "name": "Herefordshire, County of", "level": 3}


def test_target_hardening_06ac46():
    ocid = "ocds-h6vhtk-06ac46"
    nodes, rels = facts(ocid)
    tender = nodes["Tender"]["T"]
    assert {n: tender[n] for n in tender if n != "description"} == {
        "ocid": ocid,
        "title": "Target Hardening (Sanctuary Scheme)",
        "status": "planning",
        "mainProcurementCategory": "services",
        "aboveThreshold": True,
        "datePublished": "2026-06-03T12:01:08+01:00",
        "value": 800000,
        "valueBasis": "net",
        "valueGross": 960000,
        "currency": "GBP",
        "noticeTypes": ["UK2"],
    }
    assert nodes["Lot"] == {
        "1": {
            "lotId": "1",
            "status": "planning",
            "contractStartDate": "2027-04-01T00:00:00+01:00",
            "contractEndDate": "2029-03-31T23:59:59+01:00",
            "maxExtentDate": "2031-03-31T23:59:59+01:00",
            "sme": True,
        }
    }
    codes = {
        "85000000",
        "44521130",
        "35121300",
        "35100000",
        "35121700",
        "44521000",
        "34928200",
        "50610000",
        "85310000",
    }
    assert {code for _, code in rels["CLASSIFIED_AS Lot"]} == codes
    assert {code for _, code in rels["CLASSIFIED_AS Tender"]} == codes
    buyer = rels["PARTY_TO"]["GB-PPON-PRPQ-4584-WLPQ", "T"]
    assert buyer["url"] == "https://www.in-tendhost.co.uk/worcestershire/aspx/Home"
    assert not any("Hannah" in str(value) or "@" in str(value) for value in buyer.values())
