"""A second reading of OCDS releases, written from the model's text alone and sharing no code with graph/mapping.

`read(releases)` returns what the graph should hold as two dicts; `held(db)` what it does hold; a test compares them.
Slow and plain on purpose: it is the other pair of eyes.
"""

import datetime as dt
import re
from collections import defaultdict

REGISTER_ID = re.compile(r"[A-Za-z]{2}-[A-Za-z0-9_]+-.+", re.DOTALL)
REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
LEVELS = {2: "division", 3: "group", 4: "class", 5: "category"}


def when(text):
    try:
        return dt.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def company_number(number):
    flat = number.replace(" ", "").upper()
    match = re.fullmatch(r"([A-Z]{0,2})(\d{1,8})", flat)
    if match and len(flat) <= 8:
        return match[1] + match[2].zfill(8 - len(match[1]))
    return flat if re.fullmatch(r"[A-Z0-9]{8}", flat) else None


def register_id(text):
    country, register, number = text.split("-", 2)
    scheme = f"{country}-{register}".upper()
    if scheme == "GB-COH":
        normal = company_number(number)
        return text if normal is None else f"{scheme}-{normal}"
    return f"{scheme}-{number}"


def scheme_id(scheme, number):
    if scheme.upper() == "GB-COH":
        return f"GB-COH-{company_number(number) or number}"
    return f"{scheme.upper()}-{number}"


def organisation_id(ocid, party):
    pid = party.get("id")
    if isinstance(pid, str) and REGISTER_ID.fullmatch(pid):
        return register_id(pid)
    identifier = party.get("identifier") or {}
    if identifier.get("scheme") and identifier.get("id"):
        return scheme_id(identifier["scheme"], str(identifier["id"]))
    return f"{ocid}/{pid}" if pid else None


def put(target, **values):
    for name, value in values.items():
        if value is not None:
            target[name] = value
    return target


def money(value):
    value = value or {}
    net, gross = value.get("amount"), value.get("amountGross")
    if net == 0 and gross and gross > 0:
        net = None
    if net is None and gross is None:
        return {}
    out = {"value": gross if net is None else net, "valueBasis": "gross" if net is None else "net"}
    return put(out, currency=value.get("currency"), valueGross=gross)


def stated_of(party):
    identifier, address, details = (party.get(k) or {} for k in ("identifier", "address", "details"))
    out = put({}, name=party.get("name"), url=details.get("url"), scale=details.get("scale"), vcse=details.get("vcse"))
    put(out, **{k: address.get(k) for k in ("streetAddress", "locality", "postalCode", "country")})
    if identifier.get("scheme") and identifier.get("id"):
        put(out, scheme=identifier["scheme"], identifier=str(identifier["id"]))
    if details.get("scale"):
        out["sme"] = details["scale"] in ("sme", "micro", "small", "medium")
    kinds = {c.get("scheme"): c.get("id") for c in reversed(details.get("classifications") or [])}
    put(out, kind=next((kinds[s] for s in ("UK_CA_TYPE", "TED_CA_TYPE", "TED_CE_ACTIVITY") if kinds.get(s)), None))
    region = address.get("region")
    if region and REGION.fullmatch(region):
        out["region"] = region
    return out


def documents(release):
    for holder in [
        release.get("planning"),
        release.get("tender"),
        *release.get("awards", []),
        *release.get("contracts", []),
    ]:
        yield from (holder or {}).get("documents", [])


def cpv_codes(holder):
    for c in [holder.get("classification") or {}, *(holder.get("additionalClassifications") or [])]:
        if c.get("scheme") == "CPV":
            match = re.fullmatch(r"(\d{8})(-\d)?", str(c.get("id")).strip())
            if match:
                yield match[1]


class Reading:
    def __init__(self):
        self.nodes = defaultdict(dict)
        self.rels = defaultdict(dict)
        self.statements = defaultdict(list)

    def rel(self, kind, start, end, props=None, identity=()):
        self.rels[kind][(start, end, *identity)] = props or {}

    def process(self, r):  # noqa: C901
        ocid, t = r["ocid"], r.get("tender") or {}
        awards, contracts = r.get("awards", []), r.get("contracts", [])
        notices = list(documents(r))
        types = {d["noticeType"] for d in notices if d.get("noticeType")}
        market = bool(types & {"UK14", "UK15"})
        contracted = {c.get("awardID") for c in contracts}
        entries = [a for a in awards if market and not money(a.get("value")) and a["id"] not in contracted]
        awards = [a for a in awards if a not in entries]
        parties = self.parties(r)
        self.tender(r, t, types, notices)
        lots = self.lots(r, t)
        resolve = lambda ref, role: self.reference(r, parties, ref, role)  # noqa: E731
        buyers = {resolve(r["buyer"], "buyer")} if r.get("buyer") else set()
        buyers |= {oid for oid, (_, roles, _) in parties.items() if "buyer" in roles}
        for oid in buyers - {None}:
            self.rel("ISSUED", oid, ocid)
        for a in awards:
            self.award(
                r, a, lots, contracts, [x for x in (resolve(s, "supplier") for s in a.get("suppliers", [])) if x]
            )
        members = defaultdict(set)
        for a in entries:
            for s in a.get("suppliers", []):
                oid = resolve(s, "supplier")
                roles = parties[oid][1]
                if oid and not ("removedSupplier" in roles and "supplier" not in roles):
                    members[oid].add(a["id"])
        for oid, ids in members.items():
            self.rel("QUALIFIED", ocid, oid, {"entries": sorted(ids)})
        for c in contracts:
            cid = f"{ocid}/{c['id']}"
            p = c.get("period") or {}
            self.nodes["Contract"][cid] = put(
                {"id": cid, "contractId": c["id"], **money(c.get("value"))},
                awardId=c.get("awardID"),
                status=c.get("status"),
                dateSigned=when(c.get("dateSigned")),
                startDate=when(p.get("startDate")),
                endDate=when(p.get("endDate")),
            )
            self.rel("HAS_CONTRACT", ocid, cid)
            if f"{ocid}/{c.get('awardID')}" in self.nodes["Award"]:
                self.rel("SIGNED_AS", f"{ocid}/{c['awardID']}", cid)
        self.where_and_what(r, t, lots)
        for rp in r.get("relatedProcesses", []):
            if rp.get("scheme") == "ocid" and rp.get("identifier"):
                other = rp["identifier"]
                self.nodes["Tender"].setdefault(other, {"ocid": other})
                had = self.rels["RELATED_TO"].get((ocid, other), {})
                props = {"relationship": sorted({*had.get("relationship", []), *rp.get("relationship", [])})}
                related = sorted({*had.get("relatedLots", []), *rp.get("relatedLots", [])})
                self.rel("RELATED_TO", ocid, other, props | ({"relatedLots": related} if related else {}))
        for oid, (stated, roles, _) in parties.items():
            self.rel("PARTY_TO", oid, ocid, {**stated, "roles": sorted(roles), "date": when(r["date"])})
            self.statements[oid].append((when(r["date"]), ocid, stated))

    def parties(self, r):
        out = {}
        for p in r.get("parties", []):
            oid = organisation_id(r["ocid"], p)
            if oid is None:
                continue
            if oid in out:
                out[oid][1].update(p.get("roles", []))
                out[oid][2].add(p.get("id"))
            else:
                out[oid] = (stated_of(p), set(p.get("roles", [])), {p.get("id")})
        return out

    def reference(self, r, parties, ref, role):
        for oid, (_, _, ids) in parties.items():
            if ref.get("id") in ids:
                return oid
        oid = organisation_id(r["ocid"], ref)
        if oid is not None and oid not in parties:
            parties[oid] = (put({}, name=ref.get("name")), set(), {ref.get("id")})
        if oid is not None and (not parties[oid][1] or parties[oid][1] <= {"buyer", "supplier"}):
            parties[oid][1].add(role)
        return oid

    def tender(self, r, t, types, notices):
        agreed = {}
        for name in ("mainProcurementCategory", "aboveThreshold"):
            said = {x[name] for x in [*r.get("awards", []), *r.get("contracts", [])] if x.get(name) is not None}
            agreed[name] = t[name] if t.get(name) is not None else said.pop() if len(said) == 1 else None
        dates = [
            when(d.get("datePublished"))
            for d in notices
            if d.get("noticeType") or d.get("documentType", "").endswith("Notice")
        ]
        tech = t.get("techniques") or {}
        names = {
            "hasFrameworkAgreement": "framework",
            "hasDynamicPurchasingSystem": "dynamicMarket",
            "hasElectronicAuction": "eAuction",
        }
        self.nodes["Tender"][r["ocid"]] = put(
            {"ocid": r["ocid"], **money(t.get("value")), **agreed_only(agreed)},
            **{
                k: t.get(k) for k in ("title", "description", "status", "procurementMethod", "procurementMethodDetails")
            },
            datePublished=min((d for d in dates if d), default=None),
            tenderEndDate=when((t.get("tenderPeriod") or {}).get("endDate")),
            awardPeriodEndDate=when((t.get("awardPeriod") or {}).get("endDate")),
            techniques=sorted(n for k, n in names.items() if tech.get(k) is True) or None,
            noticeTypes=sorted(types) or None,
        )

    def lots(self, r, t):
        ocid, out = r["ocid"], {}
        for lot in t.get("lots", []):
            if "id" not in lot or lot["id"] in out:
                continue
            p, s = lot.get("contractPeriod") or {}, lot.get("suitability") or {}
            out[lot["id"]] = put(
                {**money(lot.get("value"))},
                title=lot.get("title"),
                description=lot.get("description"),
                status=lot.get("status"),
                contractStartDate=when(p.get("startDate")),
                contractEndDate=when(p.get("endDate")),
                maxExtentDate=when(p.get("maxExtentDate")),
                sme=s.get("sme"),
                vcse=s.get("vcse"),
            )
        named = []
        for holder in [t, *r.get("awards", []), *r.get("contracts", [])]:
            named += holder.get("relatedLots", []) if holder is not t else []
            named += [i["relatedLot"] for i in holder.get("items", []) if i.get("relatedLot")]
        for lot in named:
            out.setdefault(lot, {"undeclared": True})
        if not out:
            out["-"] = {"implied": True}
        for st in (r.get("bids") or {}).get("statistics", []):
            lot = st.get("relatedLot") or (next(iter(out)) if len(out) == 1 else None)
            if (
                st.get("measure") in ("bids", "finalStageBids", "smeFinalStageBids", "vcseFinalStageBids")
                and lot in out
            ) and st.get("value") is not None:
                out[lot][st["measure"]] = max(st["value"], out[lot].get(st["measure"], st["value"]))
        for lot, props in out.items():
            self.nodes["Lot"][f"{ocid}/{lot}"] = {"id": f"{ocid}/{lot}", "lotId": lot, **props}
            self.rel("HAS", ocid, f"{ocid}/{lot}")
        return list(out)

    def award(self, r, a, lots, contracts, suppliers):
        ocid, aid = r["ocid"], f"{r['ocid']}/{a['id']}"
        p, value = a.get("contractPeriod") or {}, money(a.get("value"))
        self.nodes["Award"][aid] = put(
            {"id": aid, "awardId": a["id"], **value},
            title=a.get("title"),
            status=a.get("status"),
            date=when(a.get("date")),
            contractStartDate=when(p.get("startDate")),
            contractEndDate=when(p.get("endDate")),
            mainProcurementCategory=a.get("mainProcurementCategory"),
        )
        self.rel("HAS_AWARD", ocid, aid)
        stated = list(dict.fromkeys(a.get("relatedLots", [])))
        mine, suppliers = stated or lots, list(dict.fromkeys(suppliers))
        source = "award"
        if not value:
            signed = [m for m in (money(c.get("value")) for c in contracts if c.get("awardID") == a["id"]) if m]
            if signed and len({m.get("currency") for m in signed}) == 1:
                source, bases = "contract", {m["valueBasis"] for m in signed}
                value = put({"value": sum(m["value"] for m in signed)}, currency=signed[0].get("currency"))
                value |= {"valueBasis": bases.pop()} if len(bases) == 1 else {}
        value.pop("valueGross", None)
        base = put(
            {"awardId": a["id"], "lotsStated": bool(stated) or len(lots) == 1},
            status=a.get("status"),
            date=when(a.get("date")),
        )
        if value:
            base |= {
                **value,
                "valueFrom": source,
                "share": value["value"] / (len(mine) * len(suppliers)) if suppliers else None,
            }
        for lot in mine:
            self.rel("FOR", aid, f"{ocid}/{lot}")
            for s in suppliers:
                self.rel("AWARDED_TO", f"{ocid}/{lot}", s, base, (a["id"],))
        for s in suppliers:
            self.rel("TO", aid, s)

    def where_and_what(self, r, t, lots):
        ocid, only = r["ocid"], lots[0] if len(lots) == 1 else None
        for holder in [t, *r.get("awards", []), *r.get("contracts", [])]:
            for item in holder.get("items", []):
                lot = item.get("relatedLot") or only
                for code in cpv_codes(item):
                    self.classified(ocid, lot, code)
                for address in item.get("deliveryAddresses") or []:
                    if REGION.fullmatch(address.get("region") or ""):
                        self.region(address["region"])
                        self.rel("DELIVERED_IN", ocid, address["region"])
                        if lot:
                            self.rel("DELIVERED_IN", f"{ocid}/{lot}", address["region"])
        for code in cpv_codes(t):
            self.classified(ocid, only, code)

    def classified(self, ocid, lot, code):
        self.rel("CLASSIFIED_AS", ocid, code)
        if lot:
            self.rel("CLASSIFIED_AS", f"{ocid}/{lot}", code)
        while True:
            used = max(2, len(code.rstrip("0")))
            self.nodes["CPV"][code] = {"code": code, "level": LEVELS.get(used, "subcategory")}
            if used == 2:
                return
            above = code[: used - 1].ljust(8, "0")
            self.rel("BROADER", code, above)
            code = above

    def region(self, code):
        while True:
            self.nodes["Region"][code] = {"code": code}
            if len(code) == 2:
                return
            self.rel("PART_OF", code, code[:-1])
            code = code[:-1]

    def organisations(self):
        for oid, said in self.statements.items():
            node = {"id": oid}
            for _, _, stated in sorted(said, key=lambda s: (s[0], s[1])):
                node |= stated
            names = sorted({s["name"] for _, _, s in said if "name" in s})
            region = node.pop("region", None)
            self.nodes["Organisation"][oid] = node | ({"names": names} if names else {})
            if region:
                self.region(region)
                self.rel("LOCATED_IN", oid, region)


def agreed_only(agreed):
    return {k: v for k, v in agreed.items() if v is not None}


def read(compiled):
    """Nodes {label: {key: properties}} and relationships {type: {(start, end, *identity): properties}}."""
    reading = Reading()
    for release in compiled:
        reading.process(release)
    reading.organisations()
    return reading.nodes, reading.rels


def differences(expected, actual, ignore=()):
    """Plain lines on what differs between two {kind: {key: properties}}."""
    for kind in sorted({*expected, *actual}):
        want, have = expected.get(kind, {}), actual.get(kind, {})
        yield from (f"{kind} {key} is missing" for key in want if key not in have)
        yield from (f"{kind} {key} should not be there" for key in have if key not in want)
        for key in want.keys() & have.keys():
            names = {*want[key], *have[key]} - set(ignore)
            for n in names:
                a, b = want[key].get(n), have[key].get(n)
                if not same(a, b):
                    yield f"{kind} {key} {n}: expected {a!r}, found {b!r}"


def same(a, b):
    if isinstance(a, dt.datetime) and isinstance(b, dt.datetime):
        return a == b and a.utcoffset() == b.utcoffset()
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    if isinstance(a, list) and isinstance(b, list):
        return sorted(a) == sorted(b)
    return type(a) is type(b) and a == b
