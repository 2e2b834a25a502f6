"""Smooth functions that lie below a kinked one and touch it at a point.

A kink is replaced by a linear function with a slope from its subdifferential at the point:
`|u(z)| >= s u(z)` with `s = sign(u(x))`, and equality at z = x. Entry by entry for arrays. A
minorant that is convex and smooth has a gradient at x that is a subgradient of the function
(Rockafellar, Convex Analysis, 1970, section 23).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from derivcheck.deciders._curvature import Curved
from derivcheck.deciders._kinks.kinks import kinked
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Condition,
    Constant,
    Entry,
    ForRange,
    Index,
    Iterated,
    Literal2D,
    Piecewise,
    Term,
    Tree,
    apply,
    as_size,
    constant,
    divide,
    multiply,
    negate,
    scalar_of,
    subtract,
    walk,
)

_O = Operator

#: which slope a kink has at the point itself: the larger one, the smaller one, their mean
Choice = Literal["right", "left", "middle"]
CHOICES: tuple[Choice, ...] = ("middle", "right", "left")

#: linear, and a larger argument never makes a smaller value
_LINEAR = frozenset(
    {_O.SUM, _O.MEAN, _O.TRANSPOSE, _O.VEC, _O.DIAGONAL, _O.DIAGONAL_MATRIX, _O.TRACE}
)
#: increasing, entry by entry or in every entry
_INCREASING = frozenset({_O.EXP, _O.SOFTPLUS, _O.LOGSUMEXP})
_BENDS = frozenset({_O.NORM_1, _O.NORM_INF, _O.LARGEST, _O.SMALLEST})


class NoMinorant(Exception):
    """No rule gives a smooth function below this one."""


@dataclass(frozen=True, slots=True)
class Minorants:
    """Rules for terms in the names that `curved` lets move, touching where they are `values`."""

    curved: Curved
    values: dict[str, Term]
    choice: Choice
    #: what is known at the point of contact
    assumptions: tuple[Condition, ...] = ()
    #: norms whose argument is 0 at the point of contact
    vanishing: frozenset[Term] = frozenset()

    def below(self, term: Term, up: bool = False) -> Term:
        """A term below (`up`: above) that touches at the point; raises `NoMinorant`."""
        if not self.bends(term):
            return term
        match term:
            case Apply(operator=_O.NEGATE, arguments=(a,)):
                return negate(self.below(a, not up))
            case Apply(operator=_O.ADD, arguments=(a, b)):
                return replace(term, arguments=(self.below(a, up), self.below(b, up)))
            case Apply(operator=_O.MULTIPLY | _O.MATMUL, arguments=(a, b)):
                if not self.curved.moves(a):
                    return replace(term, arguments=(a, self.below(b, self._turned(a, up))))
                if not self.curved.moves(b):
                    return replace(term, arguments=(self.below(a, self._turned(b, up)), b))
            case Apply(operator=_O.DIVIDE, arguments=(a, b)) if not self.curved.moves(b):
                return replace(term, arguments=(self.below(a, self._turned(b, up)), b))
            case Apply(operator=operator, arguments=(a,)) if operator in _LINEAR | _INCREASING:
                return replace(term, arguments=(self.below(a, up),))
            case Apply() if up is (term.operator in (_O.MINIMUM, _O.SMALLEST)):
                return self._kink(term, up)
            case Entry(base=base):
                return replace(term, base=self.below(base, up))
            case Literal2D(rows=rows):
                changed = tuple(tuple(self.below(entry, up) for entry in row) for row in rows)
                return replace(term, rows=changed)
            case Iterated(kind="sum", body=body):
                ends: tuple[Tree, ...] = (
                    term.start,
                    term.stop,
                    *([term.condition] if term.condition else []),
                )
                if not any(self.curved.moves(end) for end in ends):
                    return replace(term, body=self.below(body, up))
            case Piecewise():
                return self._cases(term, up)
        raise NoMinorant(type(term).__name__)

    def bends(self, term: Tree) -> bool:
        """Whether some part that moves may have a kink."""
        return any(self._own_bend(part) and self.curved.moves(part) for part in walk(term))

    def _own_bend(self, part: Tree) -> bool:
        match part:
            case Apply(operator=_O.NORM):
                return part in self.vanishing
            case Apply(operator=operator):
                return operator in _BENDS or _is_kink(part)
            case Piecewise() | Iterated(kind="max" | "min"):
                return True
            case _:
                return False

    def _turned(self, factor: Term, up: bool) -> bool:
        """On which side to stay below a constant factor."""
        if self.curved.facts.nonnegative(factor):
            return up
        if self.curved.facts.nonpositive(factor):
            return not up
        raise NoMinorant("a factor of unknown sign")

    # Kinks --------------------------------------------------------------------------------

    def _kink(self, term: Apply, up: bool) -> Term:
        match term:
            case Apply(operator=_O.ABS, arguments=(u,)):
                return multiply(self._sign(u), self._straight(u))
            case Apply(operator=_O.RELU, arguments=(u,)):
                return multiply(self._indicator(u), self.below(u))
            case Apply(operator=_O.NORM_1, arguments=(u,)):
                return scalar_of(_O.SUM, multiply(self._sign(u), self._straight(u)))
            case Apply(operator=_O.MAXIMUM | _O.MINIMUM, arguments=(a, b)):
                gap = subtract(b, a) if up else subtract(a, b)
                return self._mixed(self._indicator(gap), a, b, up)
            case Apply(operator=_O.NORM_INF, arguments=(u,)):
                return self._largest(self._straight(u), absolute=True)
            case Apply(operator=_O.LARGEST, arguments=(u,)):
                return self._largest(self._straight(u), absolute=False)
            case Apply(operator=_O.NORM):
                return ZERO
            case _:
                raise NoMinorant(term.operator.value)

    def _mixed(self, weight: Term, a: Term, b: Term, up: bool) -> Term:
        """s a + (1 - s) b for a weight s between 0 and 1"""
        first, second = self.below(a, up), self.below(b, up)
        return apply(_O.ADD, multiply(weight, first), multiply(subtract(UNIT, weight), second))

    def _straight(self, term: Term) -> Term:
        if self.bends(term):
            raise NoMinorant("a kink inside a kink")
        return term

    def _largest(self, u: Term, absolute: bool) -> Term:
        """max(u) >= u_k and |u|_inf >= sign(u(x)_k) u_k, equal where u(x)_k is the largest"""
        here = self.here(u)
        for assumption in self.assumptions:
            k = _place_of_largest(assumption, here, absolute)
            if k is not None:
                at = Entry(UNIT.shape, u, k, UNIT)
                return multiply(apply(_O.SIGN, self.here(at)), at) if absolute else at
        raise NoMinorant("which entry is largest is not known")

    def _cases(self, term: Piecewise, up: bool) -> Term:
        """The larger (`up`: the smaller) of two branches, or the same branch everywhere."""
        values = [value for _, value in term.branches]
        values += [] if term.otherwise is None else [term.otherwise]
        if not any(self.curved.moves(condition) for condition, _ in term.branches):
            branches = tuple((c, self.below(value, up)) for c, value in term.branches)
            last = None if term.otherwise is None else self.below(term.otherwise, up)
            return replace(term, branches=branches, otherwise=last)
        rule = self.curved.of_rule(term)
        if len(values) != 2 or not (rule.concave if up else rule.convex):
            raise NoMinorant("cases")
        if self.choice == "middle":
            condition = replaced(term.branches[0][0], self.values)
            weight: Term = Piecewise(UNIT.shape, ((condition, UNIT),), ZERO)
        else:
            first, second = (values[1], values[0]) if up else (values[0], values[1])
            weight = self._indicator(subtract(first, second))
        return self._mixed(weight, values[0], values[1], up)

    # Slopes -------------------------------------------------------------------------------

    def here(self, term: Term) -> Term:
        """The term at the point of contact."""
        return replaced(term, self.values)

    def _indicator(self, u: Term) -> Term:
        """1 where u(x) > 0, 0 where u(x) < 0"""
        here = self.here(u)
        match self.choice:
            case "right":
                return apply(_O.STEP, here)
            case "left":
                return subtract(UNIT, apply(_O.STEP, negate(here)))
            case "middle":
                return divide(apply(_O.ADD, UNIT, apply(_O.SIGN, here)), constant(2))

    def _sign(self, u: Term) -> Term:
        """1 where u(x) > 0, -1 where u(x) < 0"""
        if self.choice == "middle":
            return apply(_O.SIGN, self.here(u))
        return subtract(multiply(constant(2), self._indicator(u)), UNIT)


def _is_kink(part: Apply) -> bool:
    return kinked(replace(part, arguments=tuple(ZERO for _ in part.arguments)))


def _place_of_largest(assumption: Condition, u: Term, absolute: bool) -> Term | None:
    """k, if the assumption says u[i] < u[k] (or <=) for every other place i

    With `absolute` it says so of absolute values.
    """
    match assumption:
        case ForRange(
            part=Comparison(relation="<" | "<=", left=left, right=right),
            index=index,
            start=Constant(value=1),
            stop=stop,
            condition=condition,
        ) if u.shape.is_column and as_size(stop) == u.shape.rows:
            if absolute:
                left, right = _inside(left), _inside(right)
            k = right.row if isinstance(right, Entry) else None
            i = Index(UNIT.shape, index)
            if k is None or any(isinstance(part, Index) for part in walk(k)):
                return None
            places = left == Entry(UNIT.shape, u, i, UNIT) and right == Entry(
                UNIT.shape, u, k, UNIT
            )
            every = condition is None or condition == Comparison("!=", i, k)
            return k if places and every else None
        case _:
            return None


def _inside(term: Term) -> Term:
    """u of `abs(u)`; anything else is no absolute value."""
    match term:
        case Apply(operator=_O.ABS, arguments=(u,)):
            return u
        case _:
            return ZERO
