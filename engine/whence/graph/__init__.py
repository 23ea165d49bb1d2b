"""Directed graphs: what depends on what, and how a pathway runs. The only package that knows networkx."""
