"""`tendergraph query`: named questions, each a command made from its front matter."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from cli.options import Format, FormatOption, LimitOption, OutputOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.catalogue.catalogue import Catalogue
    from graph.catalogue.question import Parameter, Question

_FOLDER = "TENDERGRAPH_QUERIES"
_TYPES = {"integer": int, "number": float}
_LISTS = ("organisations", "councils", "list")


class QuestionGroup(TyperGroup):
    """The named questions as commands: made when they are called, listed by theme."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of all questions, theme by theme."""
        return [question.name for questions in _catalogue(ctx).themes().values() for question in questions]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of one question; None when there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        question = _catalogue(ctx)[cmd_name]
        made = typer.Typer(rich_markup_mode=None, add_completion=False)
        made.command(name=cmd_name, help=_help(question), short_help=question.question)(_command(question))
        command = typer.main.get_command(made)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the questions theme by theme."""
        themes = _catalogue(ctx).themes()
        for theme, questions in themes.items():
            with formatter.section(theme.capitalize()):
                formatter.write_dl([(question.name, question.question) for question in questions])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the question, with the nearest names when there is none."""
        if not args[0].startswith("-"):
            _catalogue(ctx)[args[0]]
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=QuestionGroup, invoke_without_command=True, rich_markup_mode=None, add_completion=False)


@app.callback()
def query(
    ctx: typer.Context,
    queries: Annotated[
        Path | None,
        typer.Option("--queries", help="Folder of .cypher files of your own that join the catalogue.", envvar=_FOLDER),
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Named questions, with parameters; without a name, all of them are listed.

    `tendergraph query NAME --help` says what one asks, takes, gives and counts.
    """
    del queries  # read from the context by those who need the catalogue
    if ctx.invoked_subcommand is None:
        from cli.present import emit

        emit(_list(_catalogue(ctx)), form, output)


def _list(catalogue: Catalogue) -> Any:
    from graph.records import Column, Records

    rows: list[tuple[Any, ...]] = [
        (theme, question.name, question.question, " ".join(_usage(p) for p in question.parameters))
        for theme, questions in catalogue.themes().items()
        for question in questions
    ]
    columns = [
        Column("theme", "string", meaning="Group of questions."),
        Column("query", "string", meaning="Name to call it by."),
        Column("question", "string", meaning="What it answers."),
        Column("options", "string", meaning="What it takes; those in brackets may be left out."),
    ]
    notes = ["tendergraph query NAME --help says what each takes, gives and counts."]
    return Records("Named questions", columns, rows, notes=notes)


def _usage(parameter: Parameter) -> str:
    return parameter.option if parameter.required else f"[{parameter.option}]"


def _catalogue(ctx: Any) -> Catalogue:
    """The catalogue with the folder that the context or the environment names."""
    from graph.catalogue.catalogue import Catalogue

    folder = (ctx.params or {}).get("queries") if ctx is not None else None
    folder = folder or os.environ.get(_FOLDER)
    known = ctx.meta.get(__name__) if ctx is not None else None
    if known is None or known[0] != folder:
        known = (folder, Catalogue.read(Path(folder) if folder else None))
        if ctx is not None:
            ctx.meta[__name__] = known
    catalogue: Catalogue = known[1]
    return catalogue


def _help(question: Question) -> str:
    r"""Question, columns and notes as the help of its command; \\b keeps lines as they are."""
    gives = [f"  {c.name} ({', '.join(filter(None, (c.type, c.unit)))}): {c.meaning}" for c in question.columns]
    notes = [f"  {note}" for note in question.notes]
    parts = [question.question]
    if gives:
        parts.append("\n".join(["\b", "Gives:", *gives]))
    if notes:
        parts.append("Counts:\n\n" + "\n\n".join(note.strip() for note in notes))
    return "\n\n".join(parts)


def _command(question: Question) -> Callable[..., None]:
    """The function of a question's command, with one option for each parameter."""

    def run(**options: Any) -> None:
        given = {p.name: options[f"p_{p.name}"] for p in question.parameters}
        _answer(question, given, options)

    names = [
        inspect.Parameter(f"p_{p.name}", inspect.Parameter.KEYWORD_ONLY, annotation=_option(p), default=None)
        for p in question.parameters
    ]
    shared: dict[str, tuple[Any, Any]] = {
        "limit": (LimitOption, question.limit),
        "show": (
            Annotated[bool, typer.Option("--show", help="Print the Cypher with these values, to paste elsewhere.")],
            False,
        ),
        "form": (FormatOption, None),
        "output": (OutputOption, None),
    }
    rest = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in shared.items()
    ]
    run.__signature__ = inspect.Signature([*names, *rest])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*names, *rest)}
    return run


def _option(parameter: Parameter) -> Any:
    kind: Any = _TYPES.get(parameter.type, str)
    if parameter.type in _LISTS:
        kind = list[str]
    words = [parameter.help.rstrip(".") + "." if parameter.help else ""]
    if parameter.choices:
        words.append(f"One of {', '.join(parameter.choices)}.")
    if parameter.required:
        words.append("Required.")
    elif parameter.default is not None:
        words.append(f"Default: {parameter.default}.")
    if parameter.example is not None:
        words.append(f"Example: {parameter.example}.")
    option = typer.Option(
        parameter.option,
        help=" ".join(filter(None, words)),
        metavar=parameter.type.upper(),
        autocompletion=_completer(parameter),
        show_default=False,
    )
    return Annotated[kind | None, option]


class _Offered(str):
    """What the shell is offered though it may begin otherwise than what is typed: a name in another case, a key."""

    __slots__ = ()

    def startswith(self, *_typed: Any) -> bool:
        """Pass Typer's filter: what is offered has been chosen already."""
        return True


def _completer(parameter: Parameter) -> Callable[[str], list[Any]]:
    """Values for the shell to offer: names are looked up in the graph, if it can be reached at once."""

    def complete(incomplete: str) -> list[Any]:
        if parameter.choices:
            return [choice for choice in parameter.choices if choice.startswith(incomplete)]
        from cli.completion import things

        return [(_Offered(value), said) for value, said in things(parameter.type, incomplete)]

    return complete


def _answer(question: Question, given: dict[str, Any], options: dict[str, Any]) -> None:
    from cli.present import emit, write_text
    from graph.catalogue.ask import ask, bound_text
    from graph.store.connection import connect

    form: Format | None = options["form"]
    output: Path | None = options["output"]
    with connect() as database:
        if options["show"]:
            write_text(bound_text(database, question, given, options["limit"]) + "\n", output)
        else:
            emit(ask(database, question, given, options["limit"]), form, output)
