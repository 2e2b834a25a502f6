"""Recurrences, powers and sums with a shifted index."""
