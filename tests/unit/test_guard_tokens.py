"""Reading a statement into tokens, and the text that is sent: no comments, no escapes, the same places."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import GuardError
from graph.store.guard_clauses import read_statement
from graph.store.guard_tokens import DEEPEST, LONGEST, MOST_TOKENS, scan

PIECES = [
    "//",
    "/*",
    "*/",
    "'",
    '"',
    "`",
    "\\",
    "\\u0027",
    "\\u000a",
    "\n",
    " ",
    ";",
    "CREATE",
    "(",
    ")",
    "n",
    "1",
    "$",
    "é",
]


def test_comments_become_spaces_and_places_stay() -> None:
    text = "MATCH /* a */ (n) // b\nRETURN n /* c\nd */ AS x"
    sent = scan(text).text
    assert len(sent) == len(text)
    assert sent == "MATCH         (n)     \nRETURN n     \n     AS x"


def test_what_is_quoted_is_left_alone() -> None:
    scanned = scan("RETURN '// \\' /* ; */' AS `a``b // c`")
    assert [(token.kind, token.text) for token in scanned.tokens] == [
        ("word", "RETURN"),
        ("string", "// \\' /* ; */"),
        ("word", "AS"),
        ("name", "a`b // c"),
    ]


def test_escapes_are_replaced_where_they_are_harmless() -> None:
    assert scan("RETURN 'caf\\u00e9 \\ud83d\\ude00 \\\\u0027'").text == "RETURN 'café 😀 \\\\u0027'"
    for text in (
        "'\\u0027'",
        '"\\u0022"',
        "`\\u0060`",
        "'\\u005c'",
        "'\\ud800'",
        "'\\u00'",
        "\\u0041",
        "// \\u000a",
        "a\\b",
    ):
        with pytest.raises(GuardError):
            scan(f"RETURN {text}")


@pytest.mark.parametrize("text", ["RETURN 'open", 'RETURN "open', "RETURN `open", "RETURN 1 /* open", "RETURN '\\"])
def test_what_is_left_open_is_told_with_its_place(text: str) -> None:
    with pytest.raises(GuardError, match=r"line 1, column"):
        scan(text)


def test_sizes_have_a_limit() -> None:
    nested = ("(" * (DEEPEST + 1), "CASE WHEN true THEN " * 31, "NOT " * 41, "!" * 41, "- " * 41, "-+" * 21)
    for text in ("x" * (LONGEST + 1), "1 " * (MOST_TOKENS + 1), *nested):
        with pytest.raises(GuardError):
            scan(text)


def test_what_is_long_but_not_deep_is_read() -> None:
    many = (" OR ".join(["NOT n.x"] * 500), " + ".join(["-1"] * 500), "CASE WHEN true THEN 1 END + " * 100 + "1")
    for text in many:
        scan(f"RETURN {text} AS x, n.end AS end, n.case")
    scan("MATCH (a)" + "-->()--()<--(b)" * 30 + " RETURN a")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_sent_reads_the_same_again(text: str) -> None:
    """The sent text has neither comments nor escapes any more: reading it again changes nothing."""
    with contextlib.suppress(GuardError):
        first = scan(text)
        again = scan(first.text)
        assert again.text == first.text
        assert [(t.kind, t.text) for t in again.tokens] == [(t.kind, t.text) for t in first.tokens]


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(GuardError):
        scan(text)


def test_prefixes_are_taken_apart() -> None:
    statement = read_statement("cypher 5 runtime=slotted /* x */ Explain MATCH (n) RETURN n; // end", "neo4j")
    assert (statement.mode, statement.options) == ("explain", "CYPHER 5 runtime=slotted ")
    assert statement.text("explain") == "CYPHER 5 runtime=slotted EXPLAIN MATCH (n) RETURN n"
    assert statement.text("run") == "CYPHER 5 runtime=slotted MATCH (n) RETURN n"


@pytest.mark.parametrize("sign", ["'.'", "':'", '"$"', "`.`", "`:`"])
@pytest.mark.parametrize(
    "clause", ["LOAD CSV FROM 'x' AS row", "CREATE (:Hacked)", "SET n.x = 1", "CALL dbms.listConfig()"]
)
def test_a_string_or_name_of_one_sign_hides_no_clause(sign: str, clause: str) -> None:
    """Within a comprehension the plan shows no subquery: this layer alone sees what follows the sign."""
    with pytest.raises(GuardError, match="Refused"):
        read_statement(f"RETURN [x IN ['.'] | COLLECT {{ WITH x AS n ORDER BY {sign} {clause} RETURN 1 }}]", "neo4j")


@pytest.mark.parametrize("graph", ["(system)", "((system))", "GRAPH (system)", "graph.byName('neo4j')", "(neo4j.x)"])
def test_another_database_is_refused_in_parentheses_too(graph: str) -> None:
    for text in (f"USE {graph} MATCH (n) RETURN n", f"RETURN [x IN [1] | COLLECT {{ USE {graph} RETURN 1 }}]"):
        with pytest.raises(GuardError, match="leaves the database"):
            read_statement(text, "neo4j")
    read_statement("USE (neo4j) MATCH (n) RETURN n", "neo4j")


def test_a_variable_named_call_may_end_a_statement() -> None:
    for order in ("DESC", "ASC"):
        read_statement(f"UNWIND [1, 2] AS call RETURN call ORDER BY call {order}", "neo4j")
    with pytest.raises(GuardError):
        read_statement("CALL nope", "neo4j")
