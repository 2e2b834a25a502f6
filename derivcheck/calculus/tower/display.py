"""Elements as text, for messages and conditions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import Polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["show"]

_LONGEST = 40


def show(tower: Tower, element: Element) -> str:
    """The element in the language's notation, cut after some terms."""
    num, den = element.pair
    top = _polynomial(tower, num)
    if den.is_one():
        return top
    bottom = _polynomial(tower, den)
    top = f"({top})" if len(num) > 1 else top
    return f"{top}/({bottom})" if len(den) > 1 or "*" in bottom else f"{top}/{bottom}"


def _polynomial(tower: Tower, polynomial: Polynomial) -> str:
    text = ""
    for place, (coefficient, powers) in enumerate(tower.ring.terms(polynomial)):
        if place == _LONGEST:
            return f"{text} + ..."
        sign = "-" if coefficient < 0 else "+"
        body = _term(tower, abs(coefficient), powers)
        text = f"{text} {sign} {body}" if text else body if sign == "+" else f"-{body}"
    return text or "0"


def _term(tower: Tower, coefficient: Fraction, powers: tuple[tuple[int, int], ...]) -> str:
    factors = [_kernel(tower, g) if e == 1 else f"{_kernel(tower, g)}^{e}" for g, e in powers]
    if coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    return "*".join(factors)


def _kernel(tower: Tower, generator: int) -> str:
    kernel = tower.kernels[generator]
    match kernel.kind, kernel.arguments:
        case Kind.OPAQUE, _:
            return str(kernel.key)
        case Kind.PI, _:
            return "pi"
        case Kind.NUMBER_LOG, _:
            return f"log({kernel.order})"
        case Kind.COSINE, _:
            return f"(2*cos(pi/{kernel.order}))"
        case Kind.LOG, (a,):
            return f"log(abs({a}))"
        case Kind.NUMBER_ROOT, (a,):
            return f"{a}^(1/{kernel.order})"
        case Kind.ROOT, (a, scale):
            value = f"sqrt({a})" if kernel.order == 2 else f"({a})^(1/{kernel.order})"
            return value if scale == 1 else f"({scale})*{value}"
        case Kind.SIGN_POWER, (a, b):
            return f"sign({a})^({b})"
        case kind, (a,):
            return f"{kind.value}({a})"
        case _:
            return f"kernel {generator}"
