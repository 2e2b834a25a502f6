"""A condition at one admissible point: true, false, without a value, or unclear.

Exact rationals are tried first; where they do not reach (`exp`, roots), balls (rigorous
enclosures) of growing precision: disjoint enclosures separate two values, overlapping ones
never prove them equal. The first balls are fine enough for agreement: on numbers this short
what costs time is the walk through the tree, not the digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any as Element

from flint import fmpq

from derivcheck.evaluation.arithmetic import Arithmetic, NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.conditions import holds_by_sign
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals, may_reach
from derivcheck.evaluation.scope import names
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, SCALAR, Shape, Size
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Context,
    ForAll,
    ForRange,
    HasShape,
    Implies,
    InSpace,
    Negation,
    Term,
    Variable,
    children,
    integer,
    walk,
)

#: bits of enclosures in turn; the last give a thousand digits, or the point is unclear
FIRST, DEEP = 256, 3400
PRECISIONS = (FIRST, 1024, DEEP)
#: decimal digits that two overlapping enclosures must share to count as agreement
DIGITS = 50

Array = tuple[tuple[Element, ...], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a condition is at a point; `holds` is None where it stayed unclear.

    For a comparison `left` and `right` are the values (of the arithmetic that settled it) and
    `entry` the first entry, from 1, that fails. `digits` is None when the values are exact.
    """

    holds: bool | None
    left: Array | None = None
    right: Array | None = None
    entry: tuple[int, int] | None = None
    exact: bool = True
    digits: int | None = None


def judge(
    condition: Condition,
    context: Context,
    point: Point,
    bits: int = FIRST,
    *,
    rationals: bool = True,
) -> Judgement:
    """The condition at the point, with enclosures of at least `bits` bits.

    Without `rationals` balls are asked at once, which keep exact what is rational; it is the
    quicker way where rationals were seen not to reach, or cannot. Raises `NoValue` where a side
    has no value, `Unsupported` where nothing can evaluate it.
    """
    match condition:
        case Comparison():
            return _compare(condition, context, point, bits, rationals)
        case InSpace(element=element, basis=basis):
            return Judgement(_in_space(element, basis, context, point))
        case HasShape(term=term, sizes=sizes):
            return Judgement(_has_shape(term, sizes, context, point))
        case _:
            return Judgement(_truth(condition, context, point, bits))


def _precisions(bits: int) -> Sequence[int]:
    """Up to the last; those beyond `bits` only for what was unclear until then."""
    return [precision for precision in PRECISIONS if precision >= bits]


def _compare(
    condition: Comparison, context: Context, point: Point, bits: int, rationals: bool
) -> Judgement:
    if rationals and may_reach(condition):
        try:
            return compared(condition, Evaluator(Rationals(), context, point))
        except Unsupported:
            pass
    judgement = Judgement(None)
    for precision in _precisions(bits):
        try:
            judgement = compared(condition, Evaluator(Balls(precision), context, point))
        except Undetermined:
            continue
        if judgement.holds is not None:
            return judgement
    return judgement


def compared(condition: Comparison, evaluator: Evaluator) -> Judgement:
    left, right = evaluator.value(condition.left), evaluator.value(condition.right)
    rows, columns = max(len(left), len(right)), max(len(left[0]), len(right[0]))
    digits = None
    outcomes: list[bool | None] = []
    failing = None
    for i in range(rows):
        for j in range(columns):
            a, b = _at(left, i, j), _at(right, i, j)
            outcome = _relation(condition.relation, evaluator.arithmetic, a, b)
            if outcome is None and condition.relation in ("=", "<=", ">="):
                common = evaluator.arithmetic.agreement(a, b)
                digits = common if digits is None else min(digits, common)
                outcome = True if common >= DIGITS else None
            outcomes.append(outcome)
            if outcome is False and failing is None:
                failing = (i + 1, j + 1)
    if condition.relation == "!=":
        holds = True if True in outcomes else None if None in outcomes else False
    else:
        holds = False if False in outcomes else None if None in outcomes else True
    return Judgement(holds, left, right, failing, _rational(left) and _rational(right), digits)


def _rational(array: Array) -> bool:
    return all(isinstance(entry, fmpq) for row in array for entry in row)


def _at(array: Array, i: int, j: int) -> Element:
    if len(array) == len(array[0]) == 1:
        return array[0][0]
    return array[i][j]


def _relation(relation: str, arithmetic: Arithmetic, a: Element, b: Element) -> bool | None:
    try:
        sign = arithmetic.sign(arithmetic.sub(a, b))
    except Undetermined:
        return None
    return holds_by_sign(relation, sign)


def _in_space(element: Term, basis: Term, context: Context, point: Point) -> bool | None:
    evaluator = Evaluator(Rationals(), context, point)
    columns, vector = evaluator.value(basis), evaluator.value(element)
    joined = tuple((*row, entry[0]) for row, entry in zip(columns, vector, strict=True))
    return _rank(evaluator, columns) == _rank(evaluator, joined)


def _has_shape(term: Term, sizes: Sequence[Size], context: Context, point: Point) -> bool | None:
    evaluator = Evaluator(Balls(FIRST), context, point)
    array = evaluator.value(term)
    stated = tuple(int(evaluator.value(integer(size))[0][0]) for size in (*sizes, ONE))[:2]
    return (len(array), len(array[0])) == stated


def _rank(evaluator: Evaluator, array: Array) -> int:
    name = "__array__"
    variable = Variable(Shape(SCALAR.rows, SCALAR.rows), name)
    rank = Apply(SCALAR, Operator.RANK, (variable,))
    return int(evaluator.bind({name: array}).value(rank)[0][0])


# Logical structure ------------------------------------------------------------------------


def _truth(condition: Condition, context: Context, point: Point, bits: int) -> bool | None:
    match condition:
        case Comparison() | InSpace():
            return judge(condition, context, point, bits).holds
        case All(parts=parts):
            return _all(_truth(part, context, point, bits) for part in parts)
        case Any(parts=parts):
            return _not(_all(_not(_truth(part, context, point, bits)) for part in parts))
        case Negation(part=part):
            return _not(_truth(part, context, point, bits))
        case Implies():
            return _implication(condition, context, point, bits)
        case ForRange():
            return Evaluator(Rationals(), context, point).holds(condition)
        case _:
            raise Unsupported(f"{type(condition).__name__} at a point")


def _implication(claim: Implies, context: Context, point: Point, bits: int) -> bool | None:
    if claim.unknowns:
        _parameters_have_values(claim, context, point)
    left = solves(claim.left, context, point, bits)
    right = solves(claim.right, context, point, bits)
    if claim.both:
        holds = None if left is None or right is None else left == right
    else:
        holds = _not(_all((left, _not(right))))
    if holds is False and any(isinstance(part, ForAll) for part in walk(claim)):
        # values that were tried never make "for every" certain, so this refutes nothing
        doubtful = (left and _quantified(claim.left)) or (right and _quantified(claim.right))
        return None if doubtful else False
    return holds


def _quantified(condition: Condition) -> bool:
    return any(isinstance(part, ForAll) for part in walk(condition))


def solves(condition: Condition, context: Context, point: Point, bits: int = FIRST) -> bool | None:
    """Whether the point solves an equation; without a value it does not (R11)."""
    match condition:
        case All(parts=parts):
            return _all(solves(part, context, point, bits) for part in parts)
        case Any(parts=parts):
            return _not(_all(_not(solves(part, context, point, bits)) for part in parts))
        case Negation(part=part):
            return _not(solves(part, context, point, bits))
        case ForAll(part=part, variables=variables):
            return _for_all(part, variables, context, point, bits)
        case _:
            try:
                return judge(condition, context, point, bits).holds
            except NoValue:
                return False


def _for_all(
    part: Condition, variables: Sequence[Variable], context: Context, point: Point, bits: int
) -> bool | None:
    """False at the first value that fails; True says that all the tried ones hold."""
    outcomes = []
    for value in (0, 1, -1, 2, 5):
        chosen = point.with_values({v.name: ((value,),) for v in variables})
        outcomes.append(solves(part, context, chosen, bits))
        if outcomes[-1] is False:
            return False
    return None if None in outcomes else True


def _parameters_have_values(claim: Implies, context: Context, point: Point) -> None:
    """Raise `NoValue` where a side has none whatever the unknowns are: that parameter is excluded.

    A part without unknowns has none there, or a divisor without unknowns is 0.
    """
    unknowns = {variable.name for variable in claim.unknowns}
    evaluator = Evaluator(Balls(FIRST), context, point)

    def visit(node: Term | Condition) -> None:
        if isinstance(node, Term) and unknowns.isdisjoint(names(node)):
            with suppress(Undetermined, Unsupported):
                evaluator.value(node)
            return
        match node:
            case Apply(operator=Operator.DIVIDE, arguments=(_, divisor)) if unknowns.isdisjoint(
                names(divisor)
            ):
                visit(Apply(divisor.shape, Operator.DIVIDE, (divisor, divisor)))
            case _:
                pass
        for child in children(node):
            visit(child)

    visit(claim.left)
    visit(claim.right)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _all(values: Iterator[bool | None] | Sequence[bool | None]) -> bool | None:
    seen = list(values)
    return False if False in seen else None if None in seen else True
