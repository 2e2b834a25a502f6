"""Claims as plain trees, evaluated over any numbers."""

from __future__ import annotations

from itertools import count, product
from math import prod
from typing import Any

from flint import fmpq

from derivcheck.certificates.infinitesimals import Dual, Rejected, apply, ball
from derivcheck.certificates.operations import (
    ARRAYS,
    REDUCTIONS,
    Array,
    compare,
    each,
    inverse,
    matmul,
    pairs,
)

__all__ = ["Claim"]

_LARGEST = 400  # exponent, number of terms of a sum
_tags = count(1)


class Claim:
    """Trees over some numbers: `number` makes one of a rational, `leaf` applies a function.

    `names` holds arrays by name (`x`, `W[2]`), sizes and bound indices, and functions.
    """

    def __init__(self, part: Any, names: Any, number: Any = fmpq, leaf: Any = ball) -> None:
        self.part, self.names, self.number, self.leaf = part, names, number, leaf

    def bound(self, names: Any) -> Claim:
        """The same with further names."""
        return Claim(self.part, {**self.names, **names}, self.number, self.leaf)

    def value(self, tree: Any) -> Array:
        """The value as rows of numbers."""
        found: Array = getattr(self, f"_{tree[0]}")(*tree[1:])
        return found

    def scalar(self, tree: Any) -> Any:
        """The value of a scalar."""
        return self.value(tree)[0][0]

    def rational(self, tree: Any) -> fmpq:
        """An exponent, a subscript or the end of a range: a rational by itself."""
        value = Claim(self.part, self.names).scalar(tree)
        if not isinstance(value, fmpq):
            raise Rejected("an exponent or subscript is no rational")
        return value

    def size(self, size: Any) -> int:
        """A polynomial of sizes and indices."""

        def atom(a: Any) -> Any:
            found = self.names[a if isinstance(a, str) else f"{a[0]}[{self.size(a[1])}]"]
            return found[0][0] if isinstance(found, list) else found

        return int(sum((c * prod(map(atom, atoms)) for c, atoms in size), fmpq(0)))

    def _key(self, variable: Any) -> str:
        _, name, indices = variable
        inner = ", ".join(str(self.rational(index)) for index in indices)
        return f"{name}[{inner}]" if indices else str(name)

    # numbers and names

    def _number(self, text: str) -> Array:
        return [[self.number(fmpq(*map(int, text.split("/"))))]]

    def _pi(self) -> Array:
        return [[self.leaf("pi", self.number(fmpq(0)))]]

    def _size(self, size: Any) -> Array:
        return [[self.number(fmpq(self.size(size)))]]

    def _variable(self, *variable: Any) -> Array:
        found: Array = self.names[self._key(("variable", *variable))]
        return found

    def _unknown(self, function: str, arguments: Any) -> Array:
        flat = [x for a in arguments for column in zip(*self.value(a), strict=True) for x in column]
        values = {f"x{i}": [[x]] for i, x in enumerate(flat, 1)}
        return self.bound(values).value(self.names[function])

    def _member(self, sequence: str, index: Any) -> Array:
        starts, name, step = self.part["sequences"][sequence]
        place = int(self.rational(index))
        if place < min(map(int, starts)):
            raise Rejected(f"{sequence}[{place}] does not exist")
        start = starts.get(str(place))
        return self.value(start) if start else self.bound({name: place}).value(step)

    # arrays

    def _array(self, rows: Any) -> Array:
        return [[self.scalar(entry) for entry in row] for row in rows]

    def _entry(self, base: Any, row: Any, column: Any) -> Array:
        array = self.value(base)
        i, j = (k and int(self.rational(k)) for k in (row, column))
        if (i is not None and not 1 <= i <= len(array)) or (j is not None and j < 1):
            raise Rejected("a subscript is out of range")
        if i is None:
            return [[r[j - 1]] for r in array]
        return [[x] for x in array[i - 1]] if j is None else [[array[i - 1][j - 1]]]

    def _apply(self, name: str, arguments: Any, shape: Any, parameter: Any) -> Array:
        if name == ".^":
            if _is_squared_norm(*arguments):  # norm(x)^2 is a sum of squares, also at 0
                entries = [x for row in self.value(arguments[0][2][0]) for x in row]
                return [[sum((x * x for x in entries), self.number(fmpq(0)))]]
            return each(lambda x: self._power(x, arguments[1]), self.value(arguments[0]))
        if name in ("I", "ones", "zeros", "basis"):
            rows, columns = map(self.size, shape)
            k = int(self.rational(parameter)) if name == "basis" else 0
            wide = range(columns) if name == "ones" else range(0)
            chosen = [
                {"I": [i], "basis": [0] if i + 1 == k else []}.get(name, wide) for i in range(rows)
            ]
            return [[self.number(fmpq(j in row)) for j in range(columns)] for row in chosen]
        values = [self.value(argument) for argument in arguments]
        if name == "^":
            power, base = int(self.rational(parameter)), values[0]
            unit = [[self.number(fmpq(i == j)) for j in range(len(base))] for i in range(len(base))]
            for _ in range(_bounded(abs(power))):
                unit = matmul(unit, inverse(base) if power < 0 else base)
            return unit
        if name in ARRAYS:
            return ARRAYS[name](*values)  # type: ignore[no-any-return]
        if name in REDUCTIONS:
            return [[REDUCTIONS[name](self._function, [x for r in values[0] for x in r])]]
        if name == "logdet":
            return each(lambda x: self._function("log", x), ARRAYS["det"](*values))
        if name == "softmax":
            tops = each(lambda x: self._function("exp", x), values[0])
            return each(lambda x: x / sum(x for row in tops for x in row), tops)
        return each(lambda x: self._function(name, x), values[0])

    def _function(self, name: str, x: Any) -> Any:
        return apply(self.leaf, name, x)

    def _power(self, base: Any, exponent: Any) -> Any:
        try:
            e = self.rational(exponent)
        except (Rejected, KeyError, AttributeError):
            return self._function("exp", self.scalar(exponent) * self._function("log", base))
        if e.q == 1:
            power = prod([base] * _bounded(abs(int(e))), start=self.number(fmpq(1)))
            return power if e >= 0 else 1 / power
        if e.q == 2:
            root = self._function("sqrt", base)
            return prod([root] * _bounded(abs(int(e.p)))) if e > 0 else 1 / prod([root] * -int(e.p))
        return self._function("exp", self._function("log", base) * e)

    # binders

    def _iterated(
        self, kind: str, body: Any, index: str, ends: Any, down: Any, only: Any, shape: Any
    ) -> Array:
        start, stop = (int(self.rational(end)) for end in ends)
        _bounded(abs(stop - start))
        steps = range(start, stop - 1, -1) if down else range(start, stop + 1)
        inner = [self.bound({index: k}) for k in steps]
        values = [at.value(body) for at in inner if only is None or at.holds(only)]
        if kind not in ("sum", "prod"):
            raise Rejected(f"a {kind} over a range")
        if not values:
            scalar = all(self.size(size) == 1 for size in shape)
            name = "zeros" if kind == "sum" else "ones" if scalar else "I"
            return self._apply(name, [], shape, None)
        total = values[0]
        for value in values[1:]:
            scalar = len(value) == len(value[0]) == 1
            total = ARRAYS["+" if kind == "sum" else ".*" if scalar else "@"](total, value)
        return total

    def _cases(self, branches: Any, otherwise: Any) -> Array:
        chosen = (value for condition, value in branches if self.holds(condition))
        return self.value(next(chosen, otherwise or ["none"]))

    def _none(self) -> Array:
        raise Rejected("no branch is chosen")

    def _at(self, body: Any, bindings: Any) -> Array:
        return self.bound({self._key(v): self.value(e) for v, e in bindings}).value(body)

    def _derivative(self, kind: str, body: Any, variable: Any, tangent: Any) -> Array:
        key, array = self._key(variable), self.value(variable)
        rows, columns = len(array), len(array[0])
        zero, one = (self.number(fmpq(k)) for k in (0, 1))
        if kind == "along":
            return self._along(key, array, self.value(tangent), body)
        places = [(i, j) for j, i in product(range(columns), range(rows))]  # down the columns
        found = []
        for place in places:
            unit = [[one if (i, j) == place else zero for j in range(columns)] for i in range(rows)]
            found.append(self._along(key, array, unit, body))
        if kind == "gradient":
            return [[found[j * rows + i][0][0] for j in range(columns)] for i in range(rows)]
        slopes = [[x for column in zip(*slope, strict=True) for x in column] for slope in found]
        return [list(row) for row in zip(*slopes, strict=True)]

    def _along(self, key: str, array: Array, tangent: Array, body: Any) -> Array:
        tag = next(_tags)
        moved = pairs(array, tangent, lambda a, t: Dual(tag, a, t))
        value = self.bound({key: moved}).value(body)
        return each(lambda x: x.b if isinstance(x, Dual) and x.tag == tag else x * 0, value)

    # conditions

    def holds(self, condition: Any) -> bool:
        """Whether a condition is true; `Rejected` where that is not clear."""
        head, *parts = condition
        if head == "all":
            return all(self.holds(part) for part in parts[0])
        if head == "any":
            return any(self.holds(part) for part in parts[0])
        if head == "not":
            return not self.holds(parts[0])
        if head == "range":
            part, index, ends, only = parts
            start, stop = (int(self.rational(end)) for end in ends)
            inner = [self.bound({index: k}) for k in range(start, stop + 1)]
            return all(at.holds(part) for at in inner if only is None or at.holds(only))
        truth = compare(parts[0], self.value(parts[1]), self.value(parts[2]))
        if truth is None:
            raise Rejected("a condition is not clear")
        return truth


def _bounded(number: int) -> int:
    if number > _LARGEST:
        raise Rejected("a large exponent or range")
    return number


def _is_squared_norm(base: Any, exponent: Any) -> bool:
    return bool(base[:2] == ["apply", "norm"] and exponent == ["number", "2"])
