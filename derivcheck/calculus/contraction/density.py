"""Conditions `u != 0` that continuity removes.

If both sides are continuous on open domains and agree where u != 0, they agree in the closure
of that set, which is everything if u is an analytic function of unrestricted symbols that does
not vanish identically: the zeros of such a function have no inner points. The domains of
quotients, inverses and logarithms are open, that of a root is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.kernels import Path, Scalar, Value
from derivcheck.calculus.contraction.pieces import total_itself
from derivcheck.calculus.tower import Condition, Element, GeneratorId
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Derivative,
    Iterated,
    Piecewise,
    SizeOf,
    Term,
    Tree,
    walk,
)

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering

_JUMPS = frozenset({Operator.SIGN, Operator.STEP, Operator.RANK, Operator.PSEUDOINVERSE})
#: partial operators that are continuous on an open domain
_OPEN = frozenset({Operator.DIVIDE, Operator.INVERSE, Operator.LOG, Operator.LOGDET})


def removable(low: Lowering, condition: Condition, *sides: Term) -> bool:
    """True proves that sides which agree under the condition agree everywhere."""
    if condition.relation != "!=" or not all(_continuous(low, side) for side in sides):
        return False
    element = condition.element
    terms = element.terms()
    return len(terms) == 1 and all(_generic(low, g) for g, _ in terms[0][1])


def invertible_nearby(low: Lowering, matrix: Element, size: Size, *sides: Term) -> bool:
    """True proves that sides agree everywhere if they do where the matrix is invertible."""
    combination = matrices.words(low.algebra, matrix, size, size)
    if combination is None or len(combination) != 1:
        return False
    ((word, coefficient),) = combination.items()
    if coefficient.is_number() is None or not all(_continuous(low, side) for side in sides):
        return False
    return all(
        letter.kind == "array" and letter.rows == letter.columns and _free(low, letter.name)
        for letter in word
    )


def _continuous(low: Lowering, side: Term) -> bool:
    """Whether a term is continuous on an open domain; powers have sizes as exponents."""
    return all(_continuous_itself(low, part) for part in walk(side))


def _continuous_itself(low: Lowering, part: Tree) -> bool:
    match part:
        case Derivative(body=body):
            return not any(_rough(inner) for inner in walk(body))
        case Apply(operator=operator) if operator in _JUMPS:
            return False
        case Apply(operator=operator) if operator in _OPEN:
            return True
        case Apply(operator=Operator.POWER, arguments=(_, SizeOf(size=size))):
            return _natural(low, size)
        case Piecewise() | Comparison():
            return False
        case Term():
            return total_itself(part)
    return True


def _rough(part: Tree) -> bool:
    """Whether the derivative of a function need not be continuous."""
    if isinstance(part, Apply):
        return part.operator in KINKED or part.operator in (Operator.NORM, Operator.SQRT)
    return isinstance(part, (Derivative, Piecewise, Iterated)) and not _is_sum(part)


def _is_sum(part: Tree) -> bool:
    return isinstance(part, Iterated) and part.kind in ("sum", "prod")


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
