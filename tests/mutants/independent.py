"""Expressions by NumPy, derivatives by differences: a second opinion in a page of code.

Every value is a two-dimensional array of floats. Derivatives are five-point differences, so
that nothing here knows a rule of differentiation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from derivcheck.language import syntax as s
from tests.mutants.functions import CALLS, elementwise, power
from tests.mutants.world import (
    Array,
    Eye,
    Misfit,
    NoValue,
    World,
    family_size,
    integer,
    number,
    scalar,
)

STEP = 1e-3
_NUMBERS = {"pi": math.pi, "oo": math.inf}
Place = tuple[Array, Callable[[World, Array], World]]


def value(tree: s.Expression, world: World) -> Array | Eye:
    """The value of an expression; raises `Misfit` or `NoValue`."""
    with np.errstate(all="raise", under="ignore"):
        try:
            return _value(tree, world)
        except (FloatingPointError, ZeroDivisionError, OverflowError) as error:
            raise NoValue(str(error)) from error
        except (np.linalg.LinAlgError, ValueError, IndexError) as error:
            raise Misfit(str(error)) from error


def array(tree: s.Expression, world: World) -> Array:
    """The value of an expression that is no bare identity."""
    found = _value(tree, world)
    return found.shaped((1, 1)) if isinstance(found, Eye) else found


def _value(tree: s.Expression, world: World) -> Array | Eye:
    match tree:
        case s.Number(value=x):
            return number(float(x))
        case s.Name(name=name):
            return _name(name, world)
        case s.Negative(operand=a):
            return _product(number(-1), _value(a, world), "*")
        case s.Transpose(operand=a):
            x = _value(a, world)
            return x if isinstance(x, Eye) else x.T
        case s.Binary(operator="+" | "-" as op, left=a, right=b):
            y = _value(b, world)
            return _sum(_value(a, world), y if op == "+" else _product(number(-1), y, "*"))
        case s.Binary(operator="*" | "@" | "/" as op, left=a, right=b):
            return _product(_value(a, world), _value(b, world), op)
        case s.Binary(operator="^", left=a, right=b):
            return power(array(a, world), array(b, world))
        case s.Binary(operator=op, left=a, right=b):
            return elementwise(op, array(a, world), array(b, world))
        case s.Call():
            return _call(tree, world)
        case s.Subscript(base=base, indices=indices):
            return _subscript(base, indices, world)
        case s.ArrayLiteral(entries=entries):
            rows = [array(e, world) for e in entries]
            return np.vstack(
                [
                    r.T if isinstance(e, s.ArrayLiteral) else r
                    for e, r in zip(entries, rows, strict=True)
                ]
            )
        case s.Cases(branches=branches, otherwise=otherwise):
            return _cases(list(branches), otherwise, world)
        case s.Indicator(condition=condition):
            return holds(condition, world).astype(float)
        case s.Iterated():
            return _iterated(tree, world)
        case s.At(body=body, bindings=bindings):
            inner = world
            for target, replacement in bindings:
                inner = place(target, world)[1](inner, array(replacement, world))
            return _value(body, inner)
        case _:
            raise NotImplementedError(type(tree).__name__)


def _name(name: str, world: World) -> Array | Eye:
    if name in world.values:
        return world.values[name]
    if name in world.sizes:
        return number(world.sizes[name])
    if name in world.definitions:
        return _value(world.definitions[name][1], world)
    if name == "I":
        return Eye()
    if name in _NUMBERS:
        return number(_NUMBERS[name])
    raise Misfit(f"{name} is no name of an array")


def _sum(x: Array | Eye, y: Array | Eye) -> Array | Eye:
    match x, y:
        case Eye(a), Eye(b):
            return Eye(a + b)
        case Eye(), _:
            return x.shaped(y.shape) + y
        case _, Eye():
            return x + y.shaped(x.shape)
    narrow = (scalar(x) and 1 in y.shape) or (scalar(y) and 1 in x.shape)
    if x.shape != y.shape and not narrow:
        raise Misfit(f"{x.shape} + {y.shape}")
    return x + y


def _product(x: Array | Eye, y: Array | Eye, op: str) -> Array | Eye:
    match x, y:
        case Eye(a), Eye(b):
            return Eye(a * b)
        case Eye(a), _:
            return Eye(a * y[0, 0]) if op != "@" and scalar(y) else a * y
        case _, Eye(b):
            return Eye(x[0, 0] * b) if op == "*" and scalar(x) else b * x
    if op == "/":
        if not scalar(y):
            raise Misfit("a quotient of arrays")
        return x / y
    if op == "*":
        if not (scalar(x) or scalar(y)):
            raise Misfit(f"{x.shape} * {y.shape}")
        return x * y
    if x.shape[1] != y.shape[0]:
        raise Misfit(f"{x.shape} @ {y.shape}")
    return x @ y


def _cases(branches: list, otherwise: s.Expression | None, world: World) -> Array | Eye:
    if not branches:
        if otherwise is None:
            raise NoValue("no branch is chosen")
        return _value(otherwise, world)
    (branch, condition), *rest = branches
    chosen = holds(condition, world)
    if chosen.all():
        return _value(branch, world)
    other = _cases(rest, otherwise, world)
    return np.where(chosen, array(branch, world), other) if chosen.any() else other


def holds(condition: s.Proposition, world: World) -> Array:
    """The truth of a condition, entry by entry."""
    compare = {"=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal}
    compare |= {">": np.greater, ">=": np.greater_equal}
    match condition:
        case s.Relation(operands=operands, relations=relations):
            values = [array(operand, world) for operand in operands]
            links = zip(relations, values, values[1:], strict=False)
            return np.logical_and.reduce([compare[r](a, b) for r, a, b in links])
        case s.And(operands=parts):
            return np.logical_and.reduce([holds(part, world) for part in parts])
        case s.Or(operands=parts):
            return np.logical_or.reduce([holds(part, world) for part in parts])
        case s.Not(operand=part):
            return ~holds(part, world)
        case s.ForEvery(operand=part, range=s.Range() as bounds):
            inner = [holds(part, each) for each in _range(bounds, world)]
            return np.array([[all(each.all() for each in inner)]])
        case _:
            raise NotImplementedError(type(condition).__name__)


def _range(bounds: s.Range, world: World) -> list[World]:
    a, b = integer(array(bounds.start, world)), integer(array(bounds.stop, world))
    steps = range(a, b - 1, -1) if bounds.descending else range(a, b + 1)
    inside = [world.having({bounds.index: number(i)}) for i in steps]
    return [w for w in inside if bounds.condition is None or holds(bounds.condition, w).all()]


def _iterated(tree: s.Iterated, world: World) -> Array | Eye:
    values = [_value(tree.body, each) for each in _range(tree.range, world)]
    total: Array | Eye = Eye(0.0 if tree.kind == "sum" else 1.0)
    for each in values:
        if tree.kind == "sum":
            total = _sum(total, each)
        elif tree.kind == "prod":
            total = _product(total, each, "@")
    if tree.kind in ("max", "min"):
        return (np.maximum if tree.kind == "max" else np.minimum).reduce(values)
    return total


def _subscript(base: s.Expression, indices: Sequence[s.Expression], world: World) -> Array | Eye:
    if isinstance(base, s.Name):
        member = _member(base.name, indices, world)
        if member is not None:
            return member
    x = array(base, world)
    if len(indices) == 1:
        return x[_at(indices[0], world, x.shape[0]), :].reshape(1, 1)
    i, j = (
        slice(None) if isinstance(k, s.Whole) else _at(k, world, n)
        for k, n in zip(indices, x.shape, strict=True)
    )
    return np.atleast_1d(x[i, j]).reshape(-1, 1)


def _at(tree: s.Expression, world: World, count: int) -> int:
    i = integer(array(tree, world))
    if not 1 <= i <= count:
        raise NoValue(f"no entry {i}")
    return i - 1


def _member(name: str, indices: Sequence[s.Expression], world: World) -> Array | Eye | None:
    if any(isinstance(i, s.Whole) for i in indices):
        return None
    if name in world.definitions and world.definitions[name][0].indices:
        key = integer(array(indices[0], world))
        if (name, key) in world.starts:
            return _value(world.starts[name, key], world)
        (index,) = world.definitions[name][0].indices
        if key < 0:
            raise NoValue(f"{name}[{key}]")
        return _value(world.definitions[name][1], world.having({index.name: number(key)}))
    if name in world.size_families:
        return number(family_size(name, integer(array(indices[0], world)), world.seed))
    if not world.family(name):
        return None
    key = (name, tuple(integer(array(i, world)) for i in indices))
    if key in world.values:
        return world.values[key]
    from tests.mutants.points import draw_member

    return draw_member(key, world)


def _call(tree: s.Call, world: World) -> Array | Eye:
    name, arguments = tree.function, tree.arguments
    if name in DERIVATIVES:
        return DERIVATIVES[name](arguments, world)
    if name in world.definitions:
        parameters = world.definitions[name][0].parameters
        given = [array(a, world) for a in arguments]
        return _value(
            world.definitions[name][1], world.having(dict(zip(parameters, given, strict=True)))
        )
    if name == "inv" and isinstance(found := _value(arguments[0], world), Eye):
        return Eye(1 / found.scale)
    given = [array(a, world) for a in arguments]
    if name in world.functions:
        return world.functions[name](*given)
    return CALLS[name](*given, **{k: array(v, world) for k, v in tree.keywords})


# Derivatives ------------------------------------------------------------------------------


def place(target: s.Expression, world: World) -> Place:
    """What a variable is now, and how to put something else there."""
    match target:
        case s.Name(name=name):
            return array(target, world), lambda w, x: w.having({name: x})
        case s.ArrayLiteral(entries=entries):
            inner = [place(entry, world) for entry in entries]

            def put(w: World, x: Array) -> World:
                for (_, each), row in zip(inner, x, strict=True):
                    w = each(w, row.reshape(1, 1))
                return w

            return np.vstack([x for x, _ in inner]), put
        case s.Subscript(base=s.Name(name=name), indices=indices) if world.family(name):
            key = (name, tuple(integer(array(i, world)) for i in indices))
            return array(target, world), lambda w, x: w.having({key: x})
        case s.Subscript(base=base, indices=indices):
            whole, put_whole = place(base, world)
            at = tuple(
                _at(i, world, n)
                for i, n in zip((*indices, s.Number(1, "1")), whole.shape, strict=False)
            )

            def put_entry(w: World, x: Array) -> World:
                changed = whole.copy()
                changed[at] = x[0, 0]
                return put_whole(w, changed)

            return whole[at].reshape(1, 1), put_entry
        case _:
            raise NotImplementedError(type(target).__name__)


def along(f: Callable[[float], Array]) -> Array:
    """The derivative at 0 by a five-point difference."""
    a, b, c, d = (f(k * STEP) for k in (-2, -1, 1, 2))
    return (a - 8 * b + 8 * c - d) / (12 * STEP)


def _jacobian(y: s.Expression, x: s.Expression, world: World) -> Array:
    at, put = place(x, world)
    columns = []
    for k in range(at.size):
        unit = np.zeros(at.size)
        unit[k] = 1
        step = unit.reshape(at.shape, order="F")

        def moved(t: float, step: Array = step) -> Array:
            return array(y, put(world, at + t * step)).reshape(-1, 1, order="F")

        columns.append(along(moved))
    return np.hstack(columns)


def _d(arguments: Sequence[s.Expression], world: World) -> Array:
    f, *variables = arguments
    *inner, x = variables
    body = s.Call("d", (f, *inner)) if inner else f
    at, put = place(x, world)
    return along(lambda t: array(body, put(world, at + t)))


def _grad(arguments: Sequence[s.Expression], world: World) -> Array:
    f, x = arguments
    if not scalar(array(f, world)):
        raise Misfit("the gradient of an array")
    shape = place(x, world)[0].shape
    return _jacobian(f, x, world).reshape(shape, order="F")


def _directional(arguments: Sequence[s.Expression], world: World) -> Array:
    f, x, dx = arguments
    if isinstance(x, s.Name) and world.family(x.name):
        (index,) = world.types[x.name][1].ranges
        keys = [integer(w.values[index.index]) for w in _range(index, world)]

        def at(name: str, k: int) -> Array:
            return array(s.Subscript(s.Name(name), (s.Number(k, str(k)),)), world)

        def moved(t: float) -> Array:
            family = {(x.name, (k,)): at(x.name, k) + t * at(dx.name, k) for k in keys}
            return array(f, world.having(family))

        return along(moved)
    here, put = place(x, world)
    step = array(dx, world)
    if step.shape != here.shape:
        raise Misfit("a direction of another shape")
    return along(lambda t: array(f, put(world, here + t * step)))


def _deriv(arguments: Sequence[s.Expression], world: World) -> Array:
    y, x = arguments
    if world.layout is None:
        raise Misfit("no layout")
    rows = array(y, world)
    jacobian = _d(arguments, world) if scalar(place(x, world)[0]) else _jacobian(y, x, world)
    if scalar(rows) and not scalar(place(x, world)[0]):
        jacobian = _grad(arguments, world).T
    return jacobian if world.layout == "numerator" else jacobian.T


DERIVATIVES = {
    "d": _d,
    "grad": _grad,
    "jac": lambda a, w: _jacobian(a[0], a[1], w),
    "hess": lambda a, w: _jacobian(s.Call("grad", a), a[1], w),
    "D": _directional,
    "deriv": _deriv,
}
