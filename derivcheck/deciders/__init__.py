"""The deciders: one file each, what it accepts and what its success proves.

A decider module has NAME, ROUTE (`symbolic`, `numeric`, or `domain`: whether there is a point,
asked where the numeric route says nothing), COST (cheap ones are asked first),
`accepts(obligation)` and `decide(obligation, effort)`. The first sentence of its docstring
says what a positive answer proves. Files are found by scanning this folder; the folders whose
names begin with an underscore hold what several deciders share.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

_PARTS = ("NAME", "ROUTE", "COST", "accepts", "decide")


@cache
def deciders() -> tuple[ModuleType, ...]:
    """Every decider, cheapest first."""
    modules = [
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
        if not info.name.startswith("_")
    ]
    for module in modules:
        for part in _PARTS:
            if not hasattr(module, part):
                raise TypeError(f"{module.__name__} is no decider: it lacks {part}")
    return tuple(sorted(modules, key=lambda module: (module.COST, module.NAME)))
