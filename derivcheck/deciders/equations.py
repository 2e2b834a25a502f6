"""Success proves that every solution of one equation solves the other (both ways for `<=>`).

Rules, each one line of mathematics; D stands for left minus right of an equation:
(0) the conclusion holds outright; (1) D2 = c D1 where c has a value; (2) the premise is
solved, u = e, and the conclusion holds at e; (3) the conclusion is solved, u = e, and
D1 = M (u - e) with M invertible; (4) arrays: a sum of squares, a matrix multiple. Where
the unknown does not decide whether a side has a value, that parameter is excluded (the design,
rule 10). Silence means that no rule applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from derivcheck.calculus.tower.refusals import Refusal
from derivcheck.deciders._arrays.array_rules import inverse_exists, multiplied, squares
from derivcheck.deciders._arrays.multiples import holds, multiple
from derivcheck.deciders._arrays.ratios import ratio
from derivcheck.deciders._facts.definedness import NoRule, own_needs
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Derivative,
    ForAll,
    Implies,
    Limit,
    Piecewise,
    Term,
    Tree,
    Variable,
    children,
    constant,
    matmul,
    subtract,
    walk,
)

NAME = "equations"
ROUTE = "symbolic"
COST = 12


def accepts(obligation: Obligation) -> bool:
    """Implications and equivalences between equations."""
    return isinstance(obligation.goal, Implies)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Each direction by the first rule that applies."""
    del effort  # the rules have no budget
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Implies)
    try:
        forth = _entails(goal.left, goal.right, goal, context)
        back = _entails(goal.right, goal.left, goal, context) if goal.both else "not claimed"
    except Refusal as refusal:
        return silent(NAME, "gave_up", str(refusal))
    if forth is None or back is None:
        lacking = "the second equation from the first" if forth is None else "the converse"
        return silent(NAME, "unsupported", f"no rule gives {lacking}")
    proves = f"forth: {forth}; back: {back}" if goal.both else forth
    return Finding(NAME, Outcome.PROVED, proves, sizes=_sizes(context))


def _sizes(context: Context) -> Literal["all"] | None:
    return "all" if context.sizes else None


def _entails(
    premise: Condition, conclusion: Condition, goal: Implies, context: Context
) -> str | None:
    """The rule by which every solution of the premise solves the conclusion."""
    match premise, conclusion:
        case _, All(parts=parts):
            rules = [_entails(premise, part, goal, context) for part in parts]
            return "; ".join(r for r in rules if r) if None not in rules else None
        case Any(parts=parts), _:
            rules = [_entails(part, conclusion, goal, context) for part in parts]
            return "; ".join(r for r in rules if r) if None not in rules else None
        case All(parts=parts), _:
            found = (_entails(part, conclusion, goal, context) for part in parts)
            return next((rule for rule in found if rule), None)
        case _, Any(parts=parts):
            found = (_entails(premise, part, goal, context) for part in parts)
            return next((rule for rule in found if rule), None)
        case ForAll(part=part, variables=variables), _:
            for value in (1, -1, 2, 0):
                values: dict[str, Term] = {v.name: constant(value) for v in variables}
                rule = _entails(replaced(part, values), conclusion, goal, context)
                if rule:
                    return rule
            return None
        case _, ForAll(part=part):
            return _entails(premise, part, goal, context)
        case Comparison(relation="="), Comparison(relation="="):
            return _equations(premise, conclusion, goal, context)
        case _:
            return None


def _equations(
    premise: Comparison, conclusion: Comparison, goal: Implies, context: Context
) -> str | None:
    if not _has_value_with(premise, conclusion, goal, context):
        return None
    if holds(conclusion, context):
        return "it holds everywhere"
    first, second = _difference(premise), _difference(conclusion)
    return (
        _multiple(first, second, goal, context)
        or _substituted(premise, conclusion, goal, context)
        or _inverted(first, conclusion, goal, context)
        or squares(first, second, context)
        or multiplied(first, second, context)
    )


_PARTIAL = frozenset(
    {
        *(Operator.DIVIDE, Operator.POWER, Operator.LOG, Operator.SQRT, Operator.INVERSE),
        *(Operator.TAN, Operator.SEC, Operator.CSC, Operator.COT, Operator.CSCH, Operator.COTH),
        *(Operator.ASIN, Operator.ACOS, Operator.ACOSH, Operator.ATANH, Operator.LOGDET),
        *(Operator.GAMMA, Operator.MATRIX_POWER),
    }
)


def _has_value_with(
    premise: Comparison, conclusion: Comparison, goal: Implies, context: Context
) -> bool:
    """Whether the conclusion has a value wherever the premise has one (R11).

    Partial operations on unknowns must occur in the premise, too; on parameters they exclude
    the parameter. Without a named unknown everything is one.
    """
    unknowns = {variable.name for variable in goal.unknowns}
    shared, divisors, facts = _partial(premise), _divisors(conclusion), Facts(context)
    return all(
        part in shared
        or inverse_exists(part, premise)
        or bool(unknowns and not mentions(part, unknowns))
        or _always(part, part in divisors, facts)
        for part in _partial(conclusion)
    )


def _always(part: Tree, divides: bool, facts: Facts) -> bool:
    """Whether an operation has a value (and one may divide by it) at every admissible point."""
    if not isinstance(part, Term) or (divides and not facts.holds("!=", part)):
        return False
    try:
        return all(facts.holds(need.relation, need.argument) for need in own_needs(part))
    except NoRule:
        return False


def _divisors(claim: Comparison) -> set[Tree]:
    return {
        part.arguments[1]
        for part in walk(claim)
        if isinstance(part, Apply) and part.operator is Operator.DIVIDE
    }


def _partial(claim: Comparison) -> set[Tree]:
    """The operations that have no value everywhere, by what decides whether they have one."""
    found: set[Tree] = set()
    for part in walk(claim):
        match part:
            case Piecewise() | Limit():
                found.add(part)
            case Derivative(body=body) if _rough(body):
                found.add(part)
            case Apply(operator=Operator.POWER, arguments=(_, Constant(value=k))) if (
                k.denominator == 1 and k >= 0
            ):
                continue
            case Apply(operator=Operator.DIVIDE, arguments=(_, Constant(value=k))) if k:
                continue
            case Apply(operator=Operator.DIVIDE, arguments=(_, divisor)):
                found.add(divisor)
            case Apply(operator=operator) if operator in _PARTIAL:
                found.add(part)
    return found


def _rough(node: Tree) -> bool:
    """Whether a function may lack a derivative where it has a value; norm(x)^2 does not."""
    match node:
        case Apply(operator=Operator.POWER, arguments=(Apply(operator=Operator.NORM) as norm, k)):
            even = isinstance(k, Constant) and k.value > 0 and k.value % 2 == 0
            return not even or _rough(norm.arguments[0])
        case Apply(operator=operator) if operator in KINKED or operator is Operator.NORM:
            return True
        case _:
            return any(_rough(child) for child in children(node))


def _difference(claim: Comparison) -> Term:
    return subtract(claim.left, claim.right)


def _multiple(first: Term, second: Term, goal: Implies, context: Context) -> str | None:
    """(1) D2 = c D1 for a number c or, between scalars, any c that has a value."""
    number = multiple(second, first, context)
    if number is not None:
        return _told(number)
    if first.shape.is_scalar and second.shape.is_scalar:
        factor = ratio(second, first, context, _denominators(goal))
        if factor is not None and factor.defined:
            return f"multiply by {factor}"
    return None


def _told(number: Fraction) -> str:
    if abs(number) != 1:
        return f"multiply by {number}"
    return f"its difference is {'' if number == 1 else '-'}that of the premise"


def _denominators(goal: Implies) -> tuple[Term, ...]:
    """Divisors free of the unknowns: where one vanishes the parameter is excluded."""
    unknowns = {variable.name for variable in goal.unknowns}
    if not unknowns:
        return ()
    found: list[Term] = []
    for part in walk(goal):
        if isinstance(part, Apply) and part.operator is Operator.DIVIDE:
            divisor = part.arguments[1]
            if divisor.shape.is_scalar and not mentions(divisor, unknowns):
                found.append(divisor)
    return tuple(found)


def _solved(claim: Comparison, goal: Implies) -> Iterator[tuple[Variable, Term]]:
    unknowns = {variable.name for variable in goal.unknowns}
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        if isinstance(side, Variable) and not side.indices and not side.family:
            named = side.name in unknowns or not unknowns
            if named and not mentions(other, {side.name}):
                yield side, other


def _substituted(
    premise: Comparison, conclusion: Comparison, goal: Implies, context: Context
) -> str | None:
    """(2) The premise says u = e: the conclusion must hold at e."""
    for unknown, value in _solved(premise, goal):
        if holds(replaced(conclusion, {unknown.name: value}), context):
            return f"put {unknown.name} into it"
    return None


def _inverted(first: Term, conclusion: Comparison, goal: Implies, context: Context) -> str | None:
    """(3) The conclusion says u = e, and D1 = M (u - e) with M invertible."""
    for unknown, value in _solved(conclusion, goal):
        gap = subtract(unknown, value)
        if first.shape.is_scalar and gap.shape.is_scalar:
            factor = ratio(first, gap, context, _denominators(goal))
            if factor is not None and factor.vanishes_nowhere:
                return f"divide by {factor}"
        for matrix in _inverses(value):
            if matrix.shape.columns != gap.shape.rows or matrix.shape.rows != first.shape.rows:
                continue
            if multiple(first, matmul(matrix, gap), context) is not None:
                return "multiply by the inverse"
    return None


def _inverses(term: Term) -> Iterator[Term]:
    for part in walk(term):
        if isinstance(part, Apply) and part.operator is Operator.INVERSE:
            yield part.arguments[0]
