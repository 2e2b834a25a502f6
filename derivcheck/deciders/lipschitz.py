"""Success proves `abs(f(x) - f(y)) <= L*abs(x - y)` by the mean value theorem.

f is continuous on the interval of x, which is that of y, smooth between its kinks, and its
slope lies between -L and L there. With norms for absolute values f acts entry by entry: the
squares of the entries are summed.
Silence where the sides have another form or a bound of the slope is not proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.calculus.differentials import Tangent, UnsupportedDifferential, differential
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.definedness import continuous, total
from derivcheck.deciders._facts.relations import is_scalar_inequality
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import ELEMENTWISE, Operator
from derivcheck.language.replacing import exchanged, fresh, mentions, replaced
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Context,
    Term,
    Variable,
    add,
    apply,
    subtract,
    walk,
)

NAME = "lipschitz"
ROUTE = "symbolic"
COST = 29

_O = Operator
_LENGTHS = (_O.ABS, _O.NORM)


def accepts(obligation: Obligation) -> bool:
    """Inequalities `<=` between scalars."""
    goal = obligation.goal
    return (
        is_scalar_inequality(goal)
        and isinstance(goal, Comparison)
        and goal.relation in ("<=", ">=")
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """The form of the sides, then two bounds of the slope."""
    del effort  # every way is finite
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    below, above = goal.left, goal.right
    if goal.relation == ">=":
        below, above = above, below
    for function, x, bound in _forms(below, above, context):
        try:
            if _bounded(function, x, bound, context):
                words = "the slope is at most this constant, by the mean value theorem"
                return Finding(NAME, Outcome.PROVED, words, sizes="all" if context.sizes else None)
        except UnsupportedDifferential as missing:
            return silent(NAME, "unsupported", str(missing))
    return silent(NAME, "gave_up", "no bound of a slope gives it")


def _forms(below: Term, above: Term, context: Context) -> Iterator[tuple[Term, Variable, Term]]:
    """f, its variable and the constant, where `below` is the length of f(x) - f(y)."""
    gap = _gap(below)
    if gap is None or not isinstance(below, Apply):
        return
    image, other = gap
    for length in (part for part in walk(above) if isinstance(part, Apply)):
        steps = _gap(length) if length.operator is below.operator else None
        if steps is None or not all(isinstance(step, Variable) for step in steps):
            continue
        x, y = steps
        assert isinstance(x, Variable)
        assert isinstance(y, Variable)
        bound = _factor(above, length, context)
        if bound is None or mentions(bound, {x.name, y.name}) or not _alike(x, y, context):
            continue
        if mentions(image, {y.name}):
            image, other = other, image
        same = not mentions(image, {y.name}) and replaced(image, {x.name: y}) == other
        function = _of_one_entry(image, x) if same else None
        if function is not None:
            yield function, replace(x, shape=SCALAR), bound


def _gap(term: Term) -> tuple[Term, Term] | None:
    """a and b of abs(a - b) or norm(a - b)."""
    match term:
        case Apply(
            operator=operator,
            arguments=(
                Apply(operator=_O.ADD, arguments=(a, Apply(operator=_O.NEGATE, arguments=(b,)))),
            ),
        ) if operator in _LENGTHS:
            return a, b
        case _:
            return None


def _factor(above: Term, length: Term, context: Context) -> Term | None:
    """L where the larger side is L times the length."""
    marker = Variable(SCALAR, fresh("length", context))
    found = linear(exchanged(above, length, marker), marker.name)
    return found[0] if found is not None and found[1] == ZERO else None


def _alike(x: Variable, y: Variable, context: Context) -> bool:
    """Whether both run independently through the same interval."""
    first, second = (context.declarations.get(each.name) for each in (x, y))
    if first is None or second is None or x == y or x.indices or y.indices:
        return False
    free = not any(mentions(a, {x.name, y.name}) for a in context.assumptions)
    whole = first.kind == "real" and len(first.pieces) <= 1 and not first.values
    return free and whole and replace(first, name=second.name) == second


def _of_one_entry(image: Term, x: Variable) -> Term | None:
    """The function of one entry; None where an entry depends on the others."""
    if x.shape.is_scalar:
        return image
    entry = replace(x, shape=SCALAR)

    def one(term: Term) -> Term | None:
        if term == x:
            return entry
        if not mentions(term, {x.name}):
            return term if term.shape.is_scalar else None
        if not isinstance(term, Apply) or term.operator not in ELEMENTWISE:
            return None
        arguments = [one(argument) for argument in term.arguments]
        if any(argument is None for argument in arguments):
            return None
        return apply(term.operator, *(a for a in arguments if a is not None))

    return one(image)


def _bounded(function: Term, x: Variable, bound: Term, context: Context) -> bool:
    declared = replace(context.declarations[x.name], shape=SCALAR, structure=frozenset())
    inside = replace(context, declarations={**context.declarations, x.name: declared})
    return continuous(function) and _on_pieces(function, x, bound, inside)


def _on_pieces(function: Term, x: Variable, bound: Term, context: Context) -> bool:
    """The bound on each of the pieces between kinks, of which a line has few."""
    kink = next(atoms(function, context.declarations.keys()), None)
    if kink is not None:
        found = linear(kink, x.name)
        if found is None or not rational(found[0]):
            return False
        for sign in (1, -1):
            piece = on_side(function, kink, sign)
            assert isinstance(piece, Term)
            if not _on_pieces(piece, x, bound, _beside(kink, sign, context)):
                return False
        return True
    if not total(function, Facts(context), smooth=True):
        return False
    slope = differential(function, {x.name: Tangent(UNIT)})
    return all(
        nonnegative(each, context) is not None
        for each in (subtract(bound, slope), add(bound, slope))
    )


def _beside(kink: Term, sign: int, context: Context) -> Context:
    condition = Comparison(">" if sign > 0 else "<", kink, ZERO)
    return replace(context, assumptions=(*context.assumptions, condition))
