"""Operations on floats and columns that refuse what does not fit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Value = float | Array


class Shape(Exception):
    """Two shapes that do not fit."""


class NoValue(Exception):
    """An expression that has no value at a point."""


class Identity(float):
    """A multiple of the identity matrix whose size is not known yet."""


def plain(value: Value) -> Value:
    """A number where an array has one entry."""
    if isinstance(value, float):
        return value
    array = np.asarray(value, dtype=float)
    return float(array.reshape(())) if array.size == 1 else array


def is_number(value: Value) -> bool:
    """Whether a value is a scalar, not an array or an identity."""
    return isinstance(value, float) and not isinstance(value, Identity)


def full(value: Value, beside: Value) -> Value:
    """The identity in the size that stands beside it."""
    if not isinstance(value, Identity):
        return value
    if isinstance(beside, float) or beside.shape[0] != beside.shape[1]:
        raise Shape("an identity beside no square matrix")
    return float(value) * np.eye(beside.shape[0])


def _sum(left: Value, right: Value, sign: float) -> Value:
    if isinstance(left, Identity) and isinstance(right, Identity):
        return Identity(left + sign * right)
    left, right = full(left, right), full(right, left)
    if is_number(left) != is_number(right):
        column = right if is_number(left) else left
        if np.shape(column)[1] != 1:
            raise Shape("a number and a matrix")
    elif np.shape(left) != np.shape(right):
        raise Shape(f"{np.shape(left)} and {np.shape(right)}")
    return left + sign * right


def _times(left: Value, right: Value) -> Value:
    if not (is_number(left) or is_number(right)):
        raise Shape("* between arrays")
    if isinstance(left, Identity) or isinstance(right, Identity):
        return Identity(float(left) * float(right))
    return left * right


def _over(left: Value, right: Value) -> Value:
    if not is_number(right):
        raise Shape("/ by an array")
    if right == 0:
        raise NoValue
    return Identity(left / right) if isinstance(left, Identity) else left / right


def _matrix(left: Value, right: Value) -> Value:
    if is_number(left) or is_number(right):
        raise Shape("@ with a number")
    if isinstance(left, Identity) and isinstance(right, Identity):
        return Identity(left * right)
    if isinstance(left, Identity) or isinstance(right, Identity):
        return float(left) * right if isinstance(left, Identity) else left * float(right)
    if isinstance(left, float) or isinstance(right, float):
        raise Shape("@ with a number")
    if left.shape[1] != right.shape[0]:
        raise Shape(f"{left.shape} @ {right.shape}")
    return plain(left @ right)


def _entries(left: Value, right: Value) -> Value:
    if not (is_number(left) or is_number(right)) and np.shape(left) != np.shape(right):
        raise Shape(f"{np.shape(left)} .* {np.shape(right)}")
    return left * right


def _power(left: Value, right: Value) -> Value:
    if not is_number(left) or not is_number(right):
        raise Shape("a power of an array")
    if right != round(right) or (left == 0 and right < 0):
        raise NoValue
    return left ** round(right)


OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda a, b: _sum(a, b, 1.0),
    "-": lambda a, b: _sum(a, b, -1.0),
    "*": _times,
    "/": _over,
    "@": _matrix,
    ".*": _entries,
    "^": _power,
}


def _inverse(value: Value) -> Value:
    if isinstance(value, float):
        return 1 / value
    if value.shape[0] != value.shape[1]:
        raise Shape("the inverse of no square matrix")
    if np.linalg.cond(value) > 1e10:
        raise NoValue
    return np.linalg.inv(value)


def _diag(value: Value) -> Value:
    if isinstance(value, float) or value.shape[1] != 1:
        raise Shape("diag of no vector")
    return np.diag(value[:, 0])


def _log(value: Value) -> Value:
    if np.any(np.asarray(value) <= 0):
        raise NoValue
    return np.log(value)


def _softmax(value: Value) -> Value:
    weights = np.exp(value - np.max(value))
    return weights / weights.sum()


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "norm": lambda v: float(np.sqrt(np.sum(np.square(v)))),
    "sum": lambda v: float(np.sum(v)),
    "exp": np.exp,
    "log": _log,
    "relu": lambda v: np.maximum(v, 0.0),
    "sigmoid": lambda v: 1 / (1 + np.exp(-v)),
    "softmax": _softmax,
    "logsumexp": lambda v: float(np.log(np.sum(np.exp(v)))),
    "max": np.maximum,
    "diag": _diag,
    "inv": _inverse,
    "zeros": lambda n: np.zeros((round(n), 1)),
    "ones": lambda n: np.ones((round(n), 1)),
}
