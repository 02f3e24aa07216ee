"""Hostile statements for the read-only guard, by kind: none may have an effect."""

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

# A string or a quoted name of one sign before a clause, where only the tokens show the clause.
_AFTER_A_SIGN = [
    f"RETURN [x IN ['.'] | COLLECT {{ {before} {clause} RETURN 1 }}] AS rows"
    for before in (
        "WITH x WHERE x = '.'",
        "WITH x ORDER BY ':'",
        'WITH x WHERE x <> "$"',
        "WITH 1 AS `.`",
        "WITH 1 AS `:`",
    )
    for clause in (
        "LOAD CSV FROM 'http://127.0.0.1:1/x' AS row",
        "LOAD CSV FROM 'file:///etc/passwd' AS row",
        "CREATE (:Hacked)",
        "CALL dbms.listConfig()",
    )
]

_GRAPHS = ("(system)", "((system))", "GRAPH (system)", "(graph.byName('system'))", "neo4j.x", "$name")
_OTHER_GRAPHS = [
    text.replace("GRAPH_", graph)
    for graph in _GRAPHS
    for text in (
        "USE GRAPH_ MATCH (n) RETURN n",
        "CALL () { USE GRAPH_ MATCH (n) RETURN n } RETURN n",
        "RETURN 1 AS n UNION USE GRAPH_ MATCH (n) RETURN n",
        "RETURN [x IN [1] | COLLECT { USE GRAPH_ MATCH (n) RETURN n }] AS rows",
    )
]

_LETTERS_AND_SPACES = [
    "MATCH (n) \u017fET n.x = 1",
    "\uff23\uff32\uff25\uff21\uff34\uff25 (:Hacked)",
    "CREATE\uff08:Hacked)",
    "\u0130NSERT (:Hacked)",
    "LOAD C\u017fV FROM 'file:///etc/passwd' AS row RETURN row",
    "MATCH (n) DETACH DELETE\u200d n",
    "\u180eCREATE (:Hacked)",
    "\x1cCREATE (:Hacked)",
    "\x85CREATE (:Hacked)",
    "\u2028CREATE (:Hacked)",
    "CALL\u2003db.createLabel('Hacked')",
]

_DEEP_WITHOUT_PARENTHESES = [
    "RETURN " + "NOT " * 500 + "true",
    "RETURN " + "CASE WHEN true THEN " * 500 + "1" + " END" * 500,
    "MATCH (n:" + "!" * 500 + "Tender) RETURN n",
    "RETURN " + "- " * 500 + "1",
]

HOSTILE: tuple[str, ...] = (
    *_AFTER_A_SIGN,
    *_OTHER_GRAPHS,
    *_LETTERS_AND_SPACES,
    *_DEEP_WITHOUT_PARENTHESES,
    *_WRITES,
    *_PREFIXES,
    *_SEVERAL,
    *_COMMENTS_AND_ESCAPES,
    *_FILES_AND_NETWORK,
    *_PROCEDURES,
    *_ADMINISTRATION,
    *_HEAVY,
)
