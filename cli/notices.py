"""What the library says while it works, on stderr: sentences, and a bar while there is a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cli.present import voice
from graph.notices import present_notices

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class _Bar:
    """A bar of bytes that comes with the first progress and goes when it is over."""

    def __init__(self) -> None:
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def show(self, what: str, done: int, total: int) -> None:
        """Draw, move or end the bar."""
        if self.bar is None:
            if done >= total or not sys.stderr.isatty() or voice.verbosity < 0:
                return
            self.begin(what, total)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done)
            if done >= total:
                self.bar.stop()
                self.bar = None

    def begin(self, what: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.bar.start()
        self.task = self.bar.add_task(what, total=total)


def show_notices() -> None:
    """From now on, write the library's notices and progress to stderr."""
    present_notices(voice.say, _Bar().show)
