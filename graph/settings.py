"""Settings of tendergraph, each from the environment, else ``.env``, else ``tendergraph.toml``, else its default.

Read with the standard library on purpose: every command reads them, and importing a validation library costs more
than the rest of a command's start (docs/decisions/0003-settings-without-pydantic.md).
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from graph.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
# The example graph is small and asked little: memory for that, and Java's quick compiler alone, for half the start.
_DEMO = {"heap": "512m", "page_cache": "64m", "java_options": "-XX:TieredStopAtLevel=1"}
_SIZE = re.compile(r"\d+[kmgKMG]")


def _setting(env: str, toml: str, default: Any = None, **options: Any) -> Any:
    return field(default=default, metadata={"env": env, "toml": toml}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; ``None`` means not set.

    Parameters
    ----------
    uri, username, password, password_file, database : str or None
        Which Neo4j to use; without ``uri`` tendergraph runs its own on this machine.
    connect_timeout : float
        Seconds to wait for a connection.
    home, cache : Path or None
        Folders of the local server's state and of its jars; the user's own data and cache folders by default.
    demo : bool
        Use the example graph, which a small local server keeps in a home inside ``home``; ``uri`` is ignored.
    neo4j_version : str
        Version of the local server; it must have a lock file.
    java : Path or None
        The ``java`` program to run it on.
    java_options : str or None
        More options for it, as on a command line.
    class_data : bool
        Make an archive of Neo4j's classes after the first start, for faster ones.
    heap, page_cache, transaction_memory : str or None
        Memory of the local server, such as ``512m`` or ``4g``; sized from the machine by default.
    transaction_timeout : float
        Seconds after which the local server stops a transaction.
    maven_url : str or None
        Root address of the Maven repository that its jars come from; Maven Central by default.
    """

    uri: str | None = _setting("NEO4J_URI", "neo4j.uri")
    username: str = _setting("NEO4J_USERNAME", "neo4j.username", "neo4j")
    password: str | None = _setting("NEO4J_PASSWORD", "neo4j.password", repr=False)
    password_file: Path | None = _setting("NEO4J_PASSWORD_FILE", "neo4j.password_file")  # noqa: RUF009
    database: str | None = _setting("NEO4J_DATABASE", "neo4j.database")
    connect_timeout: float = _setting("TENDERGRAPH_CONNECT_TIMEOUT", "neo4j.connect_timeout", 10.0)
    home: Path | None = _setting("TENDERGRAPH_HOME", "server.home")  # noqa: RUF009
    demo: bool = _setting("TENDERGRAPH_DEMO", "server.demo", default=False)
    cache: Path | None = _setting("TENDERGRAPH_CACHE", "server.cache")  # noqa: RUF009
    neo4j_version: str = _setting("TENDERGRAPH_NEO4J_VERSION", "server.neo4j_version", "5.26.30")
    java: Path | None = _setting("TENDERGRAPH_JAVA", "server.java")  # noqa: RUF009
    java_options: str | None = _setting("TENDERGRAPH_JAVA_OPTIONS", "server.java_options")
    class_data: bool = _setting("TENDERGRAPH_CLASS_DATA", "server.class_data", default=True)
    heap: str | None = _setting("TENDERGRAPH_HEAP", "server.heap")
    page_cache: str | None = _setting("TENDERGRAPH_PAGE_CACHE", "server.page_cache")
    transaction_memory: str | None = _setting("TENDERGRAPH_TRANSACTION_MEMORY", "server.transaction_memory")
    transaction_timeout: float = _setting("TENDERGRAPH_TRANSACTION_TIMEOUT", "server.transaction_timeout", 3600.0)
    maven_url: str | None = _setting("TENDERGRAPH_MAVEN_URL", "server.maven_url")

    @property
    def home_folder(self) -> Path:
        """Folder of the local server's state."""
        if self.home:
            folder = self.home.expanduser().absolute()
        else:
            from platformdirs import user_data_path

            folder = user_data_path("tendergraph", appauthor=False)
        return folder / "demo" if self.demo else folder

    @property
    def cache_folder(self) -> Path:
        """Folder of what can be fetched again."""
        if self.cache:
            return self.cache.expanduser().absolute()
        from platformdirs import user_cache_path

        return user_cache_path("tendergraph", appauthor=False)

    @property
    def secret(self) -> str:
        """The password, from ``password`` or the file ``password_file``.

        Raises
        ------
        SettingsError
            The file cannot be read, or neither is set.
        """
        if self.password is not None:
            return self.password
        if self.password_file is None:
            raise SettingsError(f"NEO4J_URI is {self.uri} but neither NEO4J_PASSWORD nor NEO4J_PASSWORD_FILE is set.")
        try:
            return self.password_file.expanduser().read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"NEO4J_PASSWORD_FILE {self.password_file} cannot be read: {getattr(error, 'strerror', error)}.",
                path=str(self.password_file),
            ) from error


def load_settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, else ``.env``, else ``tendergraph.toml`` of ``folder``, each on its own.

    Parameters
    ----------
    folder : Path, optional
        Where ``.env`` and ``tendergraph.toml`` are looked for; the current folder when None.
    environment : Mapping, optional
        ``os.environ`` when None.

    Raises
    ------
    SettingsError
        A file cannot be read or a value has no meaning; the sentence names it.
    """
    folder = folder or Path.cwd()
    environment = os.environ if environment is None else environment
    dotenv = read_dotenv(folder / ".env")
    toml = _read_toml(folder / "tendergraph.toml")
    values: dict[str, Any] = {}
    for each in fields(Settings):
        env = each.metadata["env"]
        given = environment.get(env) or dotenv.get(env)
        origin = env
        if not given:
            given, origin = toml.get(each.metadata["toml"]), f"{each.metadata['toml']} of tendergraph.toml"
        if given not in (None, ""):
            values[each.name] = _convert(str(each.type), str(given), origin)
    if values.get("demo"):
        values = {**_DEMO, **values, "uri": None}
    return _checked(Settings(**values))


def _convert(kind: str, text: str, origin: str) -> Any:
    if "Path" in kind:
        return Path(text)
    if "bool" in kind:
        if text.lower() not in _TRUTH:
            raise SettingsError(f"{origin} is '{text}'; give true or false.", setting=origin)
        return _TRUTH[text.lower()]
    if "float" in kind:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1.0
        if not 0 < seconds < float("inf"):
            raise SettingsError(f"{origin} is '{text}'; give a number of seconds above 0.", setting=origin)
        return seconds
    return text


def _checked(settings: Settings) -> Settings:
    if settings.uri is not None:
        address = urlsplit(settings.uri)
        if address.scheme not in SCHEMES or not address.hostname:
            shown = settings.uri if "@" not in settings.uri else f"{address.scheme}://..."
            raise SettingsError(
                f"NEO4J_URI is '{shown}'; give an address such as neo4j://localhost:7687, with one of the schemes "
                f"{', '.join(SCHEMES)}.",
                setting="NEO4J_URI",
            )
        if address.username or address.password:
            raise SettingsError(
                "NEO4J_URI holds a user or password; put them in NEO4J_USERNAME and NEO4J_PASSWORD.",
                setting="NEO4J_URI",
            )
    for name in ("heap", "page_cache", "transaction_memory"):
        size = getattr(settings, name)
        if size is not None and not _SIZE.fullmatch(size):
            env = f"TENDERGRAPH_{name.upper()}"
            raise SettingsError(f"{env} is '{size}'; give a size such as 512m or 4g.", setting=env)
    return settings


def read_dotenv(path: Path) -> Mapping[str, str | None]:
    """Settings of a ``.env`` file; none where there is no such file.

    Raises
    ------
    SettingsError
        The file cannot be read.
    """
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return dotenv_values(path, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _read_toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    known = {each.metadata["toml"] for each in fields(Settings)}
    flat: dict[str, Any] = {}
    for table, entries in content.items():
        for key, value in entries.items() if isinstance(entries, dict) else [("", entries)]:
            name = f"{table}.{key}".rstrip(".")
            if name not in known:
                raise SettingsError(f"{path} has a setting '{name}' that tendergraph does not know.", path=str(path))
            flat[name] = value
    return flat
