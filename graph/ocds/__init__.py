"""OCDS in: read, validate, merge."""
