"""Buyer-supplier networks: the only package that knows networkx, scipy and Leiden."""
