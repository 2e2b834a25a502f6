"""Gradients by arrays: derivcheck beside SymPy's matrix derivative and autograd.

`python benchmarks/gradients.py` prints a table; with a file name it also draws the time of the
gradient of a deep linear network against size and depth.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import autograd
import autograd.numpy as np
import sympy
from asking import Answer, ask, table
from gradient_rows import Gradient, gradients
from network import picture
from sympy import MatrixSymbol, symbols

from derivcheck.language.obligations import Effort
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.oneline import single
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide

SIZES = {"n": 4, "d": 3, "m": 2}
#: points of the numeric ways, and their relative tolerance
POINTS, TOLERANCE, STEP = 3, 1e-5, 1e-6


# Ways -------------------------------------------------------------------------------------


def both_routes(row: Gradient) -> Answer:
    """A verdict as `derivcheck` gives it, from the text on; support is no answer."""
    f, gradient = row.claim
    derivation = single(f"grad({f}, {row.by}) = {gradient}", list(_shapes(row)), ())
    claim = derivation.claims[0]
    assert claim.claim is not None
    scope = proposition_scope(derivation, claim)
    goal = scope.proposition(claim.claim.value)
    verdict = decide(goal, scope.context(goal), Effort()).verdict
    return {Verdict.PROVED: True, Verdict.REFUTED: False}.get(verdict)


def matrix_derivative(row: Gradient) -> Answer:
    """SymPy's derivative by a matrix symbol; another form of it says nothing."""
    arrays = {name: _symbol(name, kind) for name, kind in _shapes(row)}
    f, gradient = row.spelled(*arrays.values())
    rest = (sympy.diff(f, arrays[row.by]) - gradient).doit().expand().doit()
    return True if getattr(rest, "is_ZeroMatrix", False) or rest == 0 else None


def automatic(row: Gradient) -> Answer:
    """Autograd at a few random points of one size, with a tolerance."""
    return _near(row, lambda f, x: autograd.grad(f)(x))


def differences(row: Gradient) -> Answer:
    """Central differences at a few random points of one size, with a tolerance."""
    return _near(row, _central)


def _central(f: Callable[[Any], Any], x: Any) -> Any:
    found = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[place] = STEP
        found[place] = (f(x + step) - f(x - step)) / (2 * STEP)
    return found


def _near(row: Gradient, slope: Callable[[Any, Any], Any]) -> Answer:
    random = np.random.RandomState(0)
    for _ in range(POINTS):
        values = {name: _drawn(random, kind) for name, kind in _shapes(row)}
        f = _function(row, values)
        found, stated = slope(f, values[row.by]), row.numbers(*values.values())[1]
        if np.max(np.abs(found - stated)) > TOLERANCE * (1 + np.max(np.abs(stated))):
            return False
    return True


def _function(row: Gradient, values: dict[str, Any]) -> Callable[[Any], Any]:
    """The function of one array, the others held."""
    return lambda x: row.numbers(*{**values, row.by: x}.values())[0]


def _shapes(row: Gradient) -> Iterator[tuple[str, str]]:
    for array in row.arrays:
        name, _, kind = array.partition(":")
        yield name, kind.strip()


def _sides(kind: str) -> list[str]:
    inner = kind.partition("[")[2].partition("]")[0]
    names = [name.strip() for name in inner.split(",")] if inner else []
    return [*names, "1"][:2] if names else []


def _symbol(name: str, kind: str) -> Any:
    sides = [
        sympy.Integer(1) if s == "1" else symbols(s, positive=True, integer=True)
        for s in _sides(kind)
    ]
    return MatrixSymbol(name, *sides) if sides else sympy.Symbol(name, positive=True)


def _drawn(random: Any, kind: str) -> Any:
    sides = [SIZES.get(side, 1) for side in _sides(kind)]
    if not sides:
        return random.uniform(0.5, 2)
    array = random.standard_normal(sides)
    return array @ array.T + np.eye(sides[0]) if "definite" in kind else array


WAYS: dict[str, Callable[[Gradient], Answer]] = {
    "derivcheck, both routes": both_routes,
    "SymPy, diff by a matrix symbol": matrix_derivative,
    "autograd at 3 points": automatic,
    "finite differences at 3 points": differences,
}


def main() -> None:
    """The table, and the picture where a file is named."""
    print(table(ask(WAYS, list(gradients()))))
    for name in sys.argv[1:]:
        Path(name).write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
