"""Certificates: what is needed to recheck a verdict without the engine, and who rechecks it.

`writing` makes them with the engine. `replay` rechecks them with nothing but python-flint and
the modules beside it: `trees` (claims as plain trees), `fields` (normal forms), `operations`
and `infinitesimals`.
"""
