"""Statements for the read-only guard: hostile ones, of which none may have an effect, and honest ones, which must run.

The hostile ones are refused by one layer or another, or by the server itself; the honest ones look as hostile as
honest statements can.
"""

from __future__ import annotations

_WRITES = """
CREATE (n:Tender {ocid: 'x'})
create (n)
CREATE (a)-[:HAS]->(b)
CREATE p = (a)-[:HAS]->(b) RETURN p
INSERT (n:Tender)
MERGE (n:Tender {ocid: 'x'}) RETURN n
MERGE p = (a:Tender {ocid: 'x'}) RETURN p
MATCH (n) SET n.x = 1
MATCH (n) SET n.x = 1 RETURN n
MATCH (n) SET n += {x: 1}
MATCH (n) SET n = {}
MATCH (n) SET n:Hacked
MATCH (n) SET n IS Hacked
MATCH (n) SET n['x'] = 1
MATCH (n) SET n[$name] = 1
MATCH (n) SET n:$($label)
MATCH (n) SET (CASE WHEN true THEN n END).x = 1
MATCH (n) SET properties(n).x = 1
MATCH ()-[r]->() SET r.share = 0
MATCH (n) DELETE n
MATCH (n) DETACH DELETE n
MATCH (n) NODETACH DELETE n
MATCH (n) WITH n LIMIT 1 DETACH DELETE n RETURN 1
MATCH p = (n)--() DELETE p
MATCH (n) DELETE (n)
MATCH (n) WITH collect(n) AS list FOREACH (x IN list | DETACH DELETE x)
MATCH (n) REMOVE n.ocid
MATCH (n) REMOVE n:Tender
MATCH (n) REMOVE n['ocid']
MATCH (n) REMOVE n:$($label)
FOREACH (x IN [1] | CREATE (:Hacked))
MATCH (n) FOREACH (x IN [1] | SET n.x = 1)
UNWIND [1] AS x CREATE (:Hacked {x: x})
WITH 1 AS x MERGE (:Hacked {x: x})
MATCH (n) WITH n AS return SET return.x = 1
MATCH (n) WITH n AS set SET set.x = 1
MATCH (n) WHERE false SET n.x = 1
MATCH (n) WHERE false CALL { WITH n CREATE (m) } RETURN n
RETURN 1 AS x UNION CREATE (n) RETURN 1 AS x
CALL { CREATE (n:Hacked) } RETURN 1
CALL () { CREATE (n:Hacked) } RETURN 1
CALL { CREATE (n:Hacked) RETURN n } RETURN n
MATCH (n) CALL (n) { SET n.x = 1 } RETURN n
CALL { CALL { CALL { CREATE (:Hacked) } RETURN 1 AS a } RETURN a } RETURN a
UNWIND [1, 2] AS x CALL { CREATE (:Hacked) } IN TRANSACTIONS
UNWIND [1, 2] AS x CALL (x) { CREATE (:Hacked) } IN TRANSACTIONS OF 1 ROW
UNWIND [1, 2] AS x CALL (x) { CREATE (:Hacked) } IN 2 CONCURRENT TRANSACTIONS OF 1 ROW
CALL { MATCH (n) DETACH DELETE n } IN TRANSACTIONS
CALL { RETURN 1 AS x } IN TRANSACTIONS RETURN x
MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1 ROW ON ERROR CONTINUE REPORT STATUS AS s RETURN s
MATCH (n) ORDER BY n.x LIMIT 1 SET n.y = 1
OPTIONAL MATCH (n:Nothing) SET n.x = 1
MERGE (n:Hacked) ON CREATE SET n.x = 1 ON MATCH SET n.x = 2
MATCH (a:Tender), (b:Tender) MERGE (a)-[:RELATED_TO]->(b)
MATCH (n) SET n.x = EXISTS { (n)--() }
USING PERIODIC COMMIT 10 LOAD CSV FROM 'file:///x.csv' AS r CREATE (:Hacked)
""".strip().splitlines()

_PREFIXES = [
    "PROFILE CREATE (:Hacked)",
    "EXPLAIN CREATE (:Hacked)",
    "CYPHER 5 CREATE (:Hacked)",
    "CYPHER 25 CREATE (:Hacked)",
    "CYPHER runtime=slotted CREATE (:Hacked)",
    "CYPHER planner=cost PROFILE MATCH (n) DETACH DELETE n",
    "PROFILE MATCH (n) SET n.x = 1",
    "profile create (:Hacked)",
    "EXPLAIN PROFILE CREATE (:Hacked)",
    "PROFILE EXPLAIN RETURN 1",
    "CYPHER debug=tostring RETURN 1",
    "CYPHER 5 debug=logicalplan CREATE (:Hacked)",
    "CYPHER 3.5 RETURN 1",
    "/* EXPLAIN */ CREATE (:Hacked)",
    "// EXPLAIN\nCREATE (:Hacked)",
    "EXPLAIN /* */ PROFILE /* */ CREATE (:Hacked)",
    "EXPLAIN RETURN 1; CREATE (:Hacked)",
    "EXPLAIN; CREATE (:Hacked)",
    "\ufeffCREATE (:Hacked)",
    "EXPLAIN\u00a0PROFILE CREATE (:Hacked)",
]

_SEVERAL = [
    "RETURN 1; CREATE (:Hacked)",
    "RETURN 1; CREATE (:Hacked);",
    "RETURN 1;;",
    "; CREATE (:Hacked)",
    "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
    "RETURN ';'; CREATE (:Hacked)",
    "RETURN 1; // \nCREATE (:Hacked)",
    "RETURN 1 /* ; */; CREATE (:Hacked)",
    "RETURN 1;\n:param x => 1",
    "BEGIN",
    "COMMIT",
    "ROLLBACK; CREATE (:Hacked)",
    "RETURN 1 COMMIT",
    ":begin",
    ":use system",
]

_COMMENTS_AND_ESCAPES = [
    r"RETURN 1 AS x // \u000a CREATE (:Hacked)",
    r"RETURN 1 AS x // \u000a UNION CREATE (:Hacked) RETURN 1 AS x",
    r"RETURN 1 AS x /* \u002a\u002f CREATE (:Hacked) /* */",
    "RETURN 1 AS x // \u2028 \n CREATE (:Hacked)",
    "RETURN 1 AS x // \r CREATE (:Hacked)",
    "RETURN 1 AS x /* /* */ CREATE (:Hacked) // */",
    "RETURN 1 AS x /**/CREATE/**/(:Hacked)",
    "MATCH (n) /* SET */ SET /* */ n /* */ . /* */ x /* */ = 1",
    r"RETURN '\u0027 AS x CREATE (:Hacked) RETURN \u0027' AS y",
    r"""RETURN "\u0022 AS x CREATE (:Hacked) RETURN \u0022" AS y""",
    r"RETURN 1 AS `\u0060 CREATE (:Hacked) RETURN 1 AS \u0060`",
    r"RETURN 1 AS x \u0043REATE (:Hacked)",
    r"\u0043REATE (:Hacked)",
    r"MATCH (n) \u0053ET n.x = 1",
    r"MATCH (n) S\u0045T n.x = 1",
    r"MATCH (n) DETACH\u0020DELETE n",
    r"RETURN 1\u003b CREATE (:Hacked)",
    r"RETURN '\\' AS x CREATE (:Hacked)",
    r"RETURN '\' AS x' CREATE (:Hacked) //'",
    r"RETURN '\u005c' AS x CREATE (:Hacked) //'",
    r"RETURN '\\\' AS x' CREATE (:Hacked)",
    r"RETURN '\uuuu0027' AS x",
    r"RETURN '\ud800' AS x",
    "RETURN 'a' CREATE (:Hacked) //'",
    'RETURN "a" CREATE (:Hacked) //"',
    "RETURN 1 AS `a``b` CREATE (:Hacked)",
    "RETURN 1 AS `a` CREATE (:`b`)",
    "RETURN 'open CREATE (:Hacked)",
    "RETURN `open CREATE (:Hacked)",
    "RETURN 1 /* open CREATE (:Hacked)",
    "CRE\u00adATE (:Hacked)",
    "CREATE\u200b(:Hacked)",
    "CREATE\u3000(:Hacked)",
    "CREATE\u00a0(:Hacked)",
    "RETURN 1\u2003CREATE (:Hacked)",
    "MATCH (n) \u017fET n.x = 1",
    "RETURN 1 AS x\x00CREATE (:Hacked)",
    "RETURN 1AS x CREATE (:Hacked)",
    "RETURN 1CREATE (:Hacked)",
    "RETURN 0x1FCREATE (:Hacked)",
]

_FILES_AND_NETWORK = """
LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row
load csv from 'file:///etc/passwd' as row return row
LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:1/x' AS row RETURN row
LOAD CSV FROM 'ftp://127.0.0.1/x' AS row RETURN row
LOAD CSV FROM $file AS row RETURN row
WITH 'file:///etc/passwd' AS f LOAD CSV FROM f AS row RETURN row
CALL { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN row
CALL () { LOAD CSV FROM 'http://127.0.0.1:1/x' AS row RETURN row } RETURN row
RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } AS rows
RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row }] AS rows
RETURN [x IN [1] WHERE EXISTS { LOAD CSV FROM 'http://127.0.0.1:1/x' AS row RETURN row } | x] AS rows
RETURN all(x IN [1] WHERE COUNT { LOAD CSV FROM 'http://127.0.0.1:1/x' AS row RETURN row } > 0) AS a
RETURN reduce(a = 0, x IN [1] | a + COUNT { LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r }) AS a
RETURN CASE WHEN true THEN COLLECT { LOAD CSV FROM 'file:///x' AS r RETURN r } END AS a
MATCH (n) WHERE EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row } RETURN n
MATCH (n) RETURN n UNION LOAD CSV FROM 'file:///etc/passwd' AS n RETURN n
LOAD/**/CSV FROM 'file:///etc/passwd' AS row RETURN row
LOAD CSV FROM 'file:///etc/passwd' AS row FIELDTERMINATOR '\\t' RETURN row
EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row
PROFILE LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row
WITH 1 AS x UNWIND [1] AS y CALL (x) { LOAD CSV FROM 'file:///x' AS row RETURN count(row) AS c } RETURN c
RETURN apoc.load.json('http://127.0.0.1:1') AS x
RETURN `apoc`.`load`.`json`('http://127.0.0.1:1') AS x
RETURN apoc . util . md5 (['x']) AS x
RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {}) AS x
RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'}) AS x
RETURN ai.text.embed('x', 'OpenAI', {}) AS x
RETURN [x IN [1] | custom.run(x)] AS x
RETURN graph.byName('system') AS x
""".strip().splitlines()

_PROCEDURES = """
CALL apoc.load.json('http://127.0.0.1:1') YIELD value RETURN value
CALL apoc.export.csv.all('/tmp/x.csv', {})
CALL apoc.cypher.runWrite('CREATE (n)', {})
CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value
CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {})
CALL apoc.util.sleep(100000)
CALL apoc.trigger.add('x', 'RETURN 1', {})
CALL apoc.systemdb.execute('CREATE USER x')
CALL dbms.killConnection('bolt-1')
CALL dbms.killConnections(['bolt-1'])
CALL dbms.listConnections()
CALL dbms.listConfig()
CALL dbms.listConfig('') YIELD name, value RETURN name, value
CALL dbms.queryJmx('*:*')
CALL dbms.upgrade()
CALL dbms.listCapabilities()
CALL dbms.showCurrentUser()
CALL dbms.setConfigValue('db.transaction.timeout', '0')
CALL dbms.security.createUser('eve', 'password')
CALL dbms.security.changePassword('password')
CALL dbms.cluster.routing.getRoutingTable({})
CALL dbms . listConfig
CALL `dbms`.`listConfig`()
CALL `dbms.listConfig`()
CALL dbms /* */ . /* */ listConfig ( )
OPTIONAL CALL dbms.listConfig() YIELD name RETURN name
CALL db.createLabel('Hacked')
CALL db.createProperty('hacked')
CALL db.createRelationshipType('HACKED')
CALL db.clearQueryCaches()
CALL db.prepareForReplanning()
CALL db.resampleIndex('x')
CALL db.resampleOutdatedIndexes()
CALL db.awaitIndex('x', 100000)
CALL db.awaitIndexes(100000)
CALL db.checkpoint()
CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()
CALL db.index.fulltext.createNodeIndex('x', ['Tender'], ['title'])
CALL db.index.fulltext.drop('x')
CALL db.index.vector.createNodeIndex('v', 'Tender', 'embedding', 3, 'cosine')
MATCH (n) CALL db.create.setNodeVectorProperty(n, 'x', [1.0]) RETURN n
MATCH (n) CALL db.create.setVectorProperty(n, 'x', [1.0]) YIELD node RETURN node
CALL db.stats.collect('QUERIES')
CALL db.stats.clear('QUERIES')
CALL db.stats.stop('QUERIES')
CALL db.stats.retrieve('GRAPH COUNTS')
CALL tx.setMetaData({app: 'x'})
CALL tx.getMetaData()
MATCH (n) WITH n LIMIT 1 CALL tx.setMetaData({a: n.ocid}) RETURN n
RETURN EXISTS { CALL dbms.listConfig() YIELD name RETURN name } AS a
RETURN COLLECT { CALL dbms.listConfig() YIELD value RETURN value } AS a
RETURN [x IN [1] | COLLECT { CALL dbms.listConfig() YIELD value RETURN value }] AS a
RETURN [x IN [1] | COLLECT { CALL dbms.listConnections() YIELD connectionId RETURN connectionId }] AS a
RETURN any(x IN [1] WHERE EXISTS { CALL db.clearQueryCaches() YIELD value RETURN value }) AS a
RETURN [x IN [1] | COUNT { CALL db.stats.clear('QUERIES') YIELD section RETURN section }] AS a
CALL { CALL db.clearQueryCaches() YIELD value RETURN value } RETURN value
WITH 1 AS return CALL db.stats.clear('QUERIES') YIELD section RETURN section
CALL sleep(1000)
CALL sys.exec('id')
""".strip().splitlines()

_ADMINISTRATION = """
CREATE USER eve SET PASSWORD 'password1'
CREATE OR REPLACE USER neo4j SET PASSWORD 'password1'
ALTER USER neo4j SET PASSWORD 'password1'
ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'password1'
RENAME USER neo4j TO eve
DROP USER neo4j
DROP USER neo4j IF EXISTS
SHOW USERS
SHOW CURRENT USER
SHOW USERS YIELD user RETURN user
SHOW ROLES
SHOW PRIVILEGES
SHOW DATABASES
SHOW DEFAULT DATABASE
SHOW HOME DATABASE
SHOW DATABASE system
SHOW SERVERS
SHOW ALIASES FOR DATABASE
SHOW SETTINGS
SHOW SETTINGS YIELD name, value RETURN name, value
SHOW SETTING 'server.directories.data'
SHOW TRANSACTIONS
SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery
SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id
SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message
TERMINATE TRANSACTIONS 'neo4j-transaction-1'
TERMINATE TRANSACTION 'neo4j-transaction-1'
CREATE ROLE eve
GRANT ROLE admin TO eve
DENY READ {*} ON GRAPH * TO PUBLIC
REVOKE ALL ON GRAPH * FROM PUBLIC
CREATE DATABASE hacked
CREATE COMPOSITE DATABASE hacked
CREATE ALIAS hacked FOR DATABASE neo4j
DROP DATABASE neo4j
STOP DATABASE neo4j
START DATABASE neo4j
ALTER DATABASE neo4j SET ACCESS READ ONLY
ALTER SERVER 'x' SET OPTIONS {}
ENABLE SERVER 'x'
DEALLOCATE DATABASES FROM SERVER 'x'
DRYRUN REALLOCATE DATABASES
USE system SHOW USERS
USE system CREATE USER eve SET PASSWORD 'password1'
USE system RETURN 1
USE GRAPH system RETURN 1
USE `system` MATCH (n) RETURN n
USE graph.byName('system') MATCH (n) RETURN n
USE graph.byElementId('4:x:0') MATCH (n) RETURN n
CALL { USE system RETURN 1 AS x } RETURN x
CALL () { USE system SHOW USERS } RETURN 1
RETURN 1 AS x UNION USE system RETURN 1 AS x
RETURN EXISTS { USE system RETURN 1 } AS x
USE other MATCH (n) RETURN n
CREATE INDEX hacked FOR (n:Tender) ON (n.title)
CREATE TEXT INDEX hacked FOR (n:Tender) ON (n.title)
CREATE FULLTEXT INDEX hacked FOR (n:Tender) ON EACH [n.title]
CREATE LOOKUP INDEX hacked FOR (n) ON EACH labels(n)
CREATE VECTOR INDEX hacked FOR (n:Tender) ON n.x
CREATE CONSTRAINT hacked FOR (n:Tender) REQUIRE n.title IS UNIQUE
DROP INDEX tender_title
DROP INDEX tender_title IF EXISTS
DROP CONSTRAINT tender_ocid IF EXISTS
EXPLAIN CREATE INDEX hacked FOR (n:Tender) ON (n.title)
PROFILE CREATE INDEX hacked FOR (n:Tender) ON (n.title)
EXPLAIN CREATE USER eve SET PASSWORD 'password1'
PROFILE DROP USER neo4j IF EXISTS
ALTER CURRENT GRAPH TYPE SET {}
""".strip().splitlines()

_HEAVY = [
    "RETURN " + "(" * 5000 + "1" + ")" * 5000,
    "RETURN " + "EXISTS { MATCH (a) WHERE " * 40 + "true" + " }" * 40,
    "RETURN " + "[" * 3000 + "]" * 3000,
    "RETURN [" + ",".join(["1"] * 100_000) + "]",
    "RETURN '" + "x" * 600_000 + "'",
    "",
    "   ",
    "// nothing",
    ";",
    "EXPLAIN",
    "CYPHER 5",
]

HOSTILE: tuple[str, ...] = (
    *_WRITES,
    *_PREFIXES,
    *_SEVERAL,
    *_COMMENTS_AND_ESCAPES,
    *_FILES_AND_NETWORK,
    *_PROCEDURES,
    *_ADMINISTRATION,
    *_HEAVY,
)

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
