"""Derivatives and antiderivatives of elementary functions, with false twins."""

from __future__ import annotations

import pytest

from derivcheck.language.obligations import Effort
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide
from tests.deciders.asked import scope
from tests.deciders.scalar_verdicts import verdict

Pair = tuple[str, str, tuple[str, ...]]

#: derivatives of compositions: true, false, assumptions
DERIVATIVES_OF_COMPOSITIONS: tuple[Pair, ...] = (
    (
        "d(exp(sin(x)^2), x) = sin(2*x)*exp(sin(x)^2)",
        "d(exp(sin(x)^2), x) = cos(2*x)*exp(sin(x)^2)",
        (),
    ),
    ("d(log(log(x)), x) = 1/(x*log(x))", "d(log(log(x)), x) = 1/log(x)", ()),
    ("d(x^x, x) = x^x*(log(x) + 1)", "d(x^x, x) = x^x*log(x)", ("x > 0",)),
    (
        "d(x^(x^x), x) = x^(x^x)*x^x*(log(x)^2 + log(x) + 1/x)",
        "d(x^(x^x), x) = x^(x^x)*x^x*(log(x)^2 + 1/x)",
        ("x > 0",),
    ),
    ("d(atan(exp(x)), x) = sech(x)/2", "d(atan(exp(x)), x) = sech(x)", ()),
    ("d(2*atan(tanh(x/2)), x) = sech(x)", "d(2*atan(tanh(x)), x) = sech(x)", ()),
    (
        "d(log(x + sqrt(x^2 + a^2)), x) = 1/sqrt(x^2 + a^2)",
        "d(log(x + sqrt(x^2 + a^2)), x) = x/sqrt(x^2 + a^2)",
        ("a > 0",),
    ),
    (
        "d(sqrt(x + sqrt(x)), x) = (2*sqrt(x) + 1)/(4*sqrt(x)*sqrt(x + sqrt(x)))",
        "d(sqrt(x + sqrt(x)), x) = (2*sqrt(x) + 1)/(4*sqrt(x + sqrt(x)))",
        (),
    ),
    (
        "d(asin(2*x*sqrt(1 - x^2)), x) = 2/sqrt(1 - x^2)",
        "d(asin(2*x*sqrt(1 - x^2)), x) = 1/sqrt(1 - x^2)",
        ("abs(x) < 1/2",),
    ),
    ("d(acos(1/x), x) = 1/(x*sqrt(x^2 - 1))", "d(acos(1/x), x) = -1/(x*sqrt(x^2 - 1))", ("x > 1",)),
    (
        "d(atan(x/sqrt(1 - x^2)), x) = 1/sqrt(1 - x^2)",
        "d(atan(x/sqrt(1 - x^2)), x) = 1/(1 - x^2)",
        (),
    ),
    ("d(log(tan(x/2)), x) = 1/sin(x)", "d(log(tan(x/2)), x) = 1/cos(x)", ()),
    (
        "d(x*softplus(x) - x^2/2, x) = softplus(x) + x*sigmoid(x) - x",
        "d(x*softplus(x) - x^2/2, x) = softplus(x) + sigmoid(x) - x",
        (),
    ),
    (
        "d(sigmoid(a*x), x, x) = a^2*sigmoid(a*x)*(1 - sigmoid(a*x))*(1 - 2*sigmoid(a*x))",
        "d(sigmoid(a*x), x, x) = a^2*sigmoid(a*x)*(1 - sigmoid(a*x))",
        (),
    ),
    (
        "d(erf(x/sqrt(2))/2, x) = exp(-x^2/2)/sqrt(2*pi)",
        "d(erf(x/sqrt(2))/2, x) = exp(-x^2)/sqrt(2*pi)",
        (),
    ),
    (
        "d(x*erf(x) + exp(-x^2)/sqrt(pi), x) = erf(x)",
        "d(x*erf(x) - exp(-x^2)/sqrt(pi), x) = erf(x)",
        (),
    ),
    ("d(sqrt(x^2)^3, x) = 3*x*sqrt(x^2)", "d(sqrt(x^2)^3, x) = 3*x^2", ()),
    ("d((x^2)^(3/4), x) = 3/2*x*(x^2)^(-1/4)", "d((x^2)^(3/4), x) = 3/2*(x^2)^(1/4)", ()),
    ("d(abs(x)*x, x) = 2*abs(x)", "d(abs(x)*x, x) = 2*x", ()),
    ("d(log(abs(x)), x) = 1/x", "d(log(abs(x)), x) = 1/abs(x)", ()),
    ("d(abs(x - 1)^3, x) = 3*(x - 1)*abs(x - 1)", "d(abs(x - 1)^3, x) = 3*(x - 1)^2", ()),
    (
        "d(cases(x^2 if x > 0, -x^2 otherwise), x) = 2*abs(x)",
        "d(cases(x^2 if x > 0, -x^2 otherwise), x) = 2*x",
        (),
    ),
)

#: antiderivatives: true, false, assumptions
ANTIDERIVATIVES: tuple[Pair, ...] = (
    ("d((sin(x) - x*cos(x)), x) = x*sin(x)", "d((sin(x) + x*cos(x)), x) = x*sin(x)", ()),
    (
        "d(exp(a*x)*(a*sin(b*x) - b*cos(b*x))/(a^2 + b^2), x) = exp(a*x)*sin(b*x)",
        "d(exp(a*x)*(a*sin(b*x) + b*cos(b*x))/(a^2 + b^2), x) = exp(a*x)*sin(b*x)",
        (),
    ),
    (
        "d(x/2*sqrt(a^2 - x^2) + a^2/2*asin(x/a), x) = sqrt(a^2 - x^2)",
        "d(x/2*sqrt(a^2 - x^2) - a^2/2*asin(x/a), x) = sqrt(a^2 - x^2)",
        ("a > 0",),
    ),
    ("d(atan(x/a)/a, x) = 1/(x^2 + a^2)", "d(atan(x/a), x) = 1/(x^2 + a^2)", ("a != 0",)),
    (
        "d(log((x - a)/(x + a))/(2*a), x) = 1/(x^2 - a^2)",
        "d(log((x - a)/(x + a))/a, x) = 1/(x^2 - a^2)",
        (),
    ),
    (
        "d(x*log(x)^2 - 2*x*log(x) + 2*x, x) = log(x)^2",
        "d(x*log(x)^2 - 2*x*log(x) + x, x) = log(x)^2",
        (),
    ),
    ("d(log(sec(x) + tan(x)), x) = sec(x)", "d(log(sec(x) - tan(x)), x) = sec(x)", ()),
    (
        "d(x*atanh(x) + log(1 - x^2)/2, x) = atanh(x)",
        "d(x*atanh(x) - log(1 - x^2)/2, x) = atanh(x)",
        (),
    ),
    (
        "d(2*sqrt(x)*exp(sqrt(x)) - 2*exp(sqrt(x)), x) = exp(sqrt(x))",
        "d(2*sqrt(x)*exp(sqrt(x)) - exp(sqrt(x)), x) = exp(sqrt(x))",
        (),
    ),
    (
        "d(-sqrt((a + b*x)^2)/(b*(a + b*x)^2), x) = 1/(b*(a + b*x)*sqrt((a + b*x)^2))*b",
        "d(-sqrt((a + b*x)^2)/(b*(a + b*x)^2), x) = -1/((a + b*x)*sqrt((a + b*x)^2))",
        ("b > 0",),
    ),
    (
        "d((x^2 + 1)^(n + 1)/(2*(n + 1)), x) = x*(x^2 + 1)^n",
        "d((x^2 + 1)^(n + 1)/(n + 1), x) = x*(x^2 + 1)^n",
        ("n > 0",),
    ),
    (
        "d(x^(n + 1)*(log(x)/(n + 1) - 1/(n + 1)^2), x) = x^n*log(x)",
        "d(x^(n + 1)*(log(x)/(n + 1) + 1/(n + 1)^2), x) = x^n*log(x)",
        ("n > 0",),
    ),
    ("d(asinh(x/a), x) = 1/sqrt(x^2 + a^2)", "d(asinh(x/a), x) = a/sqrt(x^2 + a^2)", ("a > 0",)),
    (
        "d(-1/2*log((1 + cos(x))/(1 - cos(x))), x) = csc(x)",
        "d(1/2*log((1 + cos(x))/(1 - cos(x))), x) = csc(x)",
        (),
    ),
)

PAIRS = DERIVATIVES_OF_COMPOSITIONS + ANTIDERIVATIVES


@pytest.mark.parametrize(("true", "given"), [(pair[0], pair[2]) for pair in PAIRS])
def test_a_true_line_is_proved(true: str, given: tuple[str, ...]) -> None:
    assert verdict(true, given) is Verdict.PROVED


@pytest.mark.parametrize(("false", "given"), [(pair[1], pair[2]) for pair in PAIRS])
def test_its_false_twin_is_refuted(false: str, given: tuple[str, ...]) -> None:
    assert verdict(false, given) is Verdict.REFUTED


SHRUNK = "cases(x - 1/2 if x > 1/2, x + 1/2 if x < -1/2, 0 otherwise)"


def test_cases_of_cases() -> None:
    slope = f"cases(1 if {SHRUNK} > 0, 1 if {SHRUNK} < 0, 0 otherwise)"
    assert verdict(f"d({SHRUNK}, x) = {slope}") is Verdict.PROVED
    assert verdict(f"d({SHRUNK}, x) = 1 - {slope}") is Verdict.REFUTED


def test_a_derivative_of_a_function_without_values_is_proved_nowhere() -> None:
    """The rule would give the right side; the proof beside no point must not count."""
    claim = "d(log(-x^2 - 1), x) = 2*x/(x^2 + 1)"
    names = scope()
    goal = names.proposition(claim)
    decision = decide(goal, names.context(goal), Effort())
    assert (decision.verdict, decision.reason) == (Verdict.UNDECIDED, "vacuous")
