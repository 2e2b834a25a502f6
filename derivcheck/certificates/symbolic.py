"""Normal forms for certificates: a claim evaluated over the tower, its functions written down."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flint import fmpq

from derivcheck.calculus.tower import Element, Kind, Refusal, Tower
from derivcheck.certificates.infinitesimals import Dual, Number, Rejected
from derivcheck.certificates.operations import Array
from derivcheck.certificates.trees import Claim
from derivcheck.language.operators import FUNCTIONS
from derivcheck.language.terms import Context

__all__ = ["normal_form"]

_LIMIT = 4_000


class _Symbolic(Number):
    """An element of the tower as a number of the claim's trees."""

    def __init__(self, element: Element) -> None:
        self.element = element

    def _other(self, other: Any) -> Element | Fraction | int:
        if isinstance(other, _Symbolic):
            return other.element
        return other if isinstance(other, int) else Fraction(int(other.p), int(other.q))

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        return _Symbolic(self.element + self._other(other))

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        return _Symbolic(self.element * self._other(other))

    def inverse(self) -> _Symbolic:
        """1/x"""
        return _Symbolic(1 / self.element)


def normal_form(
    part: dict[str, Any], context: Context, point: dict[str, Any]
) -> dict[str, Any] | None:
    """Both sides of an equality in one field, at the sizes of the point; None without one.

    The point says which symbols there are and of what dimensions; sizes and integers keep
    their values.
    """
    tower = Tower(limit=_LIMIT)
    functions: list[tuple[str, _Symbolic, _Symbolic]] = []

    def leaf(name: str, x: _Symbolic) -> _Symbolic:
        value = tower.pi() if name == "pi" else tower.function(FUNCTIONS[name], x.element)
        functions.append((name, x, _Symbolic(value)))
        return functions[-1][2]

    def number(value: fmpq) -> _Symbolic:
        return _Symbolic(tower.number(Fraction(int(value.p), int(value.q))))

    symbols = dict(_symbols(point["values"], context))
    known: dict[str, Array] = {
        name: [[_Symbolic(tower.generator(entry)) for entry in row] for row in rows]
        for name, rows in symbols.items()
    }
    integers = {
        name: int(rows[0][0][1]) for name, rows in point["values"].items() if name not in symbols
    }
    sizes = {**point["sizes"], **integers}
    claim = Claim(part, {**sizes, **known}, number, leaf)
    try:
        _assume(tower, claim, part, known)
        left, right = (claim.value(side) for side in part["goal"][2:])
        return {
            "sizes": sizes,
            "symbols": symbols,
            **_written(tower, functions, left, right),
        }
    except (Refusal, Rejected, ZeroDivisionError, KeyError, TypeError):
        return None


def _symbols(values: dict[str, Any], context: Context) -> Iterator[tuple[str, list[list[str]]]]:
    """The name of a generator for every entry; mirrored entries of symmetric arrays share it."""
    for key, rows in values.items():
        said = context.declarations[key.partition("[")[0]]
        if said.kind == "integer":
            continue
        mirrored = bool({"symmetric", "positive definite"} & said.structure)
        scalar = said.shape.is_scalar
        yield (
            key,
            [
                [
                    key
                    if scalar
                    else f"{key}[{min(i, j) if mirrored else i}, {max(i, j) if mirrored else j}]"
                    for j in range(1, len(row) + 1)
                ]
                for i, row in enumerate(rows, 1)
            ],
        )


def _assume(tower: Tower, claim: Claim, part: dict[str, Any], known: dict[str, Array]) -> None:
    """Tell the tower the signs that types and assumptions give."""
    for key, rows in known.items():
        pieces = part["declarations"][key.partition("[")[0]]["pieces"]
        for entry in (x for row in rows for x in row if len(pieces) == 1):
            low, high, low_closed, high_closed = pieces[0]
            if low:
                gap = entry - claim.scalar(low)
                tower.assume(gap.element, ">=" if low_closed else ">")
            if high:
                gap = entry - claim.scalar(high)
                tower.assume(gap.element, "<=" if high_closed else "<")
    for head, *parts in part["assumptions"]:
        if head != "relation" or parts[0] == "=":
            continue
        relation, left, right = parts[0], *map(claim.value, parts[1:])
        if len(left) == len(left[0]) == len(right) == len(right[0]) == 1:
            tower.assume((left[0][0] - right[0][0]).element, relation)


def _written(
    tower: Tower,
    functions: list[tuple[str, _Symbolic, _Symbolic]],
    left: Array,
    right: Array,
) -> dict[str, Any]:
    """Generators youngest first, relations, functions and both sides as plain data."""
    held: set[int] = set()
    everything = [x for _, *pair in functions for x in pair]
    everything += [x for side in (left, right) for row in side for x in row]
    while True:  # elements follow the generators, which the last function may have changed
        epoch = tower.epoch
        for x in everything:
            held |= x.element.generators()
        if tower.epoch == epoch:
            break
    waiting = list(held | {g for g, k in enumerate(tower.kernels) if k.kind is Kind.OPAQUE})
    held = set()
    while waiting:
        generator = waiting.pop()
        if generator not in held:
            held.add(generator)
            waiting += [g for a in tower.kernels[generator].arguments for g in a.generators()]
    order = sorted(held, reverse=True)
    places = {generator: place for place, generator in enumerate(order)}

    def polynomial(p: Any) -> list[Any]:
        found = []
        for coefficient, powers in tower.ring.terms(p):
            exponents = [0] * len(order)
            for generator, exponent in powers:
                exponents[places[generator]] = exponent
            found.append([str(coefficient), exponents])
        return found

    def pair(element: Element) -> list[Any]:
        return [polynomial(p) for p in element.pair]

    def name(generator: int) -> str:
        kernel = tower.kernels[generator]
        return str(kernel.key) if kernel.kind is Kind.OPAQUE else f"g{generator}"

    def row(generator: int) -> list[Any]:
        kernel = tower.kernels[generator]
        kind = "symbol" if kernel.kind is Kind.OPAQUE else kernel.kind.value
        return [name(generator), kind, [pair(a) for a in kernel.arguments], kernel.order]

    return {
        "generators": [row(generator) for generator in order],
        "relations": [
            [name(r.generator), polynomial(r.polynomial)]
            for r in tower.ring.relations
            if r.generator in held
        ],
        "functions": [[n, pair(x.element), pair(v.element)] for n, x, v in functions],
        "left": [[pair(x.element) for x in each] for each in left],
        "right": [[pair(x.element) for x in each] for each in right],
    }
