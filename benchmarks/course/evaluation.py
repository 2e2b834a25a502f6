"""The value of an expression of the claim language at a point, in floats.

Definitions are expanded where they are used; a derivative is a central difference, also by a
defined quantity, which is then held fixed wherever it is mentioned.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.course.arrays import FUNCTIONS, OPERATIONS, Identity, NoValue, Shape, Value, plain
from derivcheck.language import syntax

Definitions = Mapping[str, tuple[tuple[str, ...], syntax.Expression]]
_STEP = 1e-6
_RELATIONS: dict[str, Callable[[Value, Value], object]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Point:
    """Values for the symbols and sizes of a question, families as functions of their index."""

    values: Mapping[str, Value | Callable[[int], Value]]
    definitions: Definitions

    def moved(self, name: str, value: Value) -> Point:
        """The point with another value for one name."""
        return replace(self, values={**self.values, name: value})

    def value(self, node: syntax.Expression) -> Value:
        """The value of an expression; raises `Shape` or `NoValue`."""
        match node:
            case syntax.Number(value=number):
                return float(number)
            case syntax.Name(name=name):
                return self._name(name)
            case syntax.Negative(operand=operand):
                inner = self.value(operand)
                return Identity(-inner) if isinstance(inner, Identity) else -inner
            case syntax.Transpose(operand=operand):
                inner = self.value(operand)
                return inner if isinstance(inner, float) else inner.T
            case syntax.Binary(operator=sign, left=left, right=right):
                return OPERATIONS[sign](self.value(left), self.value(right))
            case syntax.ArrayLiteral(entries=entries):
                return np.array([self.value(each) for each in entries]).reshape(-1, 1)
            case syntax.Subscript(base=base, indices=(index,)):
                return self._entry(base, round(float(self.value(index))))
            case syntax.Iterated(kind="sum"):
                return self._sum(node)
            case syntax.Cases():
                return self._cases(node)
            case syntax.Indicator(condition=condition):
                return plain(np.asarray(self._compared(condition), dtype=float))
            case syntax.Call():
                return self._call(node)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _name(self, name: str) -> Value:
        if name in self.values:
            value = self.values[name]
            if callable(value):
                raise Shape(f"{name} is a family")
            return value
        if name in self.definitions:
            return self.value(self.definitions[name][1])
        if name == "I":
            return Identity(1.0)
        raise KeyError(name)

    def _entry(self, base: syntax.Expression, index: int) -> Value:
        family = self.values.get(base.name) if isinstance(base, syntax.Name) else None
        if callable(family):
            return family(index)
        array = self.value(base)
        if isinstance(array, float):
            raise Shape("an entry of a number")
        if not 1 <= index <= array.shape[0]:
            raise NoValue
        return float(array[index - 1, 0])

    def _sum(self, node: syntax.Iterated) -> Value:
        over = node.range
        start, stop = (round(float(self.value(end))) for end in (over.start, over.stop))
        total: Value = 0.0
        for index in range(start, stop + 1):
            total = total + self.moved(over.index, float(index)).value(node.body)
        return total

    def _cases(self, node: syntax.Cases) -> Value:
        shapes = {np.shape(self.value(value)) for value, _ in node.branches}
        if node.otherwise is not None:
            shapes.add(np.shape(self.value(node.otherwise)))
        if len(shapes) > 1:
            raise Shape("branches of several shapes")
        for value, condition in node.branches:
            if self._compared(condition):
                return self.value(value)
        if node.otherwise is None:
            raise NoValue
        return self.value(node.otherwise)

    def _compared(self, condition: syntax.Proposition) -> object:
        assert isinstance(condition, syntax.Relation)
        left, right = (self.value(side) for side in condition.operands)
        return _RELATIONS[condition.relations[0]](left, right)

    def _call(self, node: syntax.Call) -> Value:
        name, arguments = node.function, node.arguments
        if name in ("grad", "d"):
            return self._gradient(arguments[0], arguments[1])
        if name in self.definitions:
            parameters, body = self.definitions[name]
            point = self
            for parameter, argument in zip(parameters, arguments, strict=True):
                point = point.moved(parameter, self.value(argument))
            return point.value(body)
        if name == "I":
            return np.eye(round(float(self.value(arguments[0]))))
        value = FUNCTIONS[name](*(self.value(argument) for argument in arguments))
        return float(value) if np.ndim(value) == 0 else value

    def _gradient(self, body: syntax.Expression, by: syntax.Expression) -> Value:
        if isinstance(by, syntax.ArrayLiteral):
            return np.array([self._gradient(body, each) for each in by.entries]).reshape(-1, 1)
        assert isinstance(by, syntax.Name)
        at = self._name(by.name)
        if isinstance(at, float):
            return self._slope(body, by.name, at - _STEP, at + _STEP)
        slopes = np.zeros(at.shape)
        for entry in np.ndindex(*at.shape):
            low, high = at.copy(), at.copy()
            low[entry] -= _STEP
            high[entry] += _STEP
            slopes[entry] = self._slope(body, by.name, low, high)
        return slopes

    def _slope(self, body: syntax.Expression, name: str, low: Value, high: Value) -> float:
        ends = (self.moved(name, high).value(body), self.moved(name, low).value(body))
        if not all(isinstance(end, float) for end in ends):
            raise Shape("the gradient of an array")
        return float(ends[0] - ends[1]) / (2 * _STEP)
