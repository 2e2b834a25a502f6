"""Unknown functions of a point: simple ones to show, random ones that carry enough jets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from random import Random

from derivcheck.evaluation.functions import FunctionValue, random_function, simple_functions
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import Declaration

#: enough for two arguments and two derivatives (soundness R14); callers who count say more
DEGREE = 5


def drawn(
    declarations: Sequence[Declaration], frame: Frame, degree: int, rng: Random, *, simple: bool
) -> dict[str, FunctionValue]:
    """A function for each unknown one."""
    return {d.name: _drawn(d, frame, degree, rng, simple) for d in declarations}


def _drawn(
    declaration: Declaration, frame: Frame, degree: int, rng: Random, simple: bool
) -> FunctionValue:
    arguments = [_sizes(shape, frame) for shape in declaration.arguments]
    result = _sizes(declaration.shape, frame)
    if not simple:
        return random_function(rng, arguments, result, degree)
    pool = list(islice(simple_functions(arguments, result, degree), 4 * degree))
    # the first ones more often: they are what people read
    return pool[min(int(rng.expovariate(0.2)), len(pool) - 1)]


def _sizes(shape: Shape, frame: Frame) -> tuple[int, int]:
    return frame.value(shape.rows), frame.value(shape.columns)
