"""Two ill-posed lines are compared as sums of ordered words."""

from __future__ import annotations

import pytest

from derivcheck.language import syntax
from derivcheck.language.parsing import parse_expression, parse_proposition
from derivcheck.verify.words import follows

SCALARS = {"eta", "lambda", "n"}


def read(text: str) -> syntax.Node:
    return parse_proposition(text) if "=" in text else parse_expression(text)


def says(before: str, line: str) -> bool:
    return follows(read(before), read(line), SCALARS.__contains__)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("X@y + y@X", "y@X + X@y"),
        ("eta*X@y", "X@y*eta"),
        ("(a + b)@X", "a@X + b@X"),
        ("(X@y)'", "y'@X'"),
        ("X''", "X"),
        ("2*X - X", "X"),
        ("X@(2/n*y)", "2/n*X@y"),
        ("(X + Y)^2", "X^2 + X@Y + Y@X + Y^2"),
        ("exp(X)@y + exp(X)@z", "exp(X)@(y + z)"),
        ("a - b = 0", "a = b"),
        ("2*a = 2*b", "a = b"),
        ("eta*a = eta*b", "a = b"),
        ("-a = b", "a = -b"),
        ("y = t@(A + B)", "t = y@inv(A + B)"),
        ("(A + lambda)@t = y", "t = inv(A + lambda)@y"),
        ("(A + B)@t = y + z", "t = inv(A + B)@y + inv(A + B)@z"),
    ],
)
def test_what_follows_as_words_is_told(before, line):
    assert says(before, line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("X@y", "y@X"),  # the order of a product counts
        ("X@y", "X@y + y"),  # a term more
        ("y@X", "X'@y'"),  # a scalar equals its transpose, but nobody knows what is one
        ("eta*X", "eta*X'"),
        ("(X@y)'", "X'@y'"),
        ("2*X", "X"),
        ("X@X", "X"),
        ("a = b", "a = -b"),
        ("a = b", "a = 0"),
        ("eta*a = b", "a = b"),
        ("exp(X)@y", "exp(Y)@y"),
        ("sum(a[i] for i in 1..n)", "sum(b[i] for i in 1..n)"),
    ],
)
def test_a_slip_does_not_follow(before, line):
    assert not says(before, line)


def test_an_equation_divided_by_its_coefficient_follows():
    before = "eta*(a'@X@X@a) = a'@X@b"
    assert says(before, "eta = (a'@X@b)/(a'@X@X@a)")
    assert not says(before, "eta = (a'@X@b)/(a'@X@a)")
    assert not says("(A + B)@t = y", "t = y@inv(A + B)")


def test_what_grows_too_large_is_silent_and_does_not_follow():
    factor = "(" + " + ".join(f"a{k}" for k in range(24)) + ")"
    assert not says(f"{factor}@{factor}", f"{factor}@{factor}")


def towers(inner: str, step: str, levels: int) -> str:
    """Some operation on its own result, again and again."""
    for _ in range(levels):
        inner = step.format(inner)
    return inner


@pytest.mark.parametrize(
    "large",
    [
        towers("X", "({})^8", 12),  # letters of a word
        towers("2*eta", "({})^8", 12),  # the bits of a number
        towers("A + B", "inv({})", 40),  # the signs of a letter
    ],
)
def test_letters_and_numbers_have_a_largest_size(large):
    assert not says(large, large)
    assert not says("(X + Y)^2 = 0", f"{large} = 0")


def test_a_power_is_worked_out_once_on_every_level():
    tower = towers("eta", "({})^8", 10)
    assert says(tower, tower)
    assert not says("(eta + X)^2 = 0", f"{tower} = 0")


def test_a_relation_other_than_equality_is_not_read():
    assert not says("a <= b", "a <= b")
