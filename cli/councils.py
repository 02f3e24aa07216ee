"""`tendergraph councils`: which councils buy together, share suppliers, and could."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
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
def compare(
    councils: Annotated[
        list[str], typer.Argument(help="Codes or names of two councils or more.", metavar="COUNCIL...")
    ],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Count contract ends from this day; today without.")
    ] = None,
    limit: LimitOption = 10,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Councils side by side: suppliers in common, CPV profile, concentration, values of like things, contract ends."""
    from graph.collaboration.choose import choose_all
    from graph.collaboration.compare import compare as side_by_side

    codes = choose_all(councils)
    with _connected() as database:
        found = side_by_side(database, codes, on=on.date() if on else None, most=limit)
    _emit(found, form, output)


SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Ends on or after this day; today without.")
]


@app.command()
def opportunities(
    councils: CouncilsArgument = None,
    *,
    since: SinceOption = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Ends on or before this day; two years after --since without."),
    ] = None,
    apart: Annotated[int, typer.Option(min=0, help="Days between two ends at the most.")] = 183,
    works: Annotated[
        bool, typer.Option("--works", help="Contracts for works too, which few buyers let again.")
    ] = False,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Candidates for buying together next, ranked by an explained score.

    Contracts of different councils near one another, in one CPV class, that end close together; plans that match one
    another; and frameworks of councils near by that a plan could use. With councils: those that have all of them.
    """
    from graph.collaboration.choose import choose_all
    from graph.collaboration.opportunities import Window
    from graph.collaboration.opportunities import opportunities as candidates

    codes = choose_all(councils)
    window = Window.of(since.date() if since else None, until.date() if until else None, apart, works=works)
    with _connected() as database:
        found = candidates(database, codes, window, limit=limit)
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


class Link(StrEnum):
    """What links two councils in the network."""

    joint_tender = "joint tender"
    shared_service = "shared service"
    framework = "framework"
    lead_and_member = "lead and member"
    named_together = "named together"
    collective = "collective"
    shared_suppliers = "shared suppliers"


@app.command()
def network(
    links: Annotated[
        list[Link] | None,
        typer.Option(
            "--by",
            help="What links two councils; all but collective and shared suppliers when not given. Repeat for more.",
        ),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Also draw it into this file: .html, .svg or .png.", dir_okay=False)
    ] = None,
    tiles: Annotated[
        Path | None,
        typer.Option(
            "--map", help="Also a tile map of the councils into this file, .svg: darker for more.", dir_okay=False
        ),
    ] = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The network of councils that buy together: who is central, who belongs together; as a picture and a tile map."""
    from graph.collaboration.network import USUAL, described
    from graph.collaboration.network import network as collaboration

    kinds = tuple(dict.fromkeys(one.value for one in links)) if links else USUAL
    with _connected() as database:
        found = collaboration(database, kinds)
    if plot:
        from cli.present import voice
        from graph.analytics.picture import draw_projection

        voice.say(f"Drawn into {draw_projection(found, plot)}.")
    records = described(found)
    if tiles:
        _draw_map({row["code"]: row["partners"] for row in records}, tiles)
    _emit(_limited(records, limit), form, output)


@app.command()
def report(
    council: CouncilArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write.", dir_okay=False)] = Path(
        "report.html"
    ),
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the report; today without.")] = None,
) -> None:
    """Two pages on a council to hand to a committee, as one HTML file that works offline and prints.

    Its partners with the words that say so, suppliers shared with councils near by, contracts ending, candidates for
    buying together, the date of the data and what is missing.
    """
    from cli.present import write_text
    from graph.collaboration.choose import choose
    from graph.collaboration.report import report as written

    code = choose(council).code
    with _connected() as database:
        text = written(database, code, on=on.date() if on else None)
    write_text(text, output)


@app.command()
def refresh(
    corrections: Annotated[
        Path | None,
        typer.Option(
            "--corrections",
            help="Your corrections: CSV with action,ocid,council,sense,reason (accept, reject or add), or JSON lines.",
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
    with stop_on_interrupt() as stop, _connected(registered=False) as database, load_progress([]) as report_progress:
        report = refresh_councils(database, given, LoadOptions(progress=report_progress, stop=stop))
    present_report(report, "Refresh of councils", form, output)
    if report.stopped:
        raise typer.Exit(1)


def _bases(given: list[Basis] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in given)) if given else ("party", "text")


@contextmanager
def _connected(*, registered: bool = True) -> Iterator[Database]:
    """The database; with ``registered`` it must have councils."""
    from graph.errors import NotFoundError
    from graph.store.connection import connect
    from graph.store.councils import has_councils

    with connect() as database:
        if registered and not has_councils(database):
            raise NotFoundError(
                "The graph has no councils: load releases, or run `tendergraph councils refresh` if they were loaded "
                "with --no-councils."
            )
        yield database


def _draw_map(values: dict[str, int], path: Path) -> None:
    from cli.present import write_text
    from graph.collaboration.tile_map import tile_map
    from graph.errors import UsageError

    if path.suffix.lower() != ".svg":
        raise UsageError(f"--map {path} must end in .svg.", path=str(path))
    write_text(tile_map(values, what="partners"), path)


def _limited(found: Records, limit: int) -> Records:
    from graph.analytics.result import limited

    return limited(found, limit)


def _emit(found: Records, form: FormatOption, output: OutputOption) -> None:
    from cli.present import emit

    emit(found, form, output)
