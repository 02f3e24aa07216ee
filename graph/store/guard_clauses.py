"""What a statement says it does, read from its tokens: the first of the guard's layers.

Words are judged by their place, never by themselves: ``SET`` is the clause only where a name and a sign of
assignment follow, so that a label ``Set``, a property ``created`` or a variable ``call`` mean what they mean. A
place that this layer cannot tell goes on to the planner's layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.errors import GuardError
from graph.store.guard_tokens import Token, scan
from graph.store.guard_work import check_work

Mode = Literal["run", "explain", "profile"]

READING_CLAUSES = frozenset(
    """
    MATCH OPTIONAL WITH UNWIND RETURN CALL SHOW USE FINISH LET FILTER WHEN FOR ORDER SKIP OFFSET LIMIT
    """.split()  # noqa: SIM905
)
"""Words that a reading statement can begin with, in Cypher 5 and Cypher 25."""

READING_PROCEDURES = frozenset(
    """
    db.info db.labels db.ping db.propertykeys db.relationshiptypes db.schema.nodetypeproperties
    db.schema.reltypeproperties db.schema.visualization db.index.fulltext.listavailableanalyzers
    db.index.fulltext.querynodes db.index.fulltext.queryrelationships db.index.vector.querynodes
    db.index.vector.queryrelationships dbms.components
    """.split()  # noqa: SIM905
)
"""Procedures that only read this database, in lower case. All others are refused."""

READING_FUNCTIONS = frozenset(
    f"{type_}.{name}"
    for type_, names in {
        "date": "realtime statement transaction truncate",
        "datetime": "fromepoch fromepochmillis realtime statement transaction truncate",
        "localdatetime": "realtime statement transaction truncate",
        "localtime": "realtime statement transaction truncate",
        "time": "realtime statement transaction truncate",
        "duration": "between indays inmonths inseconds",
        "point": "distance withinbbox",
        "vector.similarity": "cosine euclidean",
        "coll": "distinct flatten indexof insert max min remove sort",
        "string": "join",
    }.items()
    for name in names.split()
)
"""Functions with a dot in their name that Neo4j brings itself, in lower case; all others are someone's own code."""

_PLANNER_OPTIONS = frozenset(
    """
    runtime planner replan connectcomponentsplanner expressionengine operatorengine interpretedpipesfallback
    updatestrategy eageranalyzer statefulshortestplanningmode inferschemaparts labelinference planvarexpandinto
    """.split()  # noqa: SIM905
)

# Words that follow a variable, so that `call IN list` is no call of a procedure named IN.
_AFTER_A_VARIABLE = frozenset(
    """
    AS IN IS AND OR XOR NOT CONTAINS STARTS ENDS THEN ELSE END WHEN WHERE WITH RETURN MATCH OPTIONAL UNWIND CALL
    UNION ORDER SKIP LIMIT OFFSET DESC DESCENDING ASC ASCENDING YIELD USING ON FINISH LET FILTER FOR NEXT
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement ready to be sent, without its prefixes: ``options`` is the CYPHER prefix, ``body`` the rest."""

    options: str
    mode: Mode
    body: str
    tokens: tuple[Token, ...]

    def text(self, mode: Mode) -> str:
        """The text to send to have it run, explained or profiled."""
        word = "" if mode == "run" else f"{mode.upper()} "
        return f"{self.options}{word}{self.body}"


def read_statement(text: str, database: str) -> Statement:
    """Read one statement and refuse what it openly says that is not reading ``database``.

    Raises
    ------
    GuardError
        With the reason: nothing to run, several statements, an unknown prefix, a clause that writes, administers or
        reads files, a procedure or function that is not a known reader, another database.
    LimitError
        One of its expressions would go on for too long.

    """
    scanned = scan(text)
    tokens = scanned.tokens
    if tokens and tokens[-1].text == ";" and tokens[-1].kind == "symbol":
        tokens = tokens[:-1]
    options, mode, first = _prefix(tokens)
    tokens = tokens[first:]
    if not tokens:
        raise GuardError("There is no statement. Write one, such as MATCH (t:Tender) RETURN count(*).", reason="empty")
    _one_statement(tokens)
    for at, token in enumerate(tokens):
        _clause(tokens, at, token)
        _procedure(tokens, at, token)
        _function(tokens, at, token)
        _other_database(tokens, at, token, database)
    _first_word(tokens[0])
    check_work(tokens)
    body = scanned.text[tokens[0].start :].rstrip()
    return Statement(options, mode, body.removesuffix(";"), tuple(tokens))


def _prefix(tokens: list[Token]) -> tuple[str, Mode, int]:
    """CYPHER, EXPLAIN and PROFILE at the head: the options as text, the mode, and where the statement begins."""
    options: list[str] = []
    modes: set[Mode] = set()
    at = 0
    while at < len(tokens):
        word = tokens[at].word
        if word == "EXPLAIN":
            modes.add("explain")
        elif word == "PROFILE":
            modes.add("profile")
        elif word == "CYPHER":
            at = _options(tokens, at + 1, options)
            continue
        else:
            break
        at += 1
    if len(modes) > 1:
        raise GuardError("Refused: EXPLAIN and PROFILE exclude each other; keep one of them.", reason="prefix")
    head = f"CYPHER {' '.join(options)} " if options else ""
    return head, modes.pop() if modes else "run", at


def _options(tokens: list[Token], at: int, options: list[str]) -> int:
    if at < len(tokens) and tokens[at].kind == "number":
        if tokens[at].text not in ("5", "25"):
            raise GuardError("Refused: after CYPHER stands the version of the language, 5 or 25.", reason="prefix")
        options.append(tokens[at].text)
        at += 1
    while at + 2 < len(tokens) and tokens[at].kind == "word" and tokens[at + 1].text == "=":
        key, value = tokens[at], tokens[at + 2]
        if key.text.lower() not in _PLANNER_OPTIONS or value.kind != "word":
            message = f"Refused: CYPHER {key.text}=... is not an option that only tunes the planner."
            raise GuardError(message, reason="prefix")
        options.append(f"{key.text}={value.text}")
        at += 3
    return at


def _one_statement(tokens: list[Token]) -> None:
    if any(token.kind == "symbol" and token.text == ";" for token in tokens):
        message = "Refused: there are several statements. Run them one by one, without ; between."
        raise GuardError(message, reason="several")


def _first_word(token: Token) -> None:
    if token.word in READING_CLAUSES or token.text in ("{", "("):
        return
    message = (
        f"Refused: a statement that only reads does not begin with {token.text!r}; "
        "it begins with MATCH, CALL, WITH, UNWIND, RETURN or SHOW."
    )
    raise GuardError(message, reason="clause")


def _clause(tokens: list[Token], at: int, token: Token) -> None:
    """Refuse a clause that writes or reads files, where its grammar leaves no other reading."""
    word = token.word
    if word not in _CLAUSES:
        return
    following = tokens[at + 1 : at + 3]
    if word == "LOAD" and following and following[0].word == "CSV":
        raise GuardError("Refused: LOAD CSV reads files and addresses outside the database.", reason="file")
    if _after_sign(tokens, at, ".:$"):
        return
    if _CLAUSES[word](following):
        message = f"Refused: {word} changes the graph, and this is read-only. To change it, use --write."
        raise GuardError(message, reason="write")


def _after_sign(tokens: list[Token], at: int, signs: str) -> bool:
    """Whether one of these signs stands before a token. A string '.' or a name `.` is no sign."""
    return at > 0 and tokens[at - 1].kind == "symbol" and tokens[at - 1].text in signs


def _pattern_follows(following: list[Token]) -> bool:
    return _texts(following)[:1] == ["("] or (
        len(following) == 2 and following[0].is_name() and following[1].text == "="
    )


def _assignment_follows(following: list[Token]) -> bool:
    if len(following) < 2 or following[0].text == "(":
        return _texts(following)[:1] == ["("]
    name, sign = following
    plain = name.word not in _AFTER_A_VARIABLE
    return name.is_name() and (sign.text in (".", ":", "=", "+=") or (plain and sign.text == "["))


def _name_follows(following: list[Token]) -> bool:
    if not following:
        return False
    return following[0].is_name() and following[0].word not in _AFTER_A_VARIABLE


def _delete_follows(following: list[Token]) -> bool:
    return bool(following) and following[0].word == "DELETE"


def _parenthesis_follows(following: list[Token]) -> bool:
    return _texts(following)[:1] == ["("]


def _never(following: list[Token]) -> bool:
    del following
    return False


_CLAUSES = {
    "CREATE": _pattern_follows,
    "INSERT": _pattern_follows,
    "MERGE": _pattern_follows,
    "SET": _assignment_follows,
    "REMOVE": _assignment_follows,
    "DELETE": _name_follows,
    "DETACH": _delete_follows,
    "NODETACH": _delete_follows,
    "FOREACH": _parenthesis_follows,
    "LOAD": _never,
}


def _texts(tokens: list[Token]) -> list[str]:
    return [token.text if token.kind == "symbol" else "" for token in tokens]


def _procedure(tokens: list[Token], at: int, token: Token) -> None:
    """Refuse a call of a procedure that is not a known reader, also within EXISTS, COUNT and COLLECT.

    The planner does not show a call inside such a subquery when it stands in a list comprehension.
    """
    if token.word != "CALL":
        return
    name, after = _dotted(tokens, at + 1)
    if not name:
        return
    ends = after == len(tokens) or tokens[after].text == "("
    called = "." in name or (ends and tokens[at + 1].word not in _AFTER_A_VARIABLE)
    if called and name.lower() not in READING_PROCEDURES:
        raise _procedure_refusal(name)


def _procedure_refusal(name: str) -> GuardError:
    message = (
        f"Refused: the procedure {name} is not one of those known only to read this database "
        "(db.labels, db.relationshipTypes, db.propertyKeys, db.schema.*, db.index.fulltext.query*, ...)."
    )
    return GuardError(message, reason="procedure", name=name)


def _function(tokens: list[Token], at: int, token: Token) -> None:
    """Refuse a function with a dotted name that Neo4j does not bring itself: it may reach files or networks."""
    if not token.is_name() or _after_sign(tokens, at, ".$") or (at and tokens[at - 1].word == "CALL"):
        return
    name, after = _dotted(tokens, at)
    called = after < len(tokens) and tokens[after].text == "("
    if "." in name and called and name.lower() not in READING_FUNCTIONS | READING_PROCEDURES:
        message = f"Refused: the function {name} is not one of Neo4j's own, and may reach files or networks."
        raise GuardError(message, reason="function", name=name)


def _dotted(tokens: list[Token], at: int) -> tuple[str, int]:
    """The dotted name that begins at a token, and the place after it; an empty name where none begins."""
    if at >= len(tokens) or not tokens[at].is_name():
        return "", at
    parts = [tokens[at].text]
    at += 1
    while at + 1 < len(tokens) and tokens[at].text == "." and tokens[at + 1].is_name():
        parts.append(tokens[at + 1].text)
        at += 2
    return ".".join(parts), at


def _other_database(tokens: list[Token], at: int, token: Token, database: str) -> None:
    """Refuse USE of any graph but the one that is connected, at each place where USE can begin a query."""
    starts = at == 0 or tokens[at - 1].text in ("{", "}") or tokens[at - 1].word in _BEFORE_A_QUERY
    if token.word != "USE" or not starts:
        return
    first = at + 1
    while first < len(tokens) and (tokens[first].text == "(" or _names_a_graph(tokens, first)):
        first += 1
    name, after = _dotted(tokens, first)
    if not name:
        return
    if name.lower() == database.lower() and not (after < len(tokens) and tokens[after].text == "("):
        return
    message = f"Refused: USE {name} leaves the database {database}, which alone is read here."
    raise GuardError(message, reason="database", name=name)


_BEFORE_A_QUERY = frozenset(["UNION", "ALL", "DISTINCT", "THEN", "ELSE", "NEXT"])


def _names_a_graph(tokens: list[Token], at: int) -> bool:
    """Whether this is the word GRAPH before a name, not the name itself."""
    named = at + 1 < len(tokens) and tokens[at + 1].is_name() and tokens[at + 1].word not in READING_CLAUSES
    return tokens[at].word == "GRAPH" and named
