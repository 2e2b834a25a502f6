"""Success proves an equality for every value of an integer from its smallest one on.

Let E(t) be the difference of both sides. Base: E vanishes at the start. Step, in one of two
ways: (1) the claim, solved for a sequence member, is put into E(t + 1), which then vanishes;
(2) E(t), E(t + 1), ..., E(t + m - 1) vanish at the start and E(t + m) is a linear combination
of them, so all of them vanish for every t (the operator argument for C-finite sequences;
Kauers and Paule, The Concrete Tetrahedron, 2011, chapter 4). Silence means that neither
closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.calculus.tower.element import Element
from derivcheck.calculus.tower.refusals import Refusal
from derivcheck.deciders import normal_form
from derivcheck.deciders._facts.least import Least, integers
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._induction.combinations import in_span
from derivcheck.deciders._induction.integer_powers import opaque, shifts
from derivcheck.deciders._induction.nonvanishing import Nonvanishing
from derivcheck.deciders._induction.unrolling import Stuck, Unrolling, at_index, rebuild_terms
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    equation,
    silent,
)
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Context,
    Iterated,
    SequenceMember,
    Term,
    Tree,
    as_size,
    divide,
    multiply,
    subtract,
    walk,
)

NAME = "induction"
ROUTE = "symbolic"
COST = 30

#: how often the shifted difference may need one more neighbour before giving up
DEPTH = 6


def accepts(obligation: Obligation) -> bool:
    """Equalities about recurrences, or sums and powers whose extent is an integer symbol."""
    goal = obligation.goal
    return (
        isinstance(goal, Comparison)
        and goal.relation == "="
        and any(True for _ in _candidates(goal, obligation.context))
    )


def _candidates(goal: Comparison, context: Context) -> Iterator[str]:
    """Integer symbols that index a sequence or end a range."""
    known = integers(context)
    seen: set[str] = set()
    for part in walk(goal):
        extents: tuple[Term, ...] = ()
        match part:
            case SequenceMember(index=index):
                extents = (index,)
            case Iterated(start=start, stop=stop):
                extents = (start, stop)
        for extent in extents:
            size = as_size(extent)
            names = size.names() & known.keys() if size is not None else frozenset()
            yield from sorted(names - seen)
            seen |= names


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Try the integer symbols one after the other."""
    del effort  # the depth is fixed
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    message = ""
    goal = _cleared(goal)
    for name in _candidates(goal, context):
        try:
            proof = _by_induction(goal, context, name)
        except (Stuck, Refusal) as stuck:
            message = str(stuck)
            continue
        if proof:
            return Finding(
                NAME,
                Outcome.PROVED,
                f"by induction on {name}: {proof}",
                sizes="all",
                evidence={"variable": name, "step": proof},
            )
    return silent(NAME, "gave_up", message or "the induction step did not close")


def _cleared(goal: Comparison) -> Comparison:
    """a/b = c follows from a = c b, which needs no value of 1/b at earlier indices."""
    match goal:
        case Comparison(left=Apply(operator=Operator.DIVIDE, arguments=(a, b)), right=c):
            return _cleared(equation(a, multiply(c, b)))
        case Comparison(left=c, right=Apply(operator=Operator.DIVIDE, arguments=(a, b))):
            return _cleared(equation(multiply(c, b), a))
        case _:
            return goal


def _by_induction(goal: Comparison, context: Context, name: str) -> str | None:
    base = integers(context)[name]
    rules = Unrolling(context, name, base).lowered_to(goal)
    goal = rules.reduced(at_index(goal, name, Size.of(name)))
    start = rules.reduced(at_index(goal, name, Size.of(base)))
    if not _equal(start, context):
        return None
    shifted = rules.reduced(at_index(goal, name, Size.of(name) + Size.of(1)))
    if _by_hypothesis(goal, shifted, context):
        return f"base {name} = {base}, step by the claim at {name}"
    if _by_difference(goal, shifted, context):
        return f"base {name} = {base}, step by the difference of both sides"
    depth = _by_closure(goal, context, rules)
    return f"base {name} = {base}, step of depth {depth}" if depth else None


def _equal(goal: Comparison, context: Context) -> bool:
    goal = _freed(goal, (goal,), context)
    return normal_form.prove(goal, context).outcome is Outcome.PROVED


def _freed(goal: Comparison, all_nodes: tuple[Tree, ...], context: Context) -> Comparison:
    return opaque(goal, shifts(all_nodes), Least(integers(context)))


# The claim itself as a rule ---------------------------------------------------------------


def _by_hypothesis(goal: Comparison, shifted: Comparison, context: Context) -> bool:
    divisor = Nonvanishing(context)
    sides = ((goal.left, goal.right), (goal.right, goal.left))
    for member, value in (pair for each in sides for pair in _solved(*each, divisor)):
        step = rebuild_terms(shifted, _rule(member, value))
        if _equal(step, context):
            return True
    return False


def _rule(member: Term, value: Term) -> Callable[[Tree], Tree]:
    return lambda part: value if part == member else part


def _solved(side: Term, other: Term, divisor: Nonvanishing) -> Iterator[tuple[Term, Term]]:
    """side = other solved for a sequence member, sum or product, alone or in a linear place."""
    match side:
        case SequenceMember() | Iterated():
            yield side, other
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            yield from _solved(a, subtract(other, b), divisor)
            yield from _solved(b, subtract(other, a), divisor)
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)) if side.shape.is_scalar:
            for inner, factor in ((a, b), (b, a)):
                if divisor(factor):
                    yield from _solved(inner, divide(other, factor), divisor)


def _by_difference(goal: Comparison, shifted: Comparison, context: Context) -> bool:
    """Both sides grow by the same from t to t + 1; for arrays, which have no closure."""
    if goal.left.shape.is_scalar:
        return False
    grown = equation(subtract(shifted.left, goal.left), subtract(shifted.right, goal.right))
    return _equal(grown, context)


# Closure under the shift ------------------------------------------------------------------


def _by_closure(goal: Comparison, context: Context, rules: Unrolling) -> int | None:
    """The number of neighbours whose span the shift maps into itself."""
    if not goal.left.shape.is_scalar:
        return None
    claims = [goal]
    for depth in range(1, DEPTH + 1):
        claims.append(rules.reduced(at_index(claims[-1], rules.variable, _next(rules.variable))))
        elements = _elements(claims, context)
        if in_span(elements[-1], elements[:-1], rules.variable):
            return depth if _bases(claims[:depth], context, rules) else None
    return None


def _next(name: str) -> Size:
    return Size.of(name) + Size.of(1)


def _elements(claims: list[Comparison], context: Context) -> list[Element]:
    lowering = lowered(context, [side for claim in claims for side in (claim.left, claim.right)])
    one = Size.of(1)
    nodes = tuple(claims)
    freed = [_freed(claim, nodes, context) for claim in claims]
    return [
        lowering.entry(claim.left, one, one) - lowering.entry(claim.right, one, one)
        for claim in freed
    ]


def _bases(claims: list[Comparison], context: Context, rules: Unrolling) -> bool:
    """The neighbours at the start, E(base + 1), ...; the first was seen before."""
    at_start = Size.of(rules.base)
    return all(
        _equal(rules.reduced(at_index(claim, rules.variable, at_start)), context)
        for claim in claims[1:]
    )
