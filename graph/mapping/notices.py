"""Notices of a process: the documents that announce it, their types and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.mapping.values import instant, objects, temporal

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from graph.mapping.values import Temporal

DYNAMIC_MARKET_NOTICES = ("UK14", "UK15")
"""Establishment and modification of a dynamic market: `awards` of such a process may list members."""


def notice_types(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Notice types of the documents, such as UK4, sorted."""
    return sorted({kind for document in documents if type(kind := document.get("noticeType")) is str})


def first_published(documents: Iterable[dict[str, Any]], odd: Counter[str]) -> Temporal | None:
    """Earliest date of the notices: documents with a noticeType or a documentType that ends in Notice."""
    dates = [
        found
        for document in documents
        if is_notice(document) and (found := temporal(document.get("datePublished"), odd)) is not None
    ]
    if len(dates) < 2:
        return dates[0] if dates else None
    moments = [instant(found) for found in dates]
    first = min(moments)
    return min((found for found, moment in zip(dates, moments, strict=True) if moment == first), key=str)


def is_notice(document: dict[str, Any]) -> bool:
    """Whether a document is a notice."""
    if type(document.get("noticeType")) is str:
        return True
    kind = document.get("documentType")
    return type(kind) is str and kind.endswith("Notice")


def is_dynamic_market(release: dict[str, Any]) -> bool:
    """Whether any document anywhere in the release is a UK14 or UK15 notice."""
    return any(d.get("noticeType") in DYNAMIC_MARKET_NOTICES for d in _all_documents(release))


def _all_documents(part: Any) -> Iterator[dict[str, Any]]:
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if type(part) is dict:
            if "documents" in part:
                yield from objects(part["documents"])
            part = part.values()
        waiting += [v for v in part if type(v) is dict or type(v) is list]
