"""Never more requests than the service allows, over processes and restarts.

A log of the last requests, not a bucket of tokens: a bucket of 12 that refills one every ten seconds lets 23 pass
in 120 s. The log is a small file a host, because a killed fetch that starts again, and a second fetch beside the
first, share the same limit (docs/decisions/0071-a-request-log-on-disk.md).
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock

from graph.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.fetch.clock import Clock
    from graph.fetch.settings import Rate

#: Share of the period added to it, for clocks that tick apart and requests that a kill left on their way.
MARGIN = 0.01


class RequestLog:
    """When requests were made to one host.

    Parameters
    ----------
    path : Path
        The file; made when missing, and a damaged one counts as full.
    rate : Rate
        What the service allows.
    clock : Clock
        Wall-clock time, which processes share.
    longest : float
        Seconds that a request may take.
    on_wait : callable
        Called with the seconds left, about once a second, while a request waits for its turn.
    """

    def __init__(self, path: Path, rate: Rate, clock: Clock, longest: float, on_wait: Callable[[float], None]) -> None:
        self.path = path
        self.rate = rate
        self.clock = clock
        self.longest = longest
        self.on_wait = on_wait
        self.waited = 0.0
        self._lock = FileLock(f"{path}.lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                pass
        except OSError as error:
            raise FetchError(
                f"{path} cannot be written: {error.strerror or error}. The times of requests are kept there; set "
                "TENDERGRAPH_CACHE to a folder of yours.",
                path=path,
            ) from error

    @contextmanager
    def request(self) -> Iterator[None]:
        """Wait for the turn of a request; what happens inside the block is the request.

        The time that counts is that of the answer's end: the service saw the request between its sending and its
        answer, so counting from the end is exact whatever the network's delays. A request that never ended here, since
        its process was killed, counts as being made as long as it can be.
        """
        taken = self._take()
        try:
            yield
        finally:
            with self._locked() as state:
                if taken in state.open:
                    state.open.remove(taken)
                state.made.append(self.clock.now())

    def hold_until(self, moment: float) -> None:
        """Make no request before this moment: what Retry-After asks, kept also over a restart."""
        with self._locked() as state:
            state.hold = max(state.hold, moment)

    def _take(self) -> float:
        while True:
            with self._locked() as state:
                now = self.clock.now()
                wait = self._wait(state, now)
                if wait <= 0:
                    state.open.append(now)
                    return now
            self._sleep(wait)

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds
        while seconds > 0:
            self.on_wait(seconds)
            self.clock.sleep(min(seconds, 1.0))
            seconds -= 1.0

    def _wait(self, state: _State, now: float) -> float:
        period = self.rate.seconds * (1 + MARGIN)
        # A moment in the future is of a clock that was set back since: it counts as now.
        state.made = [min(moment, now) for moment in state.made if moment > now - period]
        state.open = [min(moment, now) for moment in state.open if moment + self.longest > now - period]
        times = sorted([*state.made, *(min(moment + self.longest, now) for moment in state.open)])
        full = times[-self.rate.requests] + period - now if len(times) >= self.rate.requests else 0.0
        return max(full, state.hold - now)

    @contextmanager
    def _locked(self) -> Iterator[_State]:
        with self._lock:
            state = self._read()
            before = self._text(state)
            yield state
            if self._text(state) != before:
                self._write(state)

    def _read(self) -> _State:
        try:
            content = json.loads(self.path.read_text(encoding="ascii"))
            made, unfinished = ([float(moment) for moment in content[name]] for name in ("made", "open"))
            return _State(made, unfinished, float(content["hold"]))
        except FileNotFoundError:
            return _State([], [], 0.0)
        except (ValueError, KeyError, TypeError):
            full = _State([self.clock.now()] * self.rate.requests, [], 0.0)
            self._write(full)
            return full

    def _write(self, state: _State) -> None:
        partial = self.path.with_name(f"{self.path.name}.partial")
        partial.write_text(self._text(state), encoding="ascii")
        partial.replace(self.path)

    @staticmethod
    def _text(state: _State) -> str:
        return json.dumps({"made": state.made, "open": state.open, "hold": state.hold})


@dataclass(slots=True)
class _State:
    made: list[float]
    open: list[float]
    hold: float
