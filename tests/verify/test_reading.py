"""Claim files become values, every text with its place."""

from __future__ import annotations

import pytest

from derivcheck.language.positions import Place, Span
from derivcheck.verify.reading import kind_of, read

RIDGE = """\
title: Ridge regression has a closed form
source: {document: "Deep learning notes", section: Regularisation}
symbols:
  X: matrix[n, d]
  lambda: scalar > 0
define:
  sigma(z): 1/(1 + exp(-z))
claims:
  - id: ridge.gradient
    claim: grad(L, theta) = -X'@y
    source: {quote: the gradient}
    given: [x > 0, a != b]
    sizes: {n: [2, 5], d: 3}
    note: 0.10
    marks: 2
  - id: ridge.expansion
    steps: |
      L
      = 1/2*(y'@y - 2*y'@X@theta)
        + lambda/2*norm(theta)^2
      <= no
    layout: denominator
    erratum:
      step: 2
      why: a factor is missing
      correct:
        steps: [L, = M]
        given: x > 0
  - id: ridge.normal
    unknown: theta
    claim: a = 0 <=> b = 0
    erratum: {verdict: ill_posed, why: order, correct: b = 0 <=> a = 0}
"""


@pytest.fixture
def ridge():
    return read(RIDGE.encode(), "ridge.yaml")


def test_the_file_is_read_without_problems(ridge):
    assert ridge.problems == ()
    assert ridge.title == "Ridge regression has a closed form"
    assert (ridge.source.document, ridge.source.section) == (
        "Deep learning notes",
        "Regularisation",
    )
    assert [claim.id.value for claim in ridge.claims] == [
        "ridge.gradient",
        "ridge.expansion",
        "ridge.normal",
    ]
    assert len(ridge.sha256) == 64


def test_declarations_keep_headings_and_bodies_as_text(ridge):
    assert [(name.value, body.value) for name, body in ridge.symbols] == [
        ("X", "matrix[n, d]"),
        ("lambda", "scalar > 0"),
    ]
    heading, body = ridge.define[0]
    assert (heading.value, body.value) == ("sigma(z)", "1/(1 + exp(-z))")
    assert heading.position(0) == (7, 3)
    assert body.position(0) == (7, 13)


def test_a_claim_has_everything_that_is_written(ridge):
    claim = ridge.claims[0]
    assert claim.claim.value == "grad(L, theta) = -X'@y"
    assert claim.place == Place("ridge.yaml", 10, 12, 10, 34)
    assert claim.source.quote == "the gradient"
    assert [given.value for given in claim.given] == ["x > 0", "a != b"]
    assert claim.sizes == {"n": (2, 5), "d": (3,)}
    assert (claim.note, claim.marks) == ("0.10", "2")
    assert claim.address == "ridge.yaml::ridge.gradient"


def test_a_deeper_line_continues_the_step_above(ridge):
    steps = ridge.claims[1].steps
    assert [step.value for step in steps] == [
        "L",
        "= 1/2*(y'@y - 2*y'@X@theta) + lambda/2*norm(theta)^2",
        "<= no",
    ]
    second = steps[1]
    assert second.position(0) == (19, 7)
    assert second.position(second.value.index("+ lambda")) == (20, 9)
    assert ridge.claims[1].place == Place("ridge.yaml", 18, 7, 21, 12)
    assert ridge.claims[1].layout.value == "denominator"


def test_an_erratum_with_a_correction_of_its_own(ridge):
    erratum = ridge.claims[1].erratum
    assert (erratum.step, erratum.verdict, erratum.why) == (2, None, "a factor is missing")
    assert (erratum.place.line, erratum.place.column) == (23, 5)
    assert [step.value for step in erratum.correct.steps] == ["L", "= M"]
    assert [given.value for given in erratum.correct.given] == ["x > 0"]


def test_a_correction_may_be_a_line(ridge):
    claim = ridge.claims[2]
    assert claim.unknown == ("theta",)
    assert claim.erratum.verdict == "ill_posed"
    assert claim.erratum.correct.claim.value == "b = 0 <=> a = 0"


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("|\n        a\n        = b\n", ["a", "= b"]),
        ("|\n        a = b\n          + c\n", None),
        ("[a, = b]\n", ["a", "= b"]),
        ("a = b\n", None),
    ],
)
def test_a_correction_without_keys_is_a_chain_if_its_lines_are_steps(written, steps):
    source = (
        f"claims:\n  - id: a\n    claim: x\n    erratum:\n      why: w\n      correct: {written}"
    )
    (claim,) = read(source.encode(), "f.yaml").claims
    found = claim.erratum.correct.steps
    assert (found and [step.value for step in found]) == steps


@pytest.mark.parametrize("written", ["no", "0.10", "2020-01-01", "1e3", "~", "0o7", "1:30"])
def test_no_scalar_becomes_a_value_of_yaml(written):
    (claim,) = read(f"claims:\n  - id: a\n    claim: {written}\n".encode(), "f.yaml").claims
    assert claim.claim.value == written


def _characters(text, lines):
    """The characters of the file that a text claims to stand at, blanks at joints aside."""
    found = []
    for offset, character in enumerate(text.value):
        line, column = text.position(offset)
        found.append(" " if character == " " else lines[line - 1][column - 1])
    return "".join(found)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("X'@y = 0", "X'@y = 0"),
        ("'X''@y''= 0'", "X'@y'= 0"),
        ('"X\'@y = 0"', "X'@y = 0"),
        ("grad(L)\n      = -X'@y\n      + z", "grad(L) = -X'@y + z"),
        ("'a\n\n      = b\n      + c'", "a = b + c"),
        ('"a\n      = b"', "a = b"),
        ("|\n      a\n        = b\n      + c", "a = b + c"),
        (">\n      a\n      = b", "a = b"),
        (">-\n      a\n      = b\n\n      + c", "a = b + c"),
        ("|2-\n      a\n      = θ", "a = θ"),
    ],
)
def test_every_character_of_a_claim_knows_where_it_stands(written, value):
    derivation = read(f"claims:\n  - id: a\n    claim: {written}\n".encode(), "f.yaml")
    (claim,) = derivation.claims
    assert claim.claim.value == value
    assert _characters(claim.claim, derivation.lines) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("A = B''", "A = B'"), ("A'' = B", "A' = B"), ("B''''", "B''"), ("A = B", "A = B")],
)
def test_a_quote_at_the_end_is_two_characters_of_the_file(typed, value):
    (claim,) = read(f"claims:\n  - id: a\n    claim: '{typed}'\n".encode(), "f.yaml").claims
    assert claim.claim.value == value
    assert (claim.place.column, claim.place.end_column) == (13, 13 + len(typed))
    last = claim.claim.place(Span(len(value) - 1, len(value)))
    assert last.end_column == 13 + len(typed)


def test_escapes_in_double_quotes_keep_the_places_of_what_follows():
    source = 'claims:\n  - id: a\n    claim: "\\x41 = \\u03b8 + z"\n'
    (claim,) = read(source.encode(), "f.yaml").claims
    assert claim.claim.value == "A = θ + z"
    assert claim.claim.position(0) == (3, 13)
    assert claim.claim.position(claim.claim.value.index("z")) == (3, 29)


def test_a_byte_order_mark_and_windows_lines_move_no_column():
    data = b"\xef\xbb\xbfclaims:\r\n  - id: a\r\n    steps: |\r\n      x\r\n      = y\r\n"
    (claim,) = read(data, "f.yaml").claims
    assert [step.position(0) for step in claim.steps] == [(4, 7), (5, 7)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"title: x\nclaims: []\n", "derivation"),
        (b"questions:\n", "assignment"),
        (b"answers :\n", "submission"),
        (b"claims: [", "derivation"),
        (b"a:\n  claims: []\n", None),
        (b"\xff\xfe", None),
        (b"", None),
    ],
)
def test_the_kind_of_a_file_is_its_top_key_even_if_it_is_broken(data, kind):
    assert kind_of(data) == kind
