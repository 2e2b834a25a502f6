"""`at`, `lim`, and `deriv` in its two layouts."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import Derivative, Limit, Substitution, Variable, constant

DEFINE = {"f": "x'@A@x", "h1": "A@x", "h2": "exp(h1)", "L": "sum(h2 .* y) + norm(h1)^2"}
SCOPE = scope(SYMBOLS, DEFINE)
read = SCOPE.expression


def test_at_binds_values_worked_out_outside():
    term = read("at(grad(f, x), x = A@x)")
    assert isinstance(term, Substitution)
    assert term.bindings == ((read("x"), read("A@x")),)
    assert term.body == read("grad(f, x)")


def test_at_takes_0_and_the_identity_in_any_shape():
    term = read("at(f, x = 0, A = I)")
    assert isinstance(term, Substitution)
    assert [value for _, value in term.bindings] == [read("zeros(n)"), read("I(n)")]


def test_at_an_entry_changes_the_array():
    term = read("at(f, x[1] = a)")
    assert isinstance(term, Substitution)
    assert term.bindings == ((read("x"), read("x + (a - x[1])*basis(1, n)")),)


def test_at_a_defined_name_replaces_it():
    term = read("at(grad(L, h2), h2 = 0)")
    assert isinstance(term, Substitution)
    assert isinstance(term.body, Derivative)
    assert [value for _, value in term.bindings] == [read("zeros(n)")]


def test_at_a_member_of_a_family():
    term = read("at(g[1] + g[2], g[1] = a)")
    assert isinstance(term, Substitution)
    assert term.bindings == ((read("g[1]"), read("a")),)


def test_at_an_index_changes_the_shape():
    assert str(read("at(W[k], k = 2)").shape) == "matrix[m[2], m[1]]"


def test_limits_name_variable_point_and_side():
    a = read("a")
    assert isinstance(a, Variable)
    assert read("lim(abs(a)/a, a -> 0+)") == Limit(SCALAR, read("abs(a)/a"), a, constant(0), "+")
    assert read("lim(c^t, t -> oo)").point == "oo"  # type: ignore[attr-defined]
    assert read("lim(exp(a), a -> -oo)").point == "-oo"  # type: ignore[attr-defined]
    assert read("lim((a - c)/a, a -> c)").point == read("c")  # type: ignore[attr-defined]


# Layouts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("deriv(a^2, a)", "scalar", "scalar"),
        ("deriv(a*x, a)", "vector[n]", "matrix[1, n]"),
        ("deriv(a*X, a)", "matrix[n, d]", "matrix[d, n]"),
        ("deriv(f, x)", "matrix[1, n]", "vector[n]"),
        ("deriv(norm(X), X)", "matrix[d, n]", "matrix[n, d]"),
        ("deriv(X@theta, theta)", "matrix[n, d]", "matrix[d, n]"),
        ("deriv(X@theta, X)", "matrix[n, d*n]", "matrix[d*n, n]"),
        ("deriv(a*c, [a, c])", "matrix[1, 2]", "vector[2]"),
        ("deriv(L, h1)", "matrix[1, n]", "vector[n]"),
    ],
)
def test_a_layout_arranges(text, numerator, denominator):
    for layout, shape in (("numerator", numerator), ("denominator", denominator)):
        one = scope(SYMBOLS, DEFINE, layout=layout)
        assert str(one.expression(text).shape) == shape


def test_the_numerator_layout_of_a_vector_by_a_vector_is_the_jacobian():
    one = scope(SYMBOLS, DEFINE, layout="numerator")
    assert one.expression("deriv(h1, x)") == one.expression("jac(h1, x)")
    assert one.expression("deriv(f, x)") == one.expression("grad(f, x)'")


def test_without_a_layout_deriv_has_no_meaning():
    error = failure(read, "1 + deriv(f, x)")
    assert error.code == "DC203"
    assert marked(error, "1 + deriv(f, x)") == "deriv(f, x)"
