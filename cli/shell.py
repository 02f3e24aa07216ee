"""`tendergraph shell`: Cypher at a prompt, with history, completion and timing."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Format, FormatOption, YesOption

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from graph.store.connection import Database
    from graph.store.guard import Limits

app = typer.Typer(add_completion=False)

KEYWORDS = tuple(
    """
    ALL AND ANY AS ASC BY CALL CASE COLLECT CONTAINS COUNT DESC DISTINCT ELSE END ENDS EXISTS EXPLAIN FALSE IN IS
    LIMIT MATCH NONE NOT NULL OPTIONAL OR ORDER PROFILE RETURN SHORTEST SHOW SINGLE SKIP STARTS THEN TRUE UNION
    UNWIND WHEN WHERE WITH XOR YIELD
    """.split()  # noqa: SIM905
)
_HELP = """A statement ends with ; and may go over several lines.
:help    this text
:schema  labels and relationship types
:quit    leave (or Ctrl-D)
Ctrl-C ends a statement that is running, on the server too."""


@app.command()
def shell(
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds a statement may run.")] = 30.0,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows at the most.")] = 1_000,
    write: Annotated[bool, typer.Option("--write", help="Let statements change the graph.")] = False,
    yes: YesOption = False,
    form: FormatOption = None,
) -> None:
    """Write Cypher at a prompt, read-only.

    Statements end with a semicolon. Labels, relationship types, properties and keywords are completed with Tab. From a
    pipe, the statements are run one after another.
    """
    from cli.cypher import confirm_writing
    from graph.store.connection import connect
    from graph.store.guard import Limits

    if write:
        confirm_writing(yes=yes)
    with connect() as database:
        run = _Runner(database, Limits(timeout, limit), form, write=write)
        if sys.stdin.isatty():
            _prompt(run)
        else:
            _piped(run)


class _Runner:
    """Runs one statement and shows what it gives; errors end the statement, not the shell."""

    def __init__(self, database: Database, limits: Limits, form: Format | None, *, write: bool) -> None:
        self.database = database
        self.limits = limits
        self.form = form
        self.write = write

    def __call__(self, text: str) -> bool:
        from cli.present import emit, voice
        from graph.errors import TendergraphError
        from graph.store.guard import read_only
        from graph.store.guard import write as run_writing

        started = time.perf_counter()
        try:
            if self.write:
                records = run_writing(self.database, text)
            else:
                records = read_only(self.database, text, limits=self.limits)
        except TendergraphError as error:
            typer.echo(error.message, err=True)
            return False
        emit(records, self.form)
        voice.say(f"{len(records):,} {'row' if len(records) == 1 else 'rows'} in {time.perf_counter() - started:.3f} s")
        return True


def _piped(run: _Runner) -> None:
    results = [run(statement) for statement in statements(sys.stdin.read())]
    if not all(results):
        raise typer.Exit(1)


def statements(text: str) -> list[str]:
    """The statements of a text, parted at the semicolons that are not within strings, names or comments.

    Raises
    ------
    GuardError
        A string, name or comment is left open.

    """
    from graph.store.guard_tokens import scan

    scanned = scan(text)
    ends = [token.start for token in scanned.tokens if token.kind == "symbol" and token.text == ";"]
    starts = [0, *(end + 1 for end in ends)]
    parts = [scanned.text[start:end].strip() for start, end in zip(starts, [*ends, len(scanned.text)], strict=True)]
    return [part for part in parts if part]


def _prompt(run: _Runner) -> None:
    session = _session()
    typer.echo(f"Neo4j {run.database.version} at {run.database.uri}, {'writing' if run.write else 'read-only'}. :help")
    while True:
        try:
            text = session.prompt("cypher> ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if text in (":quit", ":exit", ":q"):
            return
        if text.startswith(":"):
            typer.echo(_schema() if text == ":schema" else _HELP)
        elif text.rstrip(";").strip():
            try:
                run(text)
            except KeyboardInterrupt:
                typer.echo("Ended.", err=True)


def _session() -> PromptSession[str]:
    from platformdirs import user_state_path
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.lexers import PygmentsLexer
    from pygments.lexers.graph import CypherLexer  # type: ignore[import-untyped]

    folder = user_state_path("tendergraph", appauthor=False, ensure_exists=True)
    return PromptSession(
        history=FileHistory(str(folder / "cypher-history")),
        completer=WordCompleter(words(), ignore_case=True, WORD=False),
        complete_while_typing=False,
        lexer=PygmentsLexer(CypherLexer),
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=lambda width, *_: "." * (width - 1) + " ",
    )


def _keys() -> Any:
    """Enter ends the text where it ends with a semicolon or is a command; else it begins a new line."""
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("enter")
    def _(event: Any) -> None:
        text = event.current_buffer.text.strip()
        if not text or text.endswith(";") or text.startswith(":"):
            event.current_buffer.validate_and_handle()
        else:
            event.current_buffer.insert_text("\n")

    return keys


def words() -> list[str]:
    """What Tab completes: keywords, labels, relationship types and properties of the model."""
    from graph.model import NODES, RELATIONSHIPS

    labels = {node.label for node in NODES}
    types = {relationship.pattern.type for relationship in RELATIONSHIPS}
    properties = {p.name for node in NODES for p in node.properties}
    properties |= {p.name for relationship in RELATIONSHIPS for p in relationship.properties}
    return [*KEYWORDS, *sorted(labels), *sorted(types), *sorted(properties)]


def _schema() -> str:
    from graph.model import NODES, RELATIONSHIPS

    nodes = [f":{n.label} {{{', '.join(p.name for p in n.properties)}}}" for n in NODES]
    patterns = [f"(:{r.pattern.start})-[:{r.pattern.type}]->(:{r.pattern.end})" for r in RELATIONSHIPS]
    return "\n".join([*nodes, *patterns])
