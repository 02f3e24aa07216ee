"""Every failure that a user can cause or meet, as a class of its own.

The root is :class:`TendergraphError`. An error carries one plain sentence that names the file, line, ocid or
option and says what to do, the exit code of the command that meets it, and its facts as attributes.

Exit codes: 1, the work failed or some releases were rejected; 2, wrong use.
"""

from __future__ import annotations

from typing import Any


class TendergraphError(Exception):
    """Root of all errors that tendergraph raises on purpose.

    Parameters
    ----------
    message : str
        One sentence: what is wrong, with the file, line, ocid or option, and what to do.
    **facts : Any
        What the sentence speaks of (``path``, ``ocid``, ``line``, ...), kept as attributes.
    """

    exit_code = 1

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(name)


class UsageError(TendergraphError):
    """An option, argument or setting is wrong: nothing was done."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting (environment, .env, tendergraph.toml) has no usable value."""


class ConnectionFailedError(TendergraphError):
    """Neo4j cannot be reached or refuses: address, credentials, TLS, database or version."""


class ServerError(TendergraphError):
    """The local Neo4j server cannot be fetched, started, stopped or read."""


class StoreError(TendergraphError):
    """The database refuses a statement or does not follow the model."""


class SourceError(TendergraphError):
    """A source (file, folder, archive, stream) cannot be read at all."""


class ReleaseError(TendergraphError):
    """One release cannot be used; the others go on."""


class FetchError(TendergraphError):
    """A publisher's service does not answer as it should."""


class GuardError(TendergraphError):
    """A statement is refused by the read-only guard; the reason is in the message."""


class LimitError(TendergraphError):
    """A statement was stopped by a limit of time, rows, bytes or memory."""


class AmbiguousError(UsageError):
    """A name fits several things; ``candidates`` lists them."""


class NotFoundError(TendergraphError):
    """What was named is not in the graph."""
