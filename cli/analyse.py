"""`tendergraph analyse`: networks of who buys from whom, measured."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.network_options import Request, reads_network
from cli.options import FormatOption, LimitOption, OutputOption, YesOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.records import Records
    from graph.store.connection import Database

app = typer.Typer(
    help="Networks of buyers and suppliers: who is central, who belongs together, what is concentrated. "
    "A measure describes the published awards that pass the filters; it proves no intent and no wrongdoing.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PlotOption = Annotated[
    Path | None, typer.Option("--plot", help="Also draw it into this file: .html, .svg or .png.", dir_okay=False)
]
SaveOption = Annotated[
    str | None,
    typer.Option("--save", help="Also write the result to the graph under this name; `analyse drop` removes it."),
]
SideOption = Annotated[str, typer.Option("--of", help="Whose: buyers, suppliers, councils, ... of the network.")]
SeedOption = Annotated[int, typer.Option(help="Seed of what is drawn at random; the same seed gives the same result.")]
WeightOption = Annotated[str, typer.Option(help="awards, or a currency such as GBP.")]


class Engine(StrEnum):
    """Where it is computed."""

    local = "local"
    gds = "gds"


EngineOption = Annotated[
    Engine, typer.Option(help="local, or gds for the Graph Data Science library of the connected Neo4j.")
]


class Measure(StrEnum):
    """Measures of `analyse central`."""

    degree = "degree"
    strength = "strength"
    degree_share = "degree-share"
    pagerank = "pagerank"
    birank = "birank"
    closeness = "closeness"
    betweenness = "betweenness"
    eigenvector = "eigenvector"
    hits = "hits"
    core = "core"


@app.command("network")
@reads_network
def network_(request: Request, plot: PlotOption = None, form: FormatOption = None, output: OutputOption = None) -> None:
    """Size and shape of the network: nodes, awards, components, clustering, nestedness, weak points.

    It tells whether buying runs through one connected market or through many apart, and which suppliers hold it
    together. It does not prove that a market works well or badly: it sees only published awards, not bids or prices.
    """
    from graph.analytics.counted import totals
    from graph.analytics.structure import summary

    with _connected() as database:
        network = request.read(database)
        _draw_network(database, request, network, plot)
        found = summary(network, totals(database, request.kind, request.filters()))
    _emit(found, form, output)


@app.command()
@reads_network
def central(
    request: Request,
    *,
    by: Annotated[list[Measure] | None, typer.Option("--by", help="Measure; the first ranks. Repeat for more.")] = None,
    of: Annotated[str, typer.Option("--of", help="Only buyers, or only suppliers (any kind of the network).")] = "",
    weight: WeightOption = "awards",
    seed: SeedOption = 0,
    engine: EngineOption = Engine.local,
    save: SaveOption = None,
    plot: PlotOption = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Who is central: many partners (degree), much business (strength), between others (betweenness), ...

    A central supplier serves buyers that otherwise share no supplier, and a central buyer keeps many in business. Being
    central does not prove power or dependence: a framework or a large loaded period makes anyone central.
    """
    from cli.present import progress
    from graph.analytics.centrality import central as measure
    from graph.analytics.result import limited

    if engine is Engine.gds:
        from graph.analytics.gds import central as measure_in_gds

        asked = [one.value for one in by or (Measure.degree, Measure.strength, Measure.pagerank)]
        _only_here({"--save": save, "--plot": plot, "--of": of, "--weight": weight != "awards", "--seed": seed})
        _in_gds(request, lambda database: measure_in_gds(database, request.filters(), asked, limit), form, output)
        return
    measures: Any = [
        one.value for one in by or (Measure.degree, Measure.strength, Measure.pagerank, Measure.betweenness)
    ]
    with _connected() as database:
        network = request.read(database)
        with progress("Measuring") as advance:
            done = [0]

            def report(now: int, total: int) -> None:
                advance(now - done[0], total=total)
                done[0] = now

            found = _with_awards(
                database, request, measure(network, measures, weight=weight, kind=of, seed=seed, report=report)
            )
        _save(database, save, "central", found)
        _draw_network(database, request, network, plot)
    _emit(limited(found, limit), form, output)


class Links(StrEnum):
    """Weights of the projection of `analyse communities`."""

    shared = "shared"
    jaccard = "jaccard"
    cosine = "cosine"
    newman = "newman"
    resource_allocation = "resource-allocation"


@app.command()
@reads_network
def communities(
    request: Request,
    *,
    of: SideOption = "buyers",
    resolution: Annotated[float, typer.Option(help="Above 1 for more, smaller communities.")] = 1.0,
    runs: Annotated[int, typer.Option(min=1, help="How often to split; the best is kept, all are compared.")] = 10,
    validated: Annotated[
        bool, typer.Option("--validated", help="Only link pairs whose overlap chance does not explain (q <= 0.05).")
    ] = False,
    links: Annotated[
        Links, typer.Option("--links", help="Weight of a pair: partners shared, or that over what either has.")
    ] = Links.shared,
    members: Annotated[bool, typer.Option("--members", help="List the nodes of each instead.")] = False,
    seed: SeedOption = 0,
    engine: EngineOption = Engine.local,
    save: SaveOption = None,
    plot: PlotOption = None,
    limit: LimitOption = 50,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Groups that buy from the same suppliers, with how good the split is and how stable.

    A community is a market in practice: buyers that share suppliers, whatever their region or kind. It does not prove
    that they act together: a shared trade or framework makes one, and a stability well below 1 says to distrust it.
    """
    from graph.analytics.result import limited

    if engine is Engine.gds:
        from graph.analytics.gds import communities as split_in_gds

        _only_here({"--save": save, "--plot": plot, "--of": of != "buyers", "--validated": validated,
                    "--links": links is not Links.shared,
            "--resolution": resolution != 1.0, "--runs": runs != 10})  # fmt: skip
        _in_gds(
            request, lambda database: limited(split_in_gds(database, request.filters(), seed=seed), limit), form, output
        )
        return
    from graph.analytics.communities import communities as split
    from graph.analytics.overlap import overlap as test
    from graph.analytics.projection import project
    from graph.analytics.read import with_divisions
    from graph.errors import UsageError

    if validated and links is not Links.shared:
        raise UsageError("--validated weights pairs by the partners they share: leave out --links.")
    with _connected() as database:
        network = request.read(database)
        side = network.side(of)
        projection = test(network, side).backbone() if validated else project(network, side, links.value)
        if request.kind == "buyer-supplier":
            with_divisions(database, network, request.filters())
        found = split(network, side, projection, seed=seed, runs=runs, resolution=resolution)
        _save(database, save, "communities", found.members())
        _draw_network(database, request, network, plot, found)
    _emit(limited(found.members() if members else found.to_records(), limit), form, output)


@app.command()
@reads_network
def concentration(
    request: Request,
    *,
    weight: WeightOption = "awards",
    least: Annotated[int, typer.Option(min=1, help="Leave out groups with fewer awards.")] = 1,
    plot: PlotOption = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """How far buying goes to few suppliers: HHI, CR1, CR4 and Gini by buyer, CPV division, region or period.

    A high index says that few suppliers hold most of a group's awards or value; choose the group with --network. It
    does not prove a lack of competition: a single specialist, a short period or missing values make it high too.
    """
    from graph.analytics.concentration import concentration as measure
    from graph.analytics.counted import awards_by_group
    from graph.analytics.result import limited

    with _connected() as database:
        network = request.read(database)
        counted = awards_by_group(database, request.kind, request.filters(), level=request.level)
    found = measure(network, weight, minimum=least, counted=counted)
    if plot:
        from graph.analytics.charts import concentration_curve

        _written(concentration_curve(network, plot, weight))
    _emit(limited(found, limit), form, output)


class Null(StrEnum):
    """Null models of `analyse overlap`."""

    hypergeometric = "hypergeometric"
    bicm = "bicm"


class Correction(StrEnum):
    """Corrections of `analyse overlap`."""

    bh = "bh"
    bonferroni = "bonferroni"


@app.command()
@reads_network
def overlap(
    request: Request,
    *,
    of: SideOption = "buyers",
    null: Annotated[
        Null, typer.Option(help="bicm also keeps how popular each supplier is: stricter.")
    ] = Null.hypergeometric,
    correction: Annotated[Correction, typer.Option(help="For the tests of all pairs.")] = Correction.bh,
    alpha: Annotated[float, typer.Option(min=0.0, max=1.0, help="Only pairs with q_value at most this.")] = 0.05,
    every: Annotated[
        bool, typer.Option("--all", help="All pairs that share a partner, whatever their q_value.")
    ] = False,
    save: SaveOption = None,
    plot: PlotOption = None,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Pairs that share more suppliers (or buyers) than chance explains, each tested and corrected for all tests.

    A small q_value says that two buyers choose the same suppliers more often than buyers of their size would by chance.
    It does not prove co-ordination: a joint tender, a framework, the same trade or region explain most such pairs.
    """
    from graph.analytics.overlap import overlap as test

    with _connected() as database:
        network = request.read(database)
        found = test(network, network.side(of), null.value, correction.value)
        shown = None if every else alpha
        _save(database, save, "overlap", found.to_records(shown))
        _draw_projection(found, alpha, plot)
    _emit(found.to_records(shown, limit), form, output)


class Likeness(StrEnum):
    """Measures of `analyse similar`."""

    jaccard = "jaccard"
    cosine = "cosine"
    shared = "shared"


@app.command()
@reads_network
def similar(
    request: Request,
    *,
    name: Annotated[str, typer.Argument(help="Id or name of a buyer, supplier or any node of the network.")],
    by: Annotated[Likeness, typer.Option("--by", help="What ranks.")] = Likeness.jaccard,
    engine: EngineOption = Engine.local,
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The buyers (or suppliers) most like one: those that share most of its partners.

    It finds buyers to learn from or to buy with, and suppliers that serve the same customers. It does not prove that
    two suppliers compete or offer the same: only the partners are compared, not what was bought.
    """
    if engine is Engine.gds:
        from graph.analytics.gds import similar as nearest_in_gds

        _only_here({"--by": by is not Likeness.jaccard})
        _in_gds(request, lambda database: nearest_in_gds(database, request.filters(), name, limit), form, output)
        return
    from graph.analytics.similarity import similar as nearest

    with _connected() as database:
        network = request.read(database)
        found = nearest(network, name, by.value, limit)
    _emit(found, form, output)


@app.command()
@reads_network
def paths(
    request: Request,
    *,
    start: Annotated[str, typer.Argument(help="Id or name of one organisation.")],
    end: Annotated[str, typer.Argument(help="Id or name of another.")],
    limit: LimitOption = 10,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """The shortest chains of awards between two organisations.

    A short chain shows which buyer or supplier two organisations have in common, step by step. It does not prove that
    they know of each other: in a dense market nearly everyone is within a few steps.
    """
    from graph.analytics.similarity import paths as chains

    with _connected() as database:
        network = request.read(database)
    _emit(chains(network, start, end, limit), form, output)


@app.command()
@reads_network
def change(
    request: Request,
    *,
    split: Annotated[
        datetime,
        typer.Option(
            "--at", formats=["%Y-%m-%d"], help="First day of the second period; the first ends the day before."
        ),
    ],
    of: SideOption = "suppliers",
    weight: WeightOption = "awards",
    limit: LimitOption = 20,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Two periods compared: who entered, who left, who moved in rank. --since and --until bound them.

    It shows new and lost suppliers and who rose or fell, by awards or by value in one currency. Entering or leaving
    does not prove a new or failed business: an award outside the loaded releases is not seen.
    """
    from datetime import timedelta

    from graph.analytics.change import change as compare
    from graph.analytics.counted import awards_by_group, totals
    from graph.analytics.result import limited
    from graph.errors import NotFoundError, UsageError

    day, since, until = split.date(), request.filters().since, request.filters().until
    if (since and day <= since) or (until and day > until):
        raise UsageError(f"--at {day} must lie after --since and not after --until: it parts what they bound.")
    with _connected() as database:
        periods = ({"until": day - timedelta(days=1)}, {"since": day})
        before, after = (request.read(database, empty=True, **period) for period in periods)
        group = after.nodes(after.side(of)).kind
        own = [
            awards_by_group(database, request.kind, request.filters(**period), level=request.level, group=group)
            for period in periods
        ]
        counted = totals(database, "period-supplier", request.filters(since=None, until=None, awards=1))
    if not before.awards.nnz and not after.awards.nnz:
        raise NotFoundError(
            "No award with a date passes these filters in either period: load releases, or ask for less."
        )
    both = (own[0], own[1]) if own[0] is not None and own[1] is not None else None
    found = limited(compare(before, after, of, weight, counted=both), limit)
    for network, where in ((before, f"before {day}"), (after, f"on or after {day}")):
        if not network.awards.nnz:
            found.notes.append(f"No award {where} is loaded or passes the filters: this compares with nothing.")
    if counted and counted.left_out:
        found.notes.append(f"{counted.left_out:,} awards without a date are in neither period.")
    _emit(found, form, output)


class Order(StrEnum):
    """Orders of loss of `analyse robustness`."""

    awards = "awards"
    degree = "degree"
    random = "random"


@app.command()
@reads_network
def robustness(
    request: Request,
    *,
    order: Annotated[Order, typer.Option(help="Which suppliers are lost first.")] = Order.awards,
    weak: Annotated[bool, typer.Option("--weak", help="Instead: suppliers whose loss cuts buyers off.")] = False,
    seed: SeedOption = 0,
    limit: LimitOption = 30,
    form: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """What stays when suppliers are lost one after another, and whose loss cuts buyers off.

    It shows how far buyers hang on few suppliers: how many would be left without a supplier they have bought from. It
    does not prove that they could not buy elsewhere: suppliers that won nothing here are not in the network.
    """
    from graph.analytics.change import robustness as lose
    from graph.analytics.result import limited
    from graph.analytics.weakness import weak_records

    with _connected() as database:
        network = request.read(database)
    _emit(limited(weak_records(network) if weak else lose(network, order.value, seed=seed), limit), form, output)


@app.command()
def saved(form: FormatOption = None, output: OutputOption = None) -> None:
    """Results that --save wrote to the graph, with the parameters that made them.

    A saved result is derived, never published: everything it wrote carries derivedBy with its name. It does not follow
    later loads: its date says how old it is.
    """
    from graph.analytics.save import saved as listed

    with _connected() as database:
        _emit(listed(database), form, output)


@app.command()
def drop(
    name: Annotated[str, typer.Argument(help="Name of the saved result.")],
    yes: YesOption = False,
) -> None:
    """Remove a saved result from the graph: all that carries its name in derivedBy.

    Nothing that was published is touched. It does not undo anything else that was derived, such as councils.
    """
    from cli.present import voice
    from graph.analytics.save import drop as remove

    if not yes and not typer.confirm(f"Remove the saved result {name!r}?", err=True):
        raise typer.Exit(1)
    with _connected() as database:
        voice.say(f"Removed {name!r}: {remove(database, name):,} relationships.")


@contextmanager
def _connected() -> Iterator[Database]:
    from graph.store.connection import connect

    with connect() as database:
        yield database


def _with_awards(database: Database, request: Request, found: Records) -> Records:
    """The result with the distinct awards of buyers and suppliers, where the network has such a count."""
    from graph.analytics.counted import awards_by_group, with_awards

    counted = {
        kind: awards_by_group(database, request.kind, request.filters(), group=kind) for kind in ("buyer", "supplier")
    }
    known = {kind: groups for kind, groups in counted.items() if groups is not None}
    return with_awards(found, known) if len(known) == len(counted) else found


def _only_here(given: dict[str, Any]) -> None:
    """Refuse options that --engine gds has not, rather than pass them over."""
    from graph.errors import UsageError

    known = [name for name, value in given.items() if value]
    if known:
        raise UsageError(f"--engine gds has no {', '.join(known)}: leave it out, or leave out --engine gds.")


def _in_gds(request: Request, measure: Callable[[Database], Records], form: Any, output: Path | None) -> None:
    """Have the library measure; only the buyer-supplier network is there, and nothing of it is drawn or saved."""
    from graph.errors import UsageError

    if request.kind != "buyer-supplier":
        raise UsageError(f"--engine gds knows the buyer-supplier network only, not {request.kind}.")
    with _connected() as database:
        found = measure(database)
    _emit(found, form, output)


def _emit(found: Records, form: Any, output: Path | None) -> None:
    from cli.present import emit

    emit(found, form, output)


def _save(database: Database, name: str | None, kind: str, found: Records) -> None:
    if name is None:
        return
    from cli.present import voice
    from graph.analytics.save import save

    voice.say(f"Saved as {name!r}: {save(database, name, kind, found):,} relationships with derivedBy.")


def _draw_network(database: Database, request: Request, network: Any, plot: Path | None, split: Any = None) -> None:
    if plot is None:
        return
    from graph.analytics.picture import draw
    from graph.analytics.read import with_divisions

    if plot.suffix.lower() in (".svg", ".png") and split is None and network.top.kind in ("period", "tender"):
        _draw_chart(database, request, network, plot)
        return
    divisions = with_divisions(database, network, request.filters()) if network.top.kind == "buyer" else None
    _written(draw(network, plot, split, divisions))


def _draw_chart(database: Database, request: Request, network: Any, plot: Path) -> None:
    from graph.analytics.charts import awards_over_time, shared_tenders
    from graph.analytics.counted import awards_by_group, totals

    if network.top.kind == "tender":
        _written(shared_tenders(network, plot))
        return
    counted = awards_by_group(database, request.kind, request.filters(), level=request.level)
    every = totals(database, request.kind, request.filters())
    _written(awards_over_time(network, plot, counted, every.left_out if every else 0))


def _draw_projection(found: Any, alpha: float, plot: Path | None) -> None:
    if plot is not None:
        from graph.analytics.picture import draw_projection

        _written(draw_projection(found.backbone(alpha), plot))


def _written(path: Path) -> None:
    from cli.present import voice

    voice.say(f"Drawn in {path}.")
