"""Which shapes the operators and functions take, and what is said where they do not fit."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

SCOPE = scope({**SYMBOLS, "b": "vector[3]", "M": "matrix[2, 3]", "p": "vector[q]"})


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("x'@y", "scalar"),
        ("x@y'", "matrix[n, n]"),
        ("X'@X", "matrix[d, d]"),
        ("W2@theta", "scalar"),
        ("theta@W2", "matrix[d, d]"),
        ("a*X", "matrix[n, d]"),
        ("X/a", "matrix[n, d]"),
        ("x + 1", "vector[n]"),
        ("a - x", "vector[n]"),
        ("x' + a", "matrix[1, n]"),
        ("A^2", "matrix[n, n]"),
        ("A^-1", "matrix[n, n]"),
        ("A^k", "matrix[n, n]"),
        ("a^x[1]", "scalar"),
        ("x .^ 2", "vector[n]"),
        ("2 .^ x", "vector[n]"),
        ("1 ./ x", "vector[n]"),
        ("A .* B", "matrix[n, n]"),
        ("max(0, x)", "vector[n]"),
        ("min(x, y, a)", "vector[n]"),
        ("max(A)", "scalar"),
        ("sum(A)", "scalar"),
        ("mean(x)", "scalar"),
        ("norm(A)", "scalar"),
        ("exp(A)", "matrix[n, n]"),
        ("softmax(x)", "vector[n]"),
        ("logsumexp(x)", "scalar"),
        ("inv(A)@x", "vector[n]"),
        ("pinv(X)", "matrix[d, n]"),
        ("det(A)", "scalar"),
        ("tr(x@y')", "scalar"),
        ("rank(X)", "scalar"),
        ("diag(x)", "matrix[n, n]"),
        ("diagonal(A)", "vector[n]"),
        ("vec(X)", "vector[d*n]"),
        ("kron(X, x)", "matrix[n*n, d]"),
        ("outer(x, theta)", "matrix[n, d]"),
        ("dot(x, y)", "scalar"),
        ("had(x, y)", "vector[n]"),
        ("I(n + 1)", "matrix[n + 1, n + 1]"),
        ("ones(n)", "vector[n]"),
        ("ones(n, d)", "matrix[n, d]"),
        ("zeros(2, 3)", "matrix[2, 3]"),
        ("basis(1, n)", "vector[n]"),
        ("[1, 2, 3]", "vector[3]"),
        ("[1, 2, 3]'", "matrix[1, 3]"),
        ("[[1, 2], [3, 4], [a, c]]", "matrix[3, 2]"),
        ("[[1], [2]]", "vector[2]"),
        ("conv2d(A, M)", "matrix[n - 1, n - 2]"),
        ("conv2d(A, M, padding=1)", "matrix[n + 1, n]"),
        ("x[1]", "scalar"),
        ("X[1, :]", "vector[d]"),
        ("X[:, 2]", "vector[n]"),
        ("X[1, 2]", "scalar"),
        ("X[:, :]", "matrix[n, d]"),
        ("x[1, :]", "scalar"),
        ("x[:, 1]", "vector[n]"),
        ("W2[:, 1]", "scalar"),
        ("x'[2]", "scalar"),
        ("(A@x)[2]", "scalar"),
        ("z[2][1]", "scalar"),
        ("W[k]", "matrix[m[k], m[k - 1]]"),
        ("W[2]@W[1]", "matrix[m[2], m[0]]"),
        ("W[k][1, 2]", "scalar"),
        ("w[1, 2]", "scalar"),
        ("g[t - 1]", "scalar"),
        ("m[k]", "scalar"),
        ("1/n", "scalar"),
        ("l(x, a)", "scalar"),
        ("F(theta)", "vector[n]"),
        ("prod(W[j] for j in H downto k + 1)", "matrix[m[H], m[k]]"),
        ("prod(W[j]' for j in 1..k)", "matrix[m[0], m[k]]"),
        ("prod(A for j in 1..k)", "matrix[n, n]"),
        ("prod(a for j in 1..k)", "scalar"),
        ("sum(z[i] for i in 1..N)", "vector[n]"),
        ("max(x[i] for i in 1..n)", "scalar"),
        ("indicator(x > 0)", "vector[n]"),
        ("indicator(A > 0)", "matrix[n, n]"),
        ("cases(x if a > 0, 0 otherwise)", "vector[n]"),
        ("cases(1 if x > 0, -1 otherwise)", "vector[n]"),
    ],
)
def test_the_shape_of(text, shape):
    assert str(SCOPE.expression(text).shape) == shape


@pytest.mark.parametrize(
    ("text", "message", "place", "hint"),
    [
        (
            "X'@theta",
            "X' is matrix[d, n] and theta is vector[d]: cannot multiply",
            "X'@theta",
            None,
        ),
        (
            "x'@X@X'@X'@theta",
            "x'@X@X' is matrix[1, n] and X' is matrix[d, n]: cannot multiply",
            "X'@X'",
            None,
        ),
        ("A@2", "A is matrix[n, n] and 2 is a scalar: cannot multiply", "A@2", "A*2"),
        ("x*y", "cannot multiply with *", "x*y", "x .* y"),
        ("A*X", "cannot multiply with *", "A*X", "A@X"),
        ("x/y", "cannot divide", "x/y", "x ./ y"),
        ("1/x", "cannot divide", "1/x", "1 ./ x"),
        ("X/A", "cannot divide", "X/A", "inv(A)"),
        ("x + theta", "x is vector[n] and theta is vector[d]: cannot add", "x + theta", None),
        ("a*x + y - theta", "a*x + y is vector[n]", "y - theta", None),
        ("X'@X + a", "a is a scalar: cannot add", "X'@X + a", "a*I or a*ones(d, d) is meant"),
        ("X + a", "cannot add", "X + a", "a*ones(n, d) adds it to every entry"),
        ("1 - a*A", "cannot add", "1 - a*A", "I or ones(n, n) is meant"),
        ("x^2", "x is vector[n]: only square matrices have powers", "x^2", "x .^ 2"),
        ("X^2", "only square matrices have powers", "X^2", "X .^ 2"),
        ("a^x", "cannot raise", "a^x", "a .^ x"),
        ("x .* theta", "cannot be combined entry by entry", "x .* theta", None),
        ("max(x, theta)", "cannot be combined entry by entry", "max(x, theta)", None),
        ("inv(X)", "inv takes a square matrix, not matrix[n, d]", "inv(X)", None),
        ("diag(A)", "diag takes a vector, not matrix[n, n]", "A", "diagonal(A)"),
        ("diagonal(x)", "diagonal takes a square matrix", "diagonal(x)", "diag(x)"),
        ("softmax(A)", "softmax takes a vector", "softmax(A)", None),
        ("dot(x, theta)", "no dot product", "dot(x, theta)", None),
        ("[a, x]", "entries of an array are scalars, and x is vector[n]", "x", "kron(basis"),
        ("a[1]", "a is a scalar: it has no entries", "a[1]", None),
        ("A[1]", "A is matrix[n, n]: it takes two subscripts", "A[1]", "A[i, j] or A[i, :]"),
        ("x[0]", "subscripts count from 1", "0", None),
        ("x[n + 1]", "run from 1 to n, not to n + 1", "n + 1", None),
        ("b[4]", "run from 1 to 3", "4", None),
        ("W[0]", "W runs from 1 to H: there is no W[0]", "W[0]", None),
        ("W[H + 1]", "W runs from 1 to H", "W[H + 1]", None),
        ("l(theta, a)", "l takes vector[n] here, and theta is vector[d]", "theta", None),
        (
            "prod(W[j] for j in 1..H)",
            "W[j] is matrix[m[j], m[j - 1]] and the next factor, j + 1 for j, is "
            "matrix[m[j + 1], m[j]]: cannot multiply",
            "W[j]",
            None,
        ),
        ("prod(X for j in 1..k)", "cannot multiply", "X", None),
        ("sum(W[j] for j in 1..H)", "their shape changes with j", "W[j]", None),
        ("max(z[i] for i in 1..N)", "max takes scalars", "z[i]", None),
        ("cases(x if a > 0, 1 otherwise)", "one branch is vector[n]", "1", None),
        ("cases(theta if x > 0, 0 otherwise)", "theta is vector[d]", "theta", None),
        ("conv2d([[1]], M)", "the kernel, matrix[2, 3], is larger", "conv2d([[1]], M)", None),
    ],
)
def test_a_clash_of_shapes(text, message, place, hint):
    error = failure(SCOPE.expression, text)
    assert error.code == "DC202"
    assert message in error.message
    assert marked(error, text) == place
    assert error.shapes is not None
    assert error.shapes.keys() == {"left", "right", "operator"}
    if hint is not None:
        assert error.hint is not None
        assert hint in error.hint


def test_a_clash_holds_both_shapes():
    error = failure(SCOPE.expression, "X'@theta")
    assert error.shapes == {"left": "matrix[d, n]", "right": "vector[d]", "operator": "@"}


def test_sizes_fit_as_expressions_only():
    one = scope({"u": "vector[n + 1]", "v": "vector[1 + n]", "s": "vector[m]", "X": "matrix[n, n]"})
    assert str(one.expression("u + v").shape) == "vector[n + 1]"
    assert failure(one.expression, "u + s").code == "DC202"


def test_only_a_literal_1_makes_a_row_a_column_or_a_scalar():
    one = scope({"u": "matrix[n, 1]", "v": "vector[n]", "r": "matrix[1, 1]", "a": "scalar"})
    assert str(one.expression("u + v").shape) == "vector[n]"
    assert str(one.expression("r*v + a").shape) == "vector[n]"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("had(x, y)", "x .* y"),
        ("outer(x, theta)", "x@theta'"),
        ("dot(x, y)", "x'@y"),
        ("X.T", "X'"),
        ("A^-1", "inv(A)"),
        ("A ** 2", "A^2"),
        ("min(a, c, 2)", "min(min(a, c), 2)"),
        ("A + I", "A + I(n)"),
        ("I + A", "I(n) + A"),
        ("A - a*I", "A - a*I(n)"),
        ("I@x", "I(n)@x"),
        ("X@I", "X@I(d)"),
        ("inv(X'@X + a*I)@X'@y", "inv(X'@X + a*I(d))@X'@y"),
        ("A@(I - (a*I)')", "A@(I(n) - (a*I(n))')"),
        ("cases(A if a > 0, I otherwise)", "cases(A if a > 0, I(n) otherwise)"),
        ("cases(x if a > 0, 0 otherwise)", "cases(x if a > 0, zeros(n) otherwise)"),
        ("indicator(a > 0)", "cases(1 if a > 0, 0 otherwise)"),
        ("indicator(x > 0)", "cases(ones(n) if x > zeros(n), zeros(n) otherwise)"),
    ],
)
def test_two_ways_to_write_one_term(text, same):
    assert SCOPE.expression(text) == SCOPE.expression(same)


@pytest.mark.parametrize("text", ["a*I", "det(I)", "inv(I + I)", "kron(I, A)"])
def test_an_identity_without_a_size_asks_for_one(text):
    error = failure(SCOPE.expression, text)
    assert error.code == "DC104"
    assert error.message == "the size of I is not known here"
    assert error.hint == "write I(n)"
    assert marked(error, text) == "I"


def test_a_number_beside_an_identity_without_size_is_ill_posed():
    error = failure(SCOPE.expression, "1 - a*I")
    assert error.code == "DC202"
    assert "1 is a scalar and a*I is matrix[?, ?]" in error.message
