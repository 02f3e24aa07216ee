"""Everything the graph believes of the councils in one process, and why, ready to check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import cypher
from graph.collaboration.choose import name_of
from graph.collaboration.sentences import Words, bounds, compiled, marked, string_at
from graph.errors import NotFoundError
from graph.records import Column, Records

if TYPE_CHECKING:
    from graph.store.connection import Database


def evidence(database: Database, ocid: str) -> Records:
    """Who takes part in a process, who is only mentioned, which phrases name councils as a group, and the words.

    ``verbatim`` compares each text with the stored release: characters ``start``..``end`` of the string at ``path``.

    Raises
    ------
    NotFoundError
        The graph has no release of this process.
    """
    known = database.read(cypher.text("collaboration/process"), ocid=ocid)
    if not known or not known[0]["releases"]:
        raise NotFoundError(
            f"The graph has no release of {ocid}; `tendergraph search` finds processes by words.", ocid=ocid
        )
    release = dict(compiled(database, [ocid]))[ocid]
    facts = database.read(cypher.text("collaboration/evidence"), ocids=[ocid])
    rows = [_row(release, fact["code"], dict(fact)) for fact in facts]
    phrases = map(json.loads, known[0]["collective"])
    rows += [_row(release, None, {"sense": "collective phrase", "basis": None, **phrase}) for phrase in phrases]
    return Records(f"Councils in {ocid}: {known[0]['title']}", _COLUMNS, rows, {"ocid": ocid}, [*_NOTES])


def _row(release: dict[str, Any], code: str | None, fact: dict[str, Any]) -> tuple[Any, ...]:
    path, start, end = fact["path"], fact["start"], fact["end"]
    text = string_at(release, path)
    verbatim = text is not None and text[start:end] == fact["text"]
    within = bounds(text, start, end) if text and verbatim else None
    shown = marked(text, [Words(path, start, end)], within) if text and verbatim else None
    name = name_of(code) if code else None
    return name, code, fact["sense"], fact["basis"], fact["text"], shown, path, start, end, fact["rule"], verbatim


_NOTES = (
    "Derived by rules, nothing of it was published as such; docs/councils-rules.md says what each rule decides.",
    (
        "A fact that is wrong: put `reject,OCID,CODE,SENSE,reason` in a file and run "
        "`tendergraph councils refresh --corrections FILE`."
    ),
)
_COLUMNS = (
    Column("council", "string", "", "Name of the council; none for a phrase that names only a group"),
    Column("code", "string", "", "Its code"),
    Column("sense", "string", "", "participates, the sense of a mention, or collective phrase"),
    Column("basis", "string", "", "party, text or collective, of those that take part"),
    Column("text", "string", "", "The words"),
    Column("sentence", "string", "", "Their sentence, the words between \u00ab and \u00bb"),
    Column("path", "string", "", "JSON pointer of the string in the compiled release"),
    Column("start", "integer", "", "First character"),
    Column("end", "integer", "", "After the last character"),
    Column("rule", "string", "", "Rule that decided"),
    Column("verbatim", "boolean", "", "The stored release has these words there"),
)
