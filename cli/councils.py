"""`tendergraph councils`: which councils buy together, share suppliers, and could."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import FormatOption, LimitOption, OutputOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Records
    from graph.store.connection import Database

app = typer.Typer(
    help="Which councils buy together, through which suppliers they are tied, and where they could buy together next. "
    "Who takes part is derived by rules from parties and texts; every claim carries the words it rests on.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Basis(StrEnum):
    """How a council takes part."""

    party = "party"
    text = "text"
    collective = "collective"


CouncilArgument = Annotated[str, typer.Argument(help="Code or name of a council.", metavar="COUNCIL")]
CouncilsArgument = Annotated[
    list[str] | None, typer.Argument(help="Codes or names of councils; all when none is given.", metavar="COUNCIL...")
]
BasisOption = Annotated[
    list[Basis] | None,
    typer.Option(
        "--basis",
        help="Which participation counts: party, text, and collective for councils that only a phrase such as "
        "'all London boroughs' includes. party and text when not given; repeat for more.",
    ),
]


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="The whole register, also councils in no procurement.")] = False,
    limit: LimitOption = 50,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The councils that take part in procurements: how many, as a party, with others."""
    from graph.collaboration.profile import listed

    with _connected() as database:
        found = listed(database, every=every, limit=None if every else limit)
    _emit(found, form, output)


@app.command()
def show(
    council: CouncilArgument,
    basis: BasisOption = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """What a council buys, alone and with whom, and the words that say so."""
    from graph.collaboration.choose import choose
    from graph.collaboration.profile import show as show_council

    code = choose(council).code
    with _connected() as database:
        found = show_council(database, code, bases=_bases(basis), limit=limit)
    _emit(found, form, output)


@app.command()
def together(
    councils: CouncilsArgument = None,
    *,
    groups: Annotated[bool, typer.Option("--groups", help="Sets of councils instead of pairs.")] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Each sentence that says so, the names marked, instead of counts.")
    ] = False,
    basis: BasisOption = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Councils in the same procurements: joint tenders, shared services, frameworks used by both, lead and member.

    With one council its partners; with several the pairs among them; with none all pairs.
    """
    from graph.collaboration import together as collaboration
    from graph.collaboration.choose import choose_all
    from graph.errors import UsageError

    if groups and evidence:
        raise UsageError("--groups and --evidence are two answers: ask for one of them.")
    codes = choose_all(councils)
    ask = collaboration.groups if groups else collaboration.sentences if evidence else collaboration.together
    with _connected() as database:
        found = ask(database, codes, bases=_bases(basis), limit=limit)
    _emit(found, form, output)


class Null(StrEnum):
    """Null models of `shared-suppliers`."""

    hypergeometric = "hypergeometric"
    bicm = "bicm"


@app.command("shared-suppliers")
def shared_suppliers(
    councils: CouncilsArgument = None,
    *,
    alpha: Annotated[float, typer.Option(min=0.0, max=1.0, help="Only pairs with q_value at most this.")] = 0.05,
    every: Annotated[bool, typer.Option("--all", help="Every pair that shares a supplier.")] = False,
    null: Annotated[
        Null, typer.Option(help="bicm also keeps how popular each supplier is: stricter.")
    ] = Null.hypergeometric,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Pairs of councils with common suppliers, tested: beyond what the size of both explains.

    It does not prove co-ordination: the same trade, region or framework explains most such pairs.
    """
    from graph.collaboration.choose import choose_all
    from graph.collaboration.suppliers import shared_suppliers as shared

    codes = choose_all(councils)
    with _connected() as database:
        found = shared(database, codes, alpha=None if every else alpha, limit=limit, null=null.value)
    _emit(found, form, output)


@app.command()
def evidence(
    ocid: Annotated[str, typer.Argument(help="The process.", metavar="OCID")],
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Everything the graph believes about who takes part in a process and why, ready to check."""
    from graph.collaboration.evidence import evidence as read_evidence

    with _connected() as database:
        found = read_evidence(database, ocid)
    _emit(found, form, output)


@app.command()
def refresh(
    corrections: Annotated[
        Path | None,
        typer.Option(
            "--corrections",
            help="Your file of corrections: CSV with action,ocid,council,sense,reason (accept, reject or add), or JSON lines.",
            dir_okay=False,
        ),
    ] = None,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Make what is derived of councils again from the stored releases: after a rule changed, or to correct it.

    A fact that a correction confirms or makes has the rule `correction`. Without --corrections those of an earlier
    refresh are gone.
    """
    from cli.load_progress import load_progress, stop_on_interrupt
    from cli.load_records import present_report
    from graph.collaboration.refresh import refresh as refresh_councils
    from graph.councils.corrections import read_corrections
    from graph.load import LoadOptions

    given = read_corrections(corrections) if corrections else ()
    with stop_on_interrupt() as stop, _connected() as database, load_progress([]) as report_progress:
        report = refresh_councils(database, given, LoadOptions(progress=report_progress, stop=stop))
    present_report(report, "Refresh of councils", form, output)
    if report.stopped:
        raise typer.Exit(1)


def _bases(given: list[Basis] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in given)) if given else ("party", "text")


@contextmanager
def _connected() -> Iterator[Database]:
    from graph.store.connection import connect

    with connect() as database:
        yield database


def _emit(found: Records, form: FormatOption, output: OutputOption) -> None:
    from cli.present import emit

    emit(found, form, output)
