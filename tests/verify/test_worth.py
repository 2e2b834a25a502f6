"""What a place of an equation is asked to be, so that the equation holds at a point."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import as_fraction
from derivcheck.language.parsing import parse_expression, parse_proposition
from derivcheck.language.positions import Text
from derivcheck.language.printing import show
from derivcheck.language.scope import read_scope
from derivcheck.verify.repair.edits.sites import claimed
from derivcheck.verify.repair.worth import Worth

X, Y = Fraction(5, 3), Fraction(7, 2)


@pytest.fixture
def asked():
    """The values asked for at a place of a line, which is named by its text."""
    scope = read_scope(
        [(Text("x"), Text("scalar")), (Text("y"), Text("scalar"))], (), (), (), {}, None
    )

    def at(text, place):
        line = parse_proposition(text)
        goal = scope.elaborate_proposition(line)
        point = Point(values={"x": ((X,),), "y": ((Y,),)})
        worth = Worth(goal, scope, Evaluator(Balls(128), scope.context(goal), point), True)
        site = next(each for each in claimed(line) if show(each.node) == place)
        return worth, site

    with scope.remembering():
        yield at


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("x = y", "y", X),
        ("x = y + 3", "y", X - 3),
        ("x = 2 - y", "y", 2 - X),
        ("x = -(2*y)", "y", -X / 2),
        ("x = 1/(4*y)", "y", 1 / (4 * X)),
        ("x = y/7", "7", Y / X),
        ("x = y^3 + x - 8", "y", Fraction(2)),
        ("x = x*sqrt(y)", "y", Fraction(1)),
    ],
)
def test_what_stands_around_a_place_is_undone(asked, text, place, value):
    worth, site = asked(text, place)
    (found,) = worth.asked(site)
    assert as_fraction(found) == value


@pytest.mark.parametrize(("text", "place"), [("x = sin(y)", "y"), ("x = max(y, 1)", "y")])
def test_nothing_is_known_of_what_cannot_be_undone(asked, text, place):
    worth, site = asked(text, place)
    assert worth.asked(site) is None
    assert worth.admits(site, parse_expression("17"))


def test_an_even_power_asks_for_one_of_two_values(asked):
    worth, site = asked("x^2 = y^2", "y")
    assert worth.admits(site, parse_expression("x"))
    assert worth.admits(site, parse_expression("-x"))
    assert not worth.admits(site, parse_expression("2*x"))


def test_no_value_of_a_place_makes_an_exponential_negative(asked):
    worth, site = asked("-x^2 = exp(y)", "y")
    assert worth.asked(site) == ()
    assert not worth.admits(site, parse_expression("x"))


def test_a_change_without_a_value_at_a_random_point_is_not_admitted(asked):
    worth, site = asked("x = y + 1", "y")
    assert worth.differs
    assert not worth.admits(site, parse_expression("log(-x)"))
