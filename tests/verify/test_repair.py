"""What was probably meant: for the notes' mistakes, against what their corrections say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from derivcheck import check
from derivcheck.language.parsing import parse_proposition, parse_step
from derivcheck.language.printing import show
from derivcheck.verify.judge import judge
from derivcheck.verify.lasting import is_lasting
from derivcheck.verify.oneline import single
from derivcheck.verify.reading import read
from derivcheck.verify.record import Verdict
from derivcheck.verify.repair import search
from derivcheck.verify.settings import Settings

DERIVATIONS = Path(__file__).parents[2] / "derivations"

#: found as the correction says it
EQUAL = {
    "dl.act.bent-identity",
    "dl.adagrad-momentum.unrolled",
    "dl.gd.step",
    "dl.gelu.kink",
    "dl.hinge.loss-gradient-b",
    "dl.hinge.loss-gradient-w",
    "dl.nesterov.middle-line",
    "dl.net.dloss-dy",
    "dl.ridge.expansion",
    "dl.ridge.normal-equation",
    "dl.rmsprop-momentum.unrolled",
    "dl.siamese.dhq",
    "dln.paper-gradient",
    "hw1.adamax",
    "hw1.bce-gradient",
    "hw1.beale.dx2",
    "hw1.bilinear-dy",
    "hw1.hessian-entries",
    "hw2.lr.derivative",
    "hw2.lr.optimum",
    "hw2.lr.solving",
    "hw2.params.total",
    "hw2.sgd-gradient",
    "nas.dW-dA",
}
#: found as an equivalent line
EQUIVALENT = {
    "dl.hinge.combined": (
        "grad(hinge, w) = cases(-y*x if y*(w'@x + b) < 1, zeros(d) if y*(w'@x + b) >= 1)"
    ),
    "hw2.lr.second-derivative": "d(L1, eta, eta) = 8/n^3*(X@X'@a0)'@X@(X'@a0)",
    "hw2.params.fc-1024": "196*256*1024 = 51380224",
}
#: another true line, as near to the written one as the correction
OTHER = {
    "dl.momentum.position-alternative": (
        "theta[t] = theta[0] - eps*sum(alpha^(j - i)*g[i] for j in 1..t for i in 1..j)"
    ),
    "dln.shapes": "shape(prod(W[i]' for i in H + 1 downto 1)) = [d[H + 1], d[0]]",
}
#: more than one slip away, or (not convex) the refutation itself
NONE = {
    "dl.bn.unit-variance",
    "dl.hinge.loss-with-l1",
    "dl.net.delta-h2",
    "dl.net.sigmoid-jacobian",
    "hw1.beale.convex",
    "hw1.quadratic-original-space",
    "hw2.min-norm-coefficients",
}


def errata():
    for path in sorted(DERIVATIONS.glob("*.yaml")):
        derivation = read(path.read_bytes(), path.name)
        for claim in derivation.claims:
            if claim.erratum is not None:
                yield pytest.param(derivation, claim, id=claim.id.value)


ERRATA = list(errata())


def test_every_mistake_of_the_notes_is_counted():
    listed = Counter([*EQUAL, *EQUIVALENT, *OTHER, *NONE])
    assert sorted(listed) == sorted(each.id for each in ERRATA)
    assert set(listed.values()) == {1}
    assert (len(EQUAL), len(EQUIVALENT), len(OTHER), len(NONE)) == (24, 3, 2, 7)


@pytest.mark.parametrize(("derivation", "claim"), ERRATA)
def test_what_was_meant_is_what_the_correction_says(derivation, claim):
    name = claim.id.value
    record = judge(derivation, replace(claim, erratum=None), Settings())
    assert record.verdict in (Verdict.REFUTED, Verdict.ILL_POSED)
    meant = record.suggestion
    if name in NONE:
        assert meant is None
        return
    assert meant is not None
    assert meant.verdict is Verdict.PROVED
    assert meant.edit is not None
    if name in EQUAL:
        assert meant.claim == corrected(claim, record.first_wrong_step)
    else:
        assert meant.claim == (EQUIVALENT | OTHER)[name]


def corrected(claim, step):
    """The corrected line as it is printed; in a chain the first wrong one."""
    correct = claim.erratum.correct
    if correct.claim is not None:
        return show(parse_proposition(correct.claim.value))
    return show(parse_step(correct.steps[step - 1].value, first=False))


def meant(text, **options):
    record = check(text, **options)
    assert record.verdict in (Verdict.REFUTED, Verdict.ILL_POSED)
    return record.suggestion and record.suggestion.claim


ARRAYS = {"X": "matrix[n, d]", "y": "vector[n]", "theta": "vector[d]", "lambda": "scalar"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("d(sin(x)*x, x) = cos(x)*x - sin(x)", "d(sin(x)*x, x) = cos(x)*x + sin(x)"),
        ("d(x^4, x) = 4*x^2", "d(x^4, x) = 4*x^3"),
        ("d(x^7, x) = 3*x^6", "d(x^7, x) = 7*x^6"),
        ("d(a*x^2, x) = 2*x", "d(a*x^2, x) = 2*a*x"),
        ("d(x/(1 + abs(x)), x) = 1/(1 + x)^2", "d(x/(1 + abs(x)), x) = 1/(1 + abs(x))^2"),
        ("2*x*y >= x^2 + y^2", "2*x*y <= x^2 + y^2"),
        ("exp(x) > 1 + x", "exp(x) >= 1 + x"),
        ("convex(-x^2, x)", "concave(-x^2, x)"),
        ("not convex(x^2, x)", "convex(x^2, x)"),
        ("x^2 = 4 <=> x = 2 or x = -3", None),
        ("lim(sin(x)/x, x -> 0) = 2", "lim(sin(x)/x, x -> 0) = 1"),
        ("cos(x) = 1 + O(x^3) as x -> 0", "cos(x) = 1 + O(x^2) as x -> 0"),
    ],
)
def test_a_slip_in_a_scalar_line_is_found(wrong, right):
    assert meant(wrong) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "grad(norm(y - X@theta)^2, theta) = 2*X@(X@theta - y)",
            "grad(norm(y - X@theta)^2, theta) = 2*X'@(X@theta - y)",
        ),
        (
            "hess(norm(y - X@theta)^2 + lambda*norm(theta)^2, theta) = 2*(X'@X + lambda)",
            "hess(norm(y - X@theta)^2 + lambda*norm(theta)^2, theta) = 2*(X'@X + lambda*I)",
        ),
        ("grad(theta'@X'@y, theta) = y", "grad(theta'@X'@y, theta) = X'@y"),
    ],
)
def test_a_slip_in_a_line_of_arrays_is_found(wrong, right):
    assert meant(wrong, symbols=ARRAYS) == right


@pytest.mark.parametrize(
    "line",
    [
        "x + 1 = x",  # `1 does not belong there` would leave x = x
        "a*x = 0",
        "(x + y)^2 = x + y",  # `(x + y)^2` on both sides
        "-(x + y) = y + x",
        "convex(x^2*y^2, [x, y])",  # `not convex` is the refutation itself
        "x = 1 => x = 2",
        "sin(x)*y = 3*y*cos(x) + 1",
    ],
)
def test_nothing_is_suggested_that_says_nothing(line):
    assert meant(line) is None


def test_a_suggestion_says_for_which_sizes_it_is_proved():
    record = check(
        "grad(norm(y - X@theta)^2, theta) = 2*X@(X@theta - y)",
        symbols=ARRAYS,
    )
    assert record.suggestion.scope == "every n and d"
    assert record.suggestion.words == "a transpose is missing on X"


SLIP = single("d(sin(x)*x, x) = cos(x)*x - sin(x)", [], [])


@pytest.mark.parametrize("work", ["LOOKS", "DECISIONS"])
def test_the_search_is_bounded_by_its_work(monkeypatch, work):
    monkeypatch.setattr(search, work, 0)
    record = judge(SLIP, SLIP.claims[0], Settings())
    assert record.verdict is Verdict.REFUTED
    assert record.suggestion is None
    assert record.limit is None


def test_a_search_that_is_cut_short_by_time_says_that_it_depends_on_the_machine(monkeypatch):
    monkeypatch.setattr(search, "SECONDS", -1.0)
    record = judge(SLIP, SLIP.claims[0], Settings())
    assert record.verdict is Verdict.REFUTED
    assert record.suggestion is None
    assert record.limit == "time"


def test_a_lost_number_is_found_inside_a_denominator():
    assert meant("d(atan(x), x) = 1/(3 + x^2)") == "d(atan(x), x) = 1/(1 + x^2)"


@pytest.mark.parametrize("error", [KeyError("no such rule"), RecursionError("too deep")])
def test_a_failed_search_leaves_the_claim_refuted_and_is_told(monkeypatch, error):
    def fails(*arguments):
        raise error

    monkeypatch.setitem(judge.__globals__, "suggestion", fails)
    derivation = read(b"symbols: {x: scalar}\nclaims:\n  - {id: a, claim: x = 1}\n", "f.yaml")
    record = judge(derivation, derivation.claims[0], Settings())
    assert (record.verdict, record.code, record.ok) == ("refuted", "DC301", False)
    assert record.counterexample.assignment == {"x": "0"}
    (problem,) = record.problems
    assert (problem.code, problem.severity, problem.claim) == ("DC902", "warning", "a")
    assert f"please report it: {type(error).__name__}" in problem.message
    assert not is_lasting(record)


def test_a_search_without_memory_leaves_the_claim_refuted(monkeypatch):
    def fails(*arguments):
        raise MemoryError

    monkeypatch.setitem(judge.__globals__, "suggestion", fails)
    derivation = read(b"symbols: {x: scalar}\nclaims:\n  - {id: a, claim: x = 1}\n", "f.yaml")
    record = judge(derivation, derivation.claims[0], Settings())
    assert (record.verdict, record.limit, record.problems) == ("refuted", "memory", ())
