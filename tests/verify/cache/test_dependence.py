"""A verdict is known as long as nothing changes that it depends on, and no longer."""

from __future__ import annotations

import pytest
from remembering import decided, timeless, verified, written

from derivcheck.verify import engine
from derivcheck.verify.cache import memory
from derivcheck.verify.cache.reach import Reach
from derivcheck.verify.folders import load
from derivcheck.verify.judge import judge
from derivcheck.verify.questions import Asking
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import Derivation

FILE = """\
symbols:
  x: scalar > 0
  z: scalar
  X: matrix[n, d]
  w: vector[d]
  u: vector[k]
define:
  f: x^2 + c
  c: 3
  g: z^3
claims:
  - id: a
    claim: d(f, x) = 2*x
  - id: b
    symbols: {v: 'vector[d]'}
    given: [norm(v) > 0]
    claim: grad(norm(X@v)^2/2, v) = X'@X@v
    sizes: {n: [2, 3]}
"""


@pytest.fixture(autouse=True)
def known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(FILE)
    assert [claim.verdict for claim in verified().claims] == ["proved", "proved"]


def changed(old, new):
    """The ids of the claims that are decided after a change of the file."""
    assert FILE.count(old) == 1
    written(FILE.replace(old, new))
    report = verified()
    assert timeless(report) == timeless(verified(cache=False))
    return decided(report)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("z: scalar", "z: scalar < 0"),
        ("  z: scalar\n", ""),
        ("z: scalar", "z: scalar\n  y: scalar"),
        ("  x: scalar > 0\n", "  Z: matrix[d, n]\n  x: scalar > 0\n"),
        ("g: z^3", "g: z^4"),
        ("g: z^3", "g: z^"),
        ("u: vector[k]", "u: vector[k + 1]"),
        ("u: vector[k]", "u: vector[d]"),
        ("w: vector[d]", "w: matrix[d, d]"),
        ("symbols:\n  x", "title: New\nsymbols:\n  x"),
        ("claims:\n", "claims:\n\n"),
    ],
)
def test_what_a_claim_does_not_reach_changes_nothing(old, new):
    assert changed(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ("x: scalar > 0", "x: scalar", ["a"]),
        ("f: x^2 + c", "f: x^2 - c", ["a"]),
        ("c: 3", "c: 4", ["a"]),
        ("c: 3", "c: z", ["a"]),
        ("X: matrix[n, d]", "X: matrix[n, n]", ["b"]),
        ("X: matrix[n, d]", "X: matrix[n, d] in (0, 1)", ["b"]),
        ("v: 'vector[d]'", "v: 'vector[n]'", ["b"]),
        ("norm(v) > 0", "norm(v) > 1", ["b"]),
        ("[2, 3]", "[2, 4]", ["b"]),
        ("    sizes: {n: [2, 3]}\n", "", ["b"]),
        ("  z: scalar\n", "  z: scalar\n  exp: scalar\n", ["a", "b"]),
        ("  z: scalar\n", "  z: scalar\n  d: scalar\n", ["a", "b"]),
        ("  z: scalar\n", "  z: scalar\n  '2': scalar\n", ["a", "b"]),
        ("= X'@X@v", "= X'@X@v\n    layout: numerator", ["b"]),
        ("= 2*x", "= 2*x\n    unknown: x", ["a"]),
        ("= 2*x", "= 2*x\n    erratum: {why: no}", ["a"]),
    ],
)
def test_what_a_claim_reaches_is_decided_again(old, new, ids):
    assert changed(old, new) == ids


def test_a_correction_and_the_step_of_an_erratum_belong_to_the_claim():
    chain = "  - id: a\n    steps: ['x', '= 2*x', '= x + x']\n    erratum:\n      why: w\n"
    base = "symbols: {x: scalar}\nclaims:\n" + chain
    correct = "      correct: ['x', '= 1*x', '= 2*x/2']\n"
    for text, again in (
        (base, ["a"]),
        (base, []),
        (base.replace("why: w", "why: other words"), []),
        (base + "      step: 2\n", ["a"]),
        (base + "      step: 3\n", ["a"]),
        (base + "      verdict: refuted\n", ["a"]),
        (base + correct, ["a"]),
        (base + correct.replace("2*x/2", "3*x/3"), ["a"]),
        (base, []),
    ):
        written(text)
        report = verified()
        assert decided(report) == again, text
        assert timeless(report) == timeless(verified(cache=False))


def test_a_size_stays_known_only_while_something_declares_it():
    base = "symbols:\n  X: matrix[n, d]\n  s: scalar\nclaims:\n  - {id: a, claim: s*n = n*s}\n"
    for text, again, verdict in (
        (base, ["a"], "proved"),
        (base.replace("matrix[n, d]", "scalar"), ["a"], "undecided"),
        (base.replace("X: matrix[n, d]", "X: scalar\n  y: vector[n]"), ["a"], "proved"),
        (base.replace("id: a, ", "id: a, symbols: {X: scalar}, "), ["a"], "undecided"),
    ):
        written(text)
        report = verified()
        assert (decided(report), report.claims[0].verdict) == (again, verdict), text


def test_what_is_told_of_a_wrong_claim_may_depend_on_any_name():
    base = "symbols:\n  x: scalar\nclaims:\n  - {id: a, claim: x + alfa = 1}\n"
    written(base)
    assert verified().problems[0].hint is None
    written(base.replace("x: scalar", "x: scalar\n  alpha: scalar"))
    report = verified()
    assert decided(report) == ["a"]
    assert "alpha" in (report.problems[0].hint or "")


@pytest.mark.parametrize(
    ("settings", "again"),
    [
        ({"seed": 1}, 2),
        ({"effort": 2}, 2),
        ({"require": "proof"}, 2),
        ({"timeout": 20}, 0),
        ({"select": ("a",)}, 0),
    ],
)
@pytest.mark.parametrize("brief", [False, True])
def test_the_settings_that_a_verdict_may_depend_on(settings, again, brief):
    verified(brief=brief)
    assert len(decided(verified(brief=brief, **settings))) == again


def test_another_program_decides_again(monkeypatch):
    before = engine.versions()
    monkeypatch.setattr(memory, "versions", lambda storage: {**before, "sympy": "9"})
    assert decided(verified()) == ["a", "b"]
    assert decided(verified(brief=True)) == []
    monkeypatch.setattr(memory, "versions", lambda storage: {**before, "sympy": "8"})
    assert decided(verified(brief=True)) == ["a", "b"]


def test_every_claim_comes_out_the_same_with_what_it_reaches_alone():
    """Judged with the declarations that it reaches and no others, for a file of each sort."""
    from pathlib import Path

    root = Path(__file__).parents[3] / "derivations"
    settings = Settings()
    for name in ("ridge", "l1", "batch-norm", "adaptive"):
        (derivation,) = load([str(root / f"{name}.yaml")]).derivations
        asking = Asking.of(derivation, settings, "")
        reach = Reach.of(derivation.symbols, derivation.define)
        for claim in derivation.claims:
            asked = asking.about(claim)
            reached = {(d.kind, d.heading) for d in reach.reached(claim)}
            whole = asked.declared.derivation
            less = Derivation(
                file="",
                symbols=tuple(p for p in whole.symbols if ("symbol", p[0].value) in reached),
                define=tuple(p for p in whole.define if ("definition", p[0].value) in reached),
            )
            told = [judge(each, asked.neutral.claim, settings) for each in (whole, less)]
            assert told[0].ok
            assert timeless(told[0]) == timeless(told[1]), claim.address
