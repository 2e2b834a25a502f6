"""Propositions: relations and their ends, sets, quantifiers, orders."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression
from derivcheck.language.positions import Span
from derivcheck.language.scope import relate
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    ForAll,
    ForRange,
    Implies,
    Negation,
    Piecewise,
)

SCOPE = scope(SYMBOLS, {"f": "x'@A@x", "h": "A@x"})
read = SCOPE.proposition
term = SCOPE.expression


# Relations --------------------------------------------------------------------------------


def test_an_equation_compares_its_sides():
    assert read("a = c") == Comparison("=", term("a"), term("c"))


def test_a_chain_claims_its_neighbours_and_its_ends():
    assert read("a <= c = 3 < 4") == All(
        (read("a <= c"), read("c = 3"), read("3 < 4"), read("a < 4"))
    )
    assert read("a = c = 3") == All((read("a = c"), read("c = 3"), read("a = 3")))
    assert read("a = c != 3") == All((read("a = c"), read("c != 3"), read("a != 3")))


def test_two_inequations_say_nothing_of_the_ends():
    assert read("a != c != 3") == All((read("a != c"), read("c != 3")))


@pytest.mark.parametrize("text", ["a <= c >= 3", "a < c = 3 > 2", "a != c < 3"])
def test_a_chain_keeps_its_direction(text):
    error = failure(read, text)
    assert error.code == "DC205"
    assert marked(error, text) == text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("x = 0", "x = zeros(n)"),
        ("0 = X", "zeros(n, d) = X"),
        ("x != 0", "x != zeros(n)"),
        ("x >= 0", "x >= zeros(n)"),
        ("x >= 1", "x >= ones(n)"),
        ("a < x", "a*ones(n) < x"),
        ("x' <= 1", "x' <= ones(1, n)"),
        ("A = I", "A = I(n)"),
        ("a*I = A", "a*I(n) = A"),
        ("X'@X = I", "X'@X = I(d)"),
    ],
)
def test_what_fits_every_shape(text, same):
    assert read(text) == read(same)


@pytest.mark.parametrize(
    ("text", "message", "place", "hint"),
    [
        ("x = theta", "the left side is vector[n] and the right side is vector[d]", None, None),
        ("x = x'", "cannot compare", None, "transpose"),
        ("x = 1", "the right side is a scalar", None, "c*ones(n)"),
        ("A = 1", "the right side is a scalar", None, "c*I, in every entry c*ones(n, n)"),
        ("A >= 0", ">= compares numbers or vectors", None, "x'@A@x >= 0"),
        ("A <= B", "<= compares numbers or vectors", None, "x'@A@x >= 0"),
        ("a = c = x", "the right side is vector[n]", "c = x", None),
    ],
)
def test_sides_that_do_not_fit(text, message, place, hint):
    error = failure(read, text)
    assert error.code == "DC202"
    assert message in error.message
    assert marked(error, text) == (place or text)
    if hint is not None:
        assert error.hint is not None
        assert hint in error.hint


def test_an_identity_on_both_sides_has_no_size():
    error = failure(read, "I = I")
    assert (error.code, error.hint) == ("DC104", "write I(n)")


def test_relate_joins_lines_of_a_chain():
    span = Span(0, 1)
    assert relate("=", term("x"), term("0"), span) == read("x = 0")
    assert relate("<=", term("a"), term("c"), span) == read("a <= c")


def test_an_identity_in_a_line_takes_its_size_from_the_line_before():
    line = SCOPE.elaborate_expression(parse_expression("a*I"))
    assert relate("=", term("A"), line, Span(0, 1)) == read("A = a*I")


def test_a_line_may_be_checked_before_its_neighbour_is_known():
    SCOPE.check_expression(parse_expression("argmin(f, x)"))
    SCOPE.check_expression(parse_expression("a*I"))
    SCOPE.check_expression(parse_expression("shape(X)"))
    for text in ("x + theta", "argmin(x, x)", "shape(x + theta)", "subdiff(abs(a), a)"):
        with pytest.raises(LanguageError):
            SCOPE.check_expression(parse_expression(text))


def test_an_identity_from_a_definition_is_looked_for_in_every_line():
    one = scope(SYMBOLS, {"R": "a*I"})
    for _ in range(2):
        assert failure(one.proposition, "convex(det(R), a)").message.startswith("the size of I")
        assert one.proposition("A = R") == read("A = a*I")


# Connectives and quantifiers --------------------------------------------------------------


def test_connectives():
    assert read("a = 1 and c = 2 or not a = 3") == Any(
        (All((read("a = 1"), read("c = 2"))), Negation(read("a = 3")))
    )


def test_equivalences_name_their_unknowns():
    unknowns = (term("a"), term("c"))
    both = read("a = c <=> c = a for a, c")
    assert both == Implies(read("a = c"), read("c = a"), True, unknowns)  # type: ignore[arg-type]
    one = read("a = c => c = a for a")
    assert one == Implies(read("a = c"), read("c = a"), False, unknowns[:1])  # type: ignore[arg-type]
    assert read("a = c => c = a").unknowns == ()  # type: ignore[attr-defined]


def test_the_claims_unknown_is_the_default():
    claim = scope(SYMBOLS, unknown=["theta"])
    goal = claim.proposition("X@theta = 0 <=> theta = 0")
    assert isinstance(goal, Implies)
    assert goal.unknowns == claim.unknowns == (term("theta"),)


@pytest.mark.parametrize(
    ("name", "code"), [("nobody", "DC201"), ("n", "DC104"), ("f", "DC104"), ("W", "DC104")]
)
def test_an_unknown_is_a_declared_symbol(name, code):
    assert failure(read, f"a = 0 <=> c = 0 for {name}").code == code


def test_for_every_symbol():
    assert read("a*c = 0 for every a, x") == ForAll(read("a*c = 0"), (term("a"), term("x")))  # type: ignore[arg-type]


def test_for_a_range():
    goal = read("abs(x[i]) < a for i in 1..n if i != k")
    assert isinstance(goal, ForRange)
    assert (goal.index, goal.start, goal.stop) == ("i#1", term("1"), term("n"))
    assert isinstance(goal.condition, Comparison)
    assert goal.condition.right == term("k")


# Conditions -------------------------------------------------------------------------------


def test_conditions_of_cases_are_entry_by_entry():
    value = term("cases(x if x > a and a > 0, y otherwise)")
    assert isinstance(value, Piecewise)
    ((condition, _),) = value.branches
    assert condition == All((read("x > a*ones(n)"), read("a*ones(n) > zeros(n)")))


def test_conditions_may_be_chains():
    value = term("cases(a if 0 <= a <= 1 or not a = 3, c otherwise)")
    assert isinstance(value, Piecewise)
    ((condition, _),) = value.branches
    assert condition == Any((All((read("0 <= a"), read("a <= 1"))), Negation(read("a = 3"))))


def test_other_propositions_are_no_conditions():
    error = failure(term, "cases(1 if convex(f, x), 0 otherwise)")
    assert (error.code, "a condition is a comparison" in error.message) == ("DC104", True)
