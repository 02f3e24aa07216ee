"""Statements for the read-only guard: hostile ones, of which none may have an effect, and honest ones, which must run.

The hostile ones are refused by one layer or another, or by the server itself; the honest ones look as hostile as
honest statements can.
"""

from __future__ import annotations

from guard_hostile import HOSTILE

_PLAIN = r"""
RETURN 1
return 1 as x
RETURN 1;
  RETURN 1 ;
MATCH (n) RETURN count(n) AS n
MATCH (n) RETURN n LIMIT 3
MATCH (t:Tender) RETURN t.ocid AS ocid, t.title ORDER BY ocid SKIP 1 LIMIT 2
MATCH (t:Tender {ocid: $ocid}) RETURN t
MATCH (b:Buyer)-[:ISSUED]->(t:Tender)-[:HAS]->(l:Lot)-[a:AWARDED_TO]->(s:Supplier) RETURN b.name, s.name, sum(a.share)
MATCH p = (a)-[:HAS*1..3]->(b) RETURN p LIMIT 1
MATCH p = shortestPath((a:Buyer)-[*..6]-(b:Supplier)) WHERE a <> b RETURN p LIMIT 1
MATCH p = allShortestPaths((a:Buyer)-[*..4]-(b:Supplier)) WHERE a <> b RETURN length(p) LIMIT 1
MATCH p = SHORTEST 1 (a:Buyer)-[]-+(b:Supplier) RETURN length(p) LIMIT 1
MATCH (a)((x)-[:BROADER]->(y)){1,3}(b) RETURN count(*)
MATCH ANY SHORTEST (a:Buyer)--+(b:Supplier) RETURN count(*)
MATCH (n:Tender|Lot) RETURN labels(n) LIMIT 1
MATCH (n:!Tender) RETURN count(n)
MATCH (n:Tender&!Lot) RETURN count(n)
MATCH (n:%) RETURN count(n)
MATCH (n:$($label)) RETURN count(n)
MATCH ()-[r:$($type)]->() RETURN count(r)
MATCH (n) WHERE n[$key] IS NOT NULL RETURN count(n)
OPTIONAL MATCH (n:Nothing) RETURN n
UNWIND [1, 2, 3] AS x RETURN x, x * 2 AS y
UNWIND $list AS x WITH x WHERE x > 1 RETURN collect(x) AS xs
WITH 1 AS x WITH x + 1 AS x RETURN x
RETURN 1 AS x UNION RETURN 2 AS x
RETURN 1 AS x UNION ALL RETURN 1 AS x
CALL { MATCH (n:Tender) RETURN count(n) AS n } RETURN n
CALL () { MATCH (n:Tender) RETURN count(n) AS n } RETURN n
MATCH (t:Tender) CALL (t) { MATCH (t)-[:HAS]->(l) RETURN count(l) AS lots } RETURN t.ocid, lots
MATCH (t:Tender) OPTIONAL CALL (t) { MATCH (t)-[:HAS]->(l) RETURN l.id AS id } RETURN id
MATCH (t:Tender) CALL (*) { RETURN t.ocid AS o } RETURN o
MATCH (t:Tender) WHERE EXISTS { (t)-[:HAS]->(:Lot) } RETURN count(t)
MATCH (t:Tender) WHERE EXISTS { MATCH (t)-[:HAS]->(l:Lot) WHERE l.title = 'x' RETURN l } RETURN count(t)
MATCH (t:Tender) RETURN COUNT { (t)-[:HAS]->() } AS lots
MATCH (t:Tender) RETURN COLLECT { MATCH (t)-[:HAS]->(l) RETURN l.id } AS ids
MATCH (t:Tender) RETURN [(t)-[:HAS]->(l) | l.title] AS titles
MATCH (t:Tender) RETURN [x IN collect(t.ocid) WHERE x STARTS WITH 'ocds' | toUpper(x)] AS x
RETURN [x IN [1, 2] | COLLECT { MATCH (t:Tender) WHERE t.x = x RETURN t.ocid }] AS x
RETURN reduce(total = 0, x IN [1, 2, 3] | total + x) AS total
RETURN all(x IN [1] WHERE x > 0) AS a, any(x IN [1] WHERE x > 0) AS b, none(x IN [1] WHERE x > 0) AS c
RETURN CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END AS x
RETURN CASE 1 WHEN 1 THEN 'set' WHEN 2 THEN 'delete' END AS x
MATCH (t:Tender) RETURN t {.ocid, .title, lots: COUNT { (t)-[:HAS]->() }} AS t
MATCH (t:Tender) RETURN t {.*} AS t
MATCH (t:Tender) WHERE t.title =~ '(?i).*create.*' RETURN t
MATCH (t:Tender) WHERE t.title CONTAINS 'DELETE' RETURN t
MATCH (t:Tender) WHERE t.title STARTS WITH 'SET x = 1' OR t.title ENDS WITH 'MERGE (n)' RETURN t
RETURN 'CREATE (n) DETACH DELETE n; DROP INDEX x' AS text
RETURN "LOAD CSV FROM 'file:///x' AS r" AS text
RETURN 'it''s' AS x
RETURN 'it\'s; CREATE (n)' AS x
RETURN "a \"quoted\" word" AS x
RETURN 'caf\u00e9' AS x
RETURN '\ud83d\ude00' AS x
RETURN 'C:\\users\\x' AS x
RETURN '//' AS x, '/* */' AS y
RETURN 'a' AS `CREATE (n)`
RETURN 1 AS `a``b`
RETURN 1 AS created, 2 AS deleted, 3 AS merged, 4 AS settings, 5 AS calls
MATCH (n:Set) RETURN n
MATCH (n:Create) RETURN n
MATCH (n:Delete:Merge) RETURN n
MATCH (n:`DETACH DELETE`) RETURN n
MATCH ()-[r:CREATE]->() RETURN r
MATCH ()-[r:SET|DELETE|MERGE]->() RETURN r
MATCH (n {set: 1}) RETURN n.set, n.delete, n.create, n.merge, n.remove, n.call, n.load, n.csv, n.use
MATCH (n) WHERE n.created > date('2026-01-01') RETURN n
MATCH (n) WHERE n.set = 1 AND n.delete = 2 RETURN n
WITH 1 AS set RETURN set
WITH 1 AS set, 2 AS delete, 3 AS create RETURN set + delete + create AS x
WITH [1] AS set UNWIND set AS x RETURN x
WITH 1 AS call RETURN call IN [1, 2] AS x
WITH true AS call WHERE call AND (1 = 1) RETURN call
WITH 1 AS use RETURN use
WITH {use: 1} AS m RETURN m.use, m {.use}
WITH 1 AS load, 2 AS csv RETURN load, csv
WITH 1 AS remove, 2 AS foreach, 3 AS merge RETURN remove, foreach, merge
WITH 1 AS explain RETURN explain
WITH 1 AS profile, 2 AS cypher RETURN profile, cypher
RETURN $set AS x, $delete AS y
RETURN {create: 1, set: 2, call: 3, `load csv`: 4} AS x
RETURN 1 // CREATE (n)
RETURN 1 /* DELETE n; */ AS x
/* a comment first */ RETURN 1
// a comment first; CREATE (n)
RETURN [1, 2, 3][0..2] AS x, [1, 2][-1] AS y
RETURN 1.5e3 AS a, .5 AS b, 0x1F AS c, 1e10 AS d, 0o17 AS e
RETURN date() AS d, datetime() AS t, localdatetime() AS l, time() AS m
RETURN date.truncate('month', date('2026-08-15')) AS d, datetime.truncate('hour', datetime()) AS t
RETURN duration.between(date('2026-01-01'), date('2026-02-01')).months AS m
RETURN duration.inDays(date('2026-01-01'), date('2026-02-01')).days AS d
RETURN datetime.fromEpoch(0, 0) AS t, datetime({epochMillis: 0}) AS u, date.realtime() AS d
RETURN date({year: 2026, month: 8, day: 1}) + duration('P1M') AS d
RETURN point({latitude: 51.5, longitude: 0.1}) AS p, point.distance(point({x: 0, y: 0}), point({x: 1, y: 1})) AS d
RETURN vector.similarity.cosine([1.0, 2.0], [1.0, 2.0]) AS v
RETURN size('x') AS a, toInteger('1') AS b, coalesce(null, 1) AS c, keys({a: 1}) AS d, randomUUID() AS e
RETURN percentileCont(x, 0.5) AS median
MATCH (n) RETURN elementId(n) AS i, labels(n) AS l, properties(n) AS p LIMIT 1
MATCH ()-[r]->() RETURN type(r) AS t, count(*) AS n ORDER BY n DESC, t
MATCH (a:Tender), (b:Lot) RETURN count(*) AS n
MATCH (a:Tender) WITH a ORDER BY a.ocid LIMIT 1 MATCH (a)-[r]-(b) RETURN a, r, b
MATCH (t:Tender) USING SCAN t:Tender RETURN count(t)
MATCH (t:Tender) WITH t.status AS s, count(*) AS n WHERE n > 1 RETURN s, n
MATCH (t:Tender) RETURN DISTINCT t.status AS s
MATCH (t:Tender) RETURN t.datePublished.year AS y, count(*) AS n
MATCH (t:Tender) WHERE t.ocid IN $list RETURN t
MATCH (t) WHERE t:Tender OR t:Lot RETURN count(*)
MATCH (t) WHERE t IS :: NODE RETURN count(*)
RETURN 1 IS :: INTEGER AS x, null IS NULL AS y, valueType(1) AS z
MATCH (t:Tender) RETURN avg(size(t.title)) AS a, stdev(size(t.title)) AS s, max(t.title) AS m
MATCH (t:Tender) FINISH
USE neo4j MATCH (t:Tender) RETURN count(t)
USE `neo4j` RETURN 1
CALL { USE neo4j RETURN 1 AS x } RETURN x
CALL db.labels()
CALL db.labels() YIELD label RETURN label ORDER BY label
CALL db.labels
call db.labels() yield label return label
CALL db.relationshipTypes()
CALL db.propertyKeys() YIELD propertyKey WHERE propertyKey STARTS WITH 's' RETURN propertyKey
CALL db.schema.visualization()
CALL db.schema.nodeTypeProperties()
CALL db.schema.relTypeProperties() YIELD relType, propertyName RETURN *
CALL db.info()
CALL db.ping()
CALL dbms.components() YIELD name, versions, edition UNWIND versions AS version RETURN name, version, edition
CALL db.index.fulltext.listAvailableAnalyzers() YIELD analyzer RETURN count(analyzer) AS n
RETURN [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS labels
SHOW INDEXES
SHOW INDEXES YIELD name, type WHERE type = 'RANGE' RETURN name
SHOW RANGE INDEXES
SHOW FULLTEXT INDEXES YIELD name
SHOW CONSTRAINTS
SHOW UNIQUE CONSTRAINTS
SHOW CONSTRAINTS YIELD name, labelsOrTypes RETURN name, labelsOrTypes
SHOW PROCEDURES YIELD name, mode RETURN name, mode
SHOW FUNCTIONS YIELD name WHERE name STARTS WITH 'to' RETURN name
SHOW BUILT IN FUNCTIONS
EXPLAIN MATCH (t:Tender) RETURN t
explain MATCH (t:Tender {ocid: $ocid}) RETURN t
PROFILE MATCH (t:Tender) RETURN count(t)
CYPHER 5 MATCH (t:Tender) RETURN count(t)
CYPHER runtime=slotted MATCH (t:Tender) RETURN count(t)
CYPHER 5 planner=cost runtime=pipelined EXPLAIN MATCH (t:Tender) RETURN count(t)
CYPHER 5 PROFILE RETURN 1
""".strip().splitlines()

HONEST: tuple[str, ...] = (
    *(
        line
        for line in _PLAIN
        if not line.startswith("// a comment") and "''" not in line and "percentileCont" not in line
    ),
    "// a comment first; CREATE (n)\nRETURN 1",
    "MATCH (t:Tender)\n  // which tenders?\n  WHERE t.status = 'active'\n/* and\n   how many */\nRETURN count(t) AS n",
    "\ufeffRETURN 1",
    "RETURN\t1\r\nAS x",
    "RETURN\u00a01 AS x",
    "RETURN 'two\nlines' AS x",
    "UNWIND [1, 2, 3] AS x RETURN percentileCont(x, 0.5) AS median",
    "MATCH (größe:Tender) RETURN größe.ocid AS ñandú",
    "RETURN '日本語 CREATE' AS 日本",
    "RETURN " + " + ".join(["1"] * 500) + " AS x",
    "RETURN [" + ", ".join(map(str, range(3000))) + "] AS x",
    "RETURN " + "(" * 30 + "1" + ")" * 30 + " AS x",
    "EXPLAIN MATCH (a),(b),(c),(d) RETURN count(*)",
    "UNWIND [1, 2] AS call RETURN call ORDER BY call DESC",
    "UNWIND [1, 2] AS call RETURN call ORDER BY call",
    "USE (neo4j) MATCH (t:Tender) RETURN count(t)",
    "WITH '.' AS dot WHERE dot = '.' RETURN dot",
    "WITH {set: 1, create: 2, call: 3, load: 4, use: 5} AS m RETURN m.set, m.create, m.call, m.load, m.use",
    "RETURN CASE WHEN 1 > 0 THEN CASE WHEN 2 > 1 THEN 'a' ELSE 'b' END ELSE 'c' END AS nested",
    "RETURN " + " + ".join(["CASE WHEN true THEN 1 END"] * 50) + " AS fifty",
    "MATCH (t:Tender)" + "-->()--()<--(t)" * 3 + " RETURN count(t)",
)

PARAMETERS = {
    "ocid": "ocds-h6vhtk-000001",
    "label": "Tender",
    "type": "HAS",
    "key": "ocid",
    "name": "x",
    "list": [1, 2, 3],
    "file": "file:///etc/passwd",
    "set": 1,
    "delete": 2,
}

__all__ = ["HONEST", "HOSTILE", "PARAMETERS"]
