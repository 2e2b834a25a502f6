"""A file is data: whatever stands in it, one clear problem with its place comes out."""

from __future__ import annotations

import pytest

from derivcheck.verify.reading import read

GOOD = "  - id: good\n    claim: x = x\n"

#: name: (file, code, line, column, words of the message)
WHOLE_FILE = {
    "empty": ("", "DC101", 1, 1, "the file is empty"),
    "a list": ("- a\n", "DC101", 1, 1, "must be a map with the key claims"),
    "another kind": ("foo: 1\n", "DC101", 1, 1, "no key claims"),
    "questions": ("questions: []\n", "DC101", 1, 1, "a file of questions"),
    "claims no list": ("claims: x\n", "DC101", 1, 9, "claims must be a list"),
    "anchor": (f"a: &a [x]\nclaims:\n{GOOD}", "DC101", 1, 4, "the anchor &a is refused"),
    "anchor bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nclaims: []\n",
        *("DC101", 1, 4, "the anchor &a is refused"),
    ),
    "alias": ("claims:\n  - id: a\n    claim: *x\n", "DC101", 3, 12, "the alias *x is refused"),
    "merge": ("claims:\n  - id: a\n    <<: {claim: x}\n", "DC101", 3, 5, "the merge key <<"),
    "tag": (
        "claims:\n  - id: a\n    claim: !!python/object/apply:os.system ['id']\n",
        *("DC101", 3, 12, "the tag !!python/object/apply:os.system is refused"),
    ),
    "two documents": (f"claims:\n{GOOD}---\na: b\n", "DC101", 4, 1, "a second document"),
    "deep": ("claims: " + "[" * 200_000, "DC105", 1, 28, "nested deeper than 20"),
    "many values": ("claims: [" + "a, " * 250_000, "DC105", 1, 600_001, "more than 200,000"),
    "3 MB": ("claims:\n" + "  - {id: a, claim: x}\n" * 140_000, "DC105", 1, 1, "2 MB"),
    "key twice": ("title: a\ntitle: b\nclaims: []\n", "DC103", 2, 1, "title stands here twice"),
    "symbol twice": (
        "symbols:\n  x: scalar\n  x: vector[n]\nclaims: []\n",
        *("DC103", 3, 3, "x stands in symbols twice"),
    ),
    "map as key": ("? [a, b]\n: c\nclaims: []\n", "DC101", 1, 3, "a key must be"),
    "open brace": ("claims:\n  - {id: a\n", "DC101", 2, 5, "this { is never closed"),
    "open quote": ('claims:\n  - id: "a\n', "DC101", 2, 9, 'this " is never closed'),
    "tab": ("claims:\n\t- id: a\n", "DC101", 2, 1, "not YAML"),
    "colon": ("claims:\n  - id: a\n    claim: f: x\n", "DC101", 3, 13, "not YAML"),
    "comma in braces": (
        "symbols: {x: scalar in (0, 1)}\nclaims: []\n",
        *("DC107", 1, 14, "a comma cut this value in two"),
    ),
    "bracket in braces": (
        "symbols: {X: matrix[n, d], y: scalar}\nclaims: []\n",
        *("DC107", 1, 14, "a bracket cut this value in two"),
    ),
    "interval in braces": (
        "symbols: {y: scalar, x: scalar in (0, 1]}\nclaims: []\n",
        *("DC107", 1, 25, "a bracket cut this value in two"),
    ),
    "set in braces": (
        "symbols: {x: 'scalar', y: scalar in {0, 1}}\nclaims: []\n",
        *("DC107", 1, 27, "a bracket cut this value in two"),
    ),
    "claim in braces": (
        "claims:\n  - {id: a, claim: A[i, :] = x}\n",
        *("DC107", 2, 20, "a bracket cut this value in two"),
    ),
    "step >": (
        "claims:\n  - id: a\n    steps:\n      - v[t]\n      - >= 0\n",
        *("DC101", 5, 9, "a step cannot start with > here"),
    ),
    "step !": (
        "claims:\n  - id: a\n    steps:\n      - v[t]\n      - != 0\n",
        *("DC101", 5, 9, "a step cannot start with ! here"),
    ),
    "claim >": ("claims:\n  - id: a\n    claim: > 0\n", "DC101", 3, 12, "a value cannot start"),
    "claim @": ("claims:\n  - id: a\n    claim: @x\n", "DC101", 3, 12, "a value cannot start"),
}

#: name: (claim, code, line, column, words of the message), beside a good claim
ONE_CLAIM = {
    "unknown key": ("  - id: a\n    clam: x\n", "DC102", 5, 5, "unknown key clam in a claim"),
    "key twice": ("  - id: a\n    claim: x\n    claim: y\n", "DC103", 6, 5, "claim stands here"),
    "id twice": ("  - id: good\n    claim: x\n", "DC103", 4, 9, "the id good is already taken"),
    "no id": ("  - claim: x\n", "DC101", 4, 5, "this claim has no id"),
    "odd id": ("  - id: a::b\n    claim: x\n", "DC101", 4, 9, "an id is one word"),
    "nothing said": ("  - id: a\n", "DC101", 4, 5, "the claim says nothing"),
    "both": (
        "  - id: a\n    claim: x\n    steps: |\n      x\n      = y\n",
        *("DC101", 6, 5, "the claim has both claim: and steps:"),
    ),
    "no map": ("  - x\n", "DC101", 4, 5, "a claim must be a map"),
    "a list as claim": ("  - id: a\n    claim: [1, 2]\n", "DC101", 5, 12, "a line of text"),
    "an empty claim": ("  - id: a\n    claim:\n", "DC101", 5, 11, "claim is empty"),
    "one step": ("  - id: a\n    steps: |\n      x\n", "DC101", 5, 12, "two lines or more"),
    "steps without |": (
        "  - id: a\n    steps:\n      x\n      = y\n",
        *("DC101", 6, 7, "steps must be a block"),
    ),
    "comma in brackets": (
        "  - id: a\n    claim: x\n    given: [x > 0, f(x, y) > 0]\n",
        *("DC107", 6, 20, "a comma cut this value in two"),
    ),
    "a comma in a flow claim": (
        "  - {id: a, claim: f(x, y) = z}\n",
        *("DC107", 4, 20, "a comma cut this value in two"),
    ),
    "size": (
        "  - id: a\n    claim: x\n    sizes: {n: [2, big]}\n",
        *("DC101", 6, 16, "the size n must be whole numbers"),
    ),
    "layout": ("  - id: a\n    claim: x\n    layout: row\n", "DC101", 6, 13, "layout must be"),
    "latex": ("  - id: a\n    claim: x\n    notation: latex\n", "DC604", 6, 15, "LaTeX"),
    "no why": ("  - id: a\n    claim: x\n    erratum: {step: 2}\n", "DC101", 6, 5, "say why"),
    "a step of a line": (
        "  - id: a\n    claim: x\n    erratum: {why: w, step: 2}\n",
        *("DC101", 6, 29, "this claim has no steps"),
    ),
    "a step too far": (
        "  - id: a\n    steps: [x, = y]\n    erratum: {why: w, step: 3}\n",
        *("DC101", 6, 29, "step must be a line from 2 to 2"),
    ),
    "a verdict": (
        "  - id: a\n    claim: x\n    erratum: {why: w, verdict: proved}\n",
        *("DC101", 6, 32, "verdict must be refuted or ill_posed"),
    ),
    "an empty correction": (
        "  - id: a\n    claim: x\n    erratum: {why: w, correct: {given: y}}\n",
        *("DC101", 6, 32, "the correction says nothing"),
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILE)
def test_a_file_that_cannot_be_read_has_one_problem(name):
    source, code, line, column, words = WHOLE_FILE[name]
    derivation = read(source.encode(), "f.yaml")
    (problem,) = derivation.problems
    place = problem.place
    assert (problem.code, place.file, place.line, place.column) == (code, "f.yaml", line, column)
    assert words in problem.message
    assert derivation.claims == ()


@pytest.mark.parametrize("name", ONE_CLAIM)
def test_a_malformed_claim_costs_itself_only(name):
    claim, code, line, column, words = ONE_CLAIM[name]
    derivation = read(f"claims:\n{GOOD}{claim}".encode(), "f.yaml")
    (problem,) = derivation.problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert words in problem.message
    assert [each.id.value for each in derivation.claims] == ["good"]
    assert derivation.unread == 1


def test_a_problem_in_a_claim_names_the_claim():
    derivation = read(b"claims:\n  - id: ridge.gradient\n    clam: x\n", "f.yaml")
    assert derivation.problems[0].claim == "ridge.gradient"
    assert derivation.problems[0].hint == "did you mean claim?"


@pytest.mark.parametrize(
    ("data", "line", "column", "found"),
    [
        (b"claims:\n - \xff\xfe", 2, 4, "byte 0xff"),
        (b"\xef\xbb\xbfclaims:\n - \xff", 2, 4, "byte 0xff"),
        (b"\xef\xbb\xbf\xc0", 1, 1, "byte 0xc0"),
        (b"claims:\n - x\x00y", 2, 5, "U+0000"),
        (b"claims:\n - x\x1b[31m", 2, 5, "U+001B"),
        ("claims: []".encode("utf-16"), 1, 1, "byte 0xff"),
        (b"\x00" * 100, 1, 1, "U+0000"),
    ],
)
def test_bytes_that_are_no_text_are_refused_where_they_stand(data, line, column, found):
    (problem,) = read(data, "f.yaml").problems
    assert (problem.code, problem.place.line, problem.place.column) == ("DC106", line, column)
    assert problem.found == found


def test_claims_that_a_broken_file_holds_are_counted():
    source = "claims:\n  - id: a\n    claim: x\n  - {id: b, claim: y}\n  - id: c\n    claim: *z\n"
    assert read(source.encode(), "f.yaml").unread == 3


def test_an_unknown_key_of_the_file_leaves_its_claims_alone():
    derivation = read(f"tittle: Ridge\nclaims:\n{GOOD}".encode(), "f.yaml")
    assert [(p.code, p.hint) for p in derivation.problems] == [("DC102", "did you mean title?")]
    assert len(derivation.claims) == 1


def test_a_cut_value_is_shown_as_it_should_be_written():
    (problem,) = read(b"symbols: {x: scalar in (0, 1)}\nclaims: []\n", "f.yaml").problems
    assert problem.found == "read as `scalar in (0`"
    assert problem.hint.splitlines()[-1] == "  x: 'scalar in (0, 1)'"


def test_steps_that_yaml_takes_for_its_own_signs_are_shown_as_a_block():
    source = "claims:\n  - id: a\n    steps:\n      - v[t]\n      - >= 0\n"
    (problem,) = read(source.encode(), "f.yaml").problems
    assert problem.found == "YAML reads this sign as the start of a text block"
    assert problem.hint.splitlines()[1:] == ["  steps: |", "    v[t]", "    >= 0"]


def test_a_comment_that_cuts_a_claim_is_a_warning_and_the_claim_is_read():
    derivation = read(b"claims:\n  - id: a\n    claim: x # = y\n", "f.yaml")
    (warning,) = derivation.problems
    assert (warning.code, warning.severity) == ("DC801", "warning")
    assert (warning.place.line, warning.place.column, warning.claim) == (3, 14, "a")
    assert derivation.claims[0].claim.value == "x"


@pytest.mark.parametrize(
    "source",
    [
        "claims:\n  - id: a\n    claim: 'x # y'\n",
        "claims:\n  - id: a\n    note: see # 3\n    claim: x\n",
        "claims:\n  # a comment\n  - id: a # another\n    claim: x\n",
    ],
)
def test_a_comment_elsewhere_is_no_warning(source):
    assert read(source.encode(), "f.yaml").problems == ()
