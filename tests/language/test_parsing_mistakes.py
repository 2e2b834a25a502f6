"""What the parser says where it cannot read; the marks under a text show the span."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import (
    parse_expression,
    parse_heading,
    parse_proposition,
    parse_step,
    parse_type,
)
from derivcheck.language.syntax import Node

MISTAKES = [
    ("A^2'", "^^^^", "write `(A^2)'` or `A^(2')`"),
    ("x + A^-1'", "    ^^^^^", "write `(A^-1)'` or `A^(-1')`"),
    ("2x", " ^", "write `2*x`"),
    ("2 sin(x)", "  ^^^", "write `2*sin(x)`"),
    ("2(b + c)", " ^", "write `2*(b + c)`"),
    ("(a)(b)", "   ^", "write `(a)*(b)`"),
    ("x[1] y", "     ^", "write `x[1]*y`"),
    ("f'(x)", "  ^", "a derivative is written `d(f(x), x)`"),
    ("f'(2*x)", "  ^", "a derivative is written `at(d(f(t), t), t = 2*x)`"),
    ("d/dx x^2", "     ^", "a derivative is written `d(f, x)`"),
    ("d/dtheta L", "         ^", "a derivative is written `d(f, theta)`"),
    ("x'y", "  ^", "write `x'@y`"),
    ("w^T x", "    ^", "write `w'@x`"),
    ("x == 1", "  ^^", "an equation is written with one `=`"),
    ("x =< 1", "  ^^", "write `<=`"),
    ("|x|", "^", "write `abs(x)` for an absolute value"),
    ("n!", " ^", "write `not P`; the factorial of n is `gamma(n + 1)`"),
    (".5", "^^", "a number has digits before its point: `0.5`"),
    ("5.", " ^", "a number has digits behind its point: `1.0`"),
    ("a.shape", " ^^^^^^", "only `.T`, the transpose, may follow a point"),
    ("__import__('os')", "^", "a name starts with a letter"),
    (
        "f('a')",
        "  ^",
        "`'` is the transpose and stands behind its operand; there are no strings",
    ),
    ("x '", "  ^", "a transpose stands directly behind its operand: `X'`"),
    ("[1, 2; 3, 4]", "     ^", "the rows of a matrix are lists: `[[1, 2], [3, 4]]`"),
    ("A[1:3]", "   ^", "a range is written `1..n`, and only behind `for i in`"),
    ("A^2[1]", "   ^", "round brackets show what `[` belongs to"),
    ("sum(x for i = 1..n)", "            ^", "a range is written `for i in 1..n`"),
    ("+x", "^", "leave out a `+` before which nothing stands"),
    ("a)", " ^", "no bracket is open here"),
    ("f(a + if)", "      ^^", "`if` is a word of the language and cannot be a name"),
    ("1 if x", "  ^^", "conditions stand in `cases(a if x > 0, b otherwise)`"),
    (
        "\\alpha",
        "^",
        "LaTeX is not read here: write `alpha` for `\\alpha`, `a/b` for `\\frac{a}{b}`",
    ),
]

MISTAKEN_PROPOSITIONS = [
    ("x => 0", "^", "`=>` is `implies`; `at least` is written `>=`"),
    ("x", "^", "a proposition says something: `a = b`, `a <= b`, `convex(f, x)`"),
    (
        "a = b, c = d",
        "     ^",
        "a comma stands between arguments; propositions are joined with `and`",
    ),
    (
        "x in (0, 1)",
        "       ^",
        "an interval is a type, `x: scalar in (0, 1)`; or write `0 < x < 1`",
    ),
    (
        "x in {0, 1}",
        "     ^",
        "values are a type, `x: scalar in {0, 1}`; or write `x = 0 or x = 1`",
    ),
    ("v not in span(a)", "  ^^^", "write `not x in span(v)`"),
    ("a = b => c = d => x = y", "               ^^", "write one step a line under `steps:`"),
    ("a = b for x", "      ^^^^^", "only `<=>` and `=>` have unknowns, named once and first"),
    (
        "x as a -> 0",
        "^",
        "an order is told of an equation: `f = g + O(a) as a -> 0`",
    ),
]

MISTAKEN_TYPES = [
    ("Matrix[n, n]", "^^^^^^", "did you mean `matrix`?"),
    ("matrix[n, n] symetric", "             ^^^^^^^^", "did you mean `symmetric`?"),
    ("0 < x", "^", "a real number is a `scalar`; its bounds stand behind: `scalar in (0, 1)`"),
    ("scalar = 1", "       ^", "a fixed value stands under `define:`"),
]


def problem(read: Callable[[str], Node], text: str) -> LanguageError:
    with pytest.raises(LanguageError) as caught:
        read(text)
    return caught.value


def marks(error: LanguageError) -> str:
    return " " * error.span.start + "^" * max(error.span.end - error.span.start, 1)


@pytest.mark.parametrize(("text", "place", "hint"), MISTAKES)
def test_a_mistake_in_an_expression_gets_a_hint(text: str, place: str, hint: str) -> None:
    error = problem(parse_expression, text)
    assert (error.code, marks(error), error.hint) == ("DC104", place, hint)


@pytest.mark.parametrize(("text", "place", "hint"), MISTAKEN_PROPOSITIONS)
def test_a_mistake_in_a_proposition_gets_a_hint(text: str, place: str, hint: str) -> None:
    error = problem(parse_proposition, text)
    assert (error.code, marks(error), error.hint) == ("DC104", place, hint)


@pytest.mark.parametrize(("text", "place", "hint"), MISTAKEN_TYPES)
def test_a_mistake_in_a_type_gets_a_hint(text: str, place: str, hint: str) -> None:
    error = problem(parse_type, text)
    assert (error.code, marks(error), error.hint) == ("DC104", place, hint)


EXPECTATIONS = [
    ("", "^", "an expression", "the end"),
    ("a + ", "   ^", "an expression", "the end"),
    ("a*/b", "  ^", "an expression", "`/`"),
    ("[]", " ^", "an expression", "`]`"),
    ("f()", "  ^", "an expression", "`)`"),
    ("(a + b", "^", "an operator or `)`", "the end"),
    ("f(a]", "   ^", "an operator, `,` or `)`", "`]`"),
    ("a = b", "^^^^^", "an expression", "an equation"),
    ("(a < b)*c", "^^^^^^^", "an expression", "an inequality"),
    ("f(convex(f, x))", "  ^^^^^^^^^^^^", "an expression", "a proposition"),
    ("lim(f)", "     ^", "`,`", "`)`"),
    ("cases(x)", "       ^", "`if` or `otherwise`", "`)`"),
    ("cases(1 otherwise, 2 if x > 0)", "                 ^", "`)`", "`,`"),
    ("at(f, 2 = x)", "      ^", "a name", "`2`"),
    ("sum(x for in 1..n)", "          ^^", "the name of an index", "`in`"),
    ("mean(x for i in 1..n)", "^^^^", "`sum`, `prod`, `max` or `min` before a range", "`mean`"),
    ("f(k=1, x)", "       ^", "an argument with its name, as in `padding=1`", "`x`"),
]


@pytest.mark.parametrize(("text", "place", "expected", "found"), EXPECTATIONS)
def test_an_error_says_what_was_expected_and_found(
    text: str, place: str, expected: str, found: str
) -> None:
    error = problem(parse_expression, text)
    assert (marks(error), error.expected, error.found) == (place, expected, found)


def test_an_unknown_character_is_named() -> None:
    error = problem(parse_expression, "а + b")
    assert error.message == "`а` (CYRILLIC SMALL LETTER A) is not part of the language"
    assert problem(parse_expression, "x\u00a0+ y").message.startswith("NO-BREAK SPACE")
    assert problem(parse_expression, "x\x00").message.startswith("the character U+0000")
    assert problem(parse_expression, "x⁴").hint == "an exponent is written `x^2`"
    assert problem(parse_expression, "x₁").hint is not None


def test_superscripts_are_read_only_where_they_have_one_reading() -> None:
    assert problem(parse_expression, "x²³").code == "DC104"
    assert problem(parse_expression, "x²^2").code == "DC104"
    assert problem(parse_expression, "A²'").message == "`A²'` can be read in two ways"


@pytest.mark.parametrize(
    ("text", "first", "expected", "hint"),
    [
        ("= a", True, "an expression or an equation to start from", None),
        ("a", False, "a relation", None),
        ("+ a", False, "a relation", "a line that continues the one above is indented deeper"),
        ("= a and b", False, "an operator or the end", None),
        (
            "<=> a = b for x",
            False,
            "an operator or the end",
            "round brackets show what `for` belongs to",
        ),
    ],
)
def test_a_step_has_one_relation_to_the_line_before(
    text: str, first: bool, expected: str, hint: str | None
) -> None:
    error = problem(lambda line: parse_step(line, first), text)
    assert (error.code, error.expected, error.hint) == ("DC104", expected, hint)


@pytest.mark.parametrize("text", ["", "2x", "in", "x'", "f(2)", "f[k](x)", "x + y"])
def test_a_heading_is_a_name_with_indices_or_parameters(text: str) -> None:
    assert problem(parse_heading, text).code == "DC104"
