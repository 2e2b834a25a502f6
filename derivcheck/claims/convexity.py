"""A function is convex or concave on its domain.

Says: `convex(f, x)`, `concave(f, [x1, x2])`, jointly in the variables that stand in brackets.
Holds when: the domain (declared and natural) is convex and f((x + z)/2) <= (f(x) + f(z))/2 for
any two of its points, for every value of the other symbols. (Midpoint convexity of a
measurable function is convexity: Sierpinski 1920.)
Example: `convex(norm(A@x - b)^2, x)`.
Traps: `1/x^2` has a positive second derivative, but its domain has a hole; jumps and concave
kinks are not seen by second derivatives; parameters keep all their values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions, replaced, twin
from derivcheck.language.terms import (
    ZERO,
    All,
    Comparison,
    Condition,
    Context,
    Convex,
    Declaration,
    Implies,
    Piece,
    Term,
    Variable,
    add,
    apply,
    constant,
    divide,
    identity,
    matmul,
    multiply,
    scalar_of,
    subtract,
    transpose,
)

KIND = "convexity"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """At the midpoint of any two points: it is in the domain, and f lies below the chord.

    The comparison with the chord stands last.
    """
    if not isinstance(goal, Convex):
        return None
    other: dict[str, Variable] = {}
    middle: dict[str, Term] = {}
    wider = context
    for variable in goal.variables:
        copy, wider = twin(wider, variable, "2")
        other[variable.name] = copy
        middle[variable.name] = divide(add(variable, copy), constant(2))
    f = goal.function
    values = (f, replaced(f, other))
    mean = divide(add(*values), constant(2))
    relation = Comparison(">=" if goal.concave else "<=", replaced(f, middle), mean)
    claimed = (
        *_typed(context, middle),
        *(replaced(a, middle) for a in context.assumptions if mentions(a, set(middle))),
        _valued(replaced(f, middle)),
        relation,
    )
    # what an implication concludes does not hold where it has no value
    condition = All((*map(_valued, values), Implies(All(()), All(claimed), False, ())))
    names = (*(v.name for v in goal.variables), *(v.name for v in other.values()))
    pointwise = Pointwise(condition, wider, kind="midpoint", witness=names)
    return (Obligation(KIND, goal, context, (pointwise,)),)


def _valued(term: Term) -> Condition:
    """A condition that is true wherever the term has a value, and has none elsewhere."""
    return Comparison("<=", term, term)


def _typed(context: Context, middle: Mapping[str, Term]) -> Iterator[Condition]:
    """That the midpoints are of their types, as far as those are no convex sets."""
    for name, x in middle.items():
        declaration = context.declarations.get(name)
        if declaration is None:
            continue
        if declaration.values:
            factors = [subtract(x, value) for value in declaration.values]
            yield Comparison("=", reduce(multiply, factors), ZERO)
        if len(declaration.pieces) > 1:
            margins = [m for m in (_margin(x, piece) for piece in declaration.pieces) if m]
            if len(margins) == len(declaration.pieces):
                yield Comparison(">=", reduce(_largest, margins), ZERO)
        yield from _structured(declaration, x)


def _margin(x: Term, piece: Piece) -> Term | None:
    """How far x lies inside an interval; None for the whole line."""
    low = None if piece.low is None else subtract(x, piece.low)
    high = None if piece.high is None else subtract(piece.high, x)
    if low is None or high is None:
        return low or high
    return apply(Operator.MINIMUM, low, high)


def _largest(a: Term, b: Term) -> Term:
    return apply(Operator.MAXIMUM, a, b)


def _structured(declaration: Declaration, x: Term) -> Iterator[Condition]:
    if "orthogonal" in declaration.structure:
        yield Comparison("=", matmul(transpose(x), x), identity(x.shape.rows))
    if "invertible" in declaration.structure:
        yield Comparison("!=", scalar_of(Operator.DETERMINANT, x), ZERO)
