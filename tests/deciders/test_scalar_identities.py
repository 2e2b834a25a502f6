"""Identities of elementary functions and constants, with false twins."""

from __future__ import annotations

import pytest

from derivcheck.verify.record import Verdict
from tests.deciders.scalar_verdicts import verdict

Pair = tuple[str, str, tuple[str, ...]]

#: identities with domains: true, false, assumptions
IDENTITIES_WITH_DOMAINS: tuple[Pair, ...] = (
    (
        "acosh(x) = 2*log(sqrt((x + 1)/2) + sqrt((x - 1)/2))",
        "acosh(x) = log(sqrt((x + 1)/2) + sqrt((x - 1)/2))",
        (),
    ),
    ("atanh(x) = asinh(x/sqrt(1 - x^2))", "atanh(x) = asinh(x/(1 - x^2))", ()),
    ("asinh(x) = atanh(x/sqrt(1 + x^2))", "asinh(x) = atanh(x/(1 + x^2))", ()),
    ("acosh(x) = asinh(sqrt(x^2 - 1))", "acosh(x) = asinh(x^2 - 1)", ()),
    ("cosh(asinh(x)) = sqrt(1 + x^2)", "cosh(asinh(x)) = sqrt(x^2 - 1)", ()),
    ("tanh(x/2) = (cosh(x) - 1)/sinh(x)", "tanh(x/2) = (cosh(x) + 1)/sinh(x)", ()),
    ("sin(3*x) = 3*sin(x) - 4*sin(x)^3", "sin(3*x) = 4*sin(x) - 3*sin(x)^3", ()),
    (
        "tan(x + y) = (tan(x) + tan(y))/(1 - tan(x)*tan(y))",
        "tan(x + y) = (tan(x) + tan(y))/(1 + tan(x)*tan(y))",
        (),
    ),
    ("asin(x) + acos(x) = pi/2", "asin(x) - acos(x) = pi/2", ()),
    ("sin(acos(x)) = sqrt(1 - x^2)", "sin(acos(x)) = 1 - x^2", ()),
    ("sin(2*atan(x)) = 2*x/(1 + x^2)", "sin(2*atan(x)) = 2*x/(1 - x^2)", ()),
    ("atan(x) + atan(1/x) = pi/2", "atan(x) + atan(1/x) = pi/4", ("x > 0",)),
    ("atan(x) + atan(1/x) = -pi/2", "atan(x) + atan(1/x) = pi/2", ("x < 0",)),
    ("atan(x) + atan(1/x) = pi/2*sign(x)", "atan(x) + atan(1/x) = pi/2", ()),
    (
        "atan((1 + x)/(1 - x)) - atan(x) = pi/4",
        "atan((1 + x)/(1 - x)) - atan(x) = -3*pi/4",
        ("x < 1",),
    ),
    ("asin(x) = atan(x/sqrt(1 - x^2))", "asin(x) = atan(x/(1 - x^2))", ()),
    ("2*atan(x) = atan(2*x/(1 - x^2))", "2*atan(x) = atan(2*x/(1 + x^2))", ("abs(x) < 1",)),
    ("2*atan(x) = asin(2*x/(1 + x^2))", "2*atan(x) = asin(2*x/(1 - x^2))", ("abs(x) <= 1",)),
    ("2*asin(sqrt(x)) = acos(1 - 2*x)", "asin(sqrt(x)) = acos(1 - 2*x)", ()),
    ("log(x*y) = log(x) + log(y)", "log(x*y) = log(x) - log(y)", ("x > 0", "y > 0")),
    ("sqrt(x*y) = sqrt(x)*sqrt(y)", "sqrt(x*y) = sqrt(-x)*sqrt(-y)*2", ()),
    ("log(exp(x) + 1) - log(1 + exp(-x)) = x", "log(exp(x) + 1) + log(1 + exp(-x)) = x", ()),
    ("exp(a*log(x)) = x^a", "exp(a*log(x)) = a^x", ("x > 0", "a > 0")),
    ("sqrt(x + 2*sqrt(x - 1)) = sqrt(x - 1) + 1", "sqrt(x + 2*sqrt(x - 1)) = sqrt(x - 1) - 1", ()),
    (
        "sqrt(x - 2*sqrt(x - 1)) = abs(sqrt(x - 1) - 1)",
        "sqrt(x - 2*sqrt(x - 1)) = sqrt(x - 1) - 1",
        (),
    ),
    ("(x - 1)/(sqrt(x) - 1) = sqrt(x) + 1", "(x - 1)/(sqrt(x) - 1) = sqrt(x) - 1", ()),
    (
        "1/(sqrt(x + 1) - sqrt(x)) = sqrt(x + 1) + sqrt(x)",
        "1/(sqrt(x + 1) - sqrt(x)) = sqrt(x + 1) - sqrt(x)",
        (),
    ),
    ("max(x, y) = (x + y + abs(x - y))/2", "max(x, y) = (x + y - abs(x - y))/2", ()),
    ("cases(x if x >= 0, -x otherwise) = abs(x)", "cases(x if x >= 1, -x otherwise) = abs(x)", ()),
    ("relu(x) - relu(-x) = x", "relu(x) + relu(-x) = x", ()),
    ("(sqrt(x^2) - x)/(sqrt(x^2) - x) = 1", "(sqrt(x^2) - x)/(sqrt(x^2) + x) = 1", ("x != 0",)),
)

#: closed constants: true, false, assumptions
CLOSED_CONSTANTS: tuple[Pair, ...] = (
    ("sqrt(5 + 2*sqrt(6)) = sqrt(2) + sqrt(3)", "sqrt(5 + 2*sqrt(6)) = sqrt(3) - sqrt(2)", ()),
    ("sqrt(7 - 4*sqrt(3)) = 2 - sqrt(3)", "sqrt(7 - 4*sqrt(3)) = sqrt(3) - 2", ()),
    ("sin(pi/12) = (sqrt(6) - sqrt(2))/4", "sin(pi/12) = (sqrt(6) + sqrt(2))/4", ()),
    ("cos(pi/5) = (1 + sqrt(5))/4", "cos(pi/5) = (sqrt(5) - 1)/4", ()),
    ("16*atan(1/5) - 4*atan(1/239) = pi", "16*atan(1/5) + 4*atan(1/239) = pi", ()),
    ("atan(2) + atan(3) = 3*pi/4", "atan(2) + atan(3) = -pi/4", ()),
    ("asinh(1) = log(1 + sqrt(2))", "asinh(1) = log(2 + sqrt(2))", ()),
    ("log(8)/log(2) = 3", "log(8)/log(3) = 3", ()),
    ("exp(1)^log(2) = 2", "exp(2)^log(2) = 2", ()),
    ("2^(1/2)*2^(1/3) = 2^(5/6)", "2^(1/2)*2^(1/3) = 2^(1/6)", ()),
    ("tan(pi/8) = sqrt(2) - 1", "tan(pi/8) = 1 - sqrt(2)", ()),
    ("asin(sin(2)) = pi - 2", "asin(sin(2)) = 2", ()),
    (
        "cos(2*pi/7) + cos(4*pi/7) + cos(6*pi/7) = -1/2",
        "cos(2*pi/7) + cos(4*pi/7) + cos(6*pi/7) = 1/2",
        (),
    ),
)

PAIRS = IDENTITIES_WITH_DOMAINS + CLOSED_CONSTANTS


@pytest.mark.parametrize(("true", "given"), [(pair[0], pair[2]) for pair in PAIRS])
def test_a_true_line_is_proved(true: str, given: tuple[str, ...]) -> None:
    assert verdict(true, given) is Verdict.PROVED


@pytest.mark.parametrize(("false", "given"), [(pair[1], pair[2]) for pair in PAIRS])
def test_its_false_twin_is_refuted(false: str, given: tuple[str, ...]) -> None:
    assert verdict(false, given) is Verdict.REFUTED
