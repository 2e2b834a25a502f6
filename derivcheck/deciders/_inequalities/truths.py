"""What is known of comparisons of scalars on a region, and what follows from others there.

A comparison without a value does not hold. Increasing functions are taken off both sides:
f(a) < f(b) says that a < b, and is said by it where both have a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.deciders._facts.definedness import NoRule, needs, total
from derivcheck.deciders._facts.relations import SIGNS, alternatives, gap, is_scalar_inequality
from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    ZERO,
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Term,
    Tree,
    subtract,
)

_O = Operator
_INCREASING = frozenset(
    {_O.EXP, _O.LOG, _O.SQRT, _O.SINH, _O.TANH, _O.ASINH, _O.ATAN, _O.ERF, _O.SIGMOID}
    | {_O.SOFTPLUS, _O.ASIN, _O.ATANH}
)
_FAILING = {">": "<=", ">=": "<", "!=": "="}


def follows(
    premise: Condition, conclusion: Condition, context: Context, search: bool = False
) -> bool:
    """Whether the conclusion is true wherever the premise is."""
    facts = Facts(context)
    if truth(premise, facts) is False or truth(conclusion, facts) is True:
        return True
    for parts in alternatives(premise):
        stated = tuple(each for part in parts for each in _with_arguments(part, facts))
        inside = told(replace(context, assumptions=(*context.assumptions, *stated)))
        if impossible(inside) or truth(conclusion, Facts(inside)) is True:
            continue
        if not (search and _searched(conclusion, inside)):
            return False
    return True


def _with_arguments(part: Comparison, facts: Facts) -> Iterator[Comparison]:
    """The comparison, and that of the arguments of an increasing function on both sides."""
    yield part
    inner = _peeled(part.left, part.right, facts)
    if inner is not None:
        yield from _with_arguments(replace(part, left=inner[0], right=inner[1]), facts)


def _searched(conclusion: Condition, context: Context) -> bool:
    """Whether inequalities follow by any way at hand."""
    if isinstance(conclusion, All):
        return all(_searched(part, context) for part in conclusion.parts)
    if not (isinstance(conclusion, Comparison) and is_scalar_inequality(conclusion)):
        return False
    facts = Facts(context)
    if not all(total(side, facts) for side in (conclusion.left, conclusion.right)):
        return False
    larger, strict = gap(conclusion)
    return nonnegative(larger, context, strict) is not None


def truth(condition: Condition, facts: Facts) -> bool | None:
    """What is known of a condition everywhere on the region."""
    match condition:
        case All(parts=parts):
            found = [truth(part, facts) for part in parts]
            return False if False in found else None if None in found else True
        case Any(parts=parts):
            found = [truth(part, facts) for part in parts]
            return True if True in found else None if None in found else False
        case Comparison():
            return _compared(condition, facts)
        case _:
            raise NoRule("a condition with quantifiers")


def _compared(part: Comparison, facts: Facts) -> bool | None:
    needed = [*needs(part.left), *needs(part.right)]
    if any(n.exact and facts.holds(_FAILING[n.relation], n.argument) for n in needed):
        return False
    signs = _signs(part.left, part.right, facts)
    allowed = SIGNS[part.relation]
    if not signs & allowed:
        return False
    defined = all(facts.holds(n.relation, n.argument) for n in needed)
    return True if defined and signs <= allowed else None


def _signs(left: Term, right: Term, facts: Facts) -> frozenset[int]:
    """The signs of left - right where both have a value."""
    signs = frozenset(facts.signs(left if right == ZERO else subtract(left, right)))
    while len(signs) > 1:
        inner = _peeled(left, right, facts)
        if inner is None:
            break
        left, right = inner
        signs &= facts.signs(subtract(left, right))
    return signs


def _peeled(left: Tree, right: Tree, facts: Facts) -> tuple[Term, Term] | None:
    """The arguments of the same increasing function on both sides."""
    match left, right:
        case Apply(operator=f, arguments=(a,)), Apply(operator=g, arguments=(b,)):
            return (a, b) if f == g and f in _INCREASING else None
        case (
            Apply(operator=_O.POWER, arguments=(a, Constant(value=k))),
            Apply(operator=_O.POWER, arguments=(b, Constant(value=m))),
        ) if k == m and k > 0:
            odd = k.denominator == 1 and k % 2 == 1
            return (a, b) if odd or (facts.nonnegative(a) and facts.nonnegative(b)) else None
        case _:
            return None
