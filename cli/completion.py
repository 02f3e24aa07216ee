"""What the shell offers for an option that names a thing of the graph."""

from __future__ import annotations

import os
import re

_LABELS = {"organisation": "Organisation", "cpv": "CPV", "ocid": "Tender"}
_LISTS = {"region": "explore/regions", "council": "explore/council_names"}
_MOST = 20


def things(kind: str, incomplete: str) -> list[tuple[str, str]]:
    """Keys and names that begin with what is typed, each with the other beside it.

    Where the one thing found begins otherwise (its name has the words further on), its key. Nothing where the graph
    cannot be reached, as nothing can be said.
    """
    from graph.errors import TendergraphError

    kind = kind.removesuffix("s")
    if kind not in _LABELS and kind not in _LISTS:
        return []
    try:
        return _offered(_things(kind, incomplete), incomplete)
    except TendergraphError:
        return []


def _offered(found: list[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    typed = incomplete.casefold()
    keys = [(key, name) for key, name in found if key.casefold().startswith(typed)]
    names = [(_word(name), key) for key, name in found if name.casefold().startswith(typed)]
    return (keys + names if typed else keys)[:_MOST] or (found if len(found) == 1 else [])


def _word(name: str) -> str:
    """A name as one word. Bash puts what is offered on the line as it is; other shells quote it themselves."""
    bash = os.environ.get("_TENDERGRAPH_COMPLETE", "").endswith("bash")
    return re.sub(r"([^\w./,:+-])", r"\\\1", name) if bash else name


def _things(kind: str, incomplete: str) -> list[tuple[str, str]]:
    import cypher
    from graph.settings import load_settings
    from graph.store.connection import connect
    from graph.store.search import find

    settings = load_settings()
    if settings.uri is None:
        from graph.server.local import LocalServer

        if LocalServer(settings).endpoint() is None:
            return []
    with connect(settings) as database:
        if kind in _LISTS:
            rows = [(row["key"], row["name"] or "") for row in database.read(cypher.text(_LISTS[kind]))]
            typed = incomplete.casefold()
            return [row for row in rows if typed in row[1].casefold() or row[0].casefold().startswith(typed)]
        if not any(character.isalnum() for character in incomplete):
            return []
        label = _LABELS[kind]
        beginning = incomplete.lower() if label == "Tender" else incomplete.upper()
        rows = [
            (row["key"], row["name"] or "")
            for row in database.read(cypher.text("explore/keys_from"), label=label, beginning=beginning, limit=_MOST)
        ]
        if rows or label == "Tender":
            return rows
        return [(hit.key, hit.name) for hit in find(database, label, incomplete, 100, near=False)]
