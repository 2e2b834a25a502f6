"""Where both sides of a scalar claim have values, told in the fewest and shortest conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.calculus.contraction.describe import describe
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.definedness import Need, NoRule, own_needs
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.signs import nonnegative_of, sign_of, vanishes_nowhere
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Comparison,
    Constant,
    Context,
    Derivative,
    Term,
    children,
    walk,
)

_O = Operator
_TURNED = {">": "<", ">=": "<=", "!=": "!="}


def conditions(claim: Comparison, context: Context) -> tuple[str, ...] | None:
    """`x > 0`, `y > 0` for log(x*y) = log(x) + log(y); None where a part has no rule.

    Shorter conditions come first, and what follows from them is left out.
    """
    try:
        needed = dict.fromkeys((*_needs(claim.left), *_needs(claim.right)))
    except NoRule:
        return None
    told: list[str] = []
    for need in sorted(needed, key=_length):
        if not need.argument.shape.is_scalar:
            return None
        if _known(need, context):
            continue
        text = _text(need, context)
        if text is None:
            return None
        told.append(text)
        known = Comparison(need.relation, need.argument, ZERO)  # type: ignore[arg-type]
        context = replace(context, assumptions=(*context.assumptions, known))
    return tuple(told)


def _length(need: Need) -> tuple[int, bool]:
    return sum(1 for _ in walk(need.argument)), need.relation != ">"


def _needs(term: Term) -> Iterator[Need]:
    """Those of the tree as written; a derivative has the needs of its function (R1)."""
    if isinstance(term, Derivative):
        yield from _needs(term.body)
        return
    for need in own_needs(term):
        yield from _parts(need)
    for part in children(term):
        if not isinstance(part, Term):
            raise NoRule(type(part).__name__)
        yield from _needs(part)


def _parts(need: Need) -> Iterator[Need]:
    """A product vanishes nowhere when no factor does."""
    match need:
        case Need(
            relation="!=",
            argument=Apply(operator=_O.MULTIPLY | _O.NEGATE | _O.ABS, arguments=factors),
        ):
            for factor in factors:
                yield from _parts(Need("!=", factor))
        case Need(relation="!=", argument=Apply(operator=_O.POWER, arguments=(base, Constant()))):
            yield from _parts(Need("!=", base))
        case Need(relation=">", argument=Apply(operator=_O.ABS, arguments=(inner,))):
            yield from _parts(Need("!=", inner))
        case Need(relation="!=", argument=Apply(operator=_O.SQRT, arguments=(radicand,))):
            yield Need(">", radicand)
        case _:
            yield need


def _known(need: Need, context: Context) -> bool:
    match need.relation:
        case ">":
            return sign_of(need.argument, context) == 1
        case ">=":
            return nonnegative_of(need.argument, context)
        case _:
            return vanishes_nowhere(need.argument, context)


def _text(need: Need, context: Context) -> str | None:
    match need.argument:
        case Apply(operator=_O.SIN | _O.COS as function, arguments=(angle,)):
            inner = _shown(angle, context)
            return inner and f"{function.value}({inner}) {need.relation} 0"
    shown = _shown(need.argument, context)
    if shown and shown.startswith("-") and " " not in shown:
        return f"{shown[1:]} {_TURNED[need.relation]} 0"
    return shown and f"{shown} {need.relation} 0"


def _shown(term: Term, context: Context) -> str | None:
    try:
        low = lowered(context, (term,))
        return describe(low.algebra, low.entry(eliminate(term)))
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return None
