"""Loops within one expression that are written to go on for longer than anyone waits.

The server looks at its clock between rows, not within an expression: a list comprehension over ``range(1, 10^12)`` is
ended only with the server itself (:mod:`graph.store.runaway`). Where the size stands in the statement it is told before
anything runs; a size that is computed is met by the limits of time and memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import LimitError

if TYPE_CHECKING:
    from graph.store.guard_tokens import Token

MOST_STEPS = 10_000_000
"""Steps of the loops in one expression, those within each other multiplied."""


def check_work(tokens: list[Token]) -> None:
    """Refuse ranges of more than ``MOST_STEPS`` numbers within a list comprehension, reduce, any, ...

    A range that UNWIND makes rows of may be as long as it likes: between rows the server can be stopped.

    Raises
    ------
    LimitError
        An expression would take more steps.
    """
    steps = [1]  # of the loops that each open bracket is within, the outermost first
    for at, token in enumerate(tokens):
        if token.kind != "symbol" and token.word != "RANGE":
            continue
        if token.text in ("(", "[", "{"):
            steps.append(steps[-1])
        elif token.text in (")", "]", "}") and len(steps) > 1:
            steps.pop()
        elif token.word == "RANGE" and len(steps) > 1 and tokens[at - 1].word == "IN":
            steps[-1] *= max(1, _numbers(tokens, at + 1))
            if steps[-1] > MOST_STEPS:
                message = (
                    f"The statement is stopped before it runs: one of its expressions takes {steps[-1]:,} steps, amid "
                    "which the server cannot be stopped. Use UNWIND, or a shorter range."
                )
                raise LimitError(message)


def _numbers(tokens: list[Token], at: int) -> int:
    """How many numbers a range of written bounds gives; 0 where its bounds are not written."""
    values: list[int] = []
    sign = 1
    if at >= len(tokens) or tokens[at].text != "(":
        return 0
    for token in tokens[at + 1 :]:
        if token.kind == "number":
            values.append(sign * int(token.text[:30]))  # beyond 19 digits the server refuses it
            sign = 1
        elif token.kind == "symbol" and token.text == "-":
            sign = -1
        elif token.kind == "symbol" and token.text == ")":
            break
        elif token.text != ",":
            return 0
    if len(values) not in (2, 3) or (len(values) == 3 and values[2] == 0):
        return 0
    first, last, step = (*values, 1)[:3]
    return max(0, (last - first) // step + 1)
