"""Where a claim may change its behaviour: roots of boundary functions, ends of domains.

Boundary functions are arguments of abs, sign, step, relu, roots and logarithms; differences
inside max and min; sides of conditions; denominators and bases; arguments of asin, acos,
atanh, acosh less 1 or plus 1 (soundness R6). What the arguments must satisfy for a value to
exist is collected beside them (R1): conditions outside of every `cases` branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivcheck.evaluation.sampling.edges import Found, collect
from derivcheck.evaluation.sampling.instances import instances
from derivcheck.evaluation.sampling.mentioned import nodes
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.evaluation.sampling.systems import systems
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    ZERO,
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Convex,
    Derivative,
    Differentiable,
    Entry,
    ForAll,
    ForRange,
    HasShape,
    Implies,
    InSpace,
    Iterated,
    Limit,
    Minimiser,
    Negation,
    Order,
    Piecewise,
    SubdifferentialIs,
    Subgradient,
    Substitution,
    Term,
    Tree,
    Variable,
    children,
    constant,
    subtract,
)

_O = Operator


def boundary_functions(parts: Sequence[Tree], frame: Frame, *, assumed: bool = False) -> Found:
    """What the parts change at, at the integers of a frame.

    For assumptions (`assumed`) both sides of every comparison count.
    """
    found = Found()
    for part in parts:
        _visit(part, frame, found, certain=True, inside=assumed)
    found.functions = list(dict.fromkeys(found.functions))
    found.natural = list(dict.fromkeys(found.natural))
    return found


def _visit(node: Tree, frame: Frame, found: Found, *, certain: bool, inside: bool) -> None:
    """`certain`: the node needs a value for the whole to have one."""
    if isinstance(node, Condition):
        _visit_condition(node, frame, found, certain, inside)
        return
    match node:
        case Apply():
            collect(node, found, certain)
            for argument in node.arguments:
                _visit(argument, frame, found, certain=certain, inside=inside)
        case Piecewise(branches=branches, otherwise=otherwise):
            for condition, value in branches:
                _visit_condition(condition, frame, found, False, True)
                _visit(value, frame, found, certain=False, inside=inside)
            if otherwise is not None:
                _visit(otherwise, frame, found, certain=False, inside=inside)
        case Iterated(body=body, index=index, start=start, stop=stop, condition=condition):
            certain = certain and condition is None
            for instance in instances(body, index, start, stop, frame):
                _visit(instance, frame, found, certain=certain, inside=inside)
        case Substitution(body=body, bindings=bindings):
            for _, value in bindings:
                _visit(value, frame, found, certain=certain, inside=inside)
            _visit_bound(body, bindings, frame, found, certain, inside)
        case Derivative(body=body, tangent=tangent):
            _visit(body, frame, found, certain=certain, inside=inside)
            if tangent is not None:
                _visit(tangent, frame, found, certain=certain, inside=inside)
        case Limit():
            pass
        case Variable():
            pass
        case _:
            for child in children(node):
                _visit(child, frame, found, certain=certain, inside=inside)


def _visit_bound(
    body: Term,
    bindings: tuple[tuple[Variable, Term], ...],
    frame: Frame,
    found: Found,
    certain: bool,
    inside: bool,
) -> None:
    """Boundary functions of a body whose variables stand for values."""
    inner = Found()
    _visit(body, frame, inner, certain=certain, inside=inside)
    plain = {v.name: value for v, value in bindings if not v.indices and not v.family}

    def outer(function: Term) -> Term:
        simple = len(plain) == len(bindings) and not any(
            isinstance(node, (Derivative, Limit, Substitution)) for node in nodes((function,))
        )
        if simple:
            return replaced(function, plain)
        return Substitution(function.shape, function, bindings)

    found.functions += map(outer, inner.functions)
    found.zeros += map(outer, inner.zeros)
    for condition in inner.natural:
        assert isinstance(condition, Comparison)
        found.natural.append(Comparison(condition.relation, outer(condition.left), ZERO))


def _visit_condition(
    node: Condition, frame: Frame, found: Found, certain: bool, inside: bool
) -> None:
    """`inside`: the truth of the condition is tested, not claimed."""
    match node:
        case Comparison(relation=relation, left=left, right=right):
            difference = right if left == ZERO else left if _is_zero(right) else None
            difference = difference if difference is not None else subtract(left, right)
            if relation != "=" or inside:
                found.functions.append(difference)
            for side in (left, right):
                _visit(side, frame, found, certain=certain, inside=inside)
        case All(parts=parts) | Any(parts=parts):
            certain = certain and isinstance(node, All)
            for part in parts:
                _visit_condition(part, frame, found, certain, inside)
        case Negation(part=part):
            _visit_condition(part, frame, found, False, True)
        case ForRange(part=part, index=index, start=start, stop=stop, condition=condition):
            certain = certain and condition is None
            for instance in instances(part, index, start, stop, frame):
                _visit(instance, frame, found, certain=certain, inside=inside)
        case ForAll(part=part):
            _visit_condition(part, frame, found, False, inside)
        case Implies(left=premise, right=conclusion):
            for proposition in (premise, conclusion):
                found.systems.extend(systems(proposition))
                _visit(proposition, frame, found, certain=False, inside=True)
        case HasShape():
            pass
        case (
            Subgradient()
            | SubdifferentialIs()
            | InSpace()
            | Minimiser()
            | Convex()
            | Differentiable()
            | Order()
        ):
            for child in children(node):
                _visit(child, frame, found, certain=False, inside=inside)
        case _:
            pass


def _is_zero(term: Term) -> bool:
    if isinstance(term, Constant):
        return term.value == 0
    return isinstance(term, Apply) and term.operator is _O.ZEROS


def entries(term: Term, frame: Frame, most: int = 4) -> Iterator[Term]:
    """The scalar entries of a boundary function, the first few and the last."""
    rows, columns = frame.value(term.shape.rows), frame.value(term.shape.columns)
    if term.shape.is_scalar:
        yield term
        return
    places = [(i, j) for i in range(1, rows + 1) for j in range(1, columns + 1)]
    if len(places) > most:
        places = places[: most - 1] + places[-1:]
    for i, j in places:
        yield Entry(SCALAR, term, constant(i), constant(j))
