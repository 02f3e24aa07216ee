"""The command line: parse arguments, call graph, present."""
