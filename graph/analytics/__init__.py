"""Buyer-supplier networks: the only package that knows networkx, igraph and scipy."""
