"""The graph from Python: connect, ask named questions, run Cypher that only reads."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from graph.catalogue.ask import ask
from graph.catalogue.catalogue import Catalogue
from graph.records import Records
from graph.settings import load_settings
from graph.store.connection import connect
from graph.store.guard import Limits, read_only

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from graph.store.connection import Database


_FRAME_TYPES: dict[str, tuple[str, tuple[type, ...]]] = {
    "integer": ("Int64", (int,)),
    "number": ("float64", (int, float)),
    "boolean": ("boolean", (bool,)),
    "date": ("datetime64[s]", (dt.date,)),
}
"""Type of a column -> dtype of pandas, and the types of the values that it takes."""


class Answer(Records):
    """Rows with typed columns; iterate for dicts, ``rows`` for tuples."""

    __slots__ = ()

    def to_dataframe(self) -> Any:
        """The rows as a pandas DataFrame, one column each; needs the extra ``tendergraph[pandas]``.

        Whole numbers stay whole where some are absent (``Int64``), numbers are ``float64``, days ``datetime64``.

        Raises
        ------
        ImportError
            pandas is not installed.

        """
        import pandas as pd

        frame = pd.DataFrame(self.rows, columns=[column.name for column in self.columns], dtype=object)
        for place, column in enumerate(self.columns):
            values = [row[place] for row in self.rows]
            name, types = _FRAME_TYPES.get(column.type, ("", ()))
            # A name may stand twice in a statement of the user's own, and a type be declared that is not kept.
            if name and all(value is None or type(value) in types for value in values):
                frame.isetitem(place, pd.Series(values, dtype=name))
        return frame


class Tendergraph:
    """A graph to ask.

    Examples
    --------
    >>> from graph import Tendergraph
    >>> with Tendergraph.connect() as tendergraph:  # doctest: +SKIP
    ...     for row in tendergraph.query("top-suppliers", by="awards", limit=5):
    ...         print(row["supplier"], row["awards"])

    """

    def __init__(self, database: Database, catalogue: Catalogue, stack: ExitStack) -> None:
        self.database = database
        self.catalogue = catalogue
        self._stack = stack

    @classmethod
    def connect(
        cls,
        uri: str | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        database: str | None = None,
        queries: Path | None = None,
    ) -> Tendergraph:
        """Connect to the Neo4j that is given, else to that of the settings, else to the local one.

        Parameters
        ----------
        uri, username, password, database : str, optional
            Those of the settings (``NEO4J_URI``, ...) when None.
        queries : Path, optional
            Folder of your own .cypher files that join the catalogue.

        Raises
        ------
        ConnectionFailedError
            It cannot be reached or refuses.
        UsageError
            A file of ``queries`` is no question.

        """
        given: dict[str, Any] = {"uri": uri, "username": username, "password": password, "database": database}
        settings = replace(load_settings(), **{name: value for name, value in given.items() if value is not None})
        catalogue = Catalogue.read(queries)
        stack = ExitStack()
        return cls(stack.enter_context(connect(settings)), catalogue, stack)

    def query(self, name: str, *, limit: int | None = None, **parameters: Any) -> Answer:
        """The answer to a named question; things of the graph are given by id, code or name.

        Without ``limit`` as many rows as the question's front matter says; ``more`` of the answer says whether it cut.

        Raises
        ------
        UsageError
            There is no such question, or a parameter is wrong (AmbiguousError where a name fits several things).
        NotFoundError
            A name fits nothing in the graph.

        """
        return _answer(ask(self.database, self.catalogue[name], parameters, limit))

    def cypher(
        self, statement: str, parameters: Mapping[str, Any] | None = None, *, limits: Limits | None = None
    ) -> Answer:
        """The rows of one statement of your own that only reads, within limits.

        Raises
        ------
        GuardError
            It does not only read.
        LimitError
            It ran out of time or memory.
        StoreError
            The server finds a fault in it.

        """
        return _answer(read_only(self.database, statement, parameters, limits))

    def close(self) -> None:
        """Close the connection; a local server goes on."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _answer(records: Records) -> Answer:
    return Answer(records.title, records.columns, records.rows, records.parameters, records.notes, records.more)
