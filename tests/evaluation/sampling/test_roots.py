"""Roots of polynomials and inverses of functions, in closed form."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation.closed_text import show
from derivcheck.evaluation.sampling import closed
from derivcheck.evaluation.sampling.inverting import powers, preimages
from derivcheck.evaluation.sampling.roots import polynomial, real_roots
from derivcheck.language.operators import Operator


def roots(*coefficients):
    return real_roots(polynomial([Fraction(c) for c in coefficients]))


@pytest.mark.parametrize(
    ("coefficients", "shown"),
    [
        ((-1, 3), ["1/3"]),
        ((-2, 0, 1), ["-sqrt(2)", "sqrt(2)"]),
        ((-8, 0, 1), ["-2*sqrt(2)", "2*sqrt(2)"]),
        ((-1, -1, 1), ["1/2 - sqrt(5)/2", "1/2 + sqrt(5)/2"]),
        ((1, 0, 1), []),
        ((0, 0, 1, -1), ["0", "1"]),
        ((-2, 0, 0, 1), ["2^(1/3)"]),
        ((2, 0, 0, 1), ["-2^(1/3)"]),
        ((0,), []),
        ((5,), []),
    ],
)
def test_roots_in_closed_form(coefficients, shown):
    assert [show(root.value) for root in roots(*coefficients)] == shown


@pytest.mark.parametrize(
    "coefficients", [(-1, 1, 0, 1), (1, -3, 0, 1), (1, 0, -10, 0, 1), (7, -3, -4, 1), (-5, 1, 2, 3)]
)
def test_closed_forms_lie_where_the_polynomial_vanishes(coefficients):
    found = roots(*coefficients)
    assert found
    for root in found:
        x = closed.size(root.value)
        assert abs(sum(c * x**k for k, c in enumerate(coefficients))) < 1e-9


def test_a_root_without_a_closed_form_is_known_by_its_neighbours():
    (root,) = roots(-1, -1, 0, 0, 0, 1)
    assert root.value is None
    assert root.high - root.low < Fraction(1, 10**15)
    assert (root.low**5 - root.low - 1) < 0 < (root.high**5 - root.high - 1)


@pytest.mark.parametrize(
    ("function", "value", "shown"),
    [
        ("exp", "2", ["log(2)"]),
        ("exp", "-1", []),
        ("exp", "1", ["0"]),
        ("abs", "3", ["3", "-3"]),
        ("abs", "-3", []),
        ("sqrt", "2", ["4"]),
        ("cosh", "1", ["0"]),
        ("atan", "1", ["tan(1)"]),
        ("sin", "2", []),
        ("sigmoid", "1/2", ["0"]),
        ("sigmoid", "1/3", ["log(1/2)"]),
        ("relu", "-1", []),
    ],
)
def test_preimages_of_functions(function, value, shown):
    assert [show(u) for u in preimages(Operator(function), Fraction(value))] == shown


def test_the_zeros_of_the_sine_are_multiples_of_pi():
    found = {show(u) for u in preimages(Operator.SIN, Fraction(0))}
    assert {"0", "pi"} <= found
    assert len(found) >= 4


def test_powers_respect_the_parity_of_the_exponent():
    assert powers(Fraction(3), Fraction(-8)) == [-2]
    assert set(powers(Fraction(2), Fraction(9))) == {3, -3}
    assert powers(Fraction(2), Fraction(-1)) == []
    assert powers(Fraction(1, 2), Fraction(3)) == [9]
    assert powers(Fraction(1, 2), Fraction(-3)) == []
    assert powers(Fraction(-1), Fraction(4)) == [Fraction(1, 4)]


def test_the_sign_of_an_undecidable_difference_is_unclear():
    two = closed.root(Fraction(2))
    with pytest.raises(closed.Unclear):
        closed.sign(closed.plus(closed.times(two, two), Fraction(-2)))
