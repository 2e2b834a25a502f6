"""What a proposition says at a point, one rule for each kind, without lowering anything.

Equalities and inequalities compare two values. Where no single point decides, the rule is
brute force: `argmin` against random feasible points, `subdiff` against random other points,
convexity at midpoints, membership by least squares, equivalences by the solution sets of
equations that are affine in the unknown, limits far out, orders by the slope.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from derivcheck.language import syntax as s
from tests.mutants.independent import array, holds, place, value
from tests.mutants.points import draw
from tests.mutants.world import Array, Eye, Misfit, NoValue, World, integer, number

TOLERANCE = 1e-5
OTHERS = 60


def true_at(claim: s.Proposition, world: World, unknowns: Sequence[str] = ()) -> bool:
    """Whether a proposition holds at a point; raises `Misfit` and `NoValue`."""
    with np.errstate(all="raise", under="ignore"):
        try:
            return _true(claim, world, unknowns)
        except (FloatingPointError, ZeroDivisionError, OverflowError) as error:
            raise NoValue(str(error)) from error


def _true(claim: s.Proposition, world: World, unknowns: Sequence[str]) -> bool:
    match claim:
        case s.Relation(operands=(s.Argmin() as minimum, best)):
            return _minimal(minimum, best, world)
        case s.Relation(operands=(s.Subdiff() as collection, interval)):
            return _interval(collection, interval, world)
        case s.Relation(operands=(s.Limit() as limit, bound)):
            return _limit(limit, bound, world)
        case s.Relation(operands=(s.Call(function="shape", arguments=(e,)), sizes)):
            stated = [integer(array(each, world)) for each in sizes.entries]
            return list(array(e, world).shape) == [*stated, 1][:2]
        case s.Relation(operands=operands, relations=relations):
            links = zip(relations, operands, operands[1:], strict=False)
            return all(_compare(r, a, b, world) for r, a, b in links)
        case s.Member(element=g, collection=s.Subdiff() as collection):
            return _subgradient(array(g, world), collection, world)
        case s.Member(element=v, collection=s.Call(function=name, arguments=columns)):
            basis = np.hstack([array(c, world) for c in columns])
            return _inside(array(v, world), basis.T if name == "rowspace" else basis)
        case s.Predicate(name="differentiable"):
            return _differentiable(claim, world)
        case s.Predicate(name=name, function=f, variable=x):
            return _midpoints(f, x, world, -1 if name == "concave" else 1)
        case s.Not(operand=inner):
            return not _true(inner, world, unknowns)
        case s.And(operands=parts):
            return all(_true(part, world, unknowns) for part in parts)
        case s.AsTends():
            return _order(claim, world)
        case s.Implication(left=left, right=right, both=both):
            return _same_solutions(left, right, world, unknowns, both)
        case _:
            raise NotImplementedError(type(claim).__name__)


def sides(a: s.Expression, b: s.Expression, world: World) -> tuple[Array, Array]:
    """Both sides in one shape; a 0 fits every shape."""
    x, y = value(a, world), value(b, world)
    zeros = [isinstance(tree, s.Number) and tree.value == 0 for tree in (a, b)]
    if isinstance(x, Eye):
        x = x.shaped((1, 1) if isinstance(y, Eye) else y.shape)
    if isinstance(y, Eye):
        y = y.shaped(x.shape)
    if x.shape != y.shape and not any(zeros):
        raise Misfit(f"{x.shape} against {y.shape}")
    return np.broadcast_arrays(x, y)


def _compare(relation: str, a: s.Expression, b: s.Expression, world: World) -> bool:
    x, y = sides(a, b, world)
    gap = (x - y) / np.maximum(1, np.maximum(np.abs(x), np.abs(y)).max())
    match relation:
        case "=":
            return bool((np.abs(gap) < TOLERANCE).all())
        case "!=":
            return bool((np.abs(gap) >= TOLERANCE).any())
        case "<=" | "<":
            return bool((gap < (TOLERANCE if relation == "<=" else 0)).all())
        case _:
            return bool((gap > (-TOLERANCE if relation == ">=" else 0)).all())


# Brute force ------------------------------------------------------------------------------


def _others(variable: s.Expression, world: World) -> list[Array]:
    """Other values of a variable: near, far, on the axes and at 0, where kinks sit."""
    here, _ = place(variable, world)
    rng = world.rng("others")
    scales = rng.choice([1e-3, 0.1, 1, 10], size=OTHERS)
    drawn = [here + k * rng.normal(size=here.shape) for k in scales]
    drawn += [rng.integers(-2, 3, size=here.shape).astype(float) for _ in range(OTHERS)]
    if isinstance(variable, s.Name) and variable.name in world.types:
        kind = world.types[variable.name][1]
        if kind.bounds or kind.union or kind.words:
            drawn = [draw(kind, world, "other", k) for k in range(OTHERS)]
    return drawn


def _minimal(minimum: s.Argmin, best: s.Expression, world: World) -> bool:
    here, put = place(minimum.variable, world)
    at = array(best, world)
    if at.shape != here.shape:
        raise Misfit("the minimiser has another shape")
    there = put(world, at)
    if not all(_true(constraint, there, ()) for constraint in minimum.constraints):
        return False
    least = array(minimum.function, there)[0, 0]
    for other in _feasible(minimum, at, world):
        moved = put(world, other)
        try:
            if array(minimum.function, moved)[0, 0] < least - 1e-9 * max(1, abs(least)):
                return False
        except FloatingPointError:
            continue
    return True


def _feasible(minimum: s.Argmin, at: Array, world: World) -> list[Array]:
    """Points that satisfy the constraints; linear ones are met by projection."""
    here, put = place(minimum.variable, world)
    others = _others(minimum.variable, world) + [at + e for e in _steps(at)]
    for constraint in minimum.constraints:
        match constraint:
            case s.Relation(operands=(a, b), relations=("=",)):
                A, c = _affine(lambda z: np.subtract(*sides(a, b, put(world, z))), here)
                others = [
                    z - (np.linalg.pinv(A) @ (A @ z.reshape(-1, 1) + c)).reshape(z.shape)
                    for z in others
                ]
            case _:
                others = [z for z in others if holds(constraint, put(world, z)).all()]
    return others


def _steps(at: Array) -> list[Array]:
    units = np.eye(at.size).reshape(at.size, *at.shape)
    return [sign * scale * unit for unit in units for sign in (1, -1) for scale in (1e-2, 1e-1, 1)]


def _affine(f, like: Array) -> tuple[Array, Array]:
    """Matrix and constant of an affine function; raises `NotImplementedError` for another one."""
    constant = f(np.zeros_like(like)).reshape(-1, 1)
    columns = [f(unit.reshape(like.shape)).reshape(-1, 1) - constant for unit in np.eye(like.size)]
    A = np.hstack(columns)
    trial = np.arange(1.0, like.size + 1).reshape(like.shape) * 1.7
    if np.abs(A @ trial.reshape(-1, 1) + constant - f(trial).reshape(-1, 1)).max() > 1e-4:
        raise NotImplementedError("an equation that is not affine in its unknown")
    return A, constant


def _subgradient(g: Array, collection: s.Subdiff, world: World) -> bool:
    here, put = place(collection.variable, world)
    if collection.point is not None:
        here = array(collection.point, world)
    if g.shape != here.shape:
        raise Misfit("a subgradient of another shape")
    f = array(collection.function, put(world, here))[0, 0]
    for z in _others(collection.variable, world):
        gap = array(collection.function, put(world, z))[0, 0] - f - (g * (z - here)).sum()
        if gap < -1e-9:
            return False
    return True


def _interval(collection: s.Subdiff, interval: s.ArrayLiteral, world: World) -> bool:
    """The ends belong to the set, a little beyond them nothing does."""
    low, high = (array(e, world) for e in interval.entries)
    inside = [low, high, (low + high) / 2]
    beyond = [low - 1e-2, high + 1e-2]
    return all(_subgradient(g, collection, world) for g in inside) and not any(
        _subgradient(g, collection, world) for g in beyond
    )


def _midpoints(f: s.Expression, variable: s.Expression, world: World, sign: int) -> bool:
    _, put = place(variable, world)
    points = _others(variable, world)

    def at(x: Array) -> float:
        return sign * float(array(f, put(world, x))[0, 0])

    gaps = [(at(x) + at(y)) / 2 - at((x + y) / 2) for x, y in pairwise(points)]
    return min(gaps) > -1e-7


def _inside(v: Array, basis: Array) -> bool:
    if sorted(v.shape) != sorted((basis.shape[0], 1)):
        raise Misfit("a vector of another length")
    v = v.reshape(-1, 1)
    rest = v - basis @ (np.linalg.pinv(basis) @ v)
    return bool(np.abs(rest).max() < TOLERANCE)


def _differentiable(claim: s.Predicate, world: World) -> bool:
    """Both one-sided quotients agree."""
    here, put = place(claim.variable, world)
    x = here if claim.point is None else array(claim.point, world)
    h = 1e-6

    def at(t: float) -> Array:
        return array(claim.function, put(world, x + t))

    left, right = (at(0) - at(-h)) / h, (at(h) - at(0)) / h
    return bool(np.abs(left - right).max() < 1e-3)


def _limit(limit: s.Limit, bound: s.Expression, world: World) -> bool:
    """The value comes closer to the claimed one, far out or close by."""
    end = array(limit.point, world)[0, 0]
    sign = -1 if limit.side == "-" else 1
    steps = [number(end + sign * h) for h in (1e-3, 1e-5)]
    if np.isinf(end):
        steps = [number(np.sign(end) * k) for k in (60, 120)]
    target = array(bound, world)

    def gap(x: Array) -> float:
        return float(np.abs(array(limit.body, world.having({limit.variable: x})) - target).max())

    if np.isinf(end):
        try:
            if gap(number(np.sign(end) * 1000)) < max(1e-3, 0.8 * gap(steps[1])):
                return True
        except (FloatingPointError, OverflowError):
            pass
    far, near = map(gap, steps)
    return near < 1e-3 or near < 0.8 * far


def _order(claim: s.AsTends, world: World) -> bool:
    """The remainder halves with its gauge, or faster."""
    (left, right), _ = claim.relation.operands, claim.relation.relations
    gauge = _gauge(right)
    assert gauge is not None
    rest = _without(right)

    def size(h: float) -> tuple[float, float]:
        near = world.having({claim.variable: number(h)})
        x, y = sides(left, rest, near)
        return float(np.abs(x - y).max()), float(np.abs(array(gauge, near)).max())

    (r0, g0), (r1, g1) = size(0.2), size(0.05)
    if r0 < 1e-9:
        return True
    return float(np.log(r1 / r0) / np.log(g1 / g0)) > 0.75


def _gauge(tree: s.Expression) -> s.Expression | None:
    match tree:
        case s.Call(function="O", arguments=(gauge,)):
            return gauge
        case s.Binary(left=a, right=b):
            return _gauge(a) or _gauge(b)
        case _:
            return None


def _without(tree: s.Expression) -> s.Expression:
    match tree:
        case s.Binary(operator="+", left=a, right=s.Call(function="O")):
            return a
        case _:
            raise NotImplementedError("O must be the last term")


def _same_solutions(
    left: s.Proposition, right: s.Proposition, world: World, unknowns: Sequence[str], both: bool
) -> bool:
    """Equations affine in the unknown: each solves the other's on its solution set.

    Without an unknown, a premise that holds here decides; else some symbol makes it hold.
    """
    if not unknowns:
        return all(_true(right, there, ()) for there in _where(left, world)) and (
            not both or all(_true(left, there, ()) for there in _where(right, world))
        )
    x = s.Name(unknowns[0])
    here, _ = place(x, world)
    first, second = (_affine(_gap(claim, x, world), here) for claim in (left, right))
    return _solves(first, second) and (not both or _solves(second, first))


def _gap(claim: s.Proposition, x: s.Name, world: World):
    """Left minus right of an equation, as a function of its unknown."""
    _, put = place(x, world)
    match claim:
        case s.Relation(operands=(a, b), relations=("=",)):
            return lambda z: np.subtract(*sides(a, b, put(world, z)))
        case s.ForEvery(operand=s.Relation(operands=(a, b)), names=(name,)):
            values = [world.having({name: number(c)}) for c in (1.0, -0.5, 2.0)]
            return lambda z: np.vstack([np.subtract(*sides(a, b, put(w, z))) for w in values])
        case _:
            raise NotImplementedError(type(claim).__name__)


def _where(premise: s.Proposition, world: World) -> list[World]:
    """Here, or where a symbol in which the premise is affine takes a solution."""
    if _true(premise, world, ()):
        return [world]
    found = []
    for name, (heading, kind) in world.types.items():
        if heading.indices or kind.kind in ("function", "index"):
            continue
        here, put = place(s.Name(name), world)
        try:
            A, b = _affine(_gap(premise, s.Name(name), world), here)
        except NotImplementedError:
            continue
        null = np.eye(A.shape[1]) - np.linalg.pinv(A) @ A
        z = null @ world.rng("null").normal(size=(A.shape[1], 1)) - np.linalg.pinv(A) @ b
        there = put(world, z.reshape(here.shape))
        if np.abs(A).max() > TOLERANCE and _true(premise, there, ()):
            found.append(there)
    if not found:
        raise NotImplementedError("no symbol makes the premise hold")
    return found


def _solves(first: tuple[Array, Array], second: tuple[Array, Array]) -> bool:
    """Whether every solution of A z + b = 0 is one of C z + d = 0."""
    (A, b), (C, d) = first, second
    z = -np.linalg.pinv(A) @ b
    if np.abs(A @ z + b).max() > TOLERANCE:
        return True
    null = np.eye(A.shape[1]) - np.linalg.pinv(A) @ A
    scale = max(1.0, float(np.abs(z).max()))
    return bool(np.abs(C @ z + d).max() / scale < 1e-4 and np.abs(C @ null).max() < 1e-4)
