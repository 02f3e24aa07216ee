"""Notices of a process: the documents that announce it, their types and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.mapping.values import instant, objects, temporal

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from graph.mapping.values import Temporal

DYNAMIC_MARKET_NOTICES = ("UK14", "UK15")
"""Establishment and modification of a dynamic market: `awards` of such a process may list members."""


def notice_types(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Notice types of the documents, such as UK4, sorted."""
    return sorted({kind for document in documents if type(kind := document.get("noticeType")) is str})


def first_published(documents: Iterable[dict[str, Any]], odd: Counter[str]) -> Temporal | None:
    """Earliest date of the notices: documents with a noticeType or a documentType that ends in Notice."""
    first, moment = None, None
    for document in documents:
        if not is_notice(document) or (found := temporal(document.get("datePublished"), odd)) is None:
            continue
        at = instant(found)
        if moment is None or at < moment or (at == moment and str(found) < str(first)):
            first, moment = found, at
    return first


def is_notice(document: dict[str, Any]) -> bool:
    """Whether a document is a notice."""
    if type(document.get("noticeType")) is str:
        return True
    kind = document.get("documentType")
    return type(kind) is str and kind.endswith("Notice")


def is_dynamic_market(release: dict[str, Any]) -> bool:
    """Whether any document anywhere in the release is a UK14 or UK15 notice."""
    waiting: list[Any] = [release]
    while waiting:
        part = waiting.pop()
        if type(part) is dict:
            if "documents" in part:
                for document in objects(part["documents"]):
                    if document.get("noticeType") in DYNAMIC_MARKET_NOTICES:
                        return True
            part = part.values()
        waiting += [v for v in part if type(v) is dict or type(v) is list]
    return False
