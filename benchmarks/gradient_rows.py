"""Gradients by arrays in three spellings, each as a true and as a false row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import autograd.numpy as np
import sympy
from sympy import Trace


@dataclass(frozen=True)
class Gradient:
    """grad(function, by) = gradient, in three spellings; the last two take the arrays in order.

    `spelled` is for SymPy with matrix symbols, `numbers` for NumPy; each gives f and gradient.
    """

    name: str
    arrays: tuple[str, ...]
    by: str
    claim: tuple[str, str]
    spelled: Callable[..., tuple[Any, Any]]
    numbers: Callable[..., tuple[Any, Any]]
    holds: bool


_LEAST = ("X: matrix[n, d]", "w: vector[d]", "y: vector[n]")
_SQUARE = ("X: matrix[n, n] invertible", "A: matrix[n, n]")

#: name, arrays, variable, f, its gradient, something that is not, all for the three
_ROWS: tuple[Any, ...] = (
    (
        "least squares",
        _LEAST,
        "w",
        ("1/2*norm(X@w - y)^2", "X'@(X@w - y)", "X'@(y - X@w)"),
        lambda X, w, y: (
            Trace((X * w - y).T * (X * w - y)) / 2,
            X.T * (X * w - y),
            X.T * (y - X * w),
        ),
        lambda X, w, y: (np.sum((X @ w - y) ** 2) / 2, X.T @ (X @ w - y), X.T @ (y - X @ w)),
    ),
    (
        "quadratic form",
        ("A: matrix[n, n]", "x: vector[n]"),
        "x",
        ("x'@A@x", "(A + A')@x", "2*A@x"),
        lambda A, x: (x.T * A * x, (A + A.T) * x, 2 * A * x),
        lambda A, x: ((x.T @ A @ x)[0, 0], (A + A.T) @ x, 2 * A @ x),
    ),
    (
        "linear in a matrix",
        ("A: matrix[n, d]", "X: matrix[d, n]"),
        "X",
        ("tr(A@X)", "A'", "A' + A'"),
        lambda A, X: (Trace(A * X), A.T, 2 * A.T),
        lambda A, X: (np.trace(A @ X), A.T, 2 * A.T),
    ),
    (
        "log-determinant",
        ("X: matrix[n, n] positive definite",),
        "X",
        ("logdet(X)", "inv(X)'", "X"),
        lambda X: (sympy.log(sympy.Determinant(X)), X.inverse().T, X),
        lambda X: (np.log(np.linalg.det(X)), np.linalg.inv(X).T, X),
    ),
    (
        "trace of an inverse",
        _SQUARE,
        "X",
        ("tr(inv(X)@A)", "-(inv(X)@A@inv(X))'", "-inv(X)@A@inv(X)"),
        lambda X, A: (
            Trace(X.inverse() * A),
            -(X.inverse() * A * X.inverse()).T,
            -X.inverse() * A * X.inverse(),
        ),
        lambda X, A: (
            np.trace(np.linalg.inv(X) @ A),
            -(np.linalg.inv(X) @ A @ np.linalg.inv(X)).T,
            -np.linalg.inv(X) @ A @ np.linalg.inv(X),
        ),
    ),
    (
        "two occurrences",
        ("A: matrix[n, n]", "B: matrix[d, d]", "X: matrix[n, d]"),
        "X",
        ("tr(A@X@B@X')", "A'@X@B' + A@X@B", "2*A@X@B"),
        lambda A, B, X: (Trace(A * X * B * X.T), A.T * X * B.T + A * X * B, 2 * A * X * B),
        lambda A, B, X: (np.trace(A @ X @ B @ X.T), A.T @ X @ B.T + A @ X @ B, 2 * A @ X @ B),
    ),
    (
        "length",
        ("x: vector[n]", "y: vector[n]"),
        "x",
        ("norm(x - y)", "(x - y)/norm(x - y)", "(x - y)/norm(x - y)^2"),
        lambda x, y: (
            sympy.sqrt(((x - y).T * (x - y))[0, 0]),
            (x - y) / sympy.sqrt(((x - y).T * (x - y))[0, 0]),
            (x - y) / ((x - y).T * (x - y))[0, 0],
        ),
        lambda x, y: (
            np.sqrt(np.sum((x - y) ** 2)),
            (x - y) / np.sqrt(np.sum((x - y) ** 2)),
            (x - y) / np.sum((x - y) ** 2),
        ),
    ),
    (
        "ridge",
        (*_LEAST, "lambda: scalar > 0"),
        "w",
        (
            "norm(X@w - y)^2 + lambda*norm(w)^2",
            "2*X'@(X@w - y) + 2*lambda*w",
            "2*X'@(X@w - y) + lambda/2*w",
        ),
        lambda X, w, y, c: (
            Trace((X * w - y).T * (X * w - y)) + c * Trace(w.T * w),
            2 * X.T * (X * w - y) + 2 * c * w,
            2 * X.T * (X * w - y) + c / 2 * w,
        ),
        lambda X, w, y, c: (
            np.sum((X @ w - y) ** 2) + c * np.sum(w**2),
            2 * X.T @ (X @ w - y) + 2 * c * w,
            2 * X.T @ (X @ w - y) + c / 2 * w,
        ),
    ),
    (
        "two linear layers",
        ("V: matrix[m, n]", "W: matrix[n, d]", "x: vector[d]", "y: vector[m]"),
        "W",
        ("1/2*norm(V@W@x - y)^2", "V'@(V@W@x - y)@x'", "V'@(y - V@W@x)@x'"),
        lambda V, W, x, y: (
            Trace((V * W * x - y).T * (V * W * x - y)) / 2,
            V.T * (V * W * x - y) * x.T,
            V.T * (y - V * W * x) * x.T,
        ),
        lambda V, W, x, y: (
            np.sum((V @ W @ x - y) ** 2) / 2,
            V.T @ (V @ W @ x - y) @ x.T,
            V.T @ (y - V @ W @ x) @ x.T,
        ),
    ),
    (
        "a rounded constant",
        ("x: vector[n]",),
        "x",
        ("norm(x)^2/6", "x/3", "0.3333333*x"),
        lambda x: (Trace(x.T * x) / 6, x / 3, sympy.Rational(3333333, 10**7) * x),
        lambda x: (np.sum(x**2) / 6, x / 3, 0.3333333 * x),
    ),
)


def gradients() -> Iterator[Gradient]:
    """Every row as a true and as a false one."""
    for name, arrays, by, (f, right, wrong), spelled, numbers in _ROWS:
        for at, text in ((1, right), (2, wrong)):
            yield Gradient(
                f"{name}{' (false)' if at == 2 else ''}",
                arrays,
                by,
                (f, text),
                lambda *a, g=spelled, k=at: (g(*a)[0], g(*a)[k]),
                lambda *a, g=numbers, k=at: (g(*a)[0], g(*a)[k]),
                holds=at == 1,
            )
