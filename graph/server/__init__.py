"""The local Neo4j server: jars, Java, start, stop, status."""
