"""The knowledge model, declared once.

Constraints, write statements, the ``schema`` command, its picture and docs/model.md are made from this module.
Property names are camelCase (OCDS's own name wherever OCDS has one), labels PascalCase, relationship types
UPPER_SNAKE. A :class:`Property` with ``bookkeeping=True`` says how a fact came in, not what was published, and
stays out of the fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

PropertyType = Literal["STRING", "INTEGER", "NUMBER", "FLOAT", "BOOLEAN", "DATETIME", "LIST<STRING>", "BYTES"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or relationship.

    ``NUMBER`` is INTEGER or FLOAT as published. ``DATETIME`` is a ZONED DATETIME with the published offset; where
    only a local date-time or a date was published, LOCAL DATETIME or DATE (``date(x)`` accepts all three).
    """

    name: str
    type: PropertyType
    description: str
    bookkeeping: bool = False


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label with its key and properties. ``of`` names the label that a second label is added to."""

    label: str
    key: str
    description: str
    properties: tuple[Property, ...]
    of: str | None = None
    derived: bool = False

    def property_names(self) -> frozenset[str]:
        """Names of all declared properties, the key included."""
        return frozenset(p.name for p in self.properties)


class Pattern(NamedTuple):
    """Start label, relationship type, end label."""

    start: str
    type: str
    end: str


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A pattern with its properties.

    ``identity`` names the properties that, with both ends, tell two relationships of the pattern apart.
    """

    pattern: Pattern
    description: str
    properties: tuple[Property, ...] = ()
    identity: tuple[str, ...] = ()
    derived: bool = False


def _p(name: str, type_: PropertyType, description: str, *, bookkeeping: bool = False) -> Property:
    return Property(name, type_, description, bookkeeping)


_VALUE = (
    _p("value", "NUMBER", "Amount as published: net (OCDS amount), else gross (amountGross), in `currency`."),
    _p("currency", "STRING", "Currency of `value`, as published."),
    _p("valueBasis", "STRING", "`net` or `gross`: what `value` is."),
    _p("valueGross", "NUMBER", "Gross amount, where published."),
)

_STATED = (
    _p("name", "STRING", "Name as published."),
    _p("scheme", "STRING", "Scheme of the identifier, only where scheme and identifier are both published."),
    _p("identifier", "STRING", "Identifier within the scheme, as published."),
    _p("url", "STRING", "Web address."),
    _p("streetAddress", "STRING", "Street address."),
    _p("locality", "STRING", "Town or city."),
    _p("postalCode", "STRING", "Postcode."),
    _p("country", "STRING", "Country code, never a country's name."),
    _p("scale", "STRING", "Size as published, such as sme or large."),
    _p("sme", "BOOLEAN", "Small or medium enterprise; only where `scale` states it."),
    _p("vcse", "BOOLEAN", "Voluntary, community or social enterprise, where stated."),
    _p(
        "kind",
        "STRING",
        "Kind of authority: id of the UK_CA_TYPE, TED_CA_TYPE or TED_CE_ACTIVITY classification.",
    ),
)

STATED_PROPERTIES: tuple[str, ...] = tuple(p.name for p in _STATED)
"""Properties of an organisation that each PARTY_TO states under the same name (rule 6)."""

_EVIDENCE = (
    _p("path", "STRING", "JSON pointer of the string that is the evidence."),
    _p("text", "STRING", "The exact characters that are the evidence."),
    _p("start", "INTEGER", "Offset of the first character, in Unicode characters."),
    _p("end", "INTEGER", "Offset after the last character."),
    _p("rule", "STRING", "Id of the rule that made it."),
)

_BIDS = tuple(
    _p(name, "NUMBER", f"{meaning} (bid statistics; the largest of several figures).")
    for name, meaning in (
        ("bids", "Bids received"),
        ("finalStageBids", "Bids in the final stage"),
        ("smeFinalStageBids", "Final-stage bids from small and medium enterprises"),
        ("vcseFinalStageBids", "Final-stage bids from voluntary, community and social enterprises"),
    )
)

NODES: tuple[NodeType, ...] = (
    NodeType(
        "Organisation",
        "id",
        "A party to a process: buyer, supplier, reviewer or any other role.",
        (
            _p("id", "STRING", "Party id, normalised (rule 5)."),
            *_STATED,
            _p("names", "LIST<STRING>", "All names seen, sorted by code point."),
        ),
    ),
    NodeType("Buyer", "id", "An organisation that issued a tender.", (), of="Organisation"),
    NodeType("Supplier", "id", "An organisation that an award is to.", (), of="Organisation"),
    NodeType(
        "Tender",
        "ocid",
        "One contracting process. A stub, known only from another's reference, has its key alone.",
        (
            _p("ocid", "STRING", "Open Contracting ID of the process."),
            _p("title", "STRING", "Title."),
            _p("description", "STRING", "Description."),
            _p("status", "STRING", "Status of the tender."),
            _p("procurementMethod", "STRING", "open, selective, limited or direct."),
            _p("procurementMethodDetails", "STRING", "Procedure, in the publisher's words."),
            _p("mainProcurementCategory", "STRING", "goods, services or works."),
            _p("aboveThreshold", "BOOLEAN", "Above the threshold of the Act."),
            _p("datePublished", "DATETIME", "Earliest date of its notices."),
            _p("tenderEndDate", "DATETIME", "Deadline for tenders."),
            _p("awardPeriodEndDate", "DATETIME", "End of the award period."),
            *_VALUE,
            _p("techniques", "LIST<STRING>", "framework, dynamicMarket, eAuction."),
            _p("noticeTypes", "LIST<STRING>", "Notice types published, such as UK4."),
            _p(
                "collective",
                "LIST<STRING>",
                "Phrases that name councils only as a group; JSON with text, path, start, end and rule. Derived.",
            ),
        ),
    ),
    NodeType(
        "Lot",
        "id",
        "A lot of a tender.",
        (
            _p("id", "STRING", "<ocid>/<lot id>."),
            _p("lotId", "STRING", "Lot id, verbatim; - for an implied lot."),
            _p("title", "STRING", "Title."),
            _p("description", "STRING", "Description."),
            _p("status", "STRING", "Status of the lot."),
            *_VALUE,
            _p("contractStartDate", "DATETIME", "Start of the contract period."),
            _p("contractEndDate", "DATETIME", "End of the contract period."),
            _p("maxExtentDate", "DATETIME", "End with all extensions."),
            _p("sme", "BOOLEAN", "Suitable for small and medium enterprises."),
            _p("vcse", "BOOLEAN", "Suitable for voluntary, community and social enterprises."),
            *_BIDS,
            _p("implied", "BOOLEAN", "True where the process names no lot at all."),
            _p("undeclared", "BOOLEAN", "True where only an award, item or contract names the lot."),
        ),
    ),
    NodeType(
        "Award",
        "id",
        "An award as published.",
        (
            _p("id", "STRING", "<ocid>/<award id>."),
            _p("awardId", "STRING", "Award id, verbatim."),
            _p("title", "STRING", "Title."),
            _p("status", "STRING", "pending, active, cancelled or unsuccessful."),
            _p("date", "DATETIME", "Date of the award."),
            *_VALUE,
            _p("contractStartDate", "DATETIME", "Start of the contract period."),
            _p("contractEndDate", "DATETIME", "End of the contract period."),
            _p("mainProcurementCategory", "STRING", "goods, services or works."),
        ),
    ),
    NodeType(
        "Contract",
        "id",
        "A signed contract.",
        (
            _p("id", "STRING", "<ocid>/<contract id>."),
            _p("contractId", "STRING", "Contract id, verbatim."),
            _p("awardId", "STRING", "Id of its award, as published."),
            _p("status", "STRING", "pending, active, cancelled or terminated."),
            _p("dateSigned", "DATETIME", "Date of signature."),
            _p("startDate", "DATETIME", "Start of the period."),
            _p("endDate", "DATETIME", "End of the period."),
            *_VALUE,
        ),
    ),
    NodeType(
        "Release",
        "id",
        "A release as received, kept whole.",
        (
            _p("id", "STRING", "<ocid>/<release id>."),
            _p("releaseId", "STRING", "Release id."),
            _p("date", "DATETIME", "Date of the release."),
            _p("tag", "LIST<STRING>", "OCDS release tags."),
            _p("noticeTypes", "LIST<STRING>", "Notice types of its documents."),
            _p(
                "unmerged",
                "BOOLEAN",
                "True where the release could not be merged with the others of its process.",
            ),
            _p("source", "STRING", "File or URL it came from.", bookkeeping=True),
            _p("hash", "STRING", "SHA-256 of the bytes as received."),
            _p("content", "BYTES", "The bytes as received, compressed with zlib.", bookkeeping=True),
        ),
    ),
    NodeType(
        "CPV",
        "code",
        "A code of the Common Procurement Vocabulary 2008.",
        (
            _p("code", "STRING", "Eight digits, no check digit."),
            _p("description", "STRING", "The list's own text; none where unlisted."),
            _p("level", "STRING", "division, group, class, category or subcategory."),
        ),
    ),
    NodeType(
        "Region",
        "code",
        "A NUTS or ITL region.",
        (
            _p("code", "STRING", "Code as published."),
            _p("name", "STRING", "Name from the NUTS/ITL list; none where unlisted."),
            _p("level", "INTEGER", "0 country, 1 to 3: letters and digits after the country's two."),
        ),
    ),
    NodeType(
        "Council",
        "code",
        "A UK local authority of the register.",
        (
            _p("code", "STRING", "Code of the UK local-authority register, such as ADU."),
            _p("name", "STRING", "Official name."),
            _p("gss", "STRING", "GSS code."),
            _p("type", "STRING", "Type of authority."),
            _p("nation", "STRING", "England, Scotland, Wales or Northern Ireland."),
            _p("current", "BOOLEAN", "False for an abolished authority."),
        ),
        derived=True,
    ),
    NodeType(
        "Analysis",
        "name",
        "A saved result of an analysis.",
        (
            _p("name", "STRING", "Name it was saved under."),
            _p("analysis", "STRING", "What was measured: central, communities or overlap."),
            _p("made", "DATETIME", "When it was saved."),
            _p("parameters", "STRING", "JSON of the filters, seeds and versions that made it."),
            _p("derivedBy", "STRING", "Its own name, as on all that was saved with it."),
        ),
        derived=True,
    ),
)

PARTY_TO = Pattern("Organisation", "PARTY_TO", "Tender")
ISSUED = Pattern("Organisation", "ISSUED", "Tender")
HAS = Pattern("Tender", "HAS", "Lot")
HAS_AWARD = Pattern("Tender", "HAS_AWARD", "Award")
FOR = Pattern("Award", "FOR", "Lot")
TO = Pattern("Award", "TO", "Organisation")
AWARDED_TO = Pattern("Lot", "AWARDED_TO", "Organisation")
QUALIFIED = Pattern("Tender", "QUALIFIED", "Organisation")
HAS_CONTRACT = Pattern("Tender", "HAS_CONTRACT", "Contract")
SIGNED_AS = Pattern("Award", "SIGNED_AS", "Contract")
ABOUT = Pattern("Release", "ABOUT", "Tender")
LOT_CPV = Pattern("Lot", "CLASSIFIED_AS", "CPV")
TENDER_CPV = Pattern("Tender", "CLASSIFIED_AS", "CPV")
BROADER = Pattern("CPV", "BROADER", "CPV")
LOT_REGION = Pattern("Lot", "DELIVERED_IN", "Region")
TENDER_REGION = Pattern("Tender", "DELIVERED_IN", "Region")
LOCATED_IN = Pattern("Organisation", "LOCATED_IN", "Region")
REGION_PART_OF = Pattern("Region", "PART_OF", "Region")
RELATED_TO = Pattern("Tender", "RELATED_TO", "Tender")
COUNCIL_PART_OF = Pattern("Council", "PART_OF", "Council")
SUCCEEDED_BY = Pattern("Council", "SUCCEEDED_BY", "Council")
IDENTIFIED_AS = Pattern("Organisation", "IDENTIFIED_AS", "Council")
PARTICIPATES_IN = Pattern("Council", "PARTICIPATES_IN", "Tender")
MENTIONS = Pattern("Tender", "MENTIONS", "Council")
SAME_AS = Pattern("Organisation", "SAME_AS", "Organisation")
SCORED_ORGANISATION = Pattern("Analysis", "SCORED", "Organisation")
SCORED_COUNCIL = Pattern("Analysis", "SCORED", "Council")
OVERLAPS_ORGANISATION = Pattern("Organisation", "OVERLAPS", "Organisation")
OVERLAPS_COUNCIL = Pattern("Council", "OVERLAPS", "Council")

RELATIONSHIPS: tuple[RelationshipType, ...] = (
    RelationshipType(
        PARTY_TO,
        "What one process says of an organisation: the provenance of the organisation's properties.",
        (
            _p("roles", "LIST<STRING>", "All its roles in the process, sorted."),
            _p("date", "DATETIME", "Date of the process's newest release."),
            *_STATED,
            _p("region", "STRING", "Code of the region it is located in."),
        ),
    ),
    RelationshipType(ISSUED, "The buyer, or one of several buyers, of the process."),
    RelationshipType(HAS, "A lot of the tender."),
    RelationshipType(HAS_AWARD, "An award of the process."),
    RelationshipType(FOR, "The lots an award is for."),
    RelationshipType(TO, "The suppliers an award is to."),
    RelationshipType(
        AWARDED_TO,
        "One for each lot, award and supplier. Sum `share`, never `value`.",
        (
            _p("awardId", "STRING", "Award id, verbatim, without the ocid."),
            _p("status", "STRING", "Status of the award."),
            _p("date", "DATETIME", "Date of the award."),
            _p("value", "NUMBER", "The whole award's value, in `currency`."),
            _p("currency", "STRING", "Currency."),
            _p("valueBasis", "STRING", "`net` or `gross`; none for a sum of mixed bases."),
            _p(
                "valueFrom",
                "STRING",
                "`award`, or `contract` where only the contracts signed under it have a value.",
            ),
            _p("share", "FLOAT", "value / (lots of the award x suppliers of the award)."),
            _p("lotsStated", "BOOLEAN", "False where the award named no lot and the tender has several."),
        ),
        identity=("awardId",),
    ),
    RelationshipType(
        QUALIFIED,
        "Membership of a dynamic market: a place on a list, not an award.",
        (_p("entries", "LIST<STRING>", "Ids of the entries that list it, sorted."),),
    ),
    RelationshipType(HAS_CONTRACT, "A contract of the process."),
    RelationshipType(SIGNED_AS, "The contract signed under an award."),
    RelationshipType(ABOUT, "The process a release is about."),
    RelationshipType(LOT_CPV, "CPV codes of the lot."),
    RelationshipType(TENDER_CPV, "CPV codes of the tender: the union of its lots' and its own."),
    RelationshipType(BROADER, "One step up, from the code's own digits."),
    RelationshipType(LOT_REGION, "Where the lot is delivered."),
    RelationshipType(TENDER_REGION, "Where the tender is delivered."),
    RelationshipType(LOCATED_IN, "Where the organisation is located."),
    RelationshipType(REGION_PART_OF, "One step up, from the code's own letters."),
    RelationshipType(
        RELATED_TO,
        "Another process that this one names.",
        (
            _p("relationship", "LIST<STRING>", "Kinds of relation, sorted."),
            _p("relatedLots", "LIST<STRING>", "Lots concerned, sorted."),
        ),
    ),
    RelationshipType(COUNCIL_PART_OF, "Its county or combined authority.", derived=True),
    RelationshipType(SUCCEEDED_BY, "The authority that took over.", derived=True),
    RelationshipType(
        IDENTIFIED_AS,
        "This organisation is that council.",
        (_p("rule", "STRING", "Id of the rule that made it."),),
        derived=True,
    ),
    RelationshipType(
        PARTICIPATES_IN,
        "The council takes part in the procurement.",
        (_p("basis", "STRING", "party, text or collective."), *_EVIDENCE),
        identity=("basis", "path"),
        derived=True,
    ),
    RelationshipType(
        MENTIONS,
        "A council named in another sense.",
        (
            _p(
                "sense",
                "STRING",
                "delivery, eligibility, supplier, part-of-name, reference, neighbour, history or other.",
            ),
            *_EVIDENCE,
        ),
        identity=("sense", "path", "start"),
        derived=True,
    ),
    RelationshipType(
        SAME_AS,
        "Probably the same organisation under another id; never merges nodes.",
        (
            _p("rule", "STRING", "Id of the rule that made it."),
            _p("score", "FLOAT", "0 to 1."),
            _p("evidence", "STRING", "What the rule saw."),
        ),
        derived=True,
    ),
    *(
        RelationshipType(
            pattern,
            "What a saved analysis says of it; besides these, one property for each measure, named as its column.",
            (
                _p("side", "STRING", "Kind of node it was in the network, such as buyer."),
                _p("derivedBy", "STRING", "Name of the analysis."),
            ),
            identity=("derivedBy", "side"),
            derived=True,
        )
        for pattern in (SCORED_ORGANISATION, SCORED_COUNCIL)
    ),
    *(
        RelationshipType(
            pattern,
            "Both share more partners than chance explains, as a saved analysis found; one for each pair.",
            (
                _p("shared", "INTEGER", "Partners in common."),
                _p("expected", "FLOAT", "Mean of the null model."),
                _p("pValue", "FLOAT", "P(X >= shared) under the null model."),
                _p("qValue", "FLOAT", "pValue corrected for the tests of all pairs."),
                _p("side", "STRING", "Kind of node they were in the network, such as buyer."),
                _p("derivedBy", "STRING", "Name of the analysis."),
            ),
            identity=("derivedBy", "side"),
            derived=True,
        )
        for pattern in (OVERLAPS_ORGANISATION, OVERLAPS_COUNCIL)
    ),
)

NODE: dict[str, NodeType] = {node.label: node for node in NODES}
RELATIONSHIP: dict[Pattern, RelationshipType] = {r.pattern: r for r in RELATIONSHIPS}

OWNED_NODES: tuple[str, ...] = ("Tender", "Lot", "Award", "Contract")
"""Labels whose nodes belong to one process; Release belongs to it too and is never replaced."""
