"""The kinds of claims: what each proposition says and what it obliges one to show.

One file a kind. Its docstring is the manual that `derivcheck explain KIND` prints (Says,
Holds when, Example, Traps); `obligations(goal, context)` gives the obligations, or None when
the proposition is of another kind. Files are found by scanning this folder.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from functools import cache
from types import ModuleType

from derivcheck.language.obligations import Obligation
from derivcheck.language.terms import Condition, Context

Obliging = Callable[[Condition, Context], Sequence[Obligation] | None]


@cache
def kinds() -> tuple[ModuleType, ...]:
    """The modules of this folder, the most particular kinds first."""
    modules = [
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
    ]
    for module in modules:
        for part in ("KIND", "RANK", "obligations"):
            if not hasattr(module, part):
                raise TypeError(f"{module.__name__} is no kind of claim: it lacks {part}")
    return tuple(sorted(modules, key=lambda module: (module.RANK, module.KIND)))


def obligations(goal: Condition, context: Context) -> tuple[Obligation, ...]:
    """What the proposition obliges one to show, by the first kind that knows it.

    Raises `TypeError` if no kind does, which is a hole in the program.
    """
    for kind in kinds():
        found = kind.obligations(goal, context)
        if found is not None:
            return tuple(found)
    raise TypeError(f"no kind of claim reads {type(goal).__name__}")
