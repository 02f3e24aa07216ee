"""What the library has to say while it works: sentences and progress, given to whoever presents them.

The library never prints. A program that shows notices sets the two hooks once; without them a notice goes to the
log ``tendergraph`` at level INFO and progress goes nowhere.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Notice = Callable[[str], None]
    Progress = Callable[[str, int, int], None]

_hooks: dict[str, Callable[..., None]] = {}


def present_notices(notice: Notice | None = None, progress: Progress | None = None) -> None:
    """Set who presents notices (a sentence) and progress (what, done, total); None puts the default back."""
    for name, hook in (("notice", notice), ("progress", progress)):
        if hook is None:
            _hooks.pop(name, None)
        else:
            _hooks[name] = hook


def notify(sentence: str) -> None:
    """Say one sentence to the user."""
    hook = _hooks.get("notice") or logging.getLogger("tendergraph").info
    hook(sentence)


def progress(what: str, done: int, total: int) -> None:
    """Tell how far ``what`` has come; it is over when ``done`` reaches ``total``."""
    hook = _hooks.get("progress")
    if hook:
        hook(what, done, total)
