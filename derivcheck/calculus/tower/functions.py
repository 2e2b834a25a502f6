"""The rule of every scalar function."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower import angles, inverses, jumps, special
from derivcheck.calculus.tower.exponentials import exp
from derivcheck.calculus.tower.logarithms import log
from derivcheck.calculus.tower.products import root
from derivcheck.language.operators import Operator

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["RULES"]

Rule = Callable[["Tower", "Element"], "Element"]


def sqrt(tower: Tower, u: Element) -> Element:
    """u^(1/2)."""
    return root(tower, u, Fraction(1, 2))


RULES: dict[Operator, Rule] = {
    Operator.EXP: exp,
    Operator.LOG: log,
    Operator.SQRT: sqrt,
    Operator.ABS: jumps.absolute,
    Operator.SIGN: jumps.sign,
    Operator.RELU: jumps.relu,
    Operator.STEP: jumps.step,
    Operator.SIGMOID: special.sigmoid,
    Operator.SOFTPLUS: special.softplus,
    Operator.SIN: angles.sin,
    Operator.COS: angles.cos,
    Operator.TAN: angles.tan,
    Operator.SEC: angles.sec,
    Operator.CSC: angles.csc,
    Operator.COT: angles.cot,
    Operator.ASIN: inverses.asin,
    Operator.ACOS: inverses.acos,
    Operator.ATAN: inverses.atan,
    Operator.SINH: special.sinh,
    Operator.COSH: special.cosh,
    Operator.TANH: special.tanh,
    Operator.SECH: special.sech,
    Operator.CSCH: special.csch,
    Operator.COTH: special.coth,
    Operator.ASINH: inverses.asinh,
    Operator.ACOSH: inverses.acosh,
    Operator.ATANH: inverses.atanh,
    Operator.ERF: special.erf,
    Operator.GAMMA: special.gamma,
}
