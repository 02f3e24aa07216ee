"""Settings of the fetch: environment, else ``.env`` in the current folder, else the default."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from graph.errors import SettingsError
from graph.settings import read_dotenv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIND_A_TENDER = "https://www.find-tender.service.gov.uk"

_RATE = re.compile(
    r"(?P<requests>\d+(?:\.\d+)?)\s*(?:requests?)?"
    r"(?:\s*(?:/|per|in)\s*(?P<period>\d+(?:\.\d+)?)?\s*(?P<unit>s(?:ec(?:onds?)?)?|m(?:in(?:utes?)?)?)?)?"
)
_UNITS = {"s": 1.0, "m": 60.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``requests`` in any ``seconds``."""

    requests: int = 12
    seconds: float = 120.0

    def __str__(self) -> str:
        return f"{self.requests}/{self.seconds:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the service is reached.

    Parameters
    ----------
    url : str
        ``TENDERGRAPH_FTS_URL``: scheme and host of the service.
    rate : Rate
        ``TENDERGRAPH_FTS_RATE``: requests/seconds, such as ``12/120`` or ``6/min``; a number alone is in 120 s.
    timeout : float
        ``TENDERGRAPH_FTS_TIMEOUT``: seconds a whole answer may take, and half of it without a byte.
    patience : float
        ``TENDERGRAPH_FTS_PATIENCE``: seconds for which one page is tried again while the service fails.
    contact : str
        ``TENDERGRAPH_FTS_CONTACT``: how the service's operators can reach you; part of the User-Agent.
    """

    url: str = FIND_A_TENDER
    rate: Rate = Rate()
    timeout: float = 60.0
    patience: float = 300.0
    contact: str = ""


def load_fetch_settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> FetchSettings:
    """Read the settings.

    Raises
    ------
    SettingsError
        A value has no meaning; the sentence names the setting.
    """
    given = dict(read_dotenv((folder or Path.cwd()) / ".env"))
    given |= os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        env = f"TENDERGRAPH_FTS_{name.upper()}"
        text = (given.get(env) or "").strip()
        if text:
            values[name] = read(env, text)
    return FetchSettings(**values)


def _url(env: str, text: str) -> str:
    address = urlsplit(text.rstrip("/"))
    plain = not (address.path or address.query or address.fragment or "@" in address.netloc)
    if address.scheme not in {"https", "http"} or not address.hostname or not plain:
        raise SettingsError(f"{env} is '{text}'; give scheme and host alone, such as {FIND_A_TENDER}.", setting=env)
    return f"{address.scheme}://{address.netloc}"


def _rate(env: str, text: str) -> Rate:
    match = _RATE.fullmatch(text)
    requests = float(match["requests"]) if match else 0.0
    seconds = float(match["period"] or 1.0) if match and (match["period"] or match["unit"]) else Rate().seconds
    seconds *= _UNITS[(match["unit"] or "s")[0]] if match else 1.0
    if requests <= 0 or seconds <= 0:
        raise SettingsError(f"{env} is '{text}'; give requests/seconds, such as 12/120.", setting=env)
    whole = max(1, int(requests))
    return Rate(whole, seconds * whole / requests)


def _seconds(env: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"{env} is '{text}'; give a number of seconds above 0.", setting=env)
    return seconds


def _contact(env: str, text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise SettingsError(f"{env} is '{text}'; give an e-mail or web address in plain ASCII.", setting=env)
    return text


_READERS: dict[str, Callable[[str, str], Any]] = {
    "url": _url,
    "rate": _rate,
    "timeout": _seconds,
    "patience": _seconds,
    "contact": _contact,
}
