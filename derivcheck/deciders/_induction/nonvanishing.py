"""Factors that are 0 at no index from the start on, so that an equation is solved by dividing."""

from __future__ import annotations

from derivcheck.deciders._facts.least import Least, integers
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Apply, Context, Term, as_size

_O = Operator


class Nonvanishing:
    """What is known of the factors in one context; indices run from their smallest values."""

    def __init__(self, context: Context) -> None:
        self._least = Least(integers(context))
        self._facts = Facts(context)

    def __call__(self, term: Term) -> bool:
        """True proves that the scalar is nowhere 0 where it has a value."""
        match term:
            case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
                return self(a) and self(b)
            case Apply(operator=_O.DIVIDE, arguments=(a, _)):
                return self(a)
            case (
                Apply(operator=_O.POWER, arguments=(a, _))
                | Apply(operator=_O.NEGATE, arguments=(a,))
            ):
                return self(a)
        return self._positive(term) or self._facts.nonzero(term)

    def _positive(self, term: Term) -> bool:
        return self._at_least(term, 1)

    def _at_least(self, term: Term, strict: int) -> bool:
        """term > 0 (1) or term >= 0 (0), by sums and products of what is."""
        size = as_size(term)
        if size is not None:
            return self._least.nonnegative(size - Size.of(strict), {})
        match term:
            case Apply(operator=_O.ADD, arguments=(a, b)):
                return any(
                    self._at_least(x, strict) and self._at_least(y, 0) for x, y in ((a, b), (b, a))
                )
            case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
                return self._at_least(a, strict) and self._at_least(b, strict)
        return self._facts.positive(term) if strict else self._facts.nonnegative(term)
