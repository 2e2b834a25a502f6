"""Subgradients and whole subdifferentials: what is proved, refuted and left alone."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derivcheck.deciders import kinked_gradient, one_sided, subgradient
from derivcheck.language.obligations import Effort, Outcome
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide
from tests.deciders.asked import ask, obligations, scope

VECTOR = {"x": "vector[n]"}
REGRESSION = {"w": "vector[d]", "X": "matrix[n, d]", "y": "vector[n]"}
SAMPLES = {
    "w": "vector[d]",
    "x[i]": "vector[d] for i in 1..K",
    "y[i]": "scalar for i in 1..K",
}
HINGES = "1/K*sum(max(0, 1 - y[i]*(w'@x[i])) for i in 1..K)"


def verdict(text: str, symbols=None, **rest) -> Verdict:
    """The verdict of all deciders together."""
    names = scope(symbols, **rest)
    goal = names.proposition(text)
    return decide(goal, names.context(goal), Effort()).verdict


# Intervals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("subdiff(abs(x), x = 0) = [-1, 1]", ()),
        ("subdiff(max(x, 2*x), x = 0) = [1, 2]", ()),
        ("subdiff(abs(x) + abs(x - 1), x = 0) = [-2, 0]", ()),
        ("subdiff(abs(2*x - 1), x = 1/2) = [-2, 2]", ()),
        ("subdiff(exp(abs(x)), x = 0) = [-1, 1]", ()),
        ("subdiff(x*abs(x) + x^2, x = 0) = [0, 0]", ()),
        ("subdiff(max(0, 1 - y*x), x = 1/y) = [-y, 0]", ("y > 0",)),
        ("subdiff(a*abs(x), x = 0) = [-a, a]", ()),
        ("subdiff(max(a*x, b*x), x = 0) = [min(a, b), max(a, b)]", ()),
        ("subdiff((x^2 - 1)^2, x = 1) = [0, 0]", ()),
    ],
)
def test_the_slopes_on_both_sides_are_the_ends(text, given):
    assert verdict(text, given=given) is Verdict.PROVED


@pytest.mark.parametrize(
    "text",
    [
        "subdiff(max(x, 2*x), x = 0) = [0, 2]",
        "subdiff(max(x, 2*x), x = 0) = [3/2, 2]",
        "subdiff(max(x, 2*x), x = 0) = [1, 1]",
        "subdiff(abs(x) + abs(x - 1), x = 0) = [-1, 0]",
        "subdiff(abs(x), x = 1) = [-1, 1]",
        "subdiff(x^2, x = 0) = [0, 1/1000000000000]",
        "subdiff(a*abs(x), x = 0) = [-abs(a), abs(a)]",
        "subdiff(min(x, 2*x), x = 0) = [1, 2]",
        "subdiff(step(x), x = 0) = [0, 1]",
        "subdiff(cases(1 if x = 0, abs(x) otherwise), x = 0) = [-1, 1]",
        "subdiff(x^4 - x^2, x = 0) = [0, 0]",
        "subdiff(relu(2*x - 1), x = 0) = [1, 0]",
    ],
)
def test_a_wrong_interval_is_refuted(text):
    assert verdict(text) is Verdict.REFUTED


def test_an_interval_at_the_end_of_the_domain_is_not_the_whole_set():
    assert verdict("subdiff(x, x = 0) = [1, 1]", {"x": "scalar >= 0"}) is Verdict.UNDECIDED


def test_a_point_outside_of_the_domain_proves_nothing():
    found = verdict("2 in subdiff(abs(x), x = -1)", {"x": "scalar >= 0"})
    assert found is Verdict.UNDECIDED


def test_what_an_interval_leaves_out_is_told():
    *_, whole = obligations("subdiff(max(x, 2*x), x = 0) = [1, 3/2]")
    found = subgradient.decide(whole, Effort())
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.witness == {"slope": "2", "side": "right"}
    assert (
        found.counterexample.sentence == "2 is a subgradient at x = 0, too; it is not in [1, 3/2]"
    )


def test_only_a_convex_function_has_its_slopes_as_subgradients():
    *_, whole = obligations("subdiff(x^4 - x^2, x = 1) = [0, 1]")
    assert subgradient.decide(whole, Effort()).outcome is Outcome.SILENT


# Members ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "symbols", "given"),
    [
        ("cases(1 if x > 0, -1 if x <= 0) in subdiff(abs(x), x)", {}, ()),
        ("cases(a if x < 0, 1 if x >= 0) in subdiff(cases(a*x if x < 0, x if x >= 0), x)",
         {}, ("a <= 1",)),
        ("a in subdiff(abs(x), x = 0)", {}, ("-1 <= a", "a <= 1")),
        ("0 in subdiff((x^2 - 1)^2, x = 1)", {}, ()),
        ("cases(0 if y*z > 1, -y/2 if y*z = 1, -y if y*z < 1) in subdiff(max(0, 1 - y*z), z)",
         {}, ()),
        ("sign(x) in subdiff(norm1(x), x)", VECTOR, ()),
        ("ones(n) in subdiff(norm1(x), x = zeros(n))", VECTOR, ()),
        ("x/norm(x) in subdiff(norm(x), x)", VECTOR, ()),
        ("cases(x/norm(x) if norm(x) > 0, zeros(n) otherwise) in subdiff(norm(x), x)", VECTOR, ()),
        ("2*x + a*sign(x) in subdiff(norm(x)^2 + a*norm1(x), x)", VECTOR, ("a >= 0",)),
        ("X'@sign(X@w - y) in subdiff(norm1(X@w - y), w)", REGRESSION, ()),
        ("X'@step(X@w) in subdiff(sum(relu(X@w)), w)", REGRESSION, ()),
        (f"1/K*sum(cases(-y[i]*x[i] if y[i]*(w'@x[i]) <= 1, zeros(d) otherwise) for i in 1..K)"
         f" in subdiff({HINGES}, w)", SAMPLES, ()),
        ("basis(k, n) in subdiff(max(x), x)", VECTOR | {"k": "index in 1..n"},
         ("x[i] <= x[k] for i in 1..n",)),
    ],
)  # fmt: skip
def test_subgradients_are_proved(text, symbols, given):
    assert ask(subgradient, text, symbols, given=given).outcome is Outcome.PROVED


FALSE = [
    ("-sign(x) in subdiff(abs(x), x)", {}, ()),
    ("cases(0 if x < 0, 2 if x >= 0) in subdiff(relu(x), x)", {}, ()),
    ("cases(a if x < 0, 1 if x >= 0) in subdiff(cases(a*x if x < 0, x if x >= 0), x)", {}, ()),
    ("a in subdiff(abs(x), x = 0)", {}, ("-1 <= a", "a <= 2")),
    ("cases(0 if y*z > 1, -2*y if y*z = 1, -y if y*z < 1) in subdiff(max(0, 1 - y*z), z)",
     {}, ()),
    ("1/1000000000000 in subdiff(x^2, x = 0)", {}, ()),
    ("0 in subdiff(-abs(x), x)", {}, ()),
    ("0 in subdiff(x^3, x = 0)", {}, ()),
    ("d(x^4 - x^2, x) in subdiff(x^4 - x^2, x)", {}, ()),
    ("2*sign(x) in subdiff(norm1(x), x)", VECTOR, ()),
    ("sign(x) in subdiff(norm(x), x)", VECTOR, ()),
    ("ones(n) in subdiff(norm(x), x = zeros(n))", VECTOR, ()),
    ("cases(x/norm(x) if norm(x) > 0, ones(n) otherwise) in subdiff(norm(x), x)", VECTOR, ()),
    ("2*x + a*sign(x) in subdiff(norm(x)^2 + a*norm1(x), x)", VECTOR, ()),
    ("X'@sign(y - X@w) in subdiff(norm1(X@w - y), w)", REGRESSION, ()),
    (f"1/K*sum(cases(-y[i]*x[i] if y[i]*(w'@x[i]) > 1, zeros(d) otherwise) for i in 1..K)"
     f" in subdiff({HINGES}, w)", SAMPLES, ()),
    ("basis(k, n) in subdiff(max(x), x)", VECTOR | {"k": "index in 1..n"}, ()),
    ("basis(k, n) in subdiff(max(x), x)", VECTOR | {"k": "index in 1..n"},
     ("x[k] <= x[i] for i in 1..n",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "symbols", "given"), FALSE)
def test_a_false_twin_is_not_proved_but_refuted(text, symbols, given):
    assert ask(subgradient, text, symbols, given=given).outcome is Outcome.SILENT
    assert verdict(text, symbols, given=given) is Verdict.REFUTED


def test_a_kink_next_to_the_point_is_found_however_small_the_violation():
    found = ask(one_sided, "1/1000000000000 in subdiff(x^2, x = 0)")
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.witness.keys() == {"x2"}


def test_a_function_behind_a_recurrence_is_not_taken_for_a_constant():
    define = {"s[0]": "x", "s[t]": "s[t - 1] + x"}
    assert verdict("0 in subdiff(s[3], x)", {"x": "scalar"}, define=define) is not Verdict.PROVED


# Gradients where they exist -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "symbols"),
    [
        ("grad(norm1(x), x) = sign(x)", "grad(norm1(x), x) = abs(x)", VECTOR),
        ("grad(-norm1(x), x) = -sign(x)", "grad(-norm1(x), x) = sign(x)", VECTOR),
        ("grad(a*norm1(x), x) = a*sign(x)", "grad(a*norm1(x), x) = abs(a)*sign(x)", VECTOR),
        ("jac(abs(x), x) = diag(sign(x))", "jac(abs(x), x) = diag(step(x))", VECTOR),
        (
            "jac(max(0, X@w), w) = diag(step(X@w))@X",
            "jac(max(0, X@w), w) = X@diag(step(w))",
            {"X": "matrix[d, d]", "w": "vector[d]"},
        ),
        (
            f"grad({HINGES}, w)"
            " = 1/K*sum(cases(-y[i]*x[i] if y[i]*(w'@x[i]) < 1, zeros(d) otherwise) for i in 1..K)",
            f"grad({HINGES}, w)"
            " = 1/K*sum(cases(y[i]*x[i] if y[i]*(w'@x[i]) < 1, zeros(d) otherwise) for i in 1..K)",
            SAMPLES,
        ),
    ],
)
def test_where_a_gradient_exists_it_is_the_only_subgradient(right, wrong, symbols):
    assert ask(kinked_gradient, right, symbols).outcome is Outcome.PROVED
    assert ask(kinked_gradient, wrong, symbols).outcome is Outcome.SILENT
    assert verdict(wrong, symbols) is Verdict.REFUTED


def test_the_largest_entry_has_to_be_known():
    symbols = {"x": "vector[n]", "k": "index in 1..n"}
    text = "grad(norminf(x), x) = sign(x[k])*basis(k, n)"
    given = ["abs(x[i]) < abs(x[k]) for i in 1..n if i != k", "x != 0"]
    assert ask(kinked_gradient, text, symbols, given=given).outcome is Outcome.PROVED
    assert ask(kinked_gradient, text, symbols).outcome is Outcome.SILENT
    signed = ["x[i] < x[k] for i in 1..n if i != k", "x != 0"]
    assert ask(kinked_gradient, text, symbols, given=signed).outcome is Outcome.SILENT


# Brute force --------------------------------------------------------------------------------

_GRID = [Fraction(k, 8) for k in range(-64, 65)] + [
    Fraction(s * 10**k) for s in (1, -1) for k in (2, 5)
]


class _Piecewise:
    """A random function of x as text and as Python, kinked and perhaps not convex."""

    def __init__(self, random: Random, depth: int) -> None:
        kind = random.choice(("abs", "max", "min", "sum", "square") if depth else ("line", "abs"))
        a, b = random.choice((-2, -1, 1, 2)), random.choice((-1, 0, 1))
        text, line = f"({a}*x + {b})", lambda x: a * x + b
        if kind in ("line", "abs", "square"):
            self.text = {"line": text, "abs": f"abs{text}", "square": f"{text}^2"}[kind]
            self.value = {
                "line": line,
                "abs": lambda x: abs(line(x)),
                "square": lambda x: line(x) ** 2,
            }[kind]
            return
        f, g = _Piecewise(random, depth - 1), _Piecewise(random, depth - 1)
        c = random.choice((1, 2, -1))
        self.text = (
            f"({f.text} + ({c})*{g.text})" if kind == "sum" else f"{kind}({f.text}, {g.text})"
        )
        self.value = {
            "max": lambda x: max(f.value(x), g.value(x)),
            "min": lambda x: min(f.value(x), g.value(x)),
            "sum": lambda x: f.value(x) + c * g.value(x),
        }[kind]

    def supports(self, at: Fraction, slope: Fraction) -> bool:
        near = [at + s * Fraction(1, 2**k) for s in (1, -1) for k in (10, 30)]
        return all(self.value(z) >= self.value(at) + slope * (z - at) for z in (*_GRID, *near))


@pytest.mark.parametrize("seed", range(24))
def test_a_grid_agrees(seed):
    """One-sided quotients and a grid, without obligations, tell the same truth."""
    random = Random(seed)
    f = _Piecewise(random, 2)
    at, step = Fraction(random.choice((-1, 0, 1)), random.choice((1, 2))), Fraction(1, 2**30)
    ahead, behind = ((f.value(at + s) - f.value(at)) / s for s in (step, -step))
    low, high = (Fraction(round(2 * slope), 2) for slope in (behind, ahead))
    high += random.choice((0, 0, Fraction(1, 2), -Fraction(1, 2)))
    outside = [low - Fraction(1, 100), high + Fraction(1, 100)]
    true = low <= high and f.supports(at, low) and f.supports(at, high)
    true = true and not any(f.supports(at, slope) for slope in outside)
    found = verdict(f"subdiff({f.text}, x = {at}) = [{low}, {high}]")
    if low > high:  # an empty set, which a grid does not tell
        assert found is not Verdict.SUPPORTED
    elif true:
        assert found in (Verdict.PROVED, Verdict.SUPPORTED, Verdict.UNDECIDED)
    else:
        assert found in (Verdict.REFUTED, Verdict.UNDECIDED)
