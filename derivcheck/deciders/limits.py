"""Success proves that a limit exists and equals the claimed value for every parameter.

The value found (`_limit_values`) is compared with the claimed one like the sides of any other
identity. A refutation is an exact admissible value of the parameters at which the two differ,
the body grows beyond all bounds, or the two sides of the point disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derivcheck.deciders import ball, case_split, induction, normal_form, sequences
from derivcheck.deciders._limits import closed_sums
from derivcheck.deciders._limits.approach import Approach
from derivcheck.deciders._limits.expansions import Unexpandable
from derivcheck.deciders._limits.limit_values import Value, limit_values
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import (
    Counterexample,
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    equation,
    silent,
)
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    ZERO,
    Comparison,
    Context,
    Limit,
    Term,
    add,
    constant,
    subtract,
)

NAME = "limits"
ROUTE = "symbolic"
COST = 19

#: values of the parameters tried one by one
_INSTANCES = 8


def accepts(obligation: Obligation) -> bool:
    """One limit equal to an expression without limits."""
    return parts(obligation.goal) is not None


def parts(goal: object) -> tuple[Limit, Term] | None:
    """The limit and its claimed value."""
    match goal:
        case Comparison(relation="=", left=Limit() as limit, right=value):
            pass
        case Comparison(relation="=", left=value, right=Limit() as limit):
            pass
        case _:
            return None
    return (limit, value) if limit.shape.is_scalar else None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """For all parameters at once; else a value of them for which it fails."""
    found = parts(obligation.goal)
    assert found is not None
    limit, value = found
    summed = _summed(limit, obligation.context, effort)
    if summed is not None:
        limit, context = summed
        closed = replace(obligation, goal=equation(limit, value), context=context)
        finding = decide(closed, effort)
        return replace(finding, proves=f"the sum in closed form by induction; {finding.proves}")
    finding = _for_all(limit, value, obligation.context, effort)
    if finding.outcome is Outcome.SILENT:
        return _at_instances(limit, value, obligation.context, effort) or finding
    return finding


def _summed(limit: Limit, context: Context, effort: Effort) -> tuple[Limit, Context] | None:
    """The limit with a closed form for one of its sums."""
    for part in closed_sums.sums(limit, context):
        narrower = closed_sums.from_start(part, limit.variable, context)
        for form in closed_sums.candidates(part, limit.variable, narrower):
            claim = equation(part, form)
            same = Obligation("identity", claim, narrower, (Pointwise(claim, narrower),))
            if not induction.accepts(same):
                continue
            if induction.decide(same, effort).outcome is Outcome.PROVED:
                body = closed_sums.exchanged(limit.body, part, form)
                return replace(limit, body=body), narrower
    return None


def _for_all(limit: Limit, value: Term, context: Context, effort: Effort) -> Finding:
    words: list[str] = []
    try:
        for found in limit_values(limit, context):
            example = None
            seen = found.certain or sequences.approaches(limit, value, context, Point()) is False
            if found.limit is not None:
                proof = _same(found.limit, value, context, effort)
                if proof is not None:
                    words.append(f"{found.how}; {proof}")
                    continue
                gap = subtract(found.limit, value)
            else:
                gap = add(found.growth, subtract(value, value))
            if seen:
                example = _differs(gap, found, limit, context, effort)
            if example is not None:
                told = "another value" if found.limit is not None else "it grows beyond all bounds"
                return Finding(
                    NAME, Outcome.REFUTED, f"{found.how}: {told}", counterexample=example
                )
            if not found.partial:
                words_left = "the limit found could not be compared with the claim"
                return silent(NAME, "gave_up", words_left)
    except Unexpandable as refusal:
        return silent(NAME, "unsupported", f"no rule gives the limit: {refusal}")
    return Finding(NAME, Outcome.PROVED, "; ".join(dict.fromkeys(words)))


def _same(found: Term, value: Term, context: Context, effort: Effort) -> str | None:
    """A proof that the limit found is the claimed one."""
    claim = equation(found, value)
    same = Obligation("identity", claim, context, (Pointwise(claim, context),))
    for decider in (normal_form, case_split):
        if decider.accepts(same):
            finding = decider.decide(same, effort)
            if finding.outcome is Outcome.PROVED:
                return str(finding.proves)
    return None


def _differs(
    gap: Term, found: Value, limit: Limit, context: Context, effort: Effort
) -> Counterexample | None:
    """Admissible parameters at which the gap is not 0 and the body has values near the point."""
    approach: Approach | None = found.approach
    if approach is not None:
        if not approach.reached:
            return None
        context = approach.expander.context
        near = approach.near(limit.body)
        gap = add(gap, subtract(near, near))
    claim = equation(gap, ZERO)
    same = Obligation("identity", claim, context, (Pointwise(claim, context),))
    against = ball.decide(same, effort)
    if against.outcome is not Outcome.REFUTED or against.counterexample is None:
        return None
    example = against.counterexample
    where = f"at {', '.join(f'{k} = {v}' for k, v in example.assignment.items())}"
    words = "the limit is another value" if found.limit is not None else "there is no limit"
    return replace(
        example, kind="sequence", sentence=f"{words} {where if example.assignment else 'always'}"
    )


# Parameters one by one --------------------------------------------------------------------


def _at_instances(limit: Limit, value: Term, context: Context, effort: Effort) -> Finding | None:
    """The claim at admissible values of the parameters, where numbers speak against it."""
    sampled = admissible(
        context, (limit.body, value), effort.seed, 12 * effort.scale, purpose="show"
    )
    seen: set[tuple[tuple[str, Fraction], ...]] = set()
    for point in sampled.points:
        values = dict(_scalars(point.values, limit.variable.name))
        if point.families or point.functions or len(values) < len(point.values) - 1:
            return None
        key = tuple(sorted(values.items()))
        if key in seen or len(seen) >= _INSTANCES:
            continue
        seen.add(key)
        if sequences.approaches(limit, value, context, point) is not False:
            continue
        terms = {name: constant(number) for name, number in values.items()}
        fixed = replace(
            context,
            declarations={k: d for k, d in context.declarations.items() if k not in terms},
            assumptions=(),
        )
        here = _for_all(replaced(limit, terms), replaced(value, terms), fixed, effort)
        if here.outcome is Outcome.REFUTED and here.counterexample is not None:
            where = ", ".join(f"{name} = {number}" for name, number in values.items())
            assignment = {name: str(number) for name, number in values.items()}
            words = here.counterexample.sentence.removesuffix(" always")
            example = replace(
                here.counterexample,
                assignment=assignment,
                sentence=f"{words} at {where}" if where else words,
            )
            return replace(here, counterexample=example)
    return None


def _scalars(values: object, without: str) -> Iterator[tuple[str, Fraction]]:
    for name, array in values.items():  # type: ignore[attr-defined]  # a mapping of arrays
        if name != without and len(array) == len(array[0]) == 1:
            entry = array[0][0]
            if isinstance(entry, (int, Fraction)):
                yield name, Fraction(entry)
