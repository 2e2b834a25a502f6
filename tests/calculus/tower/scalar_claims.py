"""A scaffold for tests: scalar identities of the language, lowered straight to the tower.

Not a decider: boundaries of case splits (a zero of the element whose sign was needed) and
conditions that are not implied are only counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from derivcheck.calculus.tower import Element, NeedSign, NoValue, Refusal, Relation, Tower, Unsupported
from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.positions import Text
from derivcheck.language.scope import read_scope
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Derivative,
    Negation,
    Pi,
    Piecewise,
    SizeOf,
    Term,
    Variable,
    add,
    negate,
    walk,
)

_SCALAR_FUNCTIONS = frozenset(FUNCTIONS.values())
_MOST_SPLITS = 4


@dataclass
class Outcome:
    """Whether every case reduced to zero, and why not."""

    proved: bool
    reason: str = ""
    open_conditions: list[str] = field(default_factory=list)
    splits: int = 0
    empty: bool = False


def read(
    claim: str, symbols: Mapping[str, str] | None = None, given: Sequence[str] = ()
) -> tuple[Condition, Context]:
    """A proposition and its context; undeclared names are real scalars."""
    scope = read_scope(
        [(Text(k), Text(v)) for k, v in (symbols or {}).items()],
        [],
        [Text(g) for g in given],
        [],
        {},
        None,
        assume_scalars=True,
    )
    goal = scope.proposition(claim)
    return goal, scope.context(goal)


def decide(
    claim: str, symbols: Mapping[str, str] | None = None, given: Sequence[str] = ()
) -> Outcome:
    """Whether the tower proves an identity, splitting by signs it asks for."""
    goal, context = read(claim, symbols, given)
    if not isinstance(goal, Comparison) or goal.relation != "=":
        return Outcome(False, "no identity")
    try:
        tower = Tower()
        for assumption in _assumptions(context):
            assume(tower, assumption)
        outcome = _decide(tower, goal, 0)
        return Outcome(False, "no point is admissible") if outcome.empty else outcome
    except Refusal as refusal:
        return Outcome(False, f"{type(refusal).__name__}: {refusal}")


def _assumptions(context: Context) -> list[Condition]:
    found = list(context.assumptions)
    for declaration in context.declarations.values():
        if len(declaration.pieces) == 1 and not declaration.family:
            (piece,) = declaration.pieces
            variable = Variable(declaration.shape, declaration.name)
            if piece.low is not None:
                found.append(Comparison(">=" if piece.low_closed else ">", variable, piece.low))
            if piece.high is not None:
                found.append(Comparison("<=" if piece.high_closed else "<", variable, piece.high))
    return found


def assume(tower: Tower, assumption: Condition) -> None:
    """Tell the tower an assumption, as far as it understands it."""
    match assumption:
        case All(parts=parts):
            for part in parts:
                assume(tower, part)
        case Comparison(
            relation=("<" | "<=") as relation, left=Apply(operator=Operator.ABS, arguments=(u,))
        ):
            value, bound = lower(tower, u), lower(tower, assumption.right)
            tower.assume(bound - value, ">" if relation == "<" else ">=")
            tower.assume(bound + value, ">" if relation == "<" else ">=")
        case Comparison(relation=relation, left=left, right=right) if relation != "=":
            try:
                tower.assume(lower(tower, left) - lower(tower, right), relation)
            except Refusal:
                return


def _decide(tower: Tower, goal: Comparison, depth: int) -> Outcome:
    difference = add(goal.left, negate(goal.right))
    if not any(isinstance(node, Piecewise) for node in walk(difference)):
        learn(tower, difference)
    try:
        element = lower(tower, difference)
        if tower.is_empty():
            return Outcome(True, empty=True)
        if element.is_zero():
            return Outcome(True, "", [str(c) for c in tower.conditions if not c.implied])
        return Outcome(False, f"not zero: {str(element)[:300]}")
    except NoValue:
        return Outcome(True, empty=True)
    except NeedSign as need:
        if tower.is_empty():
            return Outcome(True, empty=True)
        if depth == _MOST_SPLITS:
            raise
        total = Outcome(True, splits=1, empty=True)
        relations: tuple[Relation, Relation] = (">", "<") if need.strict else (">=", "<=")
        for relation in relations:
            part = _decide(tower.fork(need.element, relation), goal, depth + 1)
            total.splits += part.splits
            total.open_conditions += part.open_conditions
            total.empty = total.empty and part.empty
            if not part.proved:
                return Outcome(False, f"{need.element} {relation} 0: {part.reason}")
        return total


def learn(tower: Tower, term: Term) -> None:
    """Collect the conditions under which the functions of a term have values."""
    for node in walk(term):
        match node:
            case Apply(operator=op) if op in _SCALAR_FUNCTIONS:
                try:
                    lower(tower, node)
                except Refusal:
                    continue


def lower(tower: Tower, term: Term) -> Element:
    """The value of a scalar term."""
    match term:
        case Constant(value=value):
            return tower.number(value)
        case Pi():
            return tower.pi()
        case SizeOf(size=size) if size.constant is not None:
            return tower.number(size.constant)
        case Variable(name=name, indices=()):
            return tower.generator(name)
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            return lower(tower, a) + lower(tower, b)
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            return -lower(tower, a)
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            return lower(tower, a) * lower(tower, b)
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            return lower(tower, a) / lower(tower, b)
        case Apply(operator=Operator.POWER, arguments=(a, b)):
            return tower.power(lower(tower, a), lower(tower, b))
        case Apply(operator=Operator.MINIMUM, arguments=(a, b)):
            return tower.minimum(lower(tower, a), lower(tower, b))
        case Apply(operator=Operator.MAXIMUM, arguments=(a, b)):
            return tower.maximum(lower(tower, a), lower(tower, b))
        case Apply(operator=op, arguments=(a,)) if op in _SCALAR_FUNCTIONS:
            return tower.function(op, lower(tower, a))
        case Piecewise(branches=branches, otherwise=otherwise):
            for condition, branch in branches:
                if _holds(tower, condition):
                    return lower(tower, branch)
            if otherwise is not None:
                return lower(tower, otherwise)
        case Derivative(kind="along", body=body, variable=Variable(name=name, indices=())):
            return differentiate(tower, body, name)
    raise Unsupported(f"the scaffold does not read {type(term).__name__}")


def differentiate(tower: Tower, term: Term, name: str) -> Element:
    """The derivative, term by term and factor by factor."""
    match term:
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            return differentiate(tower, a, name) + differentiate(tower, b, name)
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            return -differentiate(tower, a, name)
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            left = differentiate(tower, a, name) * lower(tower, b)
            return left + lower(tower, a) * differentiate(tower, b, name)
    return tower.derivative(lower(tower, term), name)


def _holds(tower: Tower, condition: Condition) -> bool:
    match condition:
        case All(parts=parts):
            return all(_holds(tower, part) for part in parts)
        case Any(parts=parts):
            return any(_holds(tower, part) for part in parts)
        case Negation(part=part):
            return not _holds(tower, part)
        case Comparison(relation=relation, left=left, right=right):
            difference = lower(tower, left) - lower(tower, right)
            sign = tower.sign(difference)
            if sign is None:
                raise NeedSign(difference, strict=True)
            return {
                "<": sign < 0,
                "<=": sign <= 0,
                ">": sign > 0,
                ">=": sign >= 0,
                "=": sign == 0,
                "!=": sign != 0,
            }[relation]
    raise Unsupported("the scaffold does not read this condition")
