"""Certificates: what is needed to recheck a verdict without the engine, and who rechecks it.

`writing` makes them with the engine: `points` are admissible points, `trees` writes claims out at
their sizes. `replay` rechecks them; it needs python-flint and no other module.
"""
