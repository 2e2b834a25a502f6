"""A derivative is the limit of the difference quotient of the function itself (R5, R15, R23)."""

from __future__ import annotations

from typing import Any

import pytest
from reading import array, plain, point, read, value

from derivcheck.evaluation.arithmetic import NoValue, Undetermined
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.floats import Floats
from derivcheck.evaluation.functions import FunctionValue, Power
from derivcheck.evaluation.point import Point

AT_ZERO = [
    ("d(x*abs(x), x)", "0"),
    ("d(abs(0*x), x)", "0"),
    ("d(max(x, x), x)", "1"),
    ("d(min(x, x) + max(2*x, x + x), x)", "3"),
    ("d(cases(0 if x = 0, x otherwise), x)", "1"),
    ("d(cases(1 if x = 0, sin(x)/x otherwise), x)", "0"),
    ("d(cases(1 if x = 0, sin(x)/x otherwise), x, x)", "-1/3"),
    ("d(cases(1 if x = 0, sin(x)/x otherwise), x, x, x)", "0"),
    ("d(cases(1 if x = 0, sin(x)/x otherwise), x, x, x, x)", "1/5"),
    ("d(cases(1/2 if x = 0, (1 - cos(x))/x^2 otherwise), x, x)", "-1/12"),
    ("d(abs(x)^3, x, x)", "0"),
    ("d(relu(x)^2, x)", "0"),
    ("d(x*relu(x), x)", "0"),
    ("d(max(x, 0)^3, x, x)", "0"),
    ("d(abs(x)^(3/2), x)", "0"),
    ("d(abs(x - sin(x))^(2/3)*x, x)", "0"),
    ("d(sqrt(x^4), x)", "0"),
    ("d(sqrt(x^6), x, x)", "0"),
    ("d(acos(1 - x^4), x)", "0"),
    ("d(cases(0 if x = 0, exp(-1/x^2) otherwise), x)", "0"),
    ("d(cases(0 if x = 0, x^2*sin(1/x) otherwise), x)", "0"),
    ("d(cases(0 if x = 0, x^2*log(abs(x)) otherwise), x)", "0"),
    ("d(cases(0 if x = 0, x^2*atan(1/x) otherwise), x)", "0"),
    ("d(abs(sin(x)^2 + cos(x)^2 - 1), x)", "0"),
    ("d(max(sin(x), x), x)", "1"),
    ("d(norm([x, 0])^2, x)", "0"),
    ("d(norm([x, x])^3, x)", "0"),
    ("d(abs(abs(x) - 1), x, x) - d(abs(abs(x) - 1), x, x)", None),
    ("d(abs(x), x)", None),
    ("d(relu(x), x)", None),
    ("d(sqrt(x), x)", None),
    ("d(sqrt(x^2), x)", None),
    ("d(x^(1/3), x)", None),
    ("d(abs(x)^(1/3), x)", None),
    ("d(sign(x), x)", None),
    ("d(step(x), x)", None),
    ("d(x*sign(x), x)", None),
    ("d(norm([x, x]), x)", None),
    ("d(max(x, 2*x), x)", None),
    ("d(abs(x)^3, x, x, x)", None),
    ("d(acos(1 - x^2), x)", None),
    ("d(asin(1 + x), x)", None),
    ("d(cases(1 if x = 0, x otherwise), x)", None),
    ("d(cases(0 if x = 0, 1/x otherwise), x)", None),
    ("d(cases(x if x > 0), x)", None),
    ("d(cases(0 if x < 0, x otherwise), x)", None),
    ("d(log(x), x)", None),
    ("d(1/x, x)", None),
]


@pytest.mark.parametrize(("text", "expected"), AT_ZERO, ids=lambda c: str(c))
def test_at_zero(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(NoValue):
            value(text, point(x=0), arithmetic=Balls(64))
    else:
        assert plain(value(text, point(x=0), arithmetic=Balls(64))) == expected


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("d(abs(sin(x))*sin(x), x)", "pi", "0"),
        ("d(max(x^2, 2)*0 + x, x)", "sqrt(2)", "1"),
        ("d(abs(x^2 - 2)^2, x)", "sqrt(2)", "0"),
        ("d(cases(4 if x^2 = 2, (x^4 - 4)/(x^2 - 2) otherwise), x)^2", "sqrt(2)", "8"),
        ("d(abs(x^2 - 2), x)", "sqrt(2)", None),
        ("d(abs(sin(x)), x)", "pi", None),
        ("d(acos(cos(x)), x)", "pi", None),
        ("d(tan(x), x)", "pi/2", None),
    ],
)
def test_at_irrational_boundaries(text: str, where: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(NoValue):
            value(text, point(x=where), arithmetic=Balls(128))
    else:
        assert plain(value(text, point(x=where), arithmetic=Balls(128))) == expected


def test_enclosures_that_agree_to_fifty_digits_are_one_slope() -> None:
    text, where = "d(cases(1 if y = 0, sin(y)/y otherwise)*sin(x), x, y)", point(x=1, y=0)
    with pytest.raises(Undetermined):
        value(text, where, arithmetic=Balls(64))
    assert plain(value(text, where, arithmetic=Balls(256))) == "0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d(x*d(x + y, y), x)", "1"),
        ("d(x*d(x*y, y), x)", "6"),
        ("d(d(x*y^2, x)*x, y)", "12"),
        ("d(x*at(d(x*y, y), y = x), x)", "6"),
        ("at(d(x^2*y, x), y = x)", "18"),
        ("d(at(x*y, y = x^2), x)", "27"),
        ("d(x*at(d(z^2, z), z = x), x)", "12"),
        ("at(d(y^3, y), y = 2*x)", "108"),
        ("d(y, x)", "0"),
    ],
)
def test_nested_derivatives_have_their_own_infinitesimals(text: str, expected: str) -> None:
    assert plain(value(text, point(x=3, y=2))) == expected


VECTOR = {"x": "vector[n]", "a": "vector[n]"}
MATRIX = {"A": "matrix[n, n]", "x": "vector[n]"}
TWO = {"n": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grad(norm(x)^2, x)", [["6"], ["8"]]),
        ("grad(norm(x), x)", [["3/5"], ["4/5"]]),
        ("hess(norm(x), x)", [["16/125", "-12/125"], ["-12/125", "9/125"]]),
        ("jac(norm(x)^2, x)", [["6", "8"]]),
        ("jac(x*norm(x), x)", [["34/5", "12/5"], ["12/5", "41/5"]]),
        ("D(norm(x)^2, x, a)", "-2"),
        ("grad(a'@x/norm(x), x)", [["28/125"], ["-21/125"]]),
        ("grad(max(x), x)", [["0"], ["1"]]),
        ("grad(sum(x[i]^i for i in 1..n), x)", [["1"], ["8"]]),
        ("grad(var(x), x)", [["-1/2"], ["1/2"]]),
        ("grad(x[1], x)", [["1"], ["0"]]),
        ("d(norm(x)^2, x[2])", "8"),
    ],
)
def test_vectors(text: str, expected: Any) -> None:
    where = point(TWO, x=[3, 4], a=[1, -1])
    assert plain(value(text, where, VECTOR)) == expected


@pytest.mark.parametrize("text", ["grad(norm(x), x)", "grad(max(x), x)", "grad(norm1(x), x)"])
def test_no_gradient_at_a_kink(text: str) -> None:
    with pytest.raises(NoValue):
        value(text, point(TWO, x=[0, 0]), VECTOR, Balls(64))


def test_partial_derivatives_alone_are_no_gradient() -> None:
    text = "cases(0 if norm(x) = 0, x[1]^2*x[2]/norm(x)^2 otherwise)"
    where = point(TWO, x=[0, 0])
    assert plain(value(f"d({text}, x[1])", where, VECTOR)) == "0"
    with pytest.raises(NoValue, match="do not add up"):
        value(f"grad({text}, x)", where, VECTOR)


def test_a_gradient_at_a_flat_kink() -> None:
    where = point(TWO, x=[0, 0])
    assert plain(value("grad(norm(x)^3 + norm1(x)*norm(x), x)", where, VECTOR)) == [["0"], ["0"]]


def test_the_gradient_of_a_determinant_is_the_adjugate_also_where_that_is_singular() -> None:
    where = point(TWO, A=[[1, 2], [2, 4]], x=[0, 0])
    expected = [["4", "-2"], ["-2", "1"]]
    assert plain(value("grad(det(A), A)", where, MATRIX)) == expected


def test_gradients_of_inverses_and_log_determinants() -> None:
    where = point(TWO, A=[[2, 1], [1, 1]], x=[1, 2])
    inverse = [["1", "-1"], ["-1", "2"]]
    assert plain(value("inv(A)'", where, MATRIX)) == inverse
    log_gradient = value("grad(logdet(A), A)", where, MATRIX, Balls(64))
    assert plain(log_gradient) == inverse
    assert plain(value("grad(x'@inv(A)@x, A) + inv(A)'@x@x'@inv(A)'", where, MATRIX)) == [
        ["0", "0"],
        ["0", "0"],
    ]


def test_rank_and_pinv_have_derivatives_only_where_the_rank_is_constant() -> None:
    full, low = point(TWO, A=[[2, 1], [1, 1]]), point(TWO, A=[[1, 1], [1, 1]])
    assert plain(value("D(rank(A), A, A)", full, MATRIX)) == "0"
    assert plain(value("D(pinv(A), A, A) + pinv(A)", full, MATRIX)) == [["0", "0"], ["0", "0"]]
    assert plain(value("D(pinv(A), A, A) + pinv(A)", low, MATRIX)) == [["0", "0"], ["0", "0"]]
    with pytest.raises(NoValue):
        value("grad(rank(A), A)", low, MATRIX)
    with pytest.raises(NoValue):
        value("grad(sum(pinv(A)), A)", low, MATRIX)


def test_jacobians_stack_columns() -> None:
    where = point({"n": 2, "m": 3}, X=[[1, 2, 3], [4, 5, 6]])
    found = plain(value("jac(X', X)", where, {"X": "matrix[n, m]"}))
    assert [row.index("1") for row in found] == [0, 2, 4, 1, 3, 5]


def test_entries_of_a_symmetric_variable_are_independent() -> None:
    where = point(TWO, S=[[1, 5], [5, 2]])
    found = value("grad(S[1, 2], S)", where, {"S": "matrix[n, n] symmetric"})
    assert plain(found) == [["0", "1"], ["0", "0"]]


# Members, families, functions, other arithmetics --------------------------------------------

NETWORK = {
    "W[k]": "matrix[m[k], m[k - 1]] for k in 1..2",
    "dW[k]": "matrix[m[k], m[k - 1]] for k in 1..2",
}


def network(**extra: Any) -> Point:
    members = {
        ("W", (1,)): array([[1], [2]]),
        ("W", (2,)): array([[3, 4]]),
        ("dW", (1,)): array([[1], [0]]),
        ("dW", (2,)): array([[0, 1]]),
    }
    return Point({}, {"m": {0: 1, 1: 2, 2: 1}}, dict(extra), members)


def test_one_member_of_a_family_moves_alone() -> None:
    assert plain(value("grad(sum(W[2]@W[1]), W[1])", network(), NETWORK)) == [["3"], ["4"]]
    assert plain(value("grad(sum(W[2]@W[1]), W[2])", network(), NETWORK)) == [["1", "2"]]


def test_a_whole_family_moves_along_a_family() -> None:
    assert plain(value("D(W[2]@W[1], W, dW)", network(), NETWORK)) == "5"


def test_unknown_functions_have_derivatives() -> None:
    cube = FunctionValue(1, 1, ((Power(1, 0, (1,), 3),),))
    where = Point({}, {}, {"x": array(2)}, {}, {"f": cube})
    symbols = {"f": "function(scalar) -> scalar", "x": "scalar"}
    assert plain(value("d(f(2*x), x)", where, symbols)) == "96"
    assert plain(value("at(d(f(y), y, y), y = 2*x)", where, symbols)) == "24"


def test_a_defined_quantity_is_a_variable_of_its_own() -> None:
    where = point({"n": 1}, x=[3], w=[2])
    symbols = {"x": "vector[n]", "w": "vector[n]"}
    define = {"h": "w'@x", "L": "h^2 + w'@w"}
    assert plain(value("d(L, h)", where, symbols, define=define)) == "12"


def test_floats_follow() -> None:
    assert float(value("d(exp(2*x), x)", point(x=0), arithmetic=Floats())[0][0]) == 2.0


def test_one_sided_slopes_at_a_kink() -> None:
    term, context = read("d(abs(x) + x, x)")
    evaluator = Evaluator(Balls(64), context, point(x=0))
    forwards, backwards = evaluator.one_sided(term)
    assert (plain(forwards), plain(backwards)) == ("2", "0")
