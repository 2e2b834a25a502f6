"""Unknown functions of a point: simple ones to show, random ones that carry enough jets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

from derivcheck.evaluation.functions import FunctionValue, random_function, simple_functions
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.language.replacing import replaced
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import (
    Constant,
    Declaration,
    Derivative,
    ForRange,
    Iterated,
    Substitution,
    Term,
    Tree,
    Unknown,
    Variable,
    children,
)

#: the least and the largest degree of random functions, and the largest for the sake of ranges
#: that have symbolic ends
LEAST_DEGREE, LARGEST_DEGREE, LARGEST_FOR_RANGES = 5, 64, 12

#: the largest beside a proof, which says what holds for all functions
CHECKED_DEGREE = 8

#: what a function in a range with symbolic ends, or in a sequence, is applied to counts so often
BOUND = 3

#: what an `at` says
Bindings = tuple[tuple[Variable, Term], ...]


def degree(roots: Sequence[Tree], steps: Sequence[Tree] = ()) -> int:
    """A degree at which polynomials take all the jets that a claim can tell apart.

    A function with m different arguments that is differentiated up to r times needs
    m(r + 1) - 1 (Hermite interpolation, soundness R14). Arguments under different `at` count
    as different; `steps` are those of sequences.
    """
    jets = _Jets({}, {})
    for root in roots:
        jets.count(root, 0, (), 1, 1)
    for step in steps:
        jets.count(step, 0, (), 1, BOUND)
    certain = [jets.points(name, 0) * (order + 1) - 1 for name, order in jets.orders.items()]
    likely = [jets.points(name, 1) * (order + 1) - 1 for name, order in jets.orders.items()]
    return max(
        LEAST_DEGREE,
        min(max(certain, default=0), LARGEST_DEGREE),
        min(max(likely, default=0), LARGEST_FOR_RANGES),
    )


@dataclass(frozen=True, slots=True)
class _Jets:
    """What functions are applied to, how often at least and presumably, and the derivatives."""

    arguments: dict[str, dict[Any, tuple[int, int]]]
    orders: dict[str, int]

    def points(self, name: str, which: int) -> int:
        """How many different arguments the function has: at least (0), or presumably (1)."""
        return sum(times[which] for times in self.arguments[name].values())

    def count(
        self, node: Tree, order: int, path: tuple[Bindings, ...], least: int, likely: int
    ) -> None:
        """Look through a node under `order` derivatives, inside some `at` and ranges."""
        match node:
            case Unknown(function=name):
                self.orders[name] = max(self.orders.get(name, 0), order)
                found = self.arguments.setdefault(name, {})
                key = tuple(_placed(argument, path) for argument in node.arguments)
                found[key] = (least, likely)
            case Derivative():
                order += 1
            case Substitution():
                path = (*path, node.bindings)
            case Iterated(start=Constant(value=start), stop=Constant(value=stop)):
                times = min(max(1, int(stop - start) + 1), LARGEST_DEGREE)
                least, likely = least * times, likely * times
            case Iterated() | ForRange():
                likely *= BOUND
        for child in children(node):
            self.count(child, order, path, least, likely)


def _placed(argument: Tree, path: tuple[Bindings, ...]) -> Any:
    """The argument with what `at` says of its variables, the innermost first."""
    for bindings in reversed(path):
        plain = {v.name: value for v, value in bindings if not v.indices and not v.family}
        if len(plain) < len(bindings):
            return argument, path
        argument = replaced(argument, plain)
    return argument


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
