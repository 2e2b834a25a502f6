"""Success proves that a limit exists and equals the claimed value for every parameter.

Two ways to a limit: the p-norm rule, (sum c_i(p) a_i^p)^(1/p) tends to max a_i for a_i >= 0
and coefficients with positive limits (squeeze between c a^p and n c a^p); else SymPy's
Gruntz algorithm (Gruntz 1996) under assumptions on every symbol. The limit found is then
compared with the claimed value like any other identity: a counterexample there refutes the
claim. Any answer of SymPy that is not a plain value is silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.deciders import ball, case_split, normal_form
from derivcheck.deciders._bounds import LINE, intervals
from derivcheck.deciders._sympy import Translation, Untranslatable
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    equation,
    silent,
)
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Comparison,
    Constant,
    Context,
    Limit,
    Term,
    Variable,
    apply,
    multiply,
)

NAME = "limits"
ROUTE = "symbolic"
COST = 40


def accepts(obligation: Obligation) -> bool:
    """One limit equal to an expression without limits."""
    return _parts(obligation) is not None


def _parts(obligation: Obligation) -> tuple[Limit, Term] | None:
    match obligation.goal:
        case Comparison(relation="=", left=Limit() as limit, right=value):
            return limit, value
        case Comparison(relation="=", left=value, right=Limit() as limit):
            return limit, value
        case _:
            return None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Find the limit, then compare it with the claimed value."""
    parts = _parts(obligation)
    assert parts is not None
    limit, value = parts
    context = obligation.context
    try:
        found, how = _limit(limit, context)
    except Untranslatable as unknown:
        return silent(NAME, "unsupported", f"no rule gives the limit: {unknown}")
    claim = equation(found, value)
    same = Obligation("identity", claim, context, (Pointwise(claim, context),))
    for decider in (normal_form, case_split):
        if decider.accepts(same):
            finding = decider.decide(same, effort)
            if finding.outcome is Outcome.PROVED:
                return Finding(NAME, Outcome.PROVED, f"{how}; {finding.proves}")
    against = ball.decide(same, effort)
    if against.outcome is Outcome.REFUTED and against.counterexample is not None:
        example = replace(against.counterexample, kind="sequence")
        return Finding(NAME, Outcome.REFUTED, f"{how}, another value", counterexample=example)
    return silent(NAME, "gave_up", "the limit found could not be compared with the claim")


def _limit(limit: Limit, context: Context) -> tuple[Term, str]:
    norm = _p_norm(limit, context)
    if norm is not None:
        return norm, "the p-norm tends to the largest term"
    return _by_sympy(limit, context), "the limit by Gruntz's algorithm"


def _by_sympy(limit: Limit, context: Context) -> Term:
    translation = Translation(context)
    sympy = translation.sympy
    body = translation.forth(limit.body)
    symbol = translation.symbol(limit.variable.name)
    if not symbol.is_Symbol:
        raise Untranslatable("the variable of the limit is bounded")
    if isinstance(limit.point, str):
        point = sympy.oo if limit.point == "oo" else -sympy.oo
        sides = ["-" if limit.point == "oo" else "+"]
    else:
        point = translation.forth(limit.point)
        sides = [limit.side] if limit.side else ["+", "-"]
    free = sympy.Dummy(limit.variable.name, real=True)
    if isinstance(limit.point, str) and limit.point == "oo":
        free = sympy.Dummy(limit.variable.name, positive=True)
    body = body.subs(symbol, free)
    answers = set()
    for side in sides:
        try:
            answers.add(sympy.limit(body, free, point, dir=side))
        except (NotImplementedError, ValueError, TypeError, AttributeError) as refusal:
            raise Untranslatable(str(refusal)) from refusal
    if len(answers) != 1:
        raise Untranslatable("the one-sided limits were not found equal")
    answer = answers.pop()
    bad = (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan, sympy.AccumBounds, sympy.Limit)
    if answer.has(*bad) or answer.has(free):
        raise Untranslatable(f"SymPy answers {answer}")
    return translation.reverse(answer)


# The p-norm rule --------------------------------------------------------------------------


def _p_norm(limit: Limit, context: Context) -> Term | None:
    """(c_1 a_1^p + ... + c_n a_n^p)^(1/p) as p -> oo, every a_i >= 0 and c_i(p) -> c > 0."""
    if limit.point != "oo":
        return None
    match limit.body:
        case Apply(operator=Operator.POWER, arguments=(inner, exponent)) if _is_inverse(
            exponent, limit.variable
        ):
            pass
        case _:
            return None
    largest: Term | None = None
    for summand in _summands(inner):
        base = _base(summand, limit.variable, context)
        if base is None:
            return None
        largest = base if largest is None else apply(Operator.MAXIMUM, largest, base)
    return largest


def _is_inverse(exponent: Term, variable: Variable) -> bool:
    match exponent:
        case Apply(operator=Operator.DIVIDE, arguments=(one, bottom)):
            return one == UNIT and bottom == variable
        case _:
            return False


def _summands(term: Term) -> Iterator[Term]:
    match term:
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            yield from _summands(a)
            yield from _summands(b)
        case _:
            yield term


def _base(summand: Term, variable: Variable, context: Context) -> Term | None:
    """The a of c(p) a^p; None unless a >= 0 and c(p) tends to a positive number."""
    base: Term | None = None
    for factor in _factors(summand):
        match factor:
            case Apply(operator=Operator.POWER, arguments=(a, p)) if p == variable:
                if mentions(a, {variable.name}) or not _nonnegative(a, context):
                    return None
                base = a if base is None else multiply(base, a)
            case _ if not _tends_to_positive(factor, variable, context):
                return None
    return base


def _factors(term: Term) -> Iterator[Term]:
    match term:
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            yield from _factors(a)
            yield from _factors(b)
        case _:
            yield term


def _nonnegative(term: Term, context: Context) -> bool:
    match term:
        case Apply(operator=Operator.ABS):
            return True
        case Variable(name=name, indices=()):
            low = intervals(context).get(name, LINE).low
            return low is not None and low >= 0
        case Constant(value=value):
            return value >= 0
        case _:
            return False


def _tends_to_positive(factor: Term, variable: Variable, context: Context) -> bool:
    """A positive number, or 1 - b^p with b in (0, 1)."""
    match factor:
        case Constant(value=value):
            return value > 0
        case Apply(
            operator=Operator.ADD,
            arguments=(
                one,
                Apply(
                    operator=Operator.NEGATE,
                    arguments=(Apply(operator=Operator.POWER, arguments=(Variable() as b, p)),),
                ),
            ),
        ):
            interval = intervals(context).get(b.name, LINE)
            inside = interval.low is not None and interval.low >= 0
            below = interval.high == 1 and not interval.high_closed
            return one == UNIT and p == variable and inside and below
        case _:
            return False
