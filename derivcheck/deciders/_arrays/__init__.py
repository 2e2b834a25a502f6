"""Rewritings of claims about arrays."""
