"""The gradient of a deep linear network by its first layer: time against size and depth.

derivcheck decides the claim once for every size; SymPy differentiates by a matrix symbol of
symbolic sizes; autograd and central differences look at one point of one size.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import reduce
from typing import Any

import autograd
import autograd.numpy as np
import sympy
from sympy import MatrixSymbol, Trace

from derivcheck.language.obligations import Effort
from derivcheck.reports.figures import Line, Panel, document
from derivcheck.reports.figures import picture as drawn
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.oneline import single
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide

DEPTHS, DEPTH = (1, 2, 3, 4, 5, 6), 3
SIZES, SIZE = (2, 4, 8, 16, 32, 64), 4
TIMES, STEP = 3, 1e-6


def picture() -> str:
    """Both panels as an SVG document."""
    by_size = Panel("depth 3", "layer width", "seconds", [])
    by_depth = Panel("width 4", "layers", "seconds", [])
    lines: list[list[Line]] = [[], []]
    for colour, (name, way) in enumerate(WAYS.items()):
        against_size = [(float(n), _seconds(way, DEPTH, n)) for n in SIZES]
        against_depth = [(float(h), _seconds(way, h, SIZE)) for h in DEPTHS]
        lines[0].append(Line(name, against_size, colour))
        lines[1].append(Line(name, against_depth, colour))
        for what, points in (("width", against_size), ("layers", against_depth)):
            told = ", ".join(f"{x:.0f}: {1000 * y:.1f} ms" for x, y in points)
            print(f"{name}, by {what}: {told}")
    panels = [
        Panel(panel.title, panel.x, panel.y, each)
        for panel, each in zip((by_size, by_depth), lines, strict=True)
    ]
    return document(drawn("Gradient of a deep linear network by its first layer", panels))


def _seconds(way: Callable[[int, int], bool], depth: int, size: int) -> float:
    """The least time of a few runs, all of which must call the true claim true."""
    found = []
    for _ in range(TIMES):
        sympy.core.cache.clear_cache()
        started = time.perf_counter()
        assert way(depth, size), (way.__name__, depth, size)
        found.append(time.perf_counter() - started)
    return min(found)


# Ways -------------------------------------------------------------------------------------


def _claim(depth: int, size: int) -> bool:
    """The same claim for every size, so that `size` plays no part."""
    del size
    layers = [(f"W{k}", f"matrix[m{k}, m{k - 1}]") for k in range(1, depth + 1)]
    arrays = [*layers, ("x", "vector[m0]"), ("y", f"vector[m{depth}]")]
    whole = "@".join(name for name, _ in reversed(layers))
    back = "".join(f"{name}'@" for name, _ in layers[1:])
    text = f"grad(1/2*norm({whole}@x - y)^2, W1) = {back}({whole}@x - y)@x'"
    derivation = single(text, arrays, ())
    claim = derivation.claims[0]
    assert claim.claim is not None
    scope = proposition_scope(derivation, claim)
    goal = scope.proposition(claim.claim.value)
    return decide(goal, scope.context(goal), Effort()).verdict is Verdict.PROVED


def _symbols(depth: int, size: int) -> bool:
    """The derivative by a matrix symbol, and whether the difference expands to zero."""
    del size
    sides = sympy.symbols(f"m0:{depth + 1}", positive=True, integer=True)
    layers = [MatrixSymbol(f"W{k}", sides[k], sides[k - 1]) for k in range(1, depth + 1)]
    x, y = MatrixSymbol("x", sides[0], 1), MatrixSymbol("y", sides[depth], 1)
    rest = reduce(lambda a, w: w * a, layers, x) - y
    back = reduce(lambda a, w: w.T * a, reversed(layers[1:]), rest)
    slope = sympy.diff(Trace(rest.T * rest) / 2, layers[0])
    return bool((slope - back * x.T).doit().expand().doit().is_ZeroMatrix)


def _network(depth: int, size: int) -> tuple[Any, Any, Any]:
    random = np.random.RandomState(0)
    layers = [random.standard_normal((size, size)) / size for _ in range(depth)]
    x, y = random.standard_normal((2, size, 1))

    def loss(first: Any) -> Any:
        return np.sum((reduce(lambda a, w: w @ a, [first, *layers[1:]], x) - y) ** 2) / 2

    rest = reduce(lambda a, w: w @ a, layers, x) - y
    return loss, layers[0], reduce(lambda a, w: w.T @ a, reversed(layers[1:]), rest) @ x.T


def _automatic(depth: int, size: int) -> bool:
    loss, first, stated = _network(depth, size)
    return bool(np.allclose(autograd.grad(loss)(first), stated, atol=1e-8))


def _central(depth: int, size: int) -> bool:
    loss, first, stated = _network(depth, size)
    found = np.zeros_like(first)
    for place in np.ndindex(*first.shape):
        step = np.zeros_like(first)
        step[place] = STEP
        found[place] = (loss(first + step) - loss(first - step)) / (2 * STEP)
    return bool(np.allclose(found, stated, atol=1e-5))


WAYS: dict[str, Callable[[int, int], bool]] = {
    "derivcheck, all sizes": _claim,
    "SymPy matrix diff": _symbols,
    "autograd, one point": _automatic,
    "differences, one point": _central,
}
