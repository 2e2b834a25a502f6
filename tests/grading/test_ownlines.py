"""A student's own wrong values, exchanged for the true ones in a later line."""

from __future__ import annotations

from itertools import pairwise

from derivcheck.grading.claims import Claim
from derivcheck.grading.ownlines import restored
from derivcheck.language.parsing import parse_expression
from tests.grading.asked import SQUARE, question

ROUND = ("exp(x*a)", "sin(x*a)", "cos(x*a)", "exp(x*a)")


def claims(line, *own):
    """The lines with true values in the place of the student's."""
    lines = [(parse_expression(true), parse_expression(value)) for true, value in own]
    found = restored(Claim("q", "", (line,)), lines, question(SQUARE).scope)
    return [claim.lines[0] for claim in found]


def ten(term):
    return " + ".join([term] * 10)


def test_the_true_value_stands_in_the_place_of_the_students():
    assert claims("2*sin(x*a) = x", ("exp(x)", "sin(x*a)")) == ["2*exp(x) = x"]


def test_values_that_stand_in_each_other_end_the_exchange_when_the_line_is_large():
    own = [(ten(true), value) for true, value in pairwise(ROUND)]
    found = claims("exp(x*a) = 5*x", *own)
    assert [len(each) // len(ten("exp(x*a)")) for each in found] == [1, 10]
