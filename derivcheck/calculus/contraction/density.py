"""Conditions `u != 0` that continuity removes.

If both sides are continuous everywhere and agree where u != 0, they agree in the closure of
that set, which is everything if u is an analytic function of unrestricted symbols that does
not vanish identically: the zeros of such a function have no inner points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.kernels import Path, Scalar, Value
from derivcheck.calculus.contraction.pieces import total_itself
from derivcheck.calculus.tower import Condition, GeneratorId
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Apply, Comparison, Piecewise, SizeOf, Term, walk

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering

_JUMPS = frozenset({Operator.SIGN, Operator.STEP, Operator.RANK, Operator.PSEUDOINVERSE})


def removable(low: Lowering, condition: Condition, *sides: Term) -> bool:
    """True proves that sides which agree under the condition agree everywhere."""
    if condition.relation != "!=" or not all(_continuous(low, side) for side in sides):
        return False
    element = condition.element
    terms = element.terms()
    return len(terms) == 1 and all(_generic(low, g) for g, _ in terms[0][1])


def _continuous(low: Lowering, side: Term) -> bool:
    """Whether a term has a value everywhere and no jumps; powers have sizes as exponents."""
    for part in walk(side):
        match part:
            case Apply(operator=operator) if operator in _JUMPS:
                return False
            case Apply(operator=Operator.POWER, arguments=(base, SizeOf(size=size))):
                if not (_natural(low, size) and _continuous(low, base)):
                    return False
            case Piecewise() | Comparison():
                return False
            case Term() if not total_itself(part):
                return False
    return True


def _natural(low: Lowering, size: Size) -> bool:
    names = size.names()
    return names <= low.context.sizes and low.algebra.facts.nonnegative(size)


def _generic(low: Lowering, generator: GeneratorId) -> bool:
    """Whether a generator is a function of a free symbol that does not vanish identically."""
    match low.algebra.key(generator):
        case Scalar(name=name):
            return _free(low, name)
        case Path(word=(letter,)) if letter.kind == "array":
            return _free(low, letter.name)
        case Value(name="det", arguments=(matrix,)):
            ((coefficient, powers), *others) = matrix.terms()
            if others or len(powers) != 1 or not coefficient:
                return False
            key = low.algebra.key(powers[0][0])
            if not isinstance(key, Path) or len(key.word) != 1 or key.word[0].kind != "array":
                return False
            ends = {str(key.row), str(key.column)} == {matrices.ROW, matrices.COLUMN}
            return ends and _free(low, key.word[0].name)
    return False


def _free(low: Lowering, name: str) -> bool:
    """Whether every real array of its shape is admissible for a symbol."""
    declaration = low.context.declarations.get(name)
    if declaration is None or declaration.kind != "real":
        return False
    if declaration.structure or declaration.values or declaration.pieces:
        return False
    return not any(mentions(assumption, {name}) for assumption in low.context.assumptions)
