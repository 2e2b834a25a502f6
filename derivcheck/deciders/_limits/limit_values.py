"""The value of a limit for all parameters, by three ways to it.

A p-norm tends to its largest term; an expansion at the point ends in its constant term; a
factor that vanishes slower than every power, `x^a` with a > 0, is put to 0 where the rest is
continuous. Without parameters SymPy's Gruntz algorithm (Gruntz 1996) is asked, too: with them
it answers for generic values only. What oscillates is followed along subsequences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivcheck.calculus.contraction.kinks import has_kink
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.definedness import NoRule
from derivcheck.deciders._limits.approach import SMALL, Approach, approaches
from derivcheck.deciders._limits.expansion_rules import side
from derivcheck.deciders._limits.expansions import Unexpandable
from derivcheck.deciders._limits.gruntz import Untranslatable, limits_by_sympy
from derivcheck.deciders._limits.norm_limits import p_norm_limit
from derivcheck.deciders._limits.smooth import at_zero, smooth_at_zero
from derivcheck.deciders._limits.subsequences import subsequences
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import names_of
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Context,
    Limit,
    Term,
    Tree,
    Variable,
    rebuild,
)

_REFUSALS = (Unexpandable, UnsupportedDifferential, Refusal, ZeroDivisionError, NoRule)


@dataclass(frozen=True, slots=True)
class Value:
    """What a limit is from some side; None where the body grows beyond all bounds.

    `growth` is the leading coefficient then. `approach` says from where, `how` in words; what is
    not `certain` may prove, and refutes only what numbers speak against.
    """

    limit: Term | None
    how: str
    approach: Approach | None = None
    growth: Term = UNIT
    certain: bool = True
    #: one subsequence among others: it refutes and proves nothing by itself
    partial: bool = False


def limit_values(limit: Limit, context: Context) -> Iterator[Value]:
    """The limit from every side that is spoken of; raises `Unexpandable` where no way is found."""
    if has_kink(limit.body):
        raise Unexpandable("a derivative across a kink")
    norm = p_norm_limit(limit, context)
    if norm is not None:
        yield Value(norm, "the p-norm tends to the largest term")
        return
    reasons: list[str] = []
    for way in (_expanded, _continued):
        for together in (True, False):
            try:
                found = [way(limit, a) for a in approaches(limit, context, together)]
            except _REFUSALS as refusal:
                reasons.append(str(refusal))
                continue
            yield from found
            return
    yield from _asked(limit, context, reasons)


def _expanded(limit: Limit, approach: Approach) -> Value:
    expander = approach.expander
    found = expander.stripped(expander.expand(approach.of(limit.body), 1))
    how = "the constant term of the expansion there"
    if found.valuation < 0:
        growth = found.coefficients[0]
        assert growth is not None
        return Value(None, how, approach, growth)
    constant_term = found[0]
    return Value(ZERO if constant_term is None else constant_term, how, approach)


# Slow factors -----------------------------------------------------------------------------

_SLOW = Variable(SMALL.shape, "o!")


def _continued(limit: Limit, approach: Approach) -> Value:
    """f(h, x^a) -> f(0, 0), where f is smooth at (0, 0)."""
    expander = approach.expander
    moved = approach.of(limit.body)

    def change(part: Tree) -> Tree:
        match part:
            case Apply(operator=Operator.POWER, arguments=(base, exponent)):
                slow = expander.depends(base) and not expander.depends(exponent)
                if slow and expander.facts.positive(exponent) and _vanishing(approach, base):
                    return _SLOW
        return rebuild(part, change)

    replaced_term = change(moved)
    assert isinstance(replaced_term, Term)
    if replaced_term == moved:
        raise Unexpandable("no factor that vanishes slowly")
    at_first = at_zero(replaced_term, _SLOW)
    if not smooth_at_zero(replaced_term, (SMALL, _SLOW), expander.facts):
        raise Unexpandable("not continuous there")
    value = None if at_first is None else at_zero(at_first, SMALL)
    return Value(ZERO if value is None else value, "continuity", approach)


def _vanishing(approach: Approach, base: Term) -> bool:
    """Whether the base tends to 0 through positive numbers."""
    expander = approach.expander
    return expander.leading(base).valuation > 0 and side(expander, base) > 0


# SymPy ------------------------------------------------------------------------------------


def _asked(limit: Limit, context: Context, reasons: list[str]) -> Iterator[Value]:
    point = () if isinstance(limit.point, str) else tuple(names_of(limit.point))
    if names_of(limit.body) - {limit.variable.name} or point:
        yield from _along(limit, context, next(iter(reasons), "no way to the limit was found"))
        return
    try:
        plain = eliminate(limit)
        assert isinstance(plain, Limit)
        values = list(limits_by_sympy(plain))
    except Untranslatable as unknown:
        yield from _along(limit, context, str(unknown))
        return
    for value in values:
        yield Value(value, "the limit by Gruntz's algorithm", certain=False)


# Subsequences -----------------------------------------------------------------------------


def _along(limit: Limit, context: Context, reason: str) -> Iterator[Value]:
    """The values along sequences on which nothing oscillates."""
    found = subsequences(limit, context)
    if found is None:
        raise Unexpandable(reason)
    outer = next(iter(approaches(limit, context, together=False)))
    for each in found.limits:
        try:
            values = list(limit_values(each, context))
        except Unexpandable:
            if found.all:
                raise
            continue
        for value in values:
            how = f"{value.how}, along a sequence"
            certain, partial = value.certain, not found.all
            yield Value(value.limit, how, outer, value.growth, certain, partial)
    if not found.all:
        raise Unexpandable(reason)
