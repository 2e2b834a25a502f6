"""Blocks in the Markdown cells of notebooks: places are those of the file, with the cell."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_file import PIECES, check
from test_any_notes import SIGNS

from derivcheck.reports import Options, render
from derivcheck.verify.folders import load
from derivcheck.verify.reading import kind_of, read
from derivcheck.verify.reading.events import Malformed, decode
from derivcheck.verify.reading.notebooks import notebook
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings

DECLARES = "# Ridge\n\n```derivcheck\nsymbols: {x: scalar, θ: scalar}\n```\n"
CLAIMS = (
    "> ```{derivcheck}\n> claims:\n>   - id: a\n>     claim: \"x + θ = 'θ' + x\"\n"
    '>   - id: b\n>     claim: "\\u0078 = 2*x"\n>   - id: c\n>     claim: x + # lost\n> ```\n'
)


def written(*cells, ascii_only=False, indent=1, joined=False):
    """A notebook as Jupyter writes it; code cells are named by a leading `%`."""
    entries = [
        {
            "cell_type": "code" if cell.startswith("%") else "markdown",
            "metadata": {"tags": ["claims", 1, 1e300, None, True]},
            "source": cell if joined else cell.splitlines(keepends=True),
        }
        for cell in cells
    ]
    whole = {"cells": entries, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=indent, ensure_ascii=ascii_only)


def typed(lines, line, column):
    """The character at a place of the file, an escape read as what it stands for."""
    rest = lines[line - 1][column - 1 :]
    pair = rest.lower().startswith(("\\ud8", "\\ud9", "\\uda", "\\udb"))
    for length in (12,) if pair else (1, 2, 6):
        try:
            return json.loads(f'"{rest[:length]}"')
        except json.JSONDecodeError:
            continue
    return None


@pytest.mark.parametrize("form", [{}, {"ascii_only": True}, {"indent": None}, {"joined": True}])
def test_every_character_stands_where_it_was_typed(form):
    source = written(DECLARES, "%matplotlib", CLAIMS, **form)
    derivation = read(source.encode(), "n.ipynb")
    assert [claim.cell for claim in derivation.claims] == [3, 3, 3]
    assert derivation.title == "Ridge"
    assert [(p.code, p.severity) for p in derivation.problems] == [("DC801", "warning")]
    texts = [text for claim in derivation.claims for text in (claim.id, claim.claim)]
    texts += [heading for heading, _ in derivation.symbols]
    for text in texts:
        for offset, sign in enumerate(text.value):
            if text.value[0] + sign != "xx" or text.value.startswith("x +"):
                assert typed(derivation.lines, *text.position(offset)) in (sign, "\\")


def test_a_finding_is_placed_in_the_file_and_names_its_cell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n.ipynb").write_text(
        written(DECLARES, "```derivcheck\nclaims:\n  - id: a\n    claim: x + x = 3*x\n```\n")
    )
    report = run(["."], Settings(), Means(jobs=1))
    (claim,) = report.claims
    assert (claim.verdict, claim.cell, claim.address) == ("refuted", 2, "n.ipynb::a")
    text = render(report, "text", Options())
    assert f"n.ipynb:{claim.line}:{claim.caret[1]}: refuted a in cell 2 [DC301]" in text
    line = (tmp_path / "n.ipynb").read_text().splitlines()[claim.line - 1]
    assert line[claim.column - 1 : claim.end_column - 1] == "x + x = 3*x"
    lost = "    claim: x + x = 3*x"
    assert lost in text


def test_a_cell_may_name_a_formula_of_its_notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    block = "```derivcheck\nclaims:\n- {id: a, claim: 1 = 1, source: {label: eq-a}}\n```\n"
    (tmp_path / "n.ipynb").write_text(written("$$ a = b $$ (eq-a)\n", block))
    (derivation,) = load(["n.ipynb"]).derivations
    assert derivation.formulas["a"].digest == "223c4d2008755108"


OPENING = '"source": "```derivcheck\\n"'


@pytest.mark.parametrize(
    ("source", "code", "line", "column", "words"),
    [
        (f'{{"cells": [\n {{{OPENING}]', "DC101", 2, 30, "not a notebook: Expecting ','"),
        (f'{{"cells":\r\r\n [ {{{OPENING}]', "DC101", 3, 32, "not a notebook: Expecting ','"),
        (f"{{{OPENING}}}", "DC101", 1, 1, "no list of cells"),
        (f"[{{{OPENING}}}]", "DC101", 1, 1, "no list of cells"),
        ('["```derivcheck", ' + "[" * 100_000, "DC101", 1, 1, "nested too deeply"),
        (written("```derivcheck\n\x1b[31m"), "DC106", 16, 6, "a control character in a cell"),
        (written("```derivcheck\n\ud800", ascii_only=True), "DC106", 16, 6, "a control character"),
        (written("```derivcheck\nclaims: {\n```\n"), "DC101", 16, 14, "this { is never closed"),
        (written("a\n", "```derivcheck\n"), "DC101", 30, 6, "never closed"),
    ],
)
def test_what_is_no_notebook_is_one_problem_with_its_place(source, code, line, column, words):
    (problem,) = read(source.encode("utf-8", "surrogatepass"), "n.ipynb").problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert words in problem.message


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (written(DECLARES), "derivation"),
        (written("```derivcheck\nanswers: []\n```"), "submission"),
        (written("%```derivcheck\nclaims: []\n```"), None),
        (written("text"), None),
        ("{}", None),
        ("[" * 100_000, None),
    ],
)
def test_the_kind_of_a_notebook_is_that_of_its_blocks(source, kind):
    assert kind_of(source.encode(), "n.ipynb") == kind


CELLS = st.lists(st.lists(st.sampled_from(SIGNS + PIECES), max_size=12), max_size=4)


@given(CELLS, st.booleans(), st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_text_of_every_block_stands_in_the_file(cells, ascii_only, indent, joined):
    texts = ["```derivcheck\n" + "".join(cell).replace("\x00", "") for cell in cells]
    source = written(*texts, ascii_only=ascii_only, indent=indent, joined=joined)
    check(source.encode(), "n.ipynb")


@given(st.lists(st.text(max_size=30), max_size=3), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_sign_of_a_paragraph_is_found_again(texts, ascii_only):
    source = written(*texts, ascii_only=ascii_only)
    try:
        found = notebook(decode(source.encode(), "n.ipynb"), "n.ipynb")
    except Malformed:
        return
    for block in found.blocks:
        for offset, sign in enumerate(block.text.value):
            line, column = block.text.position(offset)
            assert 1 <= column <= len(found.lines[line - 1]) + 1
            if not sign.isspace() and not hasattr(block, "level"):
                assert typed(found.lines, line, column) == sign
