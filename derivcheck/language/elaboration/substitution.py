"""`at(expr, x = value, ...)`: derivatives first, then the values, all at once."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import article, clash, misuse, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import fitted
from derivcheck.language.elaboration.variables import Target, target
from derivcheck.language.terms import (
    Substitution,
    Term,
    Variable,
    add,
    as_size,
    multiply,
    subtract,
)


def at(env: Environment, node: syntax.At) -> Term:
    """The body with the values, which are worked out outside, in place of the variables."""
    inside = env
    values: dict[Variable, Term] = {}
    whole: set[Variable] = set()
    for place, given in node.bindings:
        goal = target(inside, place, integers=True)
        inside = goal.env
        value = _value(env, goal, place, given)
        variable = goal.variable
        if variable in whole or (variable in values and not goal.is_part):
            raise misuse(f"{written(place)} is given two values", place.span)
        if goal.is_part:
            outside = goal.value if goal.value is not None else variable
            value = _moved(goal, values.get(variable, outside), outside, value)
        whole |= set() if goal.is_part else {variable}
        values[variable] = value
    body = inside.term(node.body)
    numbers = {
        variable.name: size
        for variable, value in values.items()
        if env.tables.is_integer(variable) and (size := as_size(value)) is not None
    }
    return Substitution(body.shape.replace(numbers), body, tuple(values.items()))


def _value(
    env: Environment, goal: Target, place: syntax.Expression, given: syntax.Expression
) -> Term:
    term = env.term(given)
    value = fitted(term, goal.shape)
    if value is None:
        message = f"{written(place)} is {goal.shape} and {written(given)} is {article(term.shape)}"
        raise clash("=", goal.shape, term.shape, message, given.span)
    if env.tables.is_integer(goal.variable) and not env.tables.is_integer(value):
        raise misuse(f"{written(place)} is an integer, and {written(given)} is not", given.span)
    return value


def _moved(goal: Target, array: Term, outside: Term, value: Term) -> Term:
    """The array with one entry set: `x + (value - x[i])*basis(i, n)`."""
    if not goal.shape.is_scalar:
        raise misuse("at gives a value to a whole variable or to one entry", syntax.NOWHERE)
    return add(array, multiply(subtract(value, goal.picked(outside)), goal.direction))
