"""What the front matter of a user's own question may say, and the one sentence for what it may not."""

from __future__ import annotations

import pytest

from graph.catalogue.question import read_question
from graph.errors import UsageError


def _file(head: str, statement: str = "RETURN $a AS x LIMIT $limit") -> str:
    lines = "".join(f"// {line}\n" for line in head.splitlines())
    return f"// ---\n{lines}// ---\n{statement}\n"


def test_a_question_of_few_words() -> None:
    question = read_question(_file("params:\n  a:\n  limit: {default: 7}"), "my/Own file.cypher", "own", own=True)
    assert question is not None
    assert (question.name, question.limit) == ("own-file", 7)
    assert [(p.name, p.type, p.required) for p in question.parameters] == [("a", "string", True)]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("params: [a]", "params is no list of name"),
        ("params:\n  a: string", "params is no list of name"),
        ("params:\n  a:\n  limit: 5", "params is no list of name"),
        ("params:\n  a:\n  limit: {default: many}", "default of limit"),
        ("params:\n  a:\n  limit: {default: true}", "default of limit"),
        ("params:\n  a: {type: strng}", "has the type 'strng'"),
        ("params:\n  a: {choices: 3}", "choices of parameter a"),
        ("params:\n  a:\nreturns: [x]", "returns is no list of name"),
        ("params:\n  a:\nreturns:\n  x: integer", "returns is no list of name"),
        ("params:\n  a:\n  format:", "cannot be called format"),
        ("title: [unclosed", "is not YAML"),
        ("- a\n- b", "is no list of name: value lines"),
    ],
)
def test_what_is_wrong_is_said(head: str, says: str) -> None:
    with pytest.raises(UsageError, match=r"x\.cypher: ") as wrong:
        read_question(_file(head), "x.cypher", "own", own=True)
    assert says in wrong.value.message
