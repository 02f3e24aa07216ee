"""The file of what could not be loaded: it can be mended and loaded again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.ocds.rejects import reject_line

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from graph.ocds.items import Reject


class Rejects:
    """A JSON Lines file that is made when the first reject comes; rejects of later loads are added to it.

    Parameters
    ----------
    path : Path or None
        Where; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self._file: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, reject: Reject) -> None:
        """Write a line: source, position, ocid, reason, and the input itself.

        Raises
        ------
        UsageError
            The file cannot be written.
        """
        self.count += 1
        if self.path is None:
            return
        try:
            if self._file is None:
                self._file = self.path.open("ab")
            self._file.write(reject_line(reject))
            self._file.flush()
        except OSError as error:
            message = f"--rejects {self.path} cannot be written: {error.strerror}. Name a file in a folder that exists."
            raise UsageError(message, path=self.path) from error
