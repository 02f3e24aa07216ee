"""What Neo4j and its driver refuse or fail at, as one sentence each."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.errors import ConnectionFailedError, LimitError, SettingsError, StoreError, TendergraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j.exceptions import Neo4jError

    from graph.server.local import Endpoint

_LIMITS = ("TransactionTimedOut", "OutOfMemory", "LockAcquisitionTimeout")


@contextmanager
def translated(endpoint: Endpoint) -> Iterator[None]:
    """Turn errors of the driver and the database into tendergraph's own.

    Raises
    ------
    ConnectionFailedError
        Not reached, wrong password, unknown host, refused, TLS failure, unknown database.
    LimitError
        Stopped by a limit of time or memory.
    StoreError
        Any other refusal.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except Neo4jError as error:
        raise _refused(error, endpoint) from error
    except (DriverError, OSError, ValueError) as error:
        failure = _unreached(error, endpoint)
        if failure is None:
            raise
        raise failure from error


@contextmanager
def raised_limits() -> Iterator[None]:
    """Turn a limit's error into LimitError at once: the driver would take some for transient and try for 30 s more.

    Raises
    ------
    LimitError
        Stopped by a limit of time or memory.
    """
    from neo4j.exceptions import Neo4jError

    try:
        yield
    except Neo4jError as error:
        if any(limit in (error.code or "") for limit in _LIMITS):
            raise _limit(error) from error
        raise


def _limit(error: Neo4jError) -> LimitError:
    return LimitError(f"Neo4j stopped the statement: {_one_line(error.message)}", code=error.code)


def _refused(error: Neo4jError, endpoint: Endpoint) -> TendergraphError:
    code = error.code or ""
    where = endpoint.uri
    if code.endswith("AuthenticationRateLimit"):
        return ConnectionFailedError(
            f"{where} refuses further tries after several wrong passwords; wait a few seconds and check NEO4J_PASSWORD."
        )
    if ".Security." in code and code.endswith(("Unauthorized", "TokenExpired", "CredentialsExpired")):
        return ConnectionFailedError(
            f"{where} does not accept this password for user {endpoint.username}; check NEO4J_USERNAME and "
            "NEO4J_PASSWORD (or NEO4J_PASSWORD_FILE).",
            uri=where,
        )
    if code.endswith("DatabaseNotFound"):
        return ConnectionFailedError(
            f"{where} has no database {endpoint.database or 'of this user'}; set NEO4J_DATABASE to one that it has.",
            uri=where,
        )
    if any(limit in code for limit in _LIMITS):
        return _limit(error)
    if code.endswith(("TransactionLogError", "TransactionCommitFailed")) or "needs to be restarted" in (
        error.message or ""
    ):
        return StoreError(
            f"The database at {where} stopped writing after an error, most often a full disk: free space and "
            "restart Neo4j (the local one with `tendergraph server stop`); what was committed is kept.",
            code=code,
        )
    if code.endswith("DatabaseUnavailable"):
        return ConnectionFailedError(
            f"The database {endpoint.database or 'of this user'} at {where} is starting or could not be started: try "
            "again, or see Neo4j's debug.log (of the local one: `tendergraph server logs --debug`).",
            uri=where,
        )
    if code.endswith("Forbidden"):
        return StoreError(f"User {endpoint.username} of {where} may not do this: {_one_line(error.message)}", code=code)
    return StoreError(f"Neo4j refused the statement: {_one_line(error.message)} ({code})", code=code)


def _unreached(error: Exception, endpoint: Endpoint) -> TendergraphError | None:
    from neo4j.exceptions import ConfigurationError, ServiceUnavailable, SessionExpired

    if "does not support communication" in str(error):
        return ConnectionFailedError(
            f"{endpoint.uri} runs a Neo4j that is too old; tendergraph needs 5.26 or later.", uri=endpoint.uri
        )
    if isinstance(error, ConfigurationError):
        return SettingsError(f"{endpoint.uri} cannot be used: {_one_line(str(error))}")
    if not isinstance(error, (ServiceUnavailable, SessionExpired)) and "resolve address" not in str(error):
        return None
    return ConnectionFailedError(_reason(error, endpoint), uri=endpoint.uri)


def _reason(error: Exception, endpoint: Endpoint) -> str:
    text = " ".join(_chain(error))
    where = endpoint.uri
    if "resolve address" in text or "Name or service not known" in text or "getaddrinfo" in text:
        return f"The host of {where} is unknown; check NEO4J_URI."
    if "certificate" in text.lower() or "SSL" in text or ("+s" in where and "BoltSecurityError" in text):
        if "+ssc" in where:
            return f"{where} offers no TLS; use the scheme without +ssc for a server without TLS."
        return (
            f"{where} offers no TLS that this machine trusts; use the scheme +ssc for a self-signed certificate, or "
            "one without +s for a server without TLS."
        )
    if "looks like HTTP" in text:
        return f"{where} speaks HTTP; give the address of its Bolt connector, port 7687 unless it was changed."
    if "refused" in text:
        return f"Nothing listens at {where}; start Neo4j there, or check NEO4J_URI."
    if "timed out" in text.lower() or "timeout" in text.lower():
        return f"{where} did not answer in time; check NEO4J_URI and the network, or raise TENDERGRAPH_CONNECT_TIMEOUT."
    if "routing information" in text:
        return f"{where} answers but gives no routing table; use the scheme bolt:// instead of neo4j://."
    return f"The connection to {where} failed: {_one_line(str(error))}"


def _chain(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{type(error).__name__}: {error}"
        error = error.__cause__ or error.__context__


def _one_line(text: str | None) -> str:
    return " ".join((text or "no reason given").split())[:400]
