"""Expansions, and limits by them, along subsequences and by SymPy."""
