"""Expansions where a term is not smooth at h = 0: branches, roots, exponentials, quotients inside.

Each rule is one line of mathematics; u is the argument, c h^v its leading term. A function
that differs from another one by less than every power of h has its expansion.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.deciders._limits.expansions import Expander, Unexpandable
from derivcheck.deciders._limits.series import Expansion
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Negation,
    Pi,
    Piecewise,
    Term,
    add,
    apply,
    constant,
    divide,
    multiply,
    negate,
    power,
    subtract,
)

_O = Operator


def expanded_by_rule(expander: Expander, term: Term, n: int) -> Expansion:
    """The first rule that fits."""
    match term:
        case Piecewise():
            return expander.expand(_chosen(expander, term), n)
        case Apply(operator=operator, arguments=(u,)) if term.shape.is_scalar:
            if not u.shape.is_scalar:
                raise Unexpandable(operator.value)
            if operator in _BRANCHES:
                positive = side(expander, u) > 0
                return expander.expand(_BRANCHES[operator](u, positive), n)
            if operator is _O.SQRT:
                return _root(expander, u, Fraction(1, 2), n)
            if operator in _AT_INFINITY and expander.stripped(expander.expand(u, 1)).valuation < 0:
                positive = side(expander, u) > 0
                return expander.expand(_AT_INFINITY[operator](u, positive), n)
        case Apply(operator=_O.MAXIMUM | _O.MINIMUM as operator, arguments=(a, b)):
            if term.shape.is_scalar:
                larger = side(expander, subtract(a, b)) > 0
                return expander.expand(a if larger == (operator is _O.MAXIMUM) else b, n)
        case Apply(operator=_O.POWER, arguments=(b, e)) if term.shape.is_scalar:
            return _power(expander, b, e, n)
    if not isinstance(term, Apply):
        raise Unexpandable(f"{type(term).__name__} may not be smooth there")
    return _inside(expander, term, n)


def side(expander: Expander, term: Term) -> int:
    """The sign of a scalar for all small h."""
    if not expander.depends(term):
        return expander.sign(term)
    found = expander.leading(term)
    if found.valuation % 2 and not expander.positive:
        raise Unexpandable("the sign changes with that of h")
    return expander.sign(found.coefficients[0])


# Branches ---------------------------------------------------------------------------------

_BRANCHES: dict[Operator, Callable[[Term, bool], Term]] = {
    _O.ABS: lambda u, positive: u if positive else negate(u),
    _O.SIGN: lambda _u, positive: constant(1 if positive else -1),
    _O.RELU: lambda u, positive: u if positive else ZERO,
    _O.STEP: lambda _u, positive: UNIT if positive else ZERO,
}


def _chosen(expander: Expander, term: Piecewise) -> Term:
    """The branch whose condition is the first that holds for all small h."""
    if not term.shape.is_scalar:
        raise Unexpandable("cases of arrays")
    for condition, value in term.branches:
        if _holds(expander, condition):
            return value
    if term.otherwise is None:
        raise Unexpandable("no branch is chosen")
    return term.otherwise


def _holds(expander: Expander, condition: Condition) -> bool:
    match condition:
        case All(parts=parts):
            return all(_holds(expander, part) for part in parts)
        case Any(parts=parts):
            return any(_holds(expander, part) for part in parts)
        case Negation(part=part):
            return not _holds(expander, part)
        case Comparison(relation=relation, left=left, right=right) if left.shape.is_scalar:
            gap = subtract(left, right)
            if relation in ("=", "!="):
                expander.leading(gap)
                return relation == "!="
            return (side(expander, gap) > 0) == (relation in (">", ">="))
        case _:
            raise Unexpandable("a condition")


# Growth -----------------------------------------------------------------------------------

_HALF_PI = divide(Pi(SCALAR), constant(2))

#: what a function of u differs from by less than every power of h, as u -> oo or -oo
_AT_INFINITY: dict[Operator, Callable[[Term, bool], Term]] = {
    _O.EXP: lambda _u, positive: _vanishing(positive),
    _O.TANH: lambda _u, positive: constant(1 if positive else -1),
    _O.ERF: lambda _u, positive: constant(1 if positive else -1),
    _O.SIGMOID: lambda _u, positive: UNIT if positive else ZERO,
    _O.SOFTPLUS: lambda u, positive: u if positive else ZERO,
    _O.ATAN: lambda u, positive: subtract(
        _HALF_PI if positive else negate(_HALF_PI), apply(_O.ATAN, divide(UNIT, u))
    ),
}


def _vanishing(growing: bool) -> Term:
    if growing:
        raise Unexpandable("an exponential that grows")
    return ZERO


def _power(expander: Expander, b: Term, e: Term, n: int) -> Expansion:
    """b^e = exp(e log(b)) for b > 0; b^e -> 0 for abs(b) < 1 and e -> oo, b < 0 included."""
    if isinstance(e, Constant):
        return _root(expander, b, e.value, n)
    if expander.depends(b) or not expander.depends(e):
        if expander.depends(b) and expander.leading(b).valuation != 0:
            raise Unexpandable("a symbolic power of what vanishes or grows")
        side(expander, b)
    else:
        facts = expander.facts
        within = facts.positive(subtract(UNIT, b)) and facts.positive(add(UNIT, b))
        if within and expander.leading(e).valuation < 0 and side(expander, e) > 0:
            return expander.expand(ZERO, n)
    if side(expander, b) < 0:
        raise Unexpandable("a power of a negative base")
    return expander.expand(apply(_O.EXP, multiply(e, apply(_O.LOG, b))), n)


def _root(expander: Expander, u: Term, p: Fraction, n: int) -> Expansion:
    """u^p = h^(p v) (u/h^v)^p for h > 0 and a leading term c h^v with c > 0"""
    v = expander.leading(u).valuation
    shift = p * v
    if side(expander, u) < 0 or shift.denominator != 1 or (v and not expander.positive):
        raise Unexpandable("a root of what is not positive, or no power of h")
    length = n - int(shift)
    if length < 1:
        return expander.expand(ZERO, 0) if n <= 0 else Expansion(SCALAR, n, ())
    unit = Expansion(SCALAR, 0, expander.leading(u, length).coefficients)
    found = expander.taylor(power(expander.polynomial(unit), constant(p)), length)
    return Expansion(SCALAR, int(shift), found.coefficients)


def _inside(expander: Expander, term: Apply, n: int) -> Expansion:
    """f(u) from the Taylor expansion of f(p), p the expansion of u without its remainder."""
    n = max(1, n)
    arguments: list[Term] = []
    for u in term.arguments:
        found = expander.stripped(expander.expand(u, n)) if expander.depends(u) else None
        if found is not None and found.valuation < 0:
            raise Unexpandable(f"{term.operator.value} of what grows")
        arguments.append(u if found is None else expander.polynomial(found))
    inner = Apply(term.shape, term.operator, tuple(arguments), term.parameter)
    if not expander.smooth_operator(inner):
        raise Unexpandable(f"{term.operator.value} may not be smooth there")
    return expander.taylor(inner, n)
