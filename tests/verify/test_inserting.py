"""Errata written into files: what is added, and that nothing else changes."""

from __future__ import annotations

import json
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest

from derivcheck.verify.reading import read
from derivcheck.verify.reading.inserting import Mistake, with_errata

DERIVATIONS = Path(__file__).parents[2] / "derivations"

LINE = Mistake("a sign", correct=("x = -x",))
CHAIN = Mistake("it's: # not so", step=2, correct=("x", "= x", "<= 2*x"))

#: name: the file, and the lines that an erratum for `a` puts in
PLACES = {
    "a line": ("claims:\n  - id: a\n    claim: x = x\n    note: n\n", 3),
    "a line and a comment": ("claims:\n  - id: a\n    claim: x = x # so\n\n    # more\n", 3),
    "a line over lines": ("claims:\n  - id: a\n    claim: x =\n      x\n    note: n\n", 4),
    "a quoted line": ("claims:\n  - id: a\n    claim: 'x =\n\n      x\n      '\n    note: n\n", 6),
    "a folded block": (
        "claims:\n  - id: a\n    claim: >-\n      x\n      = x\n\n\n    note: n\n",
        5,
    ),
    "a chain": (
        "claims:\n  - id: a\n    steps: |\n      x\n      = x\n\n  - id: b\n    claim: y\n",
        5,
    ),
    "a list of steps": ("claims:\n  - id: a\n    steps:\n      - x\n      - = x\n  - id: b\n", 5),
    "steps in brackets": ("claims:\n  - id: a\n    steps: [x,\n      = x]\n  - id: b\n", 4),
    "the claim first": ("claims:\n- claim: x\n  id: a\n", 2),
    "no last newline": ("claims:\n  - id: a\n    claim: x = x", 3),
    "other ends of lines": ("claims:\r\n  - id: a\r\n    claim: x = x\r\n", 3),
    "a mark at the start": ("\ufeffclaims:\n  - id: a\n    claim: x = x\n", 3),
}


@pytest.mark.parametrize("mistake", [LINE, CHAIN, Mistake("plain")])
@pytest.mark.parametrize("name", PLACES)
def test_an_erratum_stands_below_its_proposition(name, mistake):
    source, line = PLACES[name]
    mistake = fitting(mistake, source)
    edited = with_errata(source.encode(), "f", {"a": mistake}).decode()
    added = [at for at, each in enumerate(edited.splitlines()) if each not in source.splitlines()]
    assert added == list(range(line, line + len(added)))
    assert edited.startswith("".join(source.splitlines(keepends=True)[:line]))
    assert edited.endswith("".join(source.splitlines(keepends=True)[line:]))
    assert edited.count("\r\n") in (0, edited.count("\n"))
    assert erratum(edited) == told(mistake)


@pytest.mark.parametrize(
    "written",
    [
        "{id: a, claim: x = x}",
        "{id: a, claim: x = x }  # so",
        "{id: a, claim: x = x,}",
        "{id: a,\n     claim: x = x\n     }",
        "{id: a, steps: [x, = x]}",
    ],
)
@pytest.mark.parametrize("mistake", [LINE, CHAIN])
def test_in_braces_it_stands_before_the_closing_one(written, mistake):
    mistake = fitting(mistake, written)
    source = f"claims:\n  - {written}\n  - {{id: b, claim: y}}\n"
    edited = with_errata(source.encode(), "f", {"a": mistake}).decode()
    lost = [each for each in ndiff(list(source), list(edited)) if each.startswith("-")]
    assert lost == []
    assert erratum(edited) == told(mistake)


@pytest.mark.parametrize("prefix", ["", "   ", "> ", "> > ", "1. "])
def test_in_markdown_it_stands_inside_its_block(prefix):
    later = prefix.replace("1.", "  ")
    block = ["```derivcheck", "claims:", "  - id: a", "    steps: |", "      x", "      = x", "```"]
    lines = [prefix + block[0], *(later + line for line in block[1:])]
    source = "# Notes\n\n" + "\n".join(lines) + "\n\nclaims:\n  - id: a\n"
    edited = with_errata(source.encode(), "f.md", {"a": CHAIN}).decode()
    claim = read(edited.encode(), "f.md").claims[0]
    assert (claim.erratum.why, claim.erratum.step) == (CHAIN.why, CHAIN.step)
    assert [line.value for line in claim.erratum.correct.steps] == list(CHAIN.correct)
    assert edited.replace("\n".join(added(source, edited)) + "\n", "") == source


@pytest.mark.parametrize("claim", ["  - id: a\n    claim: x", '  - {id: a, claim: "x"}'])
def test_in_a_notebook_it_stands_inside_its_cell(claim):
    block = f"```derivcheck\nclaims:\n{claim}\n```"
    lines = block.splitlines(keepends=True)
    cells = [{"cell_type": "markdown", "metadata": {}, "source": lines}]
    source = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    mistake = Mistake('a "sign" in \\frac', None, ("x = -x",))
    edited = with_errata(source.encode(), "f.ipynb", {"a": mistake}).decode()
    (found,) = read(edited.encode(), "f.ipynb").claims
    assert (found.erratum.why, found.erratum.correct.claim.value) == (mistake.why, "x = -x")
    (cell,) = json.loads(edited)["cells"]
    assert [line for line in cell["source"] if "erratum" not in line][:2] == lines[:2]
    assert cell["source"][-1] == "```"


def added(source: str, edited: str) -> list[str]:
    return [line for line in edited.split("\n") if line not in source.split("\n")]


def fitting(mistake: Mistake, source: str) -> Mistake:
    """Only a mistake in a chain names a step."""
    return mistake if "steps" in source else replace(mistake, step=None)


def erratum(source: str):
    """What is read of the claim `a`."""
    claim = read(source.encode(), "f").claims[0]
    assert claim.id.value == "a"
    assert claim.erratum is not None
    correct = claim.erratum.correct
    lines = () if correct is None else (correct.claim,) if correct.claim else correct.steps
    return claim.erratum.why, claim.erratum.step, tuple(line.value for line in lines)


def told(mistake):
    return mistake.why, mistake.step, mistake.correct


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a sign", "a sign"),
        ("the sign of X'@y", "the sign of X'@y"),
        ("at x = 1: left 2", "'at x = 1: left 2'"),
        ("it's # so", "'it''s # so'"),
        ("@x", "'@x'"),
        ("[1, 2]", "'[1, 2]'"),
        ("'a' b", "'''a'' b'"),
        (" a", "' a'"),
    ],
)
def test_words_are_quoted_only_where_yaml_needs_it(text, written):
    edited = with_errata(b"claims:\n  - id: a\n    claim: x\n", "f", {"a": Mistake(text)})
    assert edited.decode().splitlines()[-1] == f"      why: {written}"


def test_claims_that_are_not_named_stay():
    source = b"claims:\n  - id: a\n    claim: x\n"
    assert with_errata(source, "f", {"b": LINE}) == source
    assert with_errata(b"answers: []\n", "f", {"b": LINE}) == b"answers: []\n"


@pytest.mark.parametrize("path", sorted(DERIVATIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_in_real_files_every_claim_can_have_one(path):
    data = path.read_bytes()
    before = read(data, "f")
    free = [claim.id.value for claim in before.claims if claim.erratum is None]
    after = read(with_errata(data, "f", dict.fromkeys(free, Mistake("so"))), "f")
    assert [c.written for c in after.claims] == [c.written for c in before.claims]
    assert all(claim.erratum is not None for claim in after.claims)
    assert after.problems == before.problems == ()
    assert len(after.lines) == len(before.lines) + 2 * len(free)
