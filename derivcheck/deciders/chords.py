"""Looks for a chord that shows that a function is not convex (not concave).

Random chords are long and seldom meet a concave kink or a ridge. Here the two ends lie
symmetrically about simple and sampled midpoints, along entries, differences of entries and all
entries together, far and near. A chord that fails is replayed exactly and shrunk; everything
else is silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice, product
from random import Random

from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._kinks.kinks import atoms
from derivcheck.deciders._points.counterexamples import show_failure
from derivcheck.deciders._points.pointwise import judge
from derivcheck.deciders._points.shrinking import shrunk
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point, Values
from derivcheck.evaluation.rationals import Rationals, as_fraction
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.admitting import admission
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    silent,
)
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import Condition, Convex, Variable

NAME = "chords"
ROUTE = "numeric"
COST = 19

#: points that give the sizes and the parameters, chords looked at for each, and in all
_POINTS, _EACH, _MOST = 6, 160, 640
#: kinks that midpoints are put on
_KINKS = 3
_STEPS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(1, 32), Fraction(1, 2**14))

_Failures = (NoValue, Undetermined, Unsupported, LookupError)
_Place = tuple[str, int, int]
_Flat = dict[_Place, Fraction]


def accepts(obligation: Obligation) -> bool:
    """Convexity in scalars, vectors and matrices without structure, which a line may leave."""
    goal = obligation.goal
    if not isinstance(goal, Convex) or any(v.indices or v.family for v in goal.variables):
        return False
    declarations = obligation.context.declarations
    return not any(declarations[v.name].structure for v in goal.variables if v.name in declarations)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Move both ends at sampled values of everything else."""
    if effort.proved:
        return silent(NAME, "gave_up", "a proof needs no chords")
    goal = obligation.goal
    assert isinstance(goal, Convex)
    (statement,) = obligation.pointwise
    count = len(goal.variables)
    pairs = dict(zip(statement.witness[:count], statement.witness[count:], strict=True))
    sampled = admissible(
        statement.context, (statement.condition,), effort.seed, _POINTS, purpose="show"
    )
    left = _MOST * effort.scale
    for point in sampled.points[: 2 * _POINTS]:
        kinks = list(islice(_kinks_of(goal, statement, point), _KINKS))
        random = Random(effort.seed)  # noqa: S311  # no secret
        for values in islice(_chords(point, pairs, kinks, random), _EACH):
            left -= 1
            if left < 0:
                return silent(NAME, "gave_up", "no chord shows it")
            beside = point.with_values(values)
            found = _failing(goal, statement, beside)
            if found is not None:
                return found
    return silent(NAME, "gave_up", "no chord shows it")


def _failing(goal: Convex, statement: Pointwise, beside: Point) -> Finding | None:
    try:
        judgement = judge(statement.condition, statement.context, beside)
        if judgement.holds is not False:
            return None
        if not all(_true(each, statement, beside) for each in _admitting(goal, statement)):
            return None
    except _Failures:
        return None
    beside, judgement = shrunk(statement, beside, judgement)
    return Finding(
        NAME,
        Outcome.REFUTED,
        proves="the function lies on the wrong side of a chord",
        counterexample=show_failure(statement, beside, judgement),
        points=1,
        exact=judgement.exact,
    )


def _true(condition: Condition, statement: Pointwise, point: Point) -> bool:
    return judge(condition, statement.context, point).holds is True


def _admitting(goal: Convex, statement: Pointwise) -> Iterator[Condition]:
    """What assumptions and types ask of both ends."""
    yield from statement.context.assumptions
    shapes = [variable.shape for variable in goal.variables] * 2
    for name, shape in zip(statement.witness, shapes, strict=True):
        variable = Variable(shape, name)
        yield from admission(statement.context, variable, variable)


# Chords -----------------------------------------------------------------------------------


def _chords(
    point: Point, pairs: Mapping[str, str], kinks: Sequence[_Flat], random: Random
) -> Iterator[dict[str, Values]]:
    """Values of both ends, the simplest midpoints and directions first."""
    here = {
        (name, i, j): Fraction(entry) if isinstance(entry, (int, Fraction)) else Fraction(0)
        for name in pairs
        for i, row in enumerate(point.values[name])
        for j, entry in enumerate(row)
    }
    directions = list(_directions(list(here), random))
    middles = [*({**here, **kink} for kink in kinks), *_middles(here)]
    for middle, step in product(middles, _STEPS):
        for direction in directions:
            ends = (
                {place: middle[place] + sign * step * direction.get(place, 0) for place in here}
                for sign in (1, -1)
            )
            first, second = (_arrays(end, point) for end in ends)
            yield first | {pairs[name]: value for name, value in second.items()}


def _kinks_of(goal: Convex, statement: Pointwise, point: Point) -> Iterator[_Flat]:
    """Values of scalar variables at which something that decides a branch vanishes."""
    evaluator = Evaluator(Rationals(), statement.context, point)
    for atom in atoms(goal.function, statement.context.declarations.keys()):
        for variable in goal.variables:
            found = linear(atom, variable.name) if variable.shape.is_scalar else None
            if found is None or not mentions(atom, {variable.name}):
                continue
            try:
                ((slope,),), ((rest,),) = (evaluator.value(part) for part in found)
                yield {(variable.name, 0, 0): -as_fraction(rest) / as_fraction(slope)}
            except (*_Failures, ZeroDivisionError):
                continue


def _middles(here: _Flat) -> Iterator[_Flat]:
    for number in (0, -1, 1):
        yield dict.fromkeys(here, Fraction(number))
    yield here
    yield dict.fromkeys(here, Fraction(-3))


def _directions(places: list[_Place], random: Random) -> Iterator[_Flat]:
    one = Fraction(1)
    for place in places[:4]:
        yield {place: one}
    for a, b in islice(combinations(places, 2), 3):
        yield {a: one, b: -one}
    if len(places) > 1:
        yield dict.fromkeys(places, one)
    for _ in range(2):
        yield {place: Fraction(random.choice((-1, 1, 2))) for place in places}


def _arrays(flat: _Flat, point: Point) -> dict[str, Values]:
    return {
        name: tuple(
            tuple(flat[name, i, j] for j in range(len(row)))
            for i, row in enumerate(point.values[name])
        )
        for name in {name for name, _, _ in flat}
    }
