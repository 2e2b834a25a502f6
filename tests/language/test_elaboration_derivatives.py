"""Derivatives: what they are taken by, their shapes, and defined names as variables."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    Comparison,
    Derivative,
    Entry,
    Iterated,
    Literal2D,
    Piecewise,
    Substitution,
    Term,
    Variable,
    walk,
)

DEFINE = {
    "f": "x'@A@x",
    "h1": "A@x",
    "h2": "exp(h1)",
    "L": "sum(h2 .* y) + norm(h1)^2",
    "margin[i]": "y[i]*z[i]'@x",
    "loss": "sum(max(0, 1 - margin[i]) for i in 1..N)",
    "sigma(v)": "1/(1 + exp(-v))",
    "slope(v)": "d(sigma(v), v)",
    "tilted(v)": "d(v*a, v)",
    "s[0]": "0",
    "s[t]": "s[t-1] + norm(h1)",
}
SCOPE = scope(SYMBOLS, DEFINE)
read = SCOPE.expression


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("d(a^2, a)", "scalar"),
        ("d(a*X, a)", "matrix[n, d]"),
        ("d(f, x[1])", "scalar"),
        ("d(h1, x[k])", "vector[n]"),
        ("d(norm(X)^2, X[1, 2])", "scalar"),
        ("grad(f, x)", "vector[n]"),
        ("grad(norm(X)^2, X)", "matrix[n, d]"),
        ("grad(W2@theta, W2)", "matrix[1, d]"),
        ("grad(norm(X)^2, X[1, :])", "vector[d]"),
        ("grad(norm(X)^2, X[:, 1])", "vector[n]"),
        ("grad(norm(W[2]@W[1])^2, W[k])", "matrix[m[k], m[k - 1]]"),
        ("grad(norm(W[2]@W[1])^2, W[k][1, 1])", "scalar"),
        ("grad(a*c, [a, c])", "vector[2]"),
        ("grad(a^2, a)", "scalar"),
        ("hess(f, x)", "matrix[n, n]"),
        ("hess(norm(X)^2, X)", "matrix[d*n, d*n]"),
        ("hess(a*c, [a, c])", "matrix[2, 2]"),
        ("hess(a^2, a)", "scalar"),
        ("jac(f, x)", "matrix[1, n]"),
        ("jac(X@theta, theta)", "matrix[n, d]"),
        ("jac(X, theta)", "matrix[d*n, d]"),
        ("jac(x@theta', theta)", "matrix[d*n, d]"),
        ("jac(a*x, a)", "vector[n]"),
        ("jac(a*X, a)", "vector[d*n]"),
        ("jac([a, a*c, c], [a, c])", "matrix[3, 2]"),
        ("jac(a*x + c*y, [a, c])", "matrix[n, 2]"),
        ("jac(F(theta), theta)", "matrix[n, d]"),
        ("D(f, x, y)", "scalar"),
        ("D(h1, A, B)", "vector[n]"),
        ("D(f, x, 0)", "scalar"),
        ("D(f, x[1], a)", "scalar"),
        ("D(a*c, [a, c], [1, 2])", "scalar"),
        ("D(prod(W[j] for j in H downto 1), W, dW)", "matrix[m[H], m[0]]"),
        ("at(f, x = y)", "scalar"),
        ("at(A@x, A = I)", "vector[n]"),
        ("lim(a*x, a -> 0)", "vector[n]"),
    ],
)
def test_the_shape_of(text, shape):
    assert str(read(text).shape) == shape


def test_d_is_along_1():
    a = read("a")
    assert isinstance(a, Variable)
    assert read("d(a^2, a)") == Derivative(SCALAR, "along", read("a^2"), a, UNIT)


def test_d_by_two_variables_nests():
    assert read("d(a*c, a, c)") == read("d(d(a*c, a), c)")


def test_grad_by_a_scalar_is_d():
    assert read("grad(a^2, a)") == read("d(a^2, a)")


def test_an_entry_is_varied_along_a_unit_vector():
    term = read("d(f, x[k])")
    assert isinstance(term, Derivative)
    assert term.variable == read("x")
    assert term.tangent == read("basis(k, n)")
    matrix = read("d(norm(X), X[1, k])")
    assert isinstance(matrix, Derivative)
    assert matrix.tangent == read("basis(1, n)@basis(k, d)'")
    row = read("d(W2@theta, W2[k])")
    assert isinstance(row, Derivative)
    assert row.tangent == read("basis(k, d)'")


def test_hess_is_the_jacobian_of_the_gradient():
    term = read("hess(f, x)")
    assert isinstance(term, Derivative)
    assert term.kind == "jacobian"
    assert term.body == read("grad(f, x)")


def test_lists_of_variables_give_arrays_written_out():
    assert read("grad(a*c, [a, c])") == read("[d(a*c, a), d(a*c, c)]")
    assert read("hess(a*c, [a, c])") == read(
        "[[d(a*c, a, a), d(a*c, a, c)], [d(a*c, c, a), d(a*c, c, c)]]"
    )
    assert read("jac([a, a*c], [a, c])") == read("[[d(a, a), d(a, c)], [d(a*c, a), d(a*c, c)]]")
    assert read("d([a, a*c], a)") == read("[d(a, a), d(a*c, a)]")
    assert read("jac(a*x + c*y, [a, c])") == read(
        "d(a*x + c*y, a)@basis(1, 2)' + d(a*x + c*y, c)@basis(2, 2)'"
    )


def test_a_whole_family_is_varied_at_once():
    term = read("D(prod(W[j] for j in H downto 1), W, dW)")
    assert isinstance(term, Derivative)
    assert term.variable.family
    assert isinstance(term.tangent, Variable)
    assert (term.variable.name, term.tangent.name, term.tangent.family) == ("W", "dW", True)


# Defined names ----------------------------------------------------------------------------


def promoted(text: str) -> tuple[Derivative, Term]:
    """A derivative by a defined name, and the value the name has outside."""
    term = read(text)
    assert isinstance(term, Substitution)
    assert isinstance(term.body, Derivative)
    ((variable, value),) = term.bindings
    assert term.body.variable == variable
    return term.body, value


def test_a_defined_name_is_a_variable_where_the_others_mention_it():
    derivative, value = promoted("grad(L, h2)")
    free = scope({**SYMBOLS, "h2": "vector[n]"}, {"h1": "A@x"})
    assert derivative == free.expression("grad(sum(h2 .* y) + norm(h1)^2, h2)")
    assert value == read("exp(A@x)")


def test_it_reaches_through_other_definitions():
    derivative, value = promoted("grad(L, h1)")
    free = scope({**SYMBOLS, "h1": "vector[n]"})
    assert derivative == free.expression("grad(sum(exp(h1) .* y) + norm(h1)^2, h1)")
    assert value == read("A@x")


def test_an_entry_of_a_defined_name():
    derivative, _ = promoted("d(L, h2[k])")
    assert derivative.tangent == read("basis(k, n)")


def test_a_second_derivative_by_a_defined_name_is_closed_once():
    derivative, _ = promoted("hess(L, h1)")
    assert derivative.kind == "jacobian"
    assert isinstance(derivative.body, Derivative)


def test_d_by_two_defined_names_is_d_of_d():
    assert read("d(L, h1[1], h2[1])") == read("d(d(L, h1[1]), h2[1])")


@pytest.mark.parametrize("text", ["grad(f, h2)", "d(norm(y), h1[1])", "d(f, margin[1])"])
def test_a_defined_name_that_is_not_mentioned_is_an_error(text):
    error = failure(read, text)
    assert error.code == "DC201"
    assert "does not mention" in error.message


def test_a_declared_symbol_that_is_not_mentioned_is_none():
    assert read("grad(norm(y), x)").shape == read("x").shape


def test_one_member_of_an_indexed_definition():
    term = read("d(loss, margin[k])")
    assert isinstance(term, Substitution)
    ((variable, value),) = term.bindings
    assert variable == Variable(SCALAR, "margin#1")
    assert value == read("margin[k]")
    choice = next(part for part in walk(term.body) if isinstance(part, Piecewise))
    ((condition, chosen),) = choice.branches
    assert chosen == variable
    assert isinstance(condition, Comparison)
    assert condition.right == read("k")


def test_other_members_stay_what_they_are():
    term = read("at(margin[1] + margin[2], margin[2] = 0)")
    assert isinstance(term, Substitution)
    assert not any(isinstance(part, Piecewise) for part in walk(term))


def test_a_derivative_by_a_parameter_has_its_own_variable():
    term = read("tilted(a)")
    assert isinstance(term, Substitution)
    ((variable, value),) = term.bindings
    assert value == read("a")
    assert variable == Variable(SCALAR, "v#1")
    assert isinstance(term.body, Derivative)
    free = scope({"v": "scalar", "a": "scalar"}).expression("v*a")
    assert term.body.body.shape == free.shape
    assert read("a") in set(walk(term.body.body))


def test_a_function_may_be_differentiated_and_called_with_anything():
    assert isinstance(read("slope(2*a)"), Substitution)
    assert read("slope(a)") != read("d(sigma(a), a)")


def test_a_sequence_does_not_see_a_defined_name():
    error = failure(read, "d(s[t], h1[1])")
    assert error.code == "DC401"
    assert read("d(s[t], x[1])").shape == SCALAR


# Errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("d(f, x)", "DC202", "d takes a scalar variable, not vector[n]", "x"),
        ("grad(h1, x)", "DC202", "grad takes a scalar function, not vector[n]", "h1"),
        ("hess(h1, x)", "DC202", "grad takes a scalar function", "h1"),
        ("grad(f, [a, x])", "DC202", "takes scalars, not vector[n]", "x"),
        ("D(f, x, theta)", "DC202", "a direction is shaped like the variable", "theta"),
        ("D(norm(W[1]), W, x)", "DC104", "a whole family: its direction is one, too", "x"),
        ("D(norm(W[1]), W, z)", "DC202", "the members of W and of z differ in shape", "z"),
        ("D(a*c, [a, c], [1])", "DC104", "as many directions as variables", "[1]"),
        ("d(f, k)", "DC104", "k is an integer", "k"),
        ("d(f, n)", "DC104", "n is a size, not a variable", "n"),
        ("sum(d(f, i) for i in 1..2)", "DC104", "i is a bound index", "i"),
        ("d(f, nobody)", "DC201", "unknown name nobody", "nobody"),
        ("d(f, sigma)", "DC104", "sigma is a function", "sigma"),
        ("d(f, s[1])", "DC401", "s is a sequence", "s[1]"),
        ("d(f, 2*a)", "DC104", "a variable is a name", "2*a"),
        ("d(f, x[1][1])", "DC104", "an entry has no entries", "x[1][1]"),
        ("d(f)", "DC104", "d takes at least 2 arguments, not 1", "d(f)"),
        ("grad(f, x, y)", "DC104", "grad takes 2 arguments, not 3", "grad(f, x, y)"),
        ("at(f, x = a)", "DC202", "x is vector[n] and a is a scalar", "a"),
        ("at(f, x = y, x = 0)", "DC104", "x is given two values", "x"),
        ("at(f, n = 2)", "DC104", "n is a size", "n"),
        ("at(a^k, k = a)", "DC104", "k is an integer, and a is not", "a"),
        ("lim(f, x -> 0)", "DC202", "a limit takes a scalar variable", "lim(f, x -> 0)"),
        ("lim(1/n, n -> oo)", "DC104", "n is a size", "lim(1/n, n -> oo)"),
        ("lim(f, h1 -> 0)", "DC401", "h1 must be a declared symbol", "lim(f, h1 -> 0)"),
    ],
)
def test_an_error_of_derivatives(text, code, message, place):
    error = failure(read, text)
    assert error.code == code
    assert message in error.message
    assert marked(error, text) == place


def test_literals_and_parts_have_the_terms_expected():
    assert isinstance(read("grad(a*c, [a, c])"), Literal2D)
    assert isinstance(read("grad(norm(X), X[1, :])"), Entry)
    assert isinstance(read("sum(d(f, x[i]) for i in 1..n)"), Iterated)
