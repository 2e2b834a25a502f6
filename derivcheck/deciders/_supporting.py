"""Terms that are maxima of smooth convex terms, and so lie above each of them.

`lies_above(f)` proves that f stays at least as large when any of its kinks is replaced by either
of its branches: kinks stand only in sums with constant factors that are not negative.
"""

from __future__ import annotations

from derivcheck.deciders._curvature import Curved
from derivcheck.deciders._kinks import kinked
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Piecewise, Term

_O = Operator


def lies_above(term: Term, curved: Curved) -> bool:
    """True proves that replacing kinks by branches never makes the term larger."""
    if not kinked(term):
        return True
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)) | Apply(
            operator=_O.MAXIMUM, arguments=(a, b)
        ):
            return lies_above(a, curved) and lies_above(b, curved)
        case Apply(operator=_O.ABS, arguments=(u,)):
            return not kinked(u)
        case Apply(operator=_O.RELU, arguments=(u,)):
            return lies_above(u, curved)
        case Apply(operator=_O.NEGATE, arguments=(Apply(operator=_O.MINIMUM, arguments=(a, b)),)):
            return not kinked(a) and not kinked(b)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            return any(
                not curved.moves(c) and curved.facts.nonnegative(c) and not kinked(c)
                and lies_above(u, curved)
                for c, u in ((a, b), (b, a))
            )
        case Apply(operator=_O.DIVIDE, arguments=(a, b)):
            constant = not curved.moves(b) and not kinked(b) and curved.facts.nonnegative(b)
            return constant and lies_above(a, curved)
        case Piecewise(branches=branches, otherwise=otherwise):
            values = [value for _, value in branches]
            values += [] if otherwise is None else [otherwise]
            # a convex `cases` of two branches was shown to be the larger of the two
            return curved.of_rule(term).convex and not any(kinked(value) for value in values)
        case _:
            return False
