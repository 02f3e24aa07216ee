"""Find a Tender over HTTP: one connection, below its limit, tried again while it fails, never led elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from graph import __version__
from graph.fetch.clock import Clock, SystemClock, at
from graph.fetch.errors import OversizeError, PageError, RedirectError, RequestError, ServiceError
from graph.fetch.limiter import RequestLog
from graph.notices import notify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from graph.fetch.settings import FetchSettings

PACKAGES = "/api/1.0/ocdsReleasePackages"
RECORDS = "/api/1.0/ocdsRecordPackages"

#: Bytes that a page may have; real ones have about 600,000.
LARGEST_PAGE = 50_000_000
#: How often a page is asked for while what comes back cannot be read.
READINGS = 3
#: Seconds of patience with a host that cannot be reached at all, when nothing came from it yet.
FIRST_PATIENCE = 20.0
#: Redirects followed on the service's own address.
REDIRECTS = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a good answer, and when the service's own clock sent it."""

    body: bytes
    sent: datetime


class _PassingError(Exception):
    """A fault that may pass; ``after`` is the Retry-After in seconds, where there was one."""

    def __init__(self, reason: str, after: float | None = None, *, connected: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
        self.connected = connected


class Service:
    """The service, as a context manager that holds one connection.

    Parameters
    ----------
    settings : FetchSettings
        Address, rate, patience.
    folder : Path
        Where the log of requests is kept.
    clock : Clock
        Time for waiting; the machine's by default.
    on_wait : callable
        Called with the seconds left while a request waits.
    """

    def __init__(
        self,
        settings: FetchSettings,
        folder: Path,
        clock: Clock | None = None,
        on_wait: Callable[[float], None] | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.requests = 0
        self.retries = 0
        self._answered = False
        name = urlsplit(settings.url).netloc.replace(":", "-")
        self.log = RequestLog(
            folder / f"{name}.json", settings.rate, self.clock, 1.5 * settings.timeout, on_wait or (lambda _: None)
        )
        contact = f" ({settings.contact})" if settings.contact else ""
        self._client = httpx.Client(
            http2=False,
            timeout=httpx.Timeout(settings.timeout / 2),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            headers={"User-Agent": f"tendergraph/{__version__}{contact}", "Accept": "application/json"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, path: str, parameters: dict[str, str], read: Callable[[Answer], T]) -> T:
        """Ask, and read the answer, as often as patience allows.

        Parameters
        ----------
        path : str
            Path of the service's address.
        parameters : dict
            Query parameters.
        read : callable
            Makes the result of the answer; a `PageError` from it has the page asked for again.

        Raises
        ------
        ServiceError, PageError, RequestError, RedirectError
            See `graph.fetch.errors`.
        """
        begun, unreadable = self.clock.now(), 0

        def attempt() -> T:
            nonlocal unreadable
            try:
                return read(self._ask(f"{self.settings.url}{path}", parameters))
            except PageError:
                unreadable += 1
                raise

        attempts = Retrying(
            sleep=self._pause,
            retry=retry_if_exception_type((_PassingError, PageError)),
            wait=_backoff,
            stop=lambda state: unreadable >= READINGS or self._out_of_patience(state, begun),
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return attempts(attempt)
        except _PassingError as error:
            raise self._exhausted(error, begun) from error
        finally:
            self.retries += attempts.statistics.get("attempt_number", 1) - 1

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self.clock.sleep(seconds)

    def _out_of_patience(self, state: RetryCallState, begun: float) -> bool:
        error = state.outcome.exception() if state.outcome else None
        if not isinstance(error, _PassingError):
            return False
        patience = self.settings.patience
        if not error.connected and not self._answered:
            patience = min(patience, FIRST_PATIENCE)
        return self.clock.now() + (error.after or 0.0) - begun > patience

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        reason = error.reason if isinstance(error, _PassingError) else str(error).rstrip(".")
        notify(f"{urlsplit(self.settings.url).netloc}: {reason}; trying again.")

    def _exhausted(self, error: _PassingError, begun: float) -> ServiceError:
        tried = self.clock.now() - begun
        host = urlsplit(self.settings.url).netloc
        if error.after is not None and tried + error.after > self.settings.patience:
            again = at(self.clock.now() + error.after).strftime("%Y-%m-%d %H:%M:%S UTC")
            advice = f"It asks for no request before {again}"
        else:
            advice = f"It was tried for {tried:,.0f} s"
        return ServiceError(
            f"{host} gives no usable answer: {error.reason}. {advice}; what was fetched is kept, run the same command "
            "again later.",
            host=host,
            reason=error.reason,
        )

    def _ask(self, url: str, parameters: dict[str, str]) -> Answer:
        for _ in range(1 + REDIRECTS):
            with self.log.request():
                self.requests += 1
                answer = self._exchange(url, parameters)
            if isinstance(answer, Answer):
                return answer
            url, parameters = answer, {}
        raise RedirectError(f"The service redirects more than {REDIRECTS} times, the last time to {url}.", url=url)

    def _exchange(self, url: str, parameters: dict[str, str]) -> Answer | str:
        """One request: its answer, or the address on the same host that it redirects to."""
        deadline = time.monotonic() + self.settings.timeout
        try:
            with self._client.stream("GET", url, params=parameters or None) as response:
                if response.is_redirect:
                    return self._own_address(url, response.headers.get("Location", ""))
                if response.status_code != httpx.codes.OK:
                    self._refuse(response)
                self._answered = True
                return Answer(_body(response, deadline), _sent(response, self.clock))
        except httpx.TimeoutException as error:
            raise _PassingError(f"no answer within {self.settings.timeout / 2:g} s") from error
        except httpx.TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise RequestError(
                    f"The TLS certificate of {urlsplit(url).netloc} is not trusted ({error}). It is always verified; "
                    "if your network has its own authority, name its certificate in SSL_CERT_FILE."
                ) from error
            connected = not isinstance(error, httpx.ConnectError)
            raise _PassingError(
                f"the connection failed ({error or type(error).__name__})", connected=connected
            ) from error
        except httpx.DecodingError as error:
            raise _PassingError(f"its answer cannot be decompressed ({error})") from error

    def _own_address(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        if urlsplit(target)[:2] != urlsplit(url)[:2]:
            raise RedirectError(
                f"The service redirects to {target}, another address than {self.settings.url}; that is not followed. "
                "If the service has moved, set TENDERGRAPH_FTS_URL.",
                location=target,
            )
        return target

    def _refuse(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in {408, 425, 429} or status >= 500:
            after = _retry_after(response, self.settings.rate.seconds)
            if after is not None:
                self.log.hold_until(self.clock.now() + after)
            raise _PassingError(f"it answers {status} {response.reason_phrase}".rstrip(), after)
        raise RequestError(
            f"{urlsplit(self.settings.url).netloc} refuses the request for {response.request.url.raw_path.decode()} "
            f"with {status} {response.reason_phrase}.",
            status=status,
        )


def _backoff(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, _PassingError) and error.after is not None:
        return 0.0  # the log of requests holds every request back until then
    return float(wait_random_exponential(multiplier=1, min=0.5, max=60)(state))


def _retry_after(response: httpx.Response, otherwise: float) -> float | None:
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment, sent = parsedate_to_datetime(text), parsedate_to_datetime(response.headers["Date"])
        return max(0.0, (moment - sent).total_seconds())
    except (ValueError, KeyError, TypeError):
        return otherwise if response.status_code == 429 else None


def _body(response: httpx.Response, deadline: float) -> bytes:
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LARGEST_PAGE:
            raise OversizeError(
                f"The service sent a page of more than {LARGEST_PAGE // 1_000_000} MB; it was not read to its end.",
                size=size,
            )
        if time.monotonic() > deadline:
            raise _PassingError("an answer that does not end")
        chunks.append(chunk)
    return b"".join(chunks)


def _sent(response: httpx.Response, clock: Clock) -> datetime:
    try:
        return parsedate_to_datetime(response.headers["Date"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError):
        return at(clock.now())
