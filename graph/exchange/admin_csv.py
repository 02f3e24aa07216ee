"""The whole graph as CSV for ``neo4j-admin database import full``: what takes it in has the same fingerprint.

A column of such a file has one type. Where a property has several (a number published as integer here and decimal
there, a date with and without time), the nodes or relationships go to as many files as there are combinations.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, Self

from graph import model
from graph.errors import StoreError
from graph.exchange.stream import LABELS, folder_for, nodes, relationships

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from graph.model import Pattern
    from graph.store.connection import Database

COMMAND = "import.txt"
# Characters that may part the items of a list: the first that no text of the graph has.
_DELIMITERS = "\x1f\x1e\x1d\x1c\x01\x02"
_Types = dict[str, str]


def export_admin_csv(database: Database, folder: Path, report: Callable[[int], None] = lambda _: None) -> list[Path]:
    """Write the files into a new folder, with ``import.txt``, the command that imports them.

    Parameters
    ----------
    database : Database
        An open connection.
    folder : Path
        New or empty.
    report : callable
        Called with the number of rows written since the last call.

    Returns
    -------
    list of Path
        The CSV files.

    Raises
    ------
    UsageError
        The folder holds files or cannot be made.
    StoreError
        A value of a type that such a file cannot hold.
    """
    folder_for(folder)
    delimiter = _delimiter(database)
    written: list[tuple[str, Path]] = []
    for label in LABELS:
        kinds = _several(properties for _, properties in nodes(database, label))
        # The key is the file's ID column, and no column of its own.
        kinds.pop(model.NODE[label].key, None)
        with _Files(folder, label, delimiter) as files:
            for labels, properties in nodes(database, label):
                files.node(label, labels, properties, kinds)
                report(1)
        written += [("nodes", path) for path in files.paths]
    for relationship in model.RELATIONSHIPS:
        pattern = relationship.pattern
        kinds = _several(properties for _, _, properties in relationships(database, pattern))
        with _Files(folder, "-".join(pattern), delimiter) as files:
            for start, end, properties in relationships(database, pattern):
                files.relationship(pattern, (start, end), properties, kinds)
                report(1)
        written += [("relationships", path) for path in files.paths]
    _write_command(folder, written, delimiter)
    return [path for _, path in written]


def arguments(folder: Path) -> list[str]:
    """Arguments for ``neo4j-admin`` that import the files of ``folder``, without the name of the database."""
    lines = (folder / COMMAND).read_text(encoding="utf-8").splitlines()
    return [line.strip().removesuffix(" \\") for line in lines[1:-1]]


class _Files:
    """The files of one label or pattern: one for each combination of types, opened when first needed."""

    def __init__(self, folder: Path, name: str, delimiter: str) -> None:
        self.folder, self.name, self.delimiter = folder, name, delimiter
        self.open: dict[tuple[tuple[str, str], ...], tuple[IO[str], list[str]]] = {}
        self.paths: list[Path] = []
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def node(self, label: str, labels: list[str], properties: dict[str, Any], kinds: dict[str, list[str]]) -> None:
        key = model.NODE[label].key
        rest = {name: value for name, value in properties.items() if name != key}
        head = [f"{key}:ID({label})", ":LABEL"]
        self._write(head, [_text(properties[key]), _text(self.delimiter.join(labels))], rest, kinds)

    def relationship(
        self, pattern: Pattern, ends: tuple[str, str], properties: dict[str, Any], kinds: dict[str, list[str]]
    ) -> None:
        head = [f":START_ID({pattern.start})", f":END_ID({pattern.end})", ":TYPE"]
        self._write(head, [_text(ends[0]), _text(ends[1]), _text(pattern.type)], properties, kinds)

    def _write(self, head: list[str], keys: list[str], properties: dict[str, Any], kinds: dict[str, list[str]]) -> None:
        mixed = tuple((n, _kind(properties[n])) for n in sorted(properties) if n in kinds and len(kinds[n]) > 1)
        # A property with several types that this one lacks goes with the first of them: fewer files.
        types = {name: found[0] for name, found in kinds.items()} | dict(mixed)
        signature = tuple(sorted(types.items()))
        if signature not in self.open:
            number = "" if not self.paths else f"-{len(self.paths) + 1}"
            path = self.folder / f"{self.name}{number}.csv"
            stream: IO[str] = self.stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.paths.append(path)
            names = sorted(types)
            stream.write(",".join([*head, *(f"{name}:{types[name]}" for name in names)]) + "\n")
            self.open[signature] = (stream, names)
        out, names = self.open[signature]
        out.write(",".join([*keys, *(_cell(properties.get(name), self.delimiter) for name in names)]) + "\n")


def _several(found: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """The types of each property, in the order of their names; an empty list has none."""
    kinds: dict[str, set[str]] = {}
    for properties in found:
        for name, value in properties.items():
            if value != []:
                kinds.setdefault(name, set()).add(_kind(value))
    return {name: sorted(types) for name, types in kinds.items()}


def _kind(value: Any) -> str:
    if isinstance(value, list):
        inner = {_kind(item) for item in value} or {"string"}
        if len(inner) > 1:
            raise StoreError(f"A list of {' and '.join(sorted(inner))} cannot be written to CSV.")
        return f"{inner.pop()}[]"
    for types, name in ((bool, "boolean"), (int, "long"), (float, "double"), (str, "string"), (bytes, "byte[]")):
        if isinstance(value, types):
            return name
    if hasattr(value, "iso_format"):
        if not hasattr(value, "hour"):
            return "date"
        return "datetime" if value.tzinfo is not None else "localdatetime"
    if isinstance(value, dt.datetime):
        return "datetime" if value.tzinfo is not None else "localdatetime"
    raise StoreError(f"A value of type {type(value).__name__} cannot be written to CSV.")


def _cell(value: Any, delimiter: str) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bytes):
        return _text(delimiter.join(str(byte - 256 if byte > 127 else byte) for byte in value))
    if isinstance(value, list):
        return _text(delimiter.join(item if isinstance(item, str) else _plain(item) for item in value))
    return _text(value) if isinstance(value, str) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace("inf", "Infinity").replace("nan", "NaN")
    return str(value.iso_format()) if hasattr(value, "iso_format") else str(value)


def _text(value: str) -> str:
    """Quoted always, so that an empty text stays one and is no missing value."""
    return '"' + value.replace('"', '""') + '"'


def _delimiter(database: Database) -> str:
    """The first character of ``_DELIMITERS`` that no item of a list in the graph has."""
    seen: set[str] = set()
    for properties in _with_lists(database):
        for value in properties.values():
            if isinstance(value, list):
                seen.update(*value)
    free = [each for each in _DELIMITERS if each not in seen]
    if not free:
        raise StoreError("The lists of the graph hold every character that could part their items in CSV.")
    return free[0]


def _with_lists(database: Database) -> Iterator[dict[str, Any]]:
    """Properties of all that the model gives a list of texts."""
    for label in LABELS:
        if any(each.type == "LIST<STRING>" for each in model.NODE[label].properties):
            yield from (properties for _, properties in nodes(database, label))
    for relationship in model.RELATIONSHIPS:
        if any(each.type == "LIST<STRING>" for each in relationship.properties):
            yield from (properties for _, _, properties in relationships(database, relationship.pattern))


def _write_command(folder: Path, written: list[tuple[str, Path]], delimiter: str) -> None:
    options = [f"--{kind}={path.absolute()}" for kind, path in written]
    options += ["--multiline-fields=true", "--id-type=string", f"--array-delimiter=U+{ord(delimiter):04X}"]
    lines = ["neo4j-admin database import full \\", *(f"  {option} \\" for option in options), "  neo4j"]
    (folder / COMMAND).write_text("\n".join(lines) + "\n", encoding="utf-8")
