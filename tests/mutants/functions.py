"""The table of functions for the independent evaluation, one line each."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np

from tests.mutants.world import Array, Misfit, NoValue, integer, number, scalar


def _each(f) -> object:
    return np.vectorize(f, otypes=[float])


FUNCTIONS = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "relu": lambda x: np.maximum(x, 0),
    "step": lambda x: (x >= 0) * 1.0,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softplus": lambda x: np.log(1 + np.exp(x)),
    **{name: getattr(np, name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")},
    "sec": lambda x: 1 / np.cos(x),
    "csc": lambda x: 1 / np.sin(x),
    "cot": lambda x: 1 / np.tan(x),
    "sech": lambda x: 1 / np.cosh(x),
    "csch": lambda x: 1 / np.sinh(x),
    "coth": lambda x: 1 / np.tanh(x),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "erf": _each(math.erf),
    "gamma": _each(math.gamma),
}


def _min_max(reduction, pairwise):
    def function(*arrays: Array) -> Array:
        return number(reduction(arrays[0])) if len(arrays) == 1 else reduce(pairwise, arrays)

    return function


def _basis(i: Array, n: Array) -> Array:
    k, count = integer(i), integer(n)
    if not 1 <= k <= count:
        raise NoValue(f"no unit vector {k}")
    return np.eye(count)[:, [k - 1]]


def _inverse(x: Array) -> Array:
    if x.shape[0] != x.shape[1]:
        raise Misfit("the inverse of an array that is not square")
    if np.linalg.cond(x) > 1e12:
        raise NoValue("singular")
    return np.linalg.inv(x)


def _softmax(x: Array) -> Array:
    return np.exp(x) / np.exp(x).sum()


def _dot(x: Array, y: Array) -> Array:
    if x.shape != y.shape:
        raise Misfit("the inner product of arrays of two shapes")
    return number((x * y).sum())


def _conv2d(image: Array, kernel: Array, padding: Array | None = None) -> Array:
    pad = 0 if padding is None else integer(padding)
    image = np.pad(image, pad)
    p, q = kernel.shape
    rows, columns = image.shape[0] - p + 1, image.shape[1] - q + 1
    return np.array(
        [
            [(image[i : i + p, j : j + q] * kernel).sum() for j in range(columns)]
            for i in range(rows)
        ]
    )


CALLS = FUNCTIONS | {
    "inv": _inverse,
    "pinv": np.linalg.pinv,
    "tr": lambda x: number(np.trace(x)),
    "det": lambda x: number(np.linalg.det(x)),
    "logdet": lambda x: number(math.log(np.linalg.det(x))),
    "rank": lambda x: number(np.linalg.matrix_rank(x)),
    "diag": lambda x: np.diag(x.reshape(-1)),
    "diagonal": lambda x: np.diag(x).reshape(-1, 1).copy(),
    "kron": np.kron,
    "vec": lambda x: x.reshape(-1, 1, order="F"),
    "outer": lambda x, y: x @ y.T,
    "dot": _dot,
    "I": lambda n: np.eye(integer(n)),
    "ones": lambda n, m=None: np.ones((integer(n), 1 if m is None else integer(m))),
    "zeros": lambda n, m=None: np.zeros((integer(n), 1 if m is None else integer(m))),
    "basis": _basis,
    "norm": lambda x: number(np.sqrt((x**2).sum())),
    "norm1": lambda x: number(np.abs(x).sum()),
    "norminf": lambda x: number(np.abs(x).max()),
    "sum": lambda x: number(x.sum()),
    "mean": lambda x: number(x.mean()),
    "var": lambda x: number(x.var()),
    "max": _min_max(np.max, np.maximum),
    "min": _min_max(np.min, np.minimum),
    "logsumexp": lambda x: number(np.log(np.exp(x).sum())),
    "softmax": _softmax,
    "had": lambda x, y: elementwise(".*", x, y),
    "conv2d": _conv2d,
}


def elementwise(op: str, x: Array, y: Array) -> Array:
    """`.*`, `./`, `.^`: one shape, or a scalar beside it."""
    if x.shape != y.shape and not scalar(x) and not scalar(y):
        raise Misfit(f"{x.shape} {op} {y.shape}")
    return {".*": np.multiply, "./": np.divide, ".^": _powers}[op](x, y)


def _powers(x: Array, y: Array) -> Array:
    """Integer powers of anything, other ones of positive bases."""
    x, y = np.broadcast_arrays(x, y)
    if ((x < 0) & (y != np.round(y))).any() or ((x == 0) & (y < 0)).any():
        raise NoValue("a power without a value")
    return np.power(x.astype(float), y)


def power(x: Array, y: Array) -> Array:
    """`x^y` of a scalar, or an integer power of a square matrix."""
    if scalar(x):
        return _powers(x, y)
    k = integer(y)
    if x.shape[0] != x.shape[1]:
        raise Misfit("a power of an array that is not square")
    return np.linalg.matrix_power(x, k)
