"""Where the gradient of a term vanishes, or stands orthogonal to everything feasible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from derivcheck.calculus.differentials import Tangent, differential
from derivcheck.deciders import normal_form
from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._facts.signs import vanishes_nowhere
from derivcheck.deciders._facts.solving import solution_for_zero
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Outcome, equation
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import fresh, mentions, replaced
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Comparison,
    Condition,
    Context,
    Declaration,
    Term,
    Variable,
    add,
    divide,
    multiply,
    negate,
    scalar_of,
    subtract,
)

Values = Mapping[str, Term]


def proved(left: Term, right: Term, context: Context) -> bool:
    """Whether the normal form proves an equality."""
    return normal_form.prove(equation(left, right), context).outcome is Outcome.PROVED


def smooth_at(term: Term, values: Values, facts: Facts) -> bool:
    """Whether the term is differentiable in the variables at the values."""
    try:
        return all(
            facts.holds(need.relation, replaced(need.argument, values))
            for need in needs(term, smooth=True)
            if mentions(need.argument, set(values))
        )
    except NoRule:
        return False


def slope_along(term: Term, directions: Mapping[str, Term]) -> Term:
    """The directional derivative."""
    return differential(term, {name: Tangent(value) for name, value in directions.items()})


def stationary(term: Term, variables: Sequence[Variable], values: Values, context: Context) -> bool:
    """Whether the derivative along every direction vanishes at the values."""
    for variable in variables:
        direction, wider = _fresh_direction(variable, context)
        slope = replaced(slope_along(term, {variable.name: direction}), values)
        if not proved(slope, ZERO, wider):
            return False
    return True


def _fresh_direction(variable: Variable, context: Context) -> tuple[Variable, Context]:
    name = fresh(f"d{variable.name}", context)
    declared = Declaration(name, "real", variable.shape)
    wider = replace(context, declarations={**context.declarations, name: declared})
    return Variable(variable.shape, name), wider


# Under linear constraints -----------------------------------------------------------------


def orthogonal(
    term: Term,
    variables: Sequence[Variable],
    values: Values,
    constraints: Sequence[Condition],
    context: Context,
) -> bool:
    """Whether grad(e)'(z - e) = 0 for every z that satisfies the equations.

    Constraints that are no equations are left out, which only allows more points z.
    """
    equations = [c for c in constraints if isinstance(c, Comparison) and c.relation == "="]
    others: dict[str, Term] = {}
    wider = context
    for variable in variables:
        name = fresh(f"{variable.name}2", wider)
        declared = Declaration(name, "real", variable.shape)
        wider = replace(wider, declarations={**wider.declarations, name: declared})
        others[variable.name] = Variable(variable.shape, name)
    steps = {v.name: subtract(others[v.name], values[v.name]) for v in variables}
    slope = replaced(slope_along(term, steps), values)
    feasible = [replaced(c, others) for c in equations]
    moved = frozenset(str(getattr(other, "name", "")) for other in others.values())
    for solved in _solutions(feasible, moved, wider):
        if proved(replaced(slope, solved), ZERO, _freed(wider, solved)):
            return True
    return _multiple(term, variables, values, equations, context)


def _solutions(
    equations: Sequence[Comparison], moved: frozenset[str], context: Context
) -> Iterator[dict[str, Term]]:
    """Each equation solved for a symbol that stands alone, or for a scalar of the other point."""
    solved: dict[str, Term] = {}
    for each in equations:
        equality = replaced(each, solved)
        found = _alone(equality, context) or _scalar(equality, moved, context)
        if found is None:
            return
        name, value = found
        solved = {key: replaced(old, {name: value}) for key, old in solved.items()}
        solved[name] = value
    if solved:
        yield solved


def _alone(equality: Comparison, context: Context) -> tuple[str, Term] | None:
    """A parameter of which nothing else is said, alone on one side."""
    for side, other in ((equality.right, equality.left), (equality.left, equality.right)):
        match side:
            case Variable(name=name, indices=()) if not mentions(other, {name}):
                declaration = context.declarations.get(name)
                free = declaration is None or not (declaration.structure or declaration.values)
                if free and declaration is not None and declaration.kind == "real":
                    return name, other
    return None


def _scalar(
    equality: Comparison, moved: frozenset[str], context: Context
) -> tuple[str, Term] | None:
    if not equality.left.shape.is_scalar:
        return None
    only = replace(
        context, declarations={n: d for n, d in context.declarations.items() if n in moved}
    )
    found = solution_for_zero(subtract(equality.left, equality.right), only)
    return None if found is None else (found.variable.name, found.value)


def _freed(context: Context, solved: Mapping[str, Term]) -> Context:
    """The context without what is said of symbols that were replaced; less is known then."""
    kept = tuple(a for a in context.assumptions if not mentions(a, frozenset(solved)))
    return replace(context, assumptions=kept)


def _multiple(
    term: Term,
    variables: Sequence[Variable],
    values: Values,
    equations: Sequence[Comparison],
    context: Context,
) -> bool:
    """grad f = mu grad h for the only constraint h = 0, a scalar one (Lagrange).

    Where e has a value grad h must not vanish, for mu divides by its square.
    """
    if len(equations) != 1 or len(variables) != 1 or not equations[0].left.shape.is_scalar:
        return False
    h = subtract(equations[0].left, equations[0].right)
    x = variables[0]
    direction, wider = _fresh_direction(x, context)
    first, second = (gradient(each, x) for each in (term, h))
    if first is None or second is None:
        return False
    for each, found in ((term, first), (h, second)):
        along = slope_along(each, {x.name: direction})
        if not proved(along, _inner(found, direction), _declaring(x, wider)):
            return False
    first, second = replaced(first, values), replaced(second, values)
    square = _inner(second, second)
    if not vanishes_nowhere(square, context, _divisors(values[x.name])):
        return False
    gap = subtract(first, multiply(divide(_inner(first, second), square), second))
    return proved(_inner(gap, direction), ZERO, wider)


def _declaring(variable: Variable, context: Context) -> Context:
    declared = Declaration(variable.name, "real", variable.shape)
    return replace(context, declarations={**context.declarations, variable.name: declared})


def _divisors(term: Term) -> list[Term]:
    """Scalars that are not 0 wherever the term has a value."""
    try:
        return [
            n.argument for n in needs(term) if n.relation == "!=" and n.argument.shape.is_scalar
        ]
    except NoRule:
        return []


def _inner(a: Term, b: Term) -> Term:
    product = multiply(a, b)
    return product if product.shape.is_scalar else scalar_of(Operator.SUM, product)


def gradient(term: Term, variable: Variable) -> Term | None:
    """The gradient written out where the derivative along dx is a sum over `u .* dx`."""
    marker = Variable(variable.shape, "direction of a gradient")
    slope = slope_along(term, {variable.name: marker})
    return _coefficient(slope, marker)


def _coefficient(term: Term, marker: Variable) -> Term | None:
    from derivcheck.language.terms import UNIT, ones

    if not mentions(term, {marker.name}):
        return None
    match term:
        case Variable():
            return UNIT if term.shape.is_scalar else ones(term.shape)
        case Apply(operator=Operator.SUM, arguments=(a,)):
            return _coefficient(a, marker)
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            x, y = _coefficient(a, marker), _coefficient(b, marker)
            return None if x is None or y is None else add(x, y)
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = _coefficient(a, marker)
            return None if inner is None else negate(inner)
        case Apply(
            operator=Operator.MATMUL,
            arguments=(Apply(operator=Operator.TRANSPOSE, arguments=(u,)), v),
        ) if marker in (u, v):
            other = v if u == marker else u
            return None if mentions(other, {marker.name}) else other
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            for still, moving in ((a, b), (b, a)):
                if not mentions(still, {marker.name}):
                    inner = _coefficient(moving, marker)
                    return None if inner is None else multiply(still, inner)
            return None
        case _:
            return None
