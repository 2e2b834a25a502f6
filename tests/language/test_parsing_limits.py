"""What is too large is refused, and no text whatever does anything but parse or be refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import (
    parse_expression,
    parse_heading,
    parse_proposition,
    parse_step,
    parse_type,
)
from derivcheck.language.positions import Span
from derivcheck.language.syntax import Binary, Name, Node


def problem(read: Callable[[str], Node], text: str) -> LanguageError:
    with pytest.raises(LanguageError) as caught:
        read(text)
    return caught.value


def test_reads_up_to_sixty_levels() -> None:
    assert parse_expression("(" * 60 + "x" + ")" * 60) == Name("x")
    assert problem(parse_expression, "(" * 61 + "x" + ")" * 61).code == "DC105"
    assert problem(parse_expression, "-" * 61 + "x").code == "DC105"
    assert problem(parse_proposition, "not " * 61 + "x = y").code == "DC105"


def test_a_sum_of_many_terms_is_not_deep() -> None:
    assert parse_expression(" + ".join("x" * 120)).span == Span(0, 477)
    assert problem(parse_expression, "+".join("x" * 121)).code == "DC105"


def test_reads_up_to_two_thousand_characters() -> None:
    assert parse_expression("x" * 2000) == Name("x" * 2000)
    error = problem(parse_expression, "x" * 2001)
    assert (error.code, error.span, error.found) == ("DC105", Span(2000, 2001), "2,001 characters")


def test_reads_up_to_1500_nodes() -> None:
    row = "[" + ",".join("x" * 49) + "]"
    assert parse_expression("[" + ",".join([row] * 15) + "]")
    assert problem(parse_expression, "[" + "---x," * 399 + "x]").code == "DC105"


@pytest.mark.parametrize(
    "text",
    ["9^9^9", "2^4096", "2^-5000", "(-2)^9999", "x + 10 .^ 2000", "1e9999", "1e-2000", "1" * 1500],
)
def test_literals_of_more_than_4096_bits_are_refused(text: str) -> None:
    assert problem(parse_expression, text).code == "DC105"


@pytest.mark.parametrize("text", ["2^4095", "1^99999999", "(-1)^99999999999", "0^-1", "x^9999"])
def test_other_powers_are_read(text: str) -> None:
    assert isinstance(parse_expression(text), Binary)


REPEATED = [
    *("(", "[", "-", "not ", "2^", "x'", "x[", "f(", "'", ".", "a+b*x[", "a = ", "a=b and "),
    *("a = b => ", "at(", "cases(1 if ", "lim(x, x->", "sum(x for i in ", "function("),
    "function(scalar) -> ",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_no_repetition_crashes_the_parser(piece: str) -> None:
    text = piece * (2000 // len(piece))
    for read in (parse_expression, parse_proposition, parse_type, parse_heading):
        assert problem(read, text).code in ("DC104", "DC105")


PIECES = [
    *("x", "y", "A", "2", "1.5", "T", "pi", "f(", "(", ")", "[", "]", ",", "'", ".T", ".", "^"),
    *("+", "-", "*", "/", "@", ".*", ".^", "=", "<", "<=>", "=>", "->", "..", ":", "{", "}", " "),
    *(" for ", " in ", " every ", " if ", " otherwise", " downto ", " as ", " and ", " or "),
    *("not ", "cases(", "at(", "lim(", "sum(", "argmin(", "convex(", "subdiff(", "indicator("),
    *("scalar", "vector[", "matrix[", "function(", " symmetric", "²", "θ", "∈", "½", "\n", "\x00"),
]


READERS: list[Callable[[str], Node]] = [
    *(parse_expression, parse_proposition, parse_type, parse_heading),
    lambda line: parse_step(line, first=False),
]


def refusal(read: Callable[[str], Node], text: str) -> LanguageError | None:
    try:
        read(text)
    except LanguageError as error:
        return error
    return None


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    for read in READERS:
        error = refusal(read, text)
        if error is not None:
            assert error.code in ("DC104", "DC105")
            assert 0 <= error.span.start <= error.span.end <= len(text)
            assert error.message
            assert error.expected
            assert error.found
