"""Closed forms of recurrences, sums and products are proved for every index, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from derivcheck.deciders import induction
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

T = {"t": "index >= 0"}
FIBONACCI = {"f[0]": "0", "f[1]": "1", "f[t]": "f[t-1] + f[t-2]"}


@dataclass(frozen=True)
class Case:
    """A true line and one that is wrong by little."""

    true: str
    false: str
    symbols: dict[str, str] = field(default_factory=dict)
    define: dict[str, str] = field(default_factory=dict)


POSITIVE = {"t": "index >= 1"}

CASES = {
    "unit fractions": Case(
        "sum(1/(i*(i+1)) for i in 1..t) = t/(t+1)",
        "sum(1/(i*(i+1)) for i in 1..t) = (t+1)/(t+2)",
        POSITIVE,
    ),
    "squares product": Case(
        "prod(1 - 1/i^2 for i in 2..t) = (t+1)/(2*t)",
        "prod(1 - 1/i^2 for i in 2..t) = t/(2*t-1)",
        POSITIVE,
    ),
    "moebius": Case(
        "m[t] = a/(1 + t*a)",
        "m[t] = a/(1 + a)^t",
        T | {"a": "scalar > 0"},
        {"m[0]": "a", "m[t]": "m[t-1]/(1 + m[t-1])"},
    ),
    # a factor that vanishes at t = 3 hides every sum from there on
    "vanishing factor": Case(
        "(t+1)*sum(i for i in 1..t) = t*(t+1)^2/2",
        "(t-3)*sum(i for i in 1..t) = (t-3)*cases(t*(t+1)/2 if t < 3, 0 otherwise)",
        POSITIVE,
    ),
    "geometric": Case(
        "sum(a^i for i in 0..t)*(1-a) = 1 - a^(t+1)",
        "sum(a^i for i in 0..t)*(1-a) = 1 - a^t",
        T | {"a": "scalar"},
    ),
    "triangular": Case(
        "sum(i for i in 1..t) = t*(t+1)/2",
        "sum(i for i in 0..t) = t*(t-1)/2",
        T,
    ),
    "squares": Case(
        "sum(i^2 for i in 1..t) = t*(t+1)*(2*t+1)/6",
        "sum(i^2 for i in 1..t) = t*(t+1)*(2*t-1)/6",
        T,
    ),
    "cubes": Case(
        "sum(i^3 for i in 1..t) = sum(i for i in 1..t)^2",
        "sum(i^3 for i in 1..t) = sum(i for i in 1..t)^3",
        T,
    ),
    "arith-geo": Case(
        "sum(i*a^i for i in 1..t)*(1-a)^2 = a - (t+1)*a^(t+1) + t*a^(t+2)",
        "sum(i*a^i for i in 1..t)*(1-a)^2 = a - t*a^(t+1) + t*a^(t+2)",
        T | {"a": "scalar"},
    ),
    "two-index": Case(
        "sum(sum(i*j for j in 1..t) for i in 1..t) = (t*(t+1)/2)^2",
        "sum(sum(i*j for j in 1..t) for i in 1..t) = t*(t+1)/2",
        T,
    ),
    "triangle-sum": Case(
        "sum(sum(1 for j in 1..i) for i in 1..t) = t*(t+1)/2",
        "sum(sum(1 for j in 1..i) for i in 1..t) = t^2",
        T,
    ),
    "swap": Case(
        "sum(sum(g[i] for i in 1..j) for j in 1..t) = sum((t + 1 - i)*g[i] for i in 1..t)",
        "sum(sum(g[i] for i in 1..j) for j in 1..t) = sum((t - i)*g[i] for i in 1..t)",
        T | {"g[t]": "scalar"},
    ),
    "affine": Case(
        "x[t] = a^t*c + b*sum(a^i for i in 0..t-1)",
        "x[t] = a^t*c + b*sum(a^i for i in 0..t)",
        T | {"a": "scalar", "b": "scalar", "c": "scalar"},
        {"x[0]": "c", "x[t]": "a*x[t-1] + b"},
    ),
    "affine-closed": Case(
        "x[t] = a^t*(c - b/(1-a)) + b/(1-a)",
        "x[t] = a^t*(c + b/(1-a)) + b/(1-a)",
        T | {"a": "scalar", "b": "scalar", "c": "scalar"},
        {"x[0]": "c", "x[t]": "a*x[t-1] + b"},
    ),
    "affine-matrix": Case(
        "x[t] = A^t@c + sum(A^(t-1-i)@b for i in 0..t-1)",
        "x[t] = A^t@c + sum(A^(t-i)@b for i in 0..t-1)",
        T | {"A": "matrix[n,n]", "b": "vector[n]", "c": "vector[n]"},
        {"x[0]": "c", "x[t]": "A@x[t-1] + b"},
    ),
    "affine-matrix-error": Case(
        "x[t] - y = A^t@(c - y)",
        "x[t] - y = A^(t+1)@(c - y)",
        T | {"A": "matrix[n,n]", "c": "vector[n]", "y": "vector[n]"},
        {"x[0]": "c", "x[t]": "A@x[t-1] + y - A@y"},
    ),
    "gd-quadratic": Case(
        "theta[t] - w = (I - e*H)^t@(c - w)",
        "theta[t] - w = (I + e*H)^t@(c - w)",
        T | {"H": "matrix[n,n]", "c": "vector[n]", "w": "vector[n]", "e": "scalar"},
        {"theta[0]": "c", "theta[t]": "theta[t-1] - e*H@(theta[t-1] - w)"},
    ),
    "product-telescoping": Case(
        "prod((i+1)/i for i in 1..t) = t + 1",
        "prod((i+1)/i for i in 1..t) = t",
        T,
    ),
    "product-square": Case(
        "prod(a^2 for i in 1..t) = prod(a for i in 1..t)^2",
        "prod(a^2 for i in 1..t) = prod(a for i in 1..t)^3",
        T | {"a": "scalar"},
    ),
    "product-power": Case(
        "prod(a for i in 1..t) = a^t",
        "prod(a for i in 0..t) = a^t",
        T | {"a": "scalar"},
    ),
    "product-recurrence": Case(
        "x[t] = c*prod(g[i] for i in 1..t)",
        "x[t] = c*prod(g[i] for i in 0..t)",
        T | {"g[t]": "scalar", "c": "scalar"},
        {"x[0]": "c", "x[t]": "g[t]*x[t-1]"},
    ),
    "matrix-product-recurrence": Case(
        "x[t] = prod(M[i] for i in t downto 1)@c",
        "x[t] = prod(M[i] for i in 1..t)@c",
        T | {"M[i]": "matrix[n,n]", "c": "vector[n]"},
        {"x[0]": "c", "x[t]": "M[t]@x[t-1]"},
    ),
    "variable-coefficient": Case(
        "x[t] = sum(prod(g[j] for j in i+1..t)*h[i] for i in 1..t)",
        "x[t] = sum(prod(g[j] for j in i..t)*h[i] for i in 1..t)",
        T | {"g[t]": "scalar", "h[t]": "scalar"},
        {"x[0]": "0", "x[t]": "g[t]*x[t-1] + h[t]"},
    ),
    "interleaved": Case(
        "x[t] + y[t] = 2^t*(p + q)",
        "x[t] + y[t] = 2^(t+1)*(p + q)",
        T | {"p": "scalar", "q": "scalar"},
        {"x[0]": "p", "y[0]": "q", "x[t]": "x[t-1] + y[t-1]", "y[t]": "x[t-1] + y[t-1]"},
    ),
    "interleaved-rotation": Case(
        "x[t]^2 + y[t]^2 = (a^2 + b^2)^t*(p^2 + q^2)",
        "x[t]^2 + y[t]^2 = (a^2 - b^2)^t*(p^2 + q^2)",
        T | {"a": "scalar", "b": "scalar", "p": "scalar", "q": "scalar"},
        {"x[0]": "p", "y[0]": "q", "x[t]": "a*x[t-1] - b*y[t-1]", "y[t]": "b*x[t-1] + a*y[t-1]"},
    ),
    "interleaved-swap": Case(
        "x[t] - y[t] = (-1)^t*(p - q)",
        "x[t] - y[t] = p - q",
        T | {"p": "scalar", "q": "scalar"},
        {"x[0]": "p", "y[0]": "q", "x[t]": "y[t-1]", "y[t]": "x[t-1]"},
    ),
    "interleaved-lag": Case(
        "y[t] = u[t]",
        "y[t] = u[t] + v[t]",
        T | {"a": "scalar", "g[t]": "scalar"},
        {
            "v[0]": "0",
            "v[t]": "a*v[t-1] + g[t]",
            "y[0]": "0",
            "y[t]": "y[t-1] + v[t]",
            "u[0]": "0",
            "w[0]": "0",
            "w[t]": "a*w[t-1] + g[t]",
            "u[t]": "u[t-1] + w[t]",
        },
    ),
    "momentum-heavy-ball": Case(
        "theta[t+1] = theta[t] + a*(theta[t] - theta[t-1]) - e*g[t+1]",
        "theta[t+1] = theta[t] + a*(theta[t] - theta[t-1]) - e*g[t]",
        {"t": "index >= 1"} | {"a": "scalar", "e": "scalar", "g[t]": "scalar", "s": "scalar"},
        {
            "v[0]": "0",
            "v[t]": "a*v[t-1] - e*g[t]",
            "theta[0]": "s",
            "theta[t]": "theta[t-1] + v[t]",
        },
    ),
    "fibonacci-sum": Case(
        "sum(f[i] for i in 1..t) = f[t+2] - 1",
        "sum(f[i] for i in 1..t) = f[t+2]",
        T,
        FIBONACCI,
    ),
    "fibonacci-squares": Case(
        "sum(f[i]^2 for i in 1..t) = f[t]*f[t+1]",
        "sum(f[i]^2 for i in 1..t) = f[t]*f[t+1] + 1",
        T,
        FIBONACCI,
    ),
    "cassini": Case(
        "f[t+1]*f[t-1] - f[t]^2 = (-1)^t",
        "f[t+1]*f[t-1] - f[t]^2 = 1",
        {"t": "index >= 1"},
        FIBONACCI,
    ),
    "fibonacci-doubling": Case(
        "f[t+1]^2 + f[t]^2 = f[2*t+1]",
        "f[t+1]^2 - f[t]^2 = f[2*t+1]",
        T,
        FIBONACCI,
    ),
    "pell-closed": Case(
        "x[t] = 3^t - 2^t",
        "x[t] = 3^t - 2^(t+1) + 1",
        T,
        {"x[0]": "0", "x[1]": "1", "x[t]": "5*x[t-1] - 6*x[t-2]"},
    ),
    "average": Case(
        "m[t] = sum(g[i] for i in 1..t)/t",
        "m[t] = sum(g[i] for i in 1..t)/(t+1)",
        {"t": "index >= 1"} | {"g[t]": "scalar"},
        {"m[1]": "g[1]", "m[t]": "m[t-1] + (g[t] - m[t-1])/t"},
    ),
    "matrix-geometric": Case(
        "(I - A)@sum(A^i for i in 0..t) = I - A^(t+1)",
        "(I - A)@sum(A^i for i in 0..t) = I - A^t",
        T | {"A": "matrix[n,n]"},
    ),
}

#: true at the start, or for ten instances, or where a range has not turned around
NEVER = {
    "ten-instances": Case("", "prod(t - i for i in 0..9)*sum(1 for i in 1..t) = 0", T),
    "ten-roots-and-a-power": Case("", "prod(t - i for i in 0..12)*sum(2^i for i in 1..t) = 0", T),
    "false-at-the-start": Case("", "sum(i for i in 1..t) = t*(t + 1)/2 + 0^t", T),
    "only-the-first-base": Case(
        "", "x[t] = 1", T, {"x[0]": "1", "x[1]": "2", "x[t]": "2*x[t-1] - x[t-2]"}
    ),
    "second-base": Case(
        "", "x[t] = 0", T, {"x[0]": "0", "x[1]": "0", "x[2]": "1", "x[t]": "x[t-1] + x[t-3]"}
    ),
    "a-range-that-starts-empty": Case("", "sum(1 for i in 3..t) = t - 2", T),
    "a-step-that-reaches-below-the-start": Case(
        "", "f[t+1] = f[t] + f[t-1]", T | {"a": "scalar"}, {"f[0]": "0", "f[t]": "f[t-1] + a"}
    ),
    "matrices-do-not-commute": Case(
        "",
        "x[t] = A^t@B^t@c",
        T | {"A": "matrix[n,n]", "B": "matrix[n,n]", "c": "vector[n]"},
        {"x[0]": "c", "x[t]": "A@B@x[t-1]"},
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_closed_form_is_proved_for_every_index(case):
    found = ask(induction, case.true, case.symbols, define=case.define)
    assert found.outcome is Outcome.PROVED, found.message
    assert found.sizes == "all"


@pytest.mark.parametrize("case", (CASES | NEVER).values(), ids=CASES | NEVER)
def test_a_wrong_closed_form_is_never_proved(case):
    assert ask(induction, case.false, case.symbols, define=case.define).outcome is Outcome.SILENT
