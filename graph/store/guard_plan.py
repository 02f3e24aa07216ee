"""What the planner says a statement does: query type and operators, the second and third of the guard's layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.errors import GuardError
from graph.store.guard_clauses import READING_PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import ResultSummary

READING_OPERATORS = frozenset(
    """
    AllNodesScan Anti AntiConditionalApply AntiSemiApply Apply Argument ArgumentTracker AssertSameNode
    AssertSameRelationship AssertingMultiNodeIndexSeek AssertingMultiRelationshipIndexSeek BidirectionalRepeat
    CacheProperties CartesianProduct ConditionalApply DirectedAllRelationshipsScan
    DirectedRelationshipByElementIdSeek DirectedRelationshipByIdSeek DirectedRelationshipFulltextIndexSearch
    DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan DirectedRelationshipIndexScan
    DirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange DirectedRelationshipTypeScan
    DirectedRelationshipUniqueIndexSeek DirectedRelationshipUniqueIndexSeekByRange
    DirectedRelationshipVectorIndexSearch DirectedUnionRelationshipTypesScan Distinct
    DynamicDirectedRelationshipTypeLookup DynamicLabelNodeLookup DynamicUndirectedRelationshipTypeLookup Eager
    EagerAggregation EmptyResult EmptyRow Error ExhaustiveLimit Expand Filter Input IntersectionNodeByLabelsScan
    LetAntiSemiApply LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply Limit MultiNodeIndexSeek
    NodeByElementIdSeek NodeByIdSeek NodeByLabelScan NodeCountFromCountStore NodeFulltextIndexSearch NodeHashJoin
    NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan NodeIndexSeek NodeIndexSeekByRange
    NodeLeftOuterHashJoin NodeRightOuterHashJoin NodeUniqueIndexSeek NodeUniqueIndexSeekByRange
    NodeVectorIndexSearch NonFuseable NullifyMetadata Optional OptionalExpand OrderedAggregation OrderedDistinct
    OrderedUnion PartialSort PartialTop PartitionedAllNodesScan PartitionedDirectedAllRelationshipsScan
    PartitionedDirectedRelationshipIndexScan PartitionedDirectedRelationshipIndexSeek
    PartitionedDirectedRelationshipIndexSeekByRange PartitionedDirectedRelationshipTypeScan
    PartitionedDirectedUnionRelationshipTypesScan PartitionedIntersectionNodeByLabelsScan
    PartitionedNodeByLabelScan PartitionedNodeIndexScan PartitionedNodeIndexSeek PartitionedNodeIndexSeekByRange
    PartitionedSubtractionNodeByLabelsScan PartitionedUndirectedAllRelationshipsScan
    PartitionedUndirectedRelationshipIndexScan PartitionedUndirectedRelationshipIndexSeek
    PartitionedUndirectedRelationshipIndexSeekByRange PartitionedUndirectedRelationshipTypeScan
    PartitionedUndirectedUnionRelationshipTypesScan PartitionedUnionNodeByLabelsScan PartitionedUnwind
    PathPropagatingBFS PreserveOrder ProduceResults ProjectEndpoints Projection RelationshipCountFromCountStore
    RemoteBatchProperties RemoteBatchPropertiesWithFilter Repeat RepeatOptions RollUpApply SelectOrAntiSemiApply
    SelectOrSemiApply SemiApply ShortestPath ShowConstraints ShowFunctions ShowIndexes ShowProcedures Skip Sort
    StatefulShortestPath SubtractionNodeByLabelsScan Top Top1WithTies TriadicBuild TriadicFilter TriadicSelection
    UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek UndirectedRelationshipByIdSeek
    UndirectedRelationshipFulltextIndexSearch UndirectedRelationshipIndexContainsScan
    UndirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek
    UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan UndirectedRelationshipUniqueIndexSeek
    UndirectedRelationshipUniqueIndexSeekByRange UndirectedRelationshipVectorIndexSearch
    UndirectedUnionRelationshipTypesScan Union UnionNodeByLabelsScan Unwind ValueHashJoin ValueLeftOuterHashJoin
    ValueMergeJoin ValueRightOuterHashJoin VarLengthExpand
    """.split()  # noqa: SIM905
)
"""All operators of Neo4j 5.26 and 2026.x that read the graph or its schema and do nothing else."""

_READ = "r"
_DBMS = "s"
_DBMS_READERS = frozenset({"dbms.components"})

_SENTENCES = {
    "LoadCSV": ("LOAD CSV reads files and addresses outside the database", "file"),
    "AdministrationCommand": ("commands of administration are not for readers", "administration"),
    "TerminateTransactions": ("it would end the transactions of others", "administration"),
    "ShowTransactions": ("the transactions of others are not for readers", "administration"),
    "ShowSettings": ("the server's settings are not for readers", "administration"),
    "ShowDatabases": ("commands of administration are not for readers", "administration"),
    "TransactionApply": ("CALL ... IN TRANSACTIONS commits, and here nothing is committed", "write"),
    "TransactionForeach": ("CALL ... IN TRANSACTIONS commits, and here nothing is committed", "write"),
    "RunQueryAt": ("it would run on another database", "database"),
}


def check_plan(summary: ResultSummary, database: str) -> None:
    """Refuse a statement whose plan does anything but read ``database``.

    Parameters
    ----------
    summary : ResultSummary
        Of the statement run with EXPLAIN.
    database : str
        Name of the database that is read.

    Raises
    ------
    GuardError
        The reason: its query type, an operator or a procedure that is not on the list, another database.

    """
    if summary.plan is None or summary.profile is not None:
        raise GuardError("Refused: the server gave no plan to judge the statement by.", reason="plan")
    procedures: set[str] = set()
    for operator in operators(summary.plan):
        name, place = _name(operator)
        if place and place.lower() != database.lower() and name != "AdministrationCommand":
            message = f"Refused: it would read the database {place}; only {database} is read here."
            raise GuardError(message, reason="database")
        if name in ("ProcedureCall", "Eager ProcedureCall"):
            procedures.add(_procedure(operator))
        elif name not in READING_OPERATORS:
            sentence, reason = _SENTENCES.get(name, (f"its plan has {name}, which does not only read", "operator"))
            raise GuardError(f"Refused: {sentence}.", reason=reason, operator=name)
    reading = summary.query_type == _READ or (summary.query_type == _DBMS and procedures & _DBMS_READERS)
    if not reading:
        message = f"Refused: the server says that the statement does not only read (type {summary.query_type})."
        raise GuardError(message, reason="type")


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All operators of a plan, without recursion: a plan may have ten thousand levels."""
    waiting = [plan]
    while waiting:
        operator = waiting.pop()
        yield operator
        waiting.extend(reversed(operator.get("children") or []))


def _name(operator: dict[str, Any]) -> tuple[str, str]:
    """Name of an operator without its variant, and the database it runs on."""
    name, _, place = str(operator["operatorType"]).partition("@")
    return re.sub(r"\([^()]*\)", "", name).strip(), place


def _procedure(operator: dict[str, Any]) -> str:
    """Name of the procedure that an operator calls, refused unless it is a known reader."""
    details = str((operator.get("args") or {}).get("Details", ""))
    name = details.partition("(")[0].replace("`", "").replace(" ", "").lower()
    if name not in READING_PROCEDURES:
        message = f"Refused: the procedure {name or '(unnamed)'} is not one of those known only to read this database."
        raise GuardError(message, reason="procedure", name=name)
    return name
