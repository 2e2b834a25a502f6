"""Claims from text with their admissible points, every one checked again by the evaluator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

from derivcheck.evaluation.arithmetic import Undetermined
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.closed import size
from derivcheck.evaluation.sampling.points import Defined, Sampled, admissible
from derivcheck.evaluation.sampling.structures import fits
from derivcheck.language.positions import Text
from derivcheck.language.scope import read_scope
from derivcheck.language.terms import Condition, Context

Purpose = Literal["show", "agree"]


def read(
    symbols: Mapping[str, str],
    claim: str,
    given: Sequence[str] = (),
    unknown: Sequence[str] = (),
    sizes: Mapping[str, tuple[int, ...]] | None = None,
    define: Mapping[str, str] | None = None,
) -> tuple[Condition, Context]:
    """A claim and its context; undeclared names are scalars."""
    scope = read_scope(
        [(Text(name), Text(kind)) for name, kind in symbols.items()],
        [(Text(name), Text(body)) for name, body in (define or {}).items()],
        [Text(line) for line in given],
        unknown,
        sizes or {},
        None,
        assume_scalars=True,
    )
    goal = scope.proposition(claim)
    return goal, scope.context(goal)


def sample(
    symbols: Mapping[str, str],
    claim: str,
    given: Sequence[str] = (),
    *,
    purpose: Purpose = "show",
    count: int = 12,
    seed: int = 1,
    defined: Defined | None = None,
    **more: Any,
) -> Sampled:
    """The admissible points of a claim; types and assumptions are checked again."""
    goal, context = read(symbols, claim, given, **more)
    sampled = admissible(context, (goal,), seed, count, purpose=purpose, defined=defined)
    for point in sampled.points:
        check(point, context)
    return sampled


def points(symbols: Mapping[str, str], claim: str, *given: str, **more: Any) -> list[Point]:
    """Only the points."""
    return sample(symbols, claim, given, **more).points


def check(point: Point, context: Context) -> None:
    """Raises where an assumption fails or a structure is missing."""
    for assumption in context.assumptions:
        assert holds(assumption, point, context) is not False, (point.sentence, assumption)
    for name, declaration in context.declarations.items():
        if declaration.structure and name in point.values:
            assert fits(point.values[name], declaration.structure), point.sentence  # type: ignore[arg-type]


def holds(condition: Condition, point: Point, context: Context) -> bool | None:
    """Whether a condition holds at a point; None where balls of 256 bits still overlap."""
    for bits in (64, 256):
        try:
            return Evaluator(Balls(bits), context, point).holds(condition)
        except Undetermined:
            continue
    return None


def scalars(found: Sequence[Point], name: str) -> list[Any]:
    """The values of a scalar at the points."""
    return [point.values[name][0][0] for point in found]


def numbers(found: Sequence[Point], name: str) -> list[float]:
    """The same as floats."""
    sizes = [size(value) for value in scalars(found, name)]
    assert None not in sizes
    return sizes  # type: ignore[return-value]  # none is None


def text(found: Sequence[Point], name: str) -> list[str]:
    """The same as they are shown."""
    return [point.assignment()[name] for point in found]


def array(*rows: Sequence[int | str]) -> tuple[tuple[Fraction, ...], ...]:
    """A rational array written out."""
    return tuple(tuple(Fraction(x) for x in row) for row in rows)
