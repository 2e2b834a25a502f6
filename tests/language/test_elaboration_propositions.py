"""Propositions: relations and their ends, sets, quantifiers, orders."""

from __future__ import annotations

import pytest
from declared import SYMBOLS, failure, marked, scope

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression
from derivcheck.language.positions import Span
from derivcheck.language.scope import relate
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Convex,
    Differentiable,
    ForAll,
    ForRange,
    HasShape,
    Implies,
    InSpace,
    Minimiser,
    Negation,
    Order,
    Piecewise,
    SubdifferentialIs,
    Subgradient,
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


# Sets and functions as a whole ------------------------------------------------------------


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
