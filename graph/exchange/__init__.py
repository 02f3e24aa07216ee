"""The graph and its networks in the formats of other tools."""
