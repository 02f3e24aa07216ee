"""A small market in the model's own shape, for the tests of networks: facts a person can count."""

from pathlib import Path

MARKET = Path(__file__).with_name("market.cypher").read_text(encoding="utf-8")
