"""Typed terms written down again, terms apart from their numbers, and numbers of columns."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb

from derivcheck.language.parsing import parse_expression
from derivcheck.language.printing import show
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.reading import read
from derivcheck.verify.repair.combining import combined
from derivcheck.verify.repair.edits.multiples import (
    counted_factors,
    number_of,
    scaled,
    without_number,
)
from derivcheck.verify.repair.edits.spelling import spelled

FRAME = """\
symbols:
  X: matrix[n, d]
  y: vector[n]
  theta: vector[d]
  a: scalar
  b: scalar
claims:
  - {id: c, claim: a = a}
"""


def scope():
    derivation = read(FRAME.encode(), "f.yaml")
    return proposition_scope(derivation, derivation.claims[0])


@pytest.mark.parametrize(
    "text",
    [
        "-3/4*a*b^2 - exp(a/b)",
        "X'@(X@theta - y) + 2*theta",
        "y .* exp(y) ./ 3",
        "a*norm(y)^2 + sum(theta)",
        "softmax(y) .^ 2",
    ],
)
def test_what_is_spelled_reads_as_the_same_term(text):
    here = scope()
    term = here.expression(text)
    again = spelled(term)
    assert again is not None
    assert here.expression(show(again)) == term


def test_what_is_not_covered_is_not_spelled():
    assert spelled(scope().expression("sum(a^i for i in 1..3)")) is None


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("-2*a*3*b", "-6", "a*b"),
        ("a*(4*b)", "4", "a*b"),
        ("X'@y/2", "1/2", "X'@y"),
        ("6", "6", "1"),
        ("(3*X)'@y", "1", "(3*X)'@y"),
    ],
)
def test_a_term_is_a_number_times_the_rest(text, number, rest):
    term = parse_expression(text)
    assert (number_of(term), show(without_number(term))) == (Fraction(number), rest)
    put_together = scope().expression(show(scaled(Fraction(number), without_number(term))))
    assert put_together.shape == scope().expression(text).shape


def test_factors_do_not_depend_on_their_order():
    one, other = parse_expression("2*a*(b + 1)/y"), parse_expression("(b + 1)*a/y")
    assert counted_factors(one) == counted_factors(other)
    assert not counted_factors(one) <= counted_factors(parse_expression("a*(b + 1)"))


def columns(*rows):
    return [[arb(value) for value in row] for row in rows]


def test_the_fewest_columns_that_make_up_for_the_gap_are_told():
    gap, one, two, three = columns([3, 5, 7, 9], [1, 2, 3, 5], [1, 1, 1, -1], [2, 3, 4, 4])
    assert list(combined(gap, None, [one, two], 3)) == [[(Fraction(-2), 0), (Fraction(-1), 1)]]
    # three = one + two: of its combinations with either of the two both are told
    found = list(combined(gap, None, [one, three], 3))
    assert found == [[(Fraction(-1), 0), (Fraction(-1), 1)]]
    assert list(combined(gap, None, [one], 3)) == []


def test_a_multiple_of_what_is_given_is_made_up_for_too():
    gap, given, one = columns([1, 2, 4, 9], [2, 6, 10, 20], [0, 1, 1, 1])
    assert list(combined(gap, given, [one], 1)) == [[(Fraction(1), 0)]]


def test_numbers_that_are_not_small_rationals_are_none():
    gap, one = columns([1, 2, 4], [97, 194, 388])
    assert list(combined(gap, None, [one], 1)) == []
