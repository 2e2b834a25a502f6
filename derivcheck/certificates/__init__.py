"""Certificates: what is needed to recheck a verdict without the engine, and who rechecks it.

`writing` makes them with the engine. `replay` rechecks them with nothing but python-flint and
the two modules beside it, `trees` (claims as plain trees) and `fields` (normal forms).
"""
