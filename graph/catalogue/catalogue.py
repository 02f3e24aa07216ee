"""All named questions: those of the project and those in a folder of the user's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.catalogue.question import Question, read_question
from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

THEMES = ("suppliers", "buyers", "market", "process", "councils", "flags", "explore")
"""Folders of cypher/ that hold questions, in the order of the list."""


class Catalogue:
    """Named questions by name."""

    def __init__(self, questions: dict[str, Question]) -> None:
        self._questions = questions

    @classmethod
    def read(cls, folder: Path | None = None) -> Catalogue:
        """The project's questions, joined by those of a folder of .cypher files.

        Raises
        ------
        UsageError
            The folder is none, a file of it is no question, or its name is taken.

        """
        questions = dict(_own_questions())
        for question in _of_folder(folder) if folder else ():
            if question.name in questions:
                message = (
                    f"{question.source}: the name {question.name} is taken by {questions[question.name].source}; "
                    "give it another with name: in its front matter."
                )
                raise UsageError(message, path=question.source)
            questions[question.name] = question
        return cls(questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions.values())

    def __len__(self) -> int:
        return len(self._questions)

    def themes(self) -> dict[str, list[Question]]:
        """Questions by theme, the project's themes first."""
        order = [*THEMES, *sorted({q.theme for q in self} - set(THEMES))]
        grouped = {theme: sorted((q for q in self if q.theme == theme), key=lambda q: q.name) for theme in order}
        return {theme: questions for theme, questions in grouped.items() if questions}

    def __getitem__(self, name: str) -> Question:
        """The question of a name.

        Raises
        ------
        UsageError
            There is none; the message names the nearest.

        """
        if name in self._questions:
            return self._questions[name]
        from difflib import get_close_matches

        near = get_close_matches(name, self._questions, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"There is no query {name!r}.{hint} `tendergraph query` lists them all.", name=name)


@cache
def _own_questions() -> dict[str, Question]:
    found: dict[str, Question] = {}
    for theme in THEMES:
        for path, text in _texts(files("cypher").joinpath(theme)):
            question = read_question(text, f"cypher/{theme}/{path}", theme)
            if question is None:
                continue
            if question.name in found:
                message = f"{question.source}: the name {question.name} is that of {found[question.name].source} too."
                raise UsageError(message, path=question.source)
            found[question.name] = question
    return found


def _texts(folder: Traversable) -> Iterator[tuple[str, str]]:
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".cypher"):
                yield file.name, file.read_text(encoding="utf-8")


def _of_folder(folder: Path) -> Iterator[Question]:
    if not folder.is_dir():
        message = f"{folder} is no folder; name one that holds .cypher files, or leave --queries out."
        raise UsageError(message, path=str(folder))
    for path in sorted(folder.glob("**/*.cypher")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read as text: {error}.", path=str(path)) from error
        question = read_question(text, str(path), "your own", own=True)
        if question is not None:
            yield question
