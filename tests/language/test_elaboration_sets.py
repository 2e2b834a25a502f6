"""Propositions about sets and functions as a whole, and what is said where they do not fit."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import (
    All,
    Convex,
    Differentiable,
    HasShape,
    InSpace,
    Minimiser,
    Negation,
    Order,
    SubdifferentialIs,
    Subgradient,
)

SCOPE = scope(SYMBOLS, {"f": "x'@A@x", "h": "A@x"})
read = SCOPE.proposition
term = SCOPE.expression


def test_a_subgradient():
    assert read("sign(x) in subdiff(norm1(x), x)") == Subgradient(
        term("sign(x)"),
        term("norm1(x)"),
        term("x"),  # type: ignore[arg-type]
    )
    at = read("0 in subdiff(norm(x), x = 0)")
    assert isinstance(at, Subgradient)
    assert at.element == at.point == term("zeros(n)")


def test_the_whole_subdifferential():
    expected = SubdifferentialIs(term("abs(a)"), term("a"), term("0"), term("-1"), term("1"))  # type: ignore[arg-type]
    assert read("subdiff(abs(a), a = 0) = [-1, 1]") == expected
    assert read("[-1, 1] = subdiff(abs(a), a = 0)") == expected


def test_spaces():
    assert read("x in colspace(A)") == InSpace(term("x"), term("A"))
    assert read("theta in rowspace(X)") == InSpace(term("theta"), term("X'"))
    assert read("W2 in rowspace(X)") == InSpace(term("W2'"), term("X'"))
    assert read("x in span(y)") == InSpace(term("x"), term("y"))
    assert read("x in span(y, h)") == InSpace(
        term("x"), term("y@basis(1, 2)' + (A@x)@basis(2, 2)'")
    )
    assert read("[1, 2] in span([2, 1], [a, c])") == InSpace(
        term("[1, 2]"), term("[[2, a], [1, c]]")
    )


def test_minimisers():
    assert read("argmin(f, x, A@x = y, norm(x) <= 1) = 0") == Minimiser(
        term("f"),
        (term("x"),),  # type: ignore[arg-type]
        (read("A@x = y"), read("norm(x) <= 1")),
        (term("zeros(n)"),),
    )
    several = read("argmin(a^2 + f, [a, x]) = [1, y]")
    assert isinstance(several, Minimiser)
    assert several.values == (term("1"), term("y"))
    vector = read("argmin(a*c, [a, c]) = [[1, 2], [3, 4]]@[1, 2]")
    assert isinstance(vector, Minimiser)
    assert vector.values[1] == term("([[1, 2], [3, 4]]@[1, 2])[2]")


def test_a_chain_may_begin_with_a_minimiser():
    assert read("argmin(f, x) = y = 0") == All(
        (read("argmin(f, x) = y"), read("y = 0"), read("argmin(f, x) = 0"))
    )


def test_convexity():
    assert read("convex(f, x)") == Convex(term("f"), (term("x"),))  # type: ignore[arg-type]
    assert read("not concave(a*c, [a, c])") == Negation(
        Convex(term("a*c"), (term("a"), term("c")), concave=True)  # type: ignore[arg-type]
    )


def test_differentiability():
    assert read("differentiable(abs(a), a = 0)") == Differentiable(
        term("abs(a)"),
        term("a"),  # type: ignore[arg-type]
        term("0"),
    )
    assert read("differentiable(f, x)").point is None  # type: ignore[attr-defined]


def test_shapes():
    n, d = Size.of("n"), Size.of("d")
    assert read("shape(X') = [d, n]") == HasShape(term("X'"), (d, n))
    assert read("shape(h) = [n]") == HasShape(term("h"), (n, ONE))
    assert read("shape(f) = [1]") == HasShape(term("f"), (ONE, ONE))
    assert read("shape(X) = shape(A)") == HasShape(term("X"), (n, n))


def test_orders():
    assert read("exp(a) = 1 + a + O(a^2) as a -> 0") == Order(
        term("exp(a)"),
        term("1 + a"),
        term("a^2"),
        term("a"),  # type: ignore[arg-type]
        term("0"),
    )
    assert read("a*x = O(a) as a -> 0+") == Order(
        term("a*x"),
        term("zeros(n)"),
        term("a"),
        term("a"),  # type: ignore[arg-type]
        term("0"),
        "+",
    )
    assert read("1/a = O(1/a) + c/a as a -> oo").right == term("c/a")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("a in subdiff(f, x)", "DC202", "x is vector[n] and a is a scalar", "a"),
        ("x in subdiff(h, x)", "DC202", "subdiff takes a scalar function", "h"),
        ("x in subdiff(f, h)", "DC401", "h must be a declared symbol", "h"),
        ("subdiff(abs(a), a) = [-1, 1]", "DC104", "named at a point", "subdiff(abs(a), a)"),
        ("subdiff(abs(a), a = 0) = 1", "DC104", "an interval [low, high]", "1"),
        ("subdiff(f, x = 0) = [-1, 1]", "DC202", "takes a scalar variable", "x"),
        ("x in span(theta)", "DC202", "vector[d] and x is vector[n]", "x"),
        ("x in span(y, theta)", "DC202", "vector[n] and theta is vector[d]", "theta"),
        ("x in span(A)", "DC202", "span takes vectors", "A"),
        ("theta in colspace(A)", "DC202", "vector[n] and theta is vector[d]", "theta"),
        ("x in A", "DC104", "`in` takes", "A"),
        ("argmin(f, x) >= 0", "DC104", "stand at `=`", "argmin(f, x)"),
        ("argmin(h, x) = 0", "DC202", "argmin takes a scalar function", "h"),
        ("argmin(f, x) = theta", "DC202", "x is vector[n] and theta is vector[d]", "theta"),
        ("argmin(a*c, [a, c]) = [0]", "DC104", "the minimiser has 2 parts", "[0]"),
        ("argmin(a*c, [a, c]) = x", "DC202", "the minimiser is vector[2]", "x"),
        ("convex(h, x)", "DC202", "convex takes a scalar function", "h"),
        ("shape(X) = X", "DC104", "[rows, columns]", "X"),
        ("shape(X) = [a]", "DC104", "a size must be an integer", "a"),
        ("a = c as a -> 0", "DC104", "one remainder O(...)", "a = c"),
        ("a <= O(a) as a -> 0", "DC104", "of one equation", "a <= O(a)"),
        ("a = O(x) as a -> 0", "DC202", "O takes a scalar", "O(x)"),
        ("a = O(a) as x -> 0", "DC202", "takes a scalar variable", "a = O(a) as x -> 0"),
    ],
)
def test_an_error_of_propositions(text, code, message, place):
    error = failure(read, text)
    assert error.code == code
    assert message in error.message
    assert marked(error, text) == place
