"""The text of the terminal, against the page of the design that shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import COMMA, ERRATUM, MISFIT, PROVED, SIGN, STALE, UNKNOWN, claim, report

from derivcheck.reports import Options, render
from derivcheck.verify.record import (
    Counterexample,
    Finding,
    Numeric,
    Obligation,
    Snippet,
    Symbolic,
    Verdict,
)


def text(*claims, options=Options(), **known):  # noqa: B008  (frozen)
    return render(report(*claims, **known), "text", options)


def test_check_of_a_proved_claim():
    assert (
        text(PROVED, command="check")
        == """\
proved    d(tanh(x), x) = 1 - tanh(x)^2

  For every real x.
  symbolic  scalar normal form: both sides are 4*t^2/(t^2 + 1)^2, t = exp(x)
  numeric   12 admissible points, both sides agree to 57 digits
  x is read as a real scalar; say otherwise with --symbol 'x: TYPE'.
"""
    )


def test_check_of_a_refuted_claim_gives_the_point_and_what_was_meant():
    assert (
        text(replace(SIGN, claim="grad(L, theta) = X'@y"), command="check")
        == """\
refuted   grad(L, theta) = X'@y

  at n = 1, d = 1, X = [[1]], y = [1], theta = [0], lambda = 1
     left   [-1]
     right  [1]

  Meant?  grad(L, theta) = -X'@y + X'@X@theta + lambda*theta
          the sign of X'@y; this line is proved for every n and d.
"""
    )


def test_check_shows_a_witness_line_by_line():
    convex = claim(
        "claim",
        claim="convex(x^2*y^2, [x, y])",
        verdict=Verdict.REFUTED,
        code="DC301",
        ok=False,
        counterexample=Counterexample(
            kind="midpoint",
            rows=(
                ("at (1, 0) and (0, 1)", "f = 0 and 0, mean 0"),
                ("   midpoint (1/2, 1/2)", "f = 1/16, above the mean"),
            ),
        ),
    )
    assert (
        text(convex, command="check")
        == """\
refuted   convex(x^2*y^2, [x, y])

  at (1, 0) and (0, 1)     f = 0 and 0, mean 0
     midpoint (1/2, 1/2)   f = 1/16, above the mean
"""
    )


def test_a_red_gate_shows_failures_in_full_and_counts():
    shown = text(SIGN, MISFIT, STALE, PROVED, ERRATUM, seconds=3.5)
    assert (
        shown
        == """\
derivations/ridge.yaml:11:29: refuted ridge.gradient [DC301]

   11 |     claim: grad(L, theta) = X'@y + X'@X@theta + lambda*theta
      |                             ^^^^

  at n = 1, d = 1, X = [[1]], y = [1], theta = [0], lambda = 1
     left   grad(L, theta)                   = [-1]
     right  X'@y + X'@X@theta + lambda*theta = [1]

  Meant?  grad(L, theta) = -X'@y + X'@X@theta + lambda*theta
          the sign of X'@y; this line is proved for every n and d.

derivations/optimiser.yaml:40:42: ill-posed step 3 of lr.solving [DC202]

   39 |       = a0'@X@X'@X@w0 - eta*2/n*a0'@X@X'@X@X'@a0 - a0'@X@X'@t
   40 |       = a0'@X@X'@X@w0 - eta*2/n*a0'@X@X'@X'@a0 - a0'@X@X'@t
      |                                          ^^^^^
  a0'@X@X' is matrix[1, n] and X' is matrix[d, n]: cannot multiply.
  Step 4 is judged from step 2 and follows; steps 5 and 6 follow.

derivations/activations.yaml:58:5: stale erratum softsign [DC501]

   58 |     erratum:
      |     ^^^^^^^

  The line above it is now proved: remove the erratum.

5 claims in 3 files: 3 not as expected (1 refuted, 1 ill-posed, 1 stale
erratum), 1 proved, 1 erratum. 3.5 s, exit 1.
More: derivcheck explain derivations/ridge.yaml::ridge.gradient
"""
    )


@pytest.mark.parametrize("finding", [SIGN, MISFIT, STALE])
def test_the_column_of_the_head_is_the_column_of_the_caret(finding):
    lines = text(finding).splitlines()
    column = int(lines[0].split(":")[2])
    carets = next(line for line in lines if "^" in line)
    assert carets.index("^") - len("      | ") + 1 == column


def test_problems_come_first_and_unread_claims_are_counted():
    shown = text(PROVED, problems=[UNKNOWN, COMMA], unread=2, seconds=3.1)
    assert (
        shown
        == """\
derivations/ridge.yaml:11:37: error: unknown name Lambda [DC201]

   11 |     claim: grad(L, theta) = -X'@y + Lambda*theta
      |                                     ^^^^^^ did you mean lambda?

derivations/hinge.yaml:3:14: error: a comma cut this value in two [DC107]

    3 | symbols: {x: scalar in (0, 1)}
      |              ^^^^^^^^^^^^ read as `scalar in (0`
  Inside braces YAML splits at commas. Put the type in single quotes:
    symbols: {x: 'scalar in (0, 1)'}

5 claims in 2 files: 2 problems in 2 files, 4 claims not read; the other one is
as expected. 3.1 s, exit 1.
"""
    )


def everywhere(ident, file, **known):
    return claim(
        ident,
        file=file,
        symbolic=Symbolic(verdict="proved", sizes="all"),
        numeric=Numeric(verdict="agrees", points=1200),
        **known,
    )


def test_a_green_run_has_a_line_a_file_and_what_was_shown():
    claims = [everywhere(f"a{i}", "derivations/activations.yaml") for i in range(12)]
    claims += [replace(PROVED, id="b", file="derivations/beale.yaml"), ERRATUM]
    claims.append(claim("s", file="derivations/beale.yaml", verdict=Verdict.SUPPORTED))
    assert (
        text(*claims)
        == """\
activations.yaml  12 claims  12 proved
beale.yaml         2 claims   1 proved  1 supported
ridge.yaml         1 claim                           1 erratum

15 claims in 3 files, all as expected.
  13 proved (12 of them for every size)
   1 supported
   1 erratum: 1 refuted; 1 of 1 correction proved
14,412 points, 3.4 s. What the notes get wrong: derivcheck errata derivations
"""
    )


def test_a_single_claim_is_in_the_singular():
    assert (
        text(replace(PROVED, numeric=Numeric(verdict="agrees", points=1)))
        == """\
derivations/ridge.yaml  1 claim  1 proved

1 claim in 1 file, all as expected.
  1 proved
1 point, 3.4 s.
"""
    )


def test_quiet_shows_failures_only():
    assert text(PROVED, options=Options(verbosity=-1)) == ""
    shown = text(PROVED, STALE, options=Options(verbosity=-1))
    assert shown.startswith("derivations/activations.yaml:58:5: stale erratum")
    assert "claims in" not in shown


def test_verbose_has_a_line_a_claim():
    shown = text(PROVED, ERRATUM, options=Options(verbosity=1))
    assert shown.splitlines()[:2] == [
        "proved    tanh        derivations/ridge.yaml:11:12",
        "refuted   ridge.sign  derivations/ridge.yaml:11:12, erratum",
    ]


def test_colour_stands_on_the_verdict_word_only():
    shown = text(SIGN, options=Options(colour=True))
    assert shown.count("\x1b[") == 2
    assert "\x1b[31mrefuted\x1b[0m ridge.gradient" in shown


@pytest.mark.parametrize("form", ["text", "concise"])
@pytest.mark.parametrize("colour", [True, False])
def test_control_characters_of_users_never_reach_the_terminal(form, colour):
    evil = "x\x1b[31m\x07\u202e\x9b"
    bad = replace(
        SIGN,
        id=evil,
        message=evil,
        claim=evil,
        file=evil,
        counterexample=replace(SIGN.counterexample, left=evil, left_text=evil),
        suggestion=replace(SIGN.suggestion, claim=evil, words=evil),
        snippet=Snippet(lines=((11, evil),), region=(11, 1, 11, 2)),
    )
    problem = replace(UNKNOWN, message=evil, hint=evil, claim=evil, found=evil, file=evil)
    for command in ("verify", "check", "explain", "errata"):
        made = report(bad, problems=[problem], command=command)
        shown = render(made, form, Options(colour=colour, verbosity=1))
        for sign in ("\x1b[31mx", "\x07", "\u202e", "\x9b", "x\x1b"):
            assert sign not in shown


def test_wide_characters_and_tabs_keep_the_caret_in_place():
    snippet = Snippet(lines=((3, "\tclaim: 数 = y"),), region=(3, 13, 3, 14))
    lines = text(replace(SIGN, snippet=snippet)).splitlines()
    assert lines[2] == "    3 |  claim: 数 = y"
    assert lines[3] == "      |              ^"


def test_a_long_line_is_shown_around_the_place():
    snippet = Snippet(lines=((3, "a" * 500 + "b" + "c" * 500),), region=(3, 501, 3, 502))
    lines = text(replace(SIGN, snippet=snippet)).splitlines()
    assert len(lines[2]) < 180
    assert lines[2][lines[3].index("^")] == "b"


def test_explain_tells_how_the_verdict_was_reached():
    explained = replace(
        PROVED,
        id="ridge.gradient",
        claim="grad(L, theta) = -X'@y",
        where=("L = 1/2*norm(y - X@theta)^2",),
        scope="every n and d, X: matrix[n, d], y: vector[n], theta: vector[d], lambda > 0",
        shapes="both sides are vector[d]",
        assumed={},
        numeric=Numeric(
            verdict="agrees",
            points=12,
            exact=True,
            sizes=({"n": 3, "d": 2}, {"n": 2, "d": 4}),
        ),
    )
    assert (
        text(explained, command="explain")
        == """\
proved    ridge.gradient                            derivations/ridge.yaml:11:12

  claim     grad(L, theta) = -X'@y
  where     L = 1/2*norm(y - X@theta)^2
  for       every n and d, X: matrix[n, d], y: vector[n], theta: vector[d],
            lambda > 0
  shapes    both sides are vector[d]

  symbolic  scalar normal form: both sides are 4*t^2/(t^2 + 1)^2, t = exp(x)
  numeric   12 admissible points, exact rationals: equal at all; sizes (n, d) =
            (3, 2) and (2, 4)
"""
    )


def test_the_ledger_tells_what_is_written_why_it_is_wrong_and_what_is_right():
    assert (
        text(PROVED, ERRATUM, command="errata")
        == """\
ridge.sign                                          derivations/ridge.yaml:11:12
  written   grad(L, theta) = X'@y
  mistake   the sign of X'@y is lost
            refuted
            at n = 1, d = 1, X = [[1]], y = [1], theta = [0], lambda = 1
               left   [-1]
               right  [1]
  correct   grad(L, theta) = -X'@y
            proved

1 erratum: 1 refuted; 1 of 1 correction proved. In 1 file.
"""
    )


def test_explain_says_what_each_obligation_asks_for_and_who_answered():
    silent = Finding(decider="normal_form", outcome="silent", proves="the normal forms differ")
    spoken = Finding(decider="case_split", outcome="proved", proves="equal on each piece")
    asked = Obligation(index=1, kind="identity", text="", findings=(silent, spoken))
    shown = text(replace(PROVED, obligations=(asked,)), command="explain")
    assert "One obligation, identity: both sides are equal at every admissible point" in shown
    assert "    normal form: silent: the normal forms differ\n" in shown
    assert "    case split: proved\n" in shown


def test_a_proved_line_with_an_erratum_is_no_green_failure():
    assert "\x1b[31mstale erratum\x1b[0m" in text(STALE, options=Options(colour=True))
