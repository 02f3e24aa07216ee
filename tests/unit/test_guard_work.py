"""Loops within one expression: refused where they are written too long, left alone where they are not."""

from __future__ import annotations

import pytest

from graph.errors import LimitError
from graph.store.guard_clauses import read_statement


@pytest.mark.parametrize(
    "expression",
    [
        "size([x IN range(1, 1000000000000) | x])",
        "any(x IN range(1, 1000000000000) WHERE x < 0)",
        "reduce(a = 0, x IN range(-1000000000, 1000000000, 2) | a + x)",
        "size([x IN range(1, 100000) | [y IN range(100000, 1, -1) | y]])",
        "all(x IN range(1, 5000) WHERE none(y IN range(1, 5000) WHERE x = y + 1))",
        f"any(x IN range(1, {'9' * 5000}) WHERE x < 0)",
        "COLLECT { UNWIND [x IN range(1, 99999999) | x] AS x RETURN x }",
    ],
)
def test_an_expression_of_too_many_steps_is_not_run(expression: str) -> None:
    with pytest.raises(LimitError, match="before it runs"):
        read_statement(f"RETURN {expression} AS x", "neo4j")


@pytest.mark.parametrize(
    "text",
    [
        "UNWIND range(1, 1000000000000) AS x RETURN count(x)",
        "WITH range(1, 1000000000000) AS r UNWIND r AS x RETURN x LIMIT 3",
        "CALL () { UNWIND range(1, 1000000000000) AS x RETURN x LIMIT 3 } RETURN x",
        "RETURN [x IN range(1, 1000) | x] AS a, [x IN range(1, 1000) | x] AS b, [x IN range(1, 1000) | x] AS c",
        "RETURN [x IN range(10, 1) | x] AS a, [x IN range(1, 10, 0) | x] AS b, [x IN range(1, size([1])) | x] AS c",
        "MATCH (n) WHERE n.range IN [1] RETURN [m IN range(1, 12) | [d IN range(1, 31) | date({day: d})]] AS x",
    ],
)
def test_what_the_server_can_stop_or_ends_soon_is_run(text: str) -> None:
    read_statement(text, "neo4j")
