"""The parts of a release that the graph uses, as pydantic models; all else passes through unseen.

They are typed dictionaries: pydantic checks them as strictly as its classes in two thirds of the time, and what they
check is the parsed JSON itself. Every part is optional and may be null, as OCDS allows. Ids may be whole numbers, as
OCDS allows too.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict

from graph.ocds import codes  # noqa: TC001 - pydantic reads the annotations at run time

_STRICT: Final = ConfigDict(strict=True)

Id = Annotated[str, Field(strict=False, coerce_numbers_to_str=True)]


@with_config(_STRICT)
class Value(TypedDict, total=False):
    """Amount of money, net and gross."""

    amount: float | None
    amountGross: float | None
    currency: codes.Currency | None


@with_config(_STRICT)
class Period(TypedDict, total=False):
    """Two dates, and the latest that extensions allow."""

    startDate: str | None
    endDate: str | None
    maxExtentDate: str | None


@with_config(_STRICT)
class Classification(TypedDict, total=False):
    """Code of a scheme, such as CPV."""

    scheme: str | None
    id: Id | None


@with_config(_STRICT)
class Identifier(TypedDict, total=False):
    """Number of an organisation in a register."""

    scheme: str | None
    id: Id | None


@with_config(_STRICT)
class Address(TypedDict, total=False):
    """Address; of a delivery, its region alone is used."""

    streetAddress: str | None
    locality: str | None
    postalCode: str | None
    country: str | None
    region: str | None


@with_config(_STRICT)
class PartyDetails(TypedDict, total=False):
    """Kind and size of an organisation."""

    url: str | None
    scale: str | None
    vcse: bool | None
    classifications: list[Classification] | None


@with_config(_STRICT)
class Reference(TypedDict, total=False):
    """An organisation named by its id."""

    id: Id | None
    name: str | None


@with_config(_STRICT)
class Party(Reference, total=False):
    """An organisation with its roles."""

    identifier: Identifier | None
    address: Address | None
    details: PartyDetails | None
    roles: list[codes.PartyRole] | None


@with_config(_STRICT)
class Document(TypedDict, total=False):
    """A document or notice."""

    documentType: str | None
    noticeType: str | None
    datePublished: str | None


@with_config(_STRICT)
class Item(TypedDict, total=False):
    """What is bought and where it is delivered."""

    relatedLot: Id | None
    classification: Classification | None
    additionalClassifications: list[Classification] | None
    deliveryAddresses: list[Address] | None


@with_config(_STRICT)
class Suitability(TypedDict, total=False):
    """Bidders that a lot suits."""

    sme: bool | None
    vcse: bool | None


@with_config(_STRICT)
class Lot(TypedDict, total=False):
    """A lot."""

    id: Id | None
    title: str | None
    description: str | None
    status: codes.TenderStatus | None
    value: Value | None
    contractPeriod: Period | None
    suitability: Suitability | None


@with_config(_STRICT)
class Techniques(TypedDict, total=False):
    """Techniques of the procurement."""

    hasFrameworkAgreement: bool | None
    hasDynamicPurchasingSystem: bool | None
    hasElectronicAuction: bool | None


@with_config(_STRICT)
class Tender(TypedDict, total=False):
    """A tender."""

    title: str | None
    description: str | None
    status: codes.TenderStatus | None
    procurementMethod: codes.Method | None
    procurementMethodDetails: str | None
    mainProcurementCategory: codes.Category | None
    aboveThreshold: bool | None
    value: Value | None
    tenderPeriod: Period | None
    awardPeriod: Period | None
    techniques: Techniques | None
    classification: Classification | None
    additionalClassifications: list[Classification] | None
    items: list[Item] | None
    lots: list[Lot] | None
    documents: list[Document] | None


@with_config(_STRICT)
class Award(TypedDict, total=False):
    """An award."""

    id: Id | None
    title: str | None
    status: codes.AwardStatus | None
    date: str | None
    value: Value | None
    contractPeriod: Period | None
    suppliers: list[Reference] | None
    relatedLots: list[Id] | None
    mainProcurementCategory: codes.Category | None
    aboveThreshold: bool | None
    items: list[Item] | None
    documents: list[Document] | None


@with_config(_STRICT)
class RelatedProcess(TypedDict, total=False):
    """Another process that this one names."""

    scheme: str | None
    identifier: Id | None
    relationship: list[codes.RelatedProcess] | None
    relatedLots: list[Id] | None


@with_config(_STRICT)
class Contract(TypedDict, total=False):
    """A contract."""

    id: Id | None
    awardID: Id | None
    status: codes.ContractStatus | None
    dateSigned: str | None
    value: Value | None
    period: Period | None
    relatedLots: list[Id] | None
    relatedProcesses: list[RelatedProcess] | None
    mainProcurementCategory: codes.Category | None
    aboveThreshold: bool | None
    items: list[Item] | None
    documents: list[Document] | None


@with_config(_STRICT)
class BidStatistic(TypedDict, total=False):
    """A count of bids."""

    measure: str | None
    value: float | None
    relatedLot: Id | None


@with_config(_STRICT)
class Bids(TypedDict, total=False):
    """Bids, of which the statistics are used."""

    statistics: list[BidStatistic] | None


@with_config(_STRICT)
class Planning(TypedDict, total=False):
    """Planning, of which the documents are used."""

    documents: list[Document] | None


@with_config(_STRICT)
class ReleaseParts(TypedDict, total=False):
    """A release, its keys (ocid, id, date) aside."""

    tag: list[codes.ReleaseTag] | None
    parties: list[Party] | None
    buyer: Reference | None
    planning: Planning | None
    tender: Tender | None
    awards: list[Award] | None
    contracts: list[Contract] | None
    bids: Bids | None
    relatedProcesses: list[RelatedProcess] | None


RELEASE: Final = TypeAdapter(ReleaseParts)
