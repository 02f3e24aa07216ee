"""What the shell offers for an option that names a thing of the graph."""

from __future__ import annotations

_LABELS = {"organisation": "Organisation", "organisations": "Organisation", "cpv": "CPV"}
_LISTS = {"region": "explore/regions", "council": "explore/council_names", "councils": "explore/council_names"}
_MOST = 20


def things(kind: str, incomplete: str) -> list[tuple[str, str]]:
    """Keys with their names that fit what is typed; none where the graph cannot be reached, as nothing can be said."""
    from graph.errors import TendergraphError

    if kind not in _LABELS and kind not in _LISTS:
        return []
    try:
        return _things(kind, incomplete)
    except TendergraphError:
        return []


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
        if kind in _LABELS:
            if not any(character.isalnum() for character in incomplete):
                return []
            return [(hit.key, hit.name) for hit in find(database, _LABELS[kind], incomplete, _MOST)]
        rows = database.read(cypher.text(_LISTS[kind]))
    typed = incomplete.casefold()
    fits = [row for row in rows if typed in (row["name"] or "").casefold() or row["key"].casefold().startswith(typed)]
    return [(row["key"], row["name"] or "") for row in fits[:_MOST]]
