"""Values of unknown smooth functions: polynomials, evaluable in every arithmetic.

Random ones are sums of powers of random affine forms: of high degree without the thousands of
terms of a dense polynomial (R14). Small ones are for counterexamples that people read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from derivcheck.evaluation.arithmetic import Arithmetic, Array, Element

#: terms of a random function: one power tells too little about a jet
TERMS = 8

#: range of random coefficients; wide enough that chance agreement is out of the question
_WIDE = 1 << 10


@dataclass(frozen=True, slots=True)
class Power:
    """`coefficient * (constant + sum of form[i] x_i)^exponent`."""

    coefficient: Fraction
    constant: Fraction
    form: tuple[Fraction, ...]
    exponent: int

    def evaluate(self, r: Arithmetic, xs: Sequence[Element]) -> Element:
        """The value at the arguments, flattened."""
        inside = r.number(self.constant)
        for c, x in zip(self.form, xs, strict=True):
            if c:
                inside = inside + (x if c == 1 else r.number(c) * x)
        return r.number(self.coefficient) * r.integer_power(inside, self.exponent)

    def show(self) -> str:
        """`3*(x1 - 2*x2 + 1)^4`, or `x1^2` where that is all."""
        if self.exponent == 0:
            return _number(self.coefficient)
        linear = [(c, f"x{i + 1}") for i, c in enumerate(self.form) if c]
        inside = _sum_text([*linear, (self.constant, "")])
        if self.exponent == 1 and len(linear) == 1 and not self.constant:
            return _sum_text([(self.coefficient * linear[0][0], linear[0][1])])
        single = len(linear) == 1 and linear[0][0] == 1 and not self.constant
        base = inside if single else f"({inside})"
        power = base if self.exponent == 1 else f"{base}^{self.exponent}"
        if self.coefficient == 1:
            return power
        if self.coefficient == -1:
            return f"-{power}"
        return f"{_number(self.coefficient)}*{power}"


@dataclass(frozen=True, slots=True)
class FunctionValue:
    """A function of arrays, all arguments flattened column by column to x1, x2, ...

    `entries` holds for every entry of the result, row by row, the powers that are added.
    """

    rows: int
    columns: int
    entries: tuple[tuple[Power, ...], ...]

    def evaluate(self, r: Arithmetic, arguments: Sequence[Array]) -> Array:
        """The value of the function."""
        xs = [x for a in arguments for column in zip(*a, strict=True) for x in column]
        flat = [_total(r, powers, xs) for powers in self.entries]
        n = self.columns
        return tuple(tuple(flat[i * n : (i + 1) * n]) for i in range(self.rows))

    def show(self) -> str:
        """As in `{"function": "x1^2"}`; arrays in brackets."""
        texts = [_join([power.show() for power in powers]) for powers in self.entries]
        if len(texts) == 1:
            return texts[0]
        if self.columns == 1:
            return "[" + ", ".join(texts) + "]"
        n = self.columns
        rows = [", ".join(texts[i * n : (i + 1) * n]) for i in range(self.rows)]
        return "[" + ", ".join(f"[{row}]" for row in rows) + "]"


def _total(r: Arithmetic, powers: Sequence[Power], xs: Sequence[Element]) -> Element:
    total = r.number(0)
    for power in powers:
        total = total + power.evaluate(r, xs)
    return total


def _number(value: Fraction) -> str:
    return str(value)


def _sum_text(terms: Sequence[tuple[Fraction, str]]) -> str:
    parts = []
    for c, name in terms:
        if not c:
            continue
        size = _number(abs(c))
        body = size if not name else name if abs(c) == 1 else f"{size}*{name}"
        parts.append(body if c > 0 else f"-{body}")
    return _join(parts)


def _join(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        if not text:
            text = part
        elif part.startswith("-"):
            text += f" - {part[1:]}"
        else:
            text += f" + {part}"
    return text or "0"


# Drawing ----------------------------------------------------------------------------------

Shape = tuple[int, int]


def random_function(
    rng: Random, argument_shapes: Sequence[Shape], result_shape: Shape, degree: int
) -> FunctionValue:
    """At least eight powers of random affine forms for every entry of the result.

    Every exponent from 1 to `degree` occurs, so every derivative up to that order is generic.
    """
    arguments = sum(rows * columns for rows, columns in argument_shapes)
    rows, columns = result_shape
    count = max(TERMS, degree)

    def power(k: int) -> Power:
        return Power(
            Fraction(rng.randint(1, _WIDE) * rng.choice((1, -1)), rng.randint(1, 16)),
            Fraction(rng.randint(-_WIDE, _WIDE), _WIDE),
            tuple(Fraction(rng.randint(-_WIDE, _WIDE), _WIDE) for _ in range(arguments)),
            degree - k % max(degree, 1),
        )

    return FunctionValue(
        rows,
        columns,
        tuple(tuple(power(k) for k in range(count)) for _ in range(rows * columns)),
    )


def simple_functions(
    argument_shapes: Sequence[Shape], result_shape: Shape, degree: int = 5
) -> Iterator[FunctionValue]:
    """Small functions, the simplest first: x1, x1^2, ..., sums of squares, products.

    For results with several entries the entries differ.
    """
    arguments = sum(rows * columns for rows, columns in argument_shapes)
    rows, columns = result_shape
    every = range(arguments)

    def build(entry: object) -> FunctionValue:
        assert callable(entry)
        return FunctionValue(rows, columns, tuple(tuple(entry(k)) for k in range(rows * columns)))

    def unit(i: int, exponent: int, c: int = 1) -> Power:
        form = tuple(Fraction(int(j == i % arguments)) for j in every)
        return Power(Fraction(c), Fraction(0), form, exponent)

    for exponent in range(1, degree + 1):
        yield build(lambda k, e=exponent: [unit(k, e)])
    yield build(lambda k: [Power(Fraction(k + 1), Fraction(0), (Fraction(0),) * arguments, 0)])
    if arguments > 1:
        yield build(lambda k: [unit(k + i, 1, i + 1) for i in every])
        yield build(lambda k: [unit(k + i, 2, i + 1) for i in every])
        form = (Fraction(1),) * arguments
        for exponent in (2, 3):
            yield build(lambda k, e=exponent: [Power(Fraction(k + 1), Fraction(0), form, e)])
    shifted = tuple(Fraction(i + 1) for i in every)
    for exponent in range(2, degree + 1):
        yield build(lambda k, e=exponent: [Power(Fraction(1), Fraction(k + 1), shifted, e)])
