"""Progress of a load on the terminal, and its answer to an interrupt."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.present import voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def stop_on_interrupt() -> Iterator[Callable[[], bool]]:
    """Make the first interrupt (Ctrl-C) a wish to stop, the second one an end at once; yields whether to stop."""
    wished: list[int] = []

    def on_interrupt(number: int, frame: Any) -> None:
        if wished:
            signal.default_int_handler(number, frame)
        wished.append(number)
        voice.say("Stopping after the batch that is being written; interrupt again to stop at once.")

    with _answered_by(on_interrupt):
        yield lambda: bool(wished)


@contextmanager
def note_interrupt() -> Iterator[Callable[[], bool]]:
    """Remember an interrupt (Ctrl-C) that is raised as usual; yields whether there was one.

    Cleaning up after it can fail, and then another error than the interrupt arrives. Raised in a finalizer it goes no
    further and Python prints where it was: nothing to say, since it is noted.
    """
    noted: list[int] = []
    printed = sys.unraisablehook

    def on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            printed(unraisable)

    def on_interrupt(number: int, frame: Any) -> None:
        noted.append(number)
        signal.default_int_handler(number, frame)

    sys.unraisablehook = on_unraisable
    try:
        with _answered_by(on_interrupt):
            yield lambda: bool(noted)
    finally:
        sys.unraisablehook = printed


@contextmanager
def _answered_by(on_interrupt: Callable[[int, Any], None]) -> Iterator[None]:
    """Have this function answer interrupts, and afterwards what did before."""
    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def load_progress(sources: list[str]) -> Iterator[Callable[[Any], None]]:
    """Show releases read, releases a second, rejects and time left on stderr while it is a terminal."""
    if not sys.stderr.isatty() or voice.verbosity < 0:
        yield lambda _report: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[read]:,} releases"),
        BarColumn(),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TextColumn("{task.fields[rejected]:,} rejected"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    size = _size(sources)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("load", total=size, read=0, rate=0.0, rejected=0)

        def show(report: Any) -> None:
            rate = report.read / report.seconds if report.seconds else 0.0
            bar.update(task, completed=report.bytes_read, read=report.read, rate=rate, rejected=report.rejected.total())

        yield show


def _size(sources: list[str]) -> int | None:
    """Bytes of the sources, where they are plain files or folders; None where that cannot be told."""
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-" or not path.exists():
            return None
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.is_file():
                if _is_packed(file):
                    return None
                total += file.stat().st_size
    return total


def _is_packed(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(4).startswith((b"\x1f\x8b", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"))
    except OSError:
        return False
