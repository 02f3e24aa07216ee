"""Councils as people write them: a code, a GSS code, an official or short name, another name, or part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.councils.register import councils
from graph.errors import AmbiguousError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.councils.register import Council

_MOST = 10


def choose(text: str) -> Council:
    """The council of a code or name.

    A code or whole name comes before a part of a name, a current council before an abolished one.

    Raises
    ------
    AmbiguousError
        Several councils fit: their codes are ``candidates``.
    UsageError
        None fits.
    """
    wanted = text.strip()
    every = councils().values()
    by_code = [council for council in every if wanted.upper() in (council.code, council.gss) and wanted]
    folded = _folded(wanted)
    tiers = (
        by_code,
        [council for council in every if folded == _folded(council.name)],
        [council for council in every if folded in {_folded(name) for name in _names(council)}],
        [council for council in every if folded and folded in _folded(council.name)],
    )
    for found in tiers:
        current = [council for council in found if council.current] or found
        if len(current) == 1:
            return current[0]
        if current:
            raise _ambiguous(text, current)
    raise UsageError(
        f"The register has no council {text!r}; give a code or name, `tendergraph councils list --all` has them.",
        name=text,
    )


def choose_all(texts: Iterable[str] | None) -> list[str]:
    """Codes of the councils of these names, each once, in the order given."""
    return list(dict.fromkeys(choose(text).code for text in texts or ()))


def name_of(code: str) -> str:
    """Official name of a council; its code where the register no longer has it."""
    council = councils().get(code)
    return council.name if council else code


def _names(council: Council) -> tuple[str, ...]:
    return (council.short, *(alias.removeprefix("~") for alias in council.aliases))


def _ambiguous(text: str, found: list[Council]) -> AmbiguousError:
    lines = "".join(f"\n  {council.code}  {council.name}" for council in found[:_MOST])
    more = f"\n  and {len(found) - _MOST} more" if len(found) > _MOST else ""
    message = f"{len(found)} councils fit {text!r}; give the code of one:{lines}{more}"
    return AmbiguousError(message, name=text, candidates=[council.code for council in found])


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")))
