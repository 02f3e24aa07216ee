"""An imitation of Find a Tender's OCDS API: a real HTTP server on a local socket, with faults on demand.

What it imitates was read off one page of the service and its public documentation: package envelope, newest first,
at most 100 releases, ``links.next`` with a cursor that names the window and the last row, no ``links`` at the end,
``updatedFrom`` and ``updatedTo`` against London's wall clock without offset, 12 requests in 120 seconds and then 429
with ``Retry-After: 120`` and a plain text.
"""

import base64
import gzip
import json
import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
PATH = "/api/1.0/ocdsReleasePackages"
RECORDS = "/api/1.0/ocdsRecordPackages"


class StoppedClock:
    """A clock that moves only when someone sleeps on it."""

    def __init__(self, start="2026-10-08T12:00:00+00:00"):
        self.seconds = datetime.fromisoformat(start).timestamp()
        self.slept = []

    def now(self):
        return self.seconds

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds

    def set(self, text):
        self.seconds = datetime.fromisoformat(text).timestamp()


class RunningClock:
    """The machine's clock."""

    def now(self):
        return time.time()


@dataclass
class Row:
    """A release as the service stores it: its row number, and London's wall clock at its last update."""

    number: int
    ocid: str
    id: str
    updated: datetime
    text: bytes

    @property
    def wall_clock(self):
        return self.updated.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


@dataclass
class Request:
    """One line of the log."""

    at: float
    path: str
    query: dict
    agent: str
    status: int = 0
    fault: str | None = None
    connection: int = 0


@dataclass
class Imitation:
    """The service.

    ``fault(request_number, query)`` names the fault to answer with, or None; ``before(request_number)`` may change
    the data first.
    """

    clock: object = field(default_factory=RunningClock)
    limit: int = 12
    period: float = 120.0
    retry_after: str | None = None
    page_size: int = 100
    fault: object = None
    before: object = None
    hang: float = 1.0
    compress: bool = True
    certificate: object = None
    rows: dict = field(default_factory=dict)
    log: list = field(default_factory=list)
    counted: list = field(default_factory=list)

    def __post_init__(self):
        self.lock = threading.Lock()
        self.next_number = 500_000
        self.released = threading.Event()

    def publish(self, release, updated=None):
        """Publish or update a release; ``release`` is a dict, or the bytes to send as they are."""
        text = release if isinstance(release, bytes) else json.dumps(release).encode()
        head = json.loads(text) if isinstance(release, bytes) else release
        with self.lock:
            self.next_number += 1
            moment = datetime.fromisoformat(updated or head["date"])
            row = Row(self.next_number, head["ocid"], head["id"], moment, text)
            self.rows[row.ocid, row.id] = row

    def most_requests(self):
        """The most requests that came in any period as long as the rate's."""
        times = sorted(request.at for request in self.log)
        return max((sum(start <= at < start + self.period for at in times) for start in times), default=0)

    def __enter__(self):
        service = self

        class Handler(_Handler):
            imitation = service

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        scheme = "http"
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def over_the_limit(self):
        now = self.clock.now()
        self.counted[:] = [at for at in self.counted if at > now - self.period]
        if len(self.counted) >= self.limit:
            return True
        self.counted.append(now)
        return False

    def package(self, query):
        """The answer to a query: status and JSON."""
        limit = int(query.get("limit", "100"))
        if not 1 <= limit <= 100:
            return 400, {"message": "limit"}
        since, until = query.get("updatedFrom", "")[:19], query.get("updatedTo", "9")[:19]
        below = 10**9
        if "cursor" in query:
            parts = dict(part.split("=", 1) for part in base64.b64decode(query["cursor"]).decode().split("|"))
            if (parts["updatedFrom"], parts["updatedTo"]) != (since, until):
                return 400, {"message": "cursor"}
            below = int(parts["nextCursor"])
        rows = sorted(self.rows.values(), key=lambda row: -row.number)
        rows = [row for row in rows if since <= row.wall_clock <= until and row.number < below]
        if "stages" in query:
            rows = []
        limit = min(limit, self.page_size)
        return 200, self.envelope(rows[:limit], query, rows[limit - 1].number if len(rows) > limit else None)

    def envelope(self, rows, query, after):
        asked = "&".join(f"{key}={value}" for key, value in query.items() if key != "cursor")
        package = {
            "uri": f"{self.url}{PATH}?{asked}",
            "version": "1.1",
            "extensions": ["https://standard.open-contracting.org/profiles/eu/latest/en/extension.json"],
            "publishedDate": datetime.fromtimestamp(self.clock.now(), LONDON).isoformat(timespec="seconds"),
            "publisher": {"name": "Cabinet Office", "scheme": "GB-GOR", "uid": "D2"},
            "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "releases": [f"@{row.number}@" for row in rows],
        }
        if after is not None:
            plain = f"updatedFrom={query.get('updatedFrom', '')[:19]}|updatedTo={query.get('updatedTo', '9')[:19]}"
            cursor = base64.b64encode(f"{plain}|nextCursor={after}".encode()).decode()
            package["links"] = {"next": f"{self.url}{PATH}?{asked}&cursor={cursor}"}
        text = json.dumps(package, indent=1).encode()
        for row in rows:
            text = text.replace(f'"@{row.number}@"'.encode(), row.text, 1)
        return text


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    imitation: Imitation

    def log_message(self, *_):
        pass

    def date_time_string(self, timestamp=None):
        return format_datetime(datetime.fromtimestamp(self.imitation.clock.now(), UTC), usegmt=True)

    def do_GET(self):
        service = self.imitation
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        request = Request(service.clock.now(), address.path, query, self.headers.get("User-Agent", ""))
        request.connection = self.client_address[1]
        with service.lock:
            service.log.append(request)
            number = len(service.log)
            over = service.over_the_limit()
        if service.before:
            service.before(number)
        request.fault = service.fault(number, query) if service.fault else None
        if over or request.fault == "429":
            request.status = 429
            after = service.retry_after or f"{service.period:.0f}"
            self.send(429, b"Too many requests. Please try again later.", "text/plain", {"Retry-After": after})
        elif request.fault:
            request.status = -1
            _FAULTS[request.fault](self, service, address.path, query)
        else:
            request.status, body = self.answer(service, address.path, query)
            self.send(request.status, body if isinstance(body, bytes) else json.dumps(body).encode())

    def answer(self, service, path, query):
        if path == PATH:
            return service.package(query)
        name = path.rsplit("/", 1)[1]
        rows = [row for row in service.rows.values() if name in (row.ocid, row.id)]
        if not rows:
            return 404, {"message": "not found"}
        if path.startswith(f"{PATH}/"):
            return 200, service.envelope(rows, {}, None)
        releases = [json.loads(row.text) for row in rows]
        record = {"uri": service.url + path, "records": [{"ocid": name, "releases": releases}]}
        return 200, json.dumps(record).replace("Infinity", "1e9999").encode()

    def send(self, status, body, kind="application/json", headers=None, length=None):
        service = self.imitation
        packed = service.compress and status == 200 and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 1) if packed else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def drop(self):
        self.close_connection = True
        self.wfile.flush()
        self.connection.close()


def _package(service, query):
    return json.loads(service.package(query)[1])


def _truncated(handler, service, path, query):
    body = service.package(query)[1]
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.drop()


def _hang(handler, service, path, query):
    service.released.wait(service.hang)
    handler.drop()


def _drip(handler, service, path, query):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b" ")
        except OSError:
            break
        if service.released.wait(service.hang / 10):
            break
    handler.drop()


def _oversize(handler, service, path, query):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        handler.wfile.write(b'{"releases": [')
        for _ in range(60):
            handler.wfile.write(b" " * 1_000_000)
    except OSError:
        pass
    handler.drop()


def _changed(handler, package):
    handler.send(200, json.dumps(package).encode().replace(b"Infinity", b"1e9999"))


def _repeat(handler, service, path, query):
    if "cursor" not in query:
        handler.send(200, service.package(query)[1])
        return
    package = _package(service, query)
    package["links"] = {"next": f"{service.url}{PATH}?cursor={query['cursor']}"}
    _changed(handler, package)


def _empty(handler, service, path, query):
    package = _package(service, query)
    _changed(handler, {**package, "releases": [], "links": {"next": f"{service.url}{PATH}?cursor=MTIz"}})


def _without_ids(handler, service, path, query):
    package = _package(service, query)
    for release in package["releases"]:
        del release["id"]
    _changed(handler, package)


def _text(status, body, kind="text/html", headers=None):
    return lambda handler, service, path, query: handler.send(status, body, kind, headers)


_FAULTS = {
    "500": _text(500, b"Internal Server Error", "text/plain"),
    "502": _text(502, b"<html>Bad Gateway</html>"),
    "503": _text(503, b"<html>Down</html>", headers={"Retry-After": "7"}),
    "html": _text(200, b"<!DOCTYPE html><html><body>Sorry, there is a problem with the service</body></html>"),
    "half": lambda handler, service, path, query: handler.send(200, service.package(query)[1][:-200]),
    "latin": _text(200, '{"releases": [{"id": "\u00e9"}]}'.encode("latin-1"), "application/json"),
    "array": _text(200, b"[]", "application/json"),
    "403": _text(403, b"Forbidden"),
    "redirect": _text(302, b"", headers={"Location": "http://localhost:9/elsewhere"}),
    "circle": lambda handler, service, path, query: handler.send(302, b"", headers={"Location": handler.path}),
    "reset": lambda handler, service, path, query: handler.drop(),
    "truncated": _truncated,
    "hang": _hang,
    "drip": _drip,
    "oversize": _oversize,
    "repeat": _repeat,
    "empty": _empty,
    "no ids": _without_ids,
}
