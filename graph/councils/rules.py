"""Every rule of the councils part as a table: its id (which lands in ``rule``), what it decides, when, and examples.

The table is ``data/rules.yaml``. Its examples are tests, run through :func:`graph.councils.participation.participation`
or :func:`graph.councils.identify.identify`; ``docs/councils-rules.md`` is made from it by :func:`as_markdown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

BUYER = "Example Purchasing Consortium"
PATH = "/tender/description"


@dataclass(frozen=True, slots=True)
class Example:
    """A text, or an organisation's name, and what it says of councils.

    Parameters
    ----------
    text : str
        The text, or the organisation's name.
    expect : tuple of (str, str, str)
        Each council's code, the sense ("participates", "collective", a sense of MENTIONS, or "is" for an
        organisation), and the words that say so.
    buyer : str
        Name of the process's buyer.
    path : str
        JSON pointer of the text.
    """

    text: str
    expect: tuple[tuple[str, str, str], ...]
    buyer: str = BUYER
    path: str = PATH


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the section it belongs to, what it decides, when it applies, examples."""

    id: str
    section: str
    decides: str
    when: str
    examples: tuple[Example, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of the table."""
    return tuple(_rule(section["section"], row) for section in _table() for row in section["rules"])


def as_markdown() -> str:
    """Return the table as the page ``docs/councils-rules.md``."""
    lines = ["# Rules: which councils take part", "", _INTRODUCTION, ""]
    for section in _table():
        lines += [f"## {section['section']}", "", section["about"], ""]
        lines += ["| rule | decides | when | examples |", "|---|---|---|---|"]
        for rule in (rule for rule in rules() if rule.section == section["section"]):
            examples = "<br>".join(_shown(example) for example in rule.examples)
            lines.append(f"| `{rule.id}` | {rule.decides} | {rule.when} | {examples} |")
        lines.append("")
    return "\n".join(lines)


_INTRODUCTION = (
    "Made from `graph/councils/data/rules.yaml`; every example is a test. "
    "The id of the rule that decided is the property `rule` of each relationship."
)


@cache
def _table() -> list[dict[str, Any]]:
    text = files(__package__).joinpath("data", "rules.yaml").read_text(encoding="utf-8")
    table: list[dict[str, Any]] = yaml.safe_load(text)
    return table


def _rule(section: str, row: dict[str, Any]) -> Rule:
    examples = tuple(_example(example) for example in row.get("examples", ()))
    return Rule(row["id"], section, row["decides"], row["when"], examples)


def _example(row: dict[str, Any]) -> Example:
    if "councils" in row:
        return Example(row["text"], tuple((code, "is", row["text"]) for code in row["councils"]))
    expect = tuple((code, sense, words) for code, sense, words in row["expect"])
    return Example(row["text"], expect, row.get("buyer", BUYER), row.get("path", PATH))


def _shown(example: Example) -> str:
    codes = ", ".join(code for code, _, _ in example.expect) or "no council"
    return f"{' '.join(example.text.split())} → {codes}".replace("|", "\\|")
