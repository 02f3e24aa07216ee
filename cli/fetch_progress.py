"""Progress of a fetch on the terminal: day, pages, releases, the wait until the next request, the time left."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.present import voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.progress import Progress

    from graph.fetch.run import Step
    from graph.fetch.service import Service


class FetchProgress:
    """What a fetch shows while it runs; silent without a bar.

    Parameters
    ----------
    bar : rich.progress.Progress or None
        Where to show it.
    pace : float
        Seconds a request takes at the allowed rate.
    """

    def __init__(self, bar: Progress | None, pace: float) -> None:
        self.bar = bar
        self.pace = pace
        self.text = "first page"
        self.task = bar.add_task(self.text, total=None, wait="") if bar else None

    def step(self, step: Step) -> None:
        """Show a page that came in."""
        left = step.requests_left * self.pace
        unit = f"{left / 60:,.0f} min" if left >= 90 else f"{left:,.0f} s"
        self.text = f"{step.day}  {step.pages:,} pages  {step.releases:,} releases  about {unit} left"
        self._show("", step.pages, step.pages + step.requests_left)

    def wait(self, seconds: float) -> None:
        """Show how long the next request waits."""
        self._show(f"next request in {seconds:,.0f} s")

    def _show(self, wait: str, done: int | None = None, total: int | None = None) -> None:
        if self.bar is None or self.task is None:
            return
        self.bar.update(self.task, description=self.text, wait=wait)
        if total is not None:
            self.bar.update(self.task, completed=done, total=total)


@contextmanager
def open_service() -> Iterator[tuple[Service, FetchProgress]]:
    """The service that the settings name, with progress on stderr while that is a terminal."""
    from graph.fetch.service import Service
    from graph.fetch.settings import load_fetch_settings
    from graph.settings import load_settings

    settings = load_fetch_settings()
    with _bar() as bar:
        show = FetchProgress(bar, settings.rate.seconds / settings.rate.requests)
        with Service(settings, load_settings().cache_folder / "requests", on_wait=show.wait) as service:
            yield service, show


def archive_folder(given: Path | None) -> Path:
    """The archive's folder: the one given, else that of the home folder."""
    from graph.settings import load_settings

    return given if given is not None else load_settings().home_folder / "find-a-tender"


@contextmanager
def _bar() -> Iterator[Progress | None]:
    if not sys.stderr.isatty() or voice.verbosity < 0:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[wait]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
