"""Options that say which network to analyse: one declaration, added to each command that reads one."""

from __future__ import annotations

import functools
import inspect
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.analytics.network import Network


class Kind(StrEnum):
    """What is linked to what."""

    buyer_supplier = "buyer-supplier"
    council_supplier = "council-supplier"
    award_supplier = "award-supplier"
    cpv_supplier = "cpv-supplier"
    region_supplier = "region-supplier"
    period_supplier = "period-supplier"
    tender_council = "tender-council"
    tender_cpv = "tender-cpv"


_DAY = ["%Y-%m-%d"]
_OPTIONS: dict[str, tuple[Any, Any]] = {
    "network": (
        Annotated[Kind, typer.Option("--network", help="What is linked to what.", show_choices=True)],
        Kind.buyer_supplier,
    ),
    "since": (
        Annotated[
            datetime | None,
            typer.Option(formats=_DAY, help="Awards on or after this day; those without a date are left out."),
        ],
        None,
    ),
    "until": (
        Annotated[
            datetime | None,
            typer.Option(formats=_DAY, help="Awards on or before this day; those without a date are left out."),
        ],
        None,
    ),
    "cpv": (Annotated[str | None, typer.Option(help="Only lots whose CPV code begins with these digits.")], None),
    "region": (
        Annotated[str | None, typer.Option(help="Only lots delivered in a region whose code begins so, such as UKI.")],
        None,
    ),
    "buyer_kind": (Annotated[str | None, typer.Option(help="Only buyers of this kind, as published.")], None),
    "status": (
        Annotated[
            list[str] | None,
            typer.Option(
                help="Award statuses to count; without it all but cancelled and unsuccessful. Repeat for more."
            ),
        ],
        None,
    ),
    "min_awards": (Annotated[int, typer.Option(min=1, help="Only pairs with at least this many awards.")], 1),
    "level": (
        Annotated[
            int | None,
            typer.Option(min=1, help="Digits of CPV codes (2), letters of regions (3) or of dates (4) to group by."),
        ],
        None,
    ),
}


class Request:
    """The network that the options of a command ask for.

    Parameters
    ----------
    **given : Any
        The options of ``_OPTIONS`` as the command line gave them.
    """

    def __init__(self, **given: Any) -> None:
        self.given = given

    @property
    def kind(self) -> str:
        """Name of the network."""
        return str(self.given["network"].value)

    @property
    def level(self) -> int | None:
        """Digits or letters to group by; None for the usual number."""
        level: int | None = self.given["level"]
        return level

    def filters(self, **changed: Any) -> Any:
        """The filters; ``changed`` replaces some."""
        from graph.analytics.read import Filters
        from graph.errors import UsageError

        given = self.given
        for name, prefix in (("cpv", given["cpv"]), ("region", given["region"])):
            if prefix is not None and not prefix.strip():
                raise UsageError(f"--{name} is empty: give the beginning of a code, or leave it out.", option=name)
        days = {name: given[name] and given[name].date() for name in ("since", "until")}
        if days["since"] and days["until"] and days["since"] > days["until"]:
            raise UsageError(f"--since {days['since']} is after --until {days['until']}: nothing lies between.")
        statuses = tuple(given["status"]) if given["status"] else None
        return Filters(**{
            **days, "cpv": given["cpv"], "region": given["region"], "buyer_kind": given["buyer_kind"],
            "statuses": statuses, "awards": given["min_awards"], **changed,
        })  # fmt: skip

    def read(self, database: Any, *, empty: bool = False, **changed: Any) -> Network:
        """Read the network, with progress on a terminal; ``empty`` says that one without links will do.

        Raises
        ------
        graph.errors.NotFoundError
            No award passes the filters.
        """
        from cli.present import progress
        from graph.analytics.read import read_network
        from graph.errors import NotFoundError

        with progress(f"Reading the {self.kind} network") as advance:
            seen = 0

            def report(done: int) -> None:
                nonlocal seen
                advance(done - seen)
                seen = done

            network = read_network(
                database, self.given["network"].value, self.filters(**changed), level=self.level, report=report
            )
        if not network.awards.nnz and not empty:
            raise NotFoundError(
                f"No link of the {self.kind} network passes these filters: load releases first, or ask for less."
            )
        return network


def reads_network(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a network, and hand them to it as one ``request``."""

    @functools.wraps(command)
    def wrapped(**given: Any) -> None:
        request = Request(**{name: given.pop(name) for name in _OPTIONS})
        command(request=request, **given)

    own = inspect.signature(command, eval_str=True)
    kept = [parameter for parameter in own.parameters.values() if parameter.name != "request"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in _OPTIONS.items()
    ]
    kept = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in kept]
    wrapped.__signature__ = inspect.Signature([*kept, *added])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in (*kept, *added)}
    return wrapped
