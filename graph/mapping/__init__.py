"""Compiled release -> rows of the graph: pure functions, no database."""
