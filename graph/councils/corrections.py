"""The user's own corrections: a file of accept, reject and add, applied to what the rules found and shown as such.

A correction names a process, a council, a sense and a reason:

- ``accept``: the sense is right. Participation found by the rules keeps its evidence and takes the rule
  ``correction``; a name that the rules took for a mention becomes participation (and the other way round).
- ``reject``: the council does not have that sense in this process; the facts that say so go.
- ``add``: the council has that sense though no text says so; the evidence is the process itself
  (its ocid at ``/ocid``).

The file is CSV with the header ``action,ocid,council,sense,reason`` or JSON lines with the same keys.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from graph.councils.participation import Mentioned, Participant, Participation
from graph.councils.register import councils
from graph.councils.senses import Sense
from graph.errors import SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Action = Literal["accept", "reject", "add"]
RULE = "correction"
_FIELDS = ("action", "ocid", "council", "sense", "reason")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a corrections file.

    Parameters
    ----------
    action : {"accept", "reject", "add"}
        What the user says of the fact.
    ocid : str
        The process.
    council : str
        Code of the register.
    sense : str
        ``participates`` or a sense of MENTIONS.
    reason : str
        Why, in the user's words.
    """

    action: Action
    ocid: str
    council: str
    sense: Sense = "participates"
    reason: str = ""


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a corrections file, CSV or JSON lines (by its suffix: ``.jsonl``, ``.ndjson`` or anything else).

    Raises
    ------
    SourceError
        The file cannot be read as text.
    UsageError
        A line is not a correction; the message names file and line. Two lines contradict each other.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"Corrections cannot be read from {path}: {error}. Give a CSV or JSON lines file in UTF-8.", path=str(path)
        ) from error
    rows = _json_rows(path, text) if path.suffix.lower() in (".jsonl", ".ndjson") else _csv_rows(path, text)
    corrections: dict[tuple[str, str, str], Correction] = {}
    for line, row in rows:
        correction = _correction(path, line, row)
        key = (correction.ocid, correction.council, correction.sense)
        before = corrections.setdefault(key, correction)
        if (before.action == "reject") != (correction.action == "reject"):
            fact = f"{correction.ocid}, {correction.council}, {correction.sense}"
            raise _wrong(path, line, f"contradicts an earlier line on {fact}; keep one of them")
        corrections[key] = correction
    return tuple(corrections.values())


def apply_corrections(result: Participation, ocid: str, corrections: Iterable[Correction]) -> Participation:
    """Return the facts of one process with the user's corrections applied; ``result`` stays as it is.

    Parameters
    ----------
    result : Participation
        What the rules found.
    ocid : str
        The process; corrections of others have no effect.
    corrections : iterable of Correction
        The user's, of any process.
    """
    facts = Participation(list(result.participants), list(result.mentions), list(result.collective))
    for correction in corrections:
        if correction.ocid == ocid:
            facts = _rejected(facts, correction) if correction.action == "reject" else _affirmed(facts, correction)
    return facts


def _rejected(facts: Participation, correction: Correction) -> Participation:
    def goes(fact: Participant | Mentioned) -> bool:
        sense = fact.sense if isinstance(fact, Mentioned) else "participates"
        return fact.code == correction.council and sense == correction.sense

    return Participation(
        [fact for fact in facts.participants if not goes(fact)],
        [fact for fact in facts.mentions if not goes(fact)],
        facts.collective,
    )


def _affirmed(facts: Participation, correction: Correction) -> Participation:
    code = correction.council
    participants = [fact for fact in facts.participants if fact.code == code]
    mentions = [fact for fact in facts.mentions if fact.code == code]
    if correction.sense == "participates":
        taking, spoken = _as_participants(participants, mentions, correction)
    else:
        taking, spoken = _as_mentions(participants, mentions, correction)
    return Participation(
        [fact for fact in facts.participants if fact.code != code] + taking,
        [fact for fact in facts.mentions if fact.code != code] + spoken,
        facts.collective,
    )


def _as_participants(
    participants: list[Participant], mentions: list[Mentioned], correction: Correction
) -> tuple[list[Participant], list[Mentioned]]:
    if participants:
        return [replace(fact, rule=RULE) for fact in participants], mentions
    evidence = _evidence(mentions) or [_process(correction)]
    return [Participant(correction.council, "text", *words, RULE) for words in evidence], []


def _as_mentions(
    participants: list[Participant], mentions: list[Mentioned], correction: Correction
) -> tuple[list[Participant], list[Mentioned]]:
    """What the sense is stated of: the mentions that have it, else all mentions, else the participation by text."""
    by_text = [fact for fact in participants if fact.basis == "text"]
    same = [fact for fact in mentions if fact.sense == correction.sense]
    evidence = _evidence(same or mentions or by_text) or [_process(correction)]
    spoken = [Mentioned(correction.council, correction.sense, *words, RULE) for words in evidence]
    kept = [fact for fact in mentions if fact.sense != correction.sense] if same else []
    taking = participants if mentions else [fact for fact in participants if fact.basis != "text"]
    return taking, kept + spoken


def _evidence(facts: Sequence[Participant | Mentioned]) -> list[tuple[str, str, int, int]]:
    first = {fact.path: fact for fact in reversed(facts)}
    return [(fact.path, fact.text, fact.start, fact.end) for fact in reversed(first.values())]


def _process(correction: Correction) -> tuple[str, str, int, int]:
    return "/ocid", correction.ocid, 0, len(correction.ocid)


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in ("action", "ocid", "council") if name not in (reader.fieldnames or ())]
    if missing:
        raise _wrong(path, 1, f"the header lacks {', '.join(missing)}; it should be {','.join(_FIELDS)}")
    for row in reader:
        yield reader.line_num, row


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise _wrong(path, number, f"is no JSON ({error.msg})") from error
        if not isinstance(row, dict):
            raise _wrong(path, number, "is no JSON object")
        yield number, row


def _correction(path: Path, line: int, row: dict[str, Any]) -> Correction:
    action, ocid, council, sense, reason = (str(row.get(name) or "").strip() for name in _FIELDS)
    sense = sense or "participates"
    if action not in get_args(Action):
        raise _wrong(path, line, f"has the action {action!r}; it should be accept, reject or add")
    if not ocid:
        raise _wrong(path, line, "has no ocid")
    if council not in councils():
        raise _wrong(path, line, f"names the council {council!r}, which is no code of the register (such as ADU)")
    if sense not in get_args(Sense):
        raise _wrong(path, line, f"has the sense {sense!r}; it should be one of {', '.join(get_args(Sense))}")
    return Correction(action, ocid, council, sense, reason)  # type: ignore[arg-type]  # both checked above


def _wrong(path: Path, line: int, what: str) -> UsageError:
    return UsageError(f"Line {line} of {path} {what}.", path=str(path), line=line)
